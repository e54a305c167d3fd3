//! `hopx-conformance self-test`: tries the scenarios on servers of which it is known what is
//! to be found.

use std::io::{self, Write};
use std::num::NonZero;
use std::thread;

use clap::{Args, ValueEnum};

use super::inputs::{ContractArgs, Inputs};
use super::{Error, closed, warn};
use crate::contract::Level;
use crate::exit::Exit;
use crate::judge::Judge;
use crate::selftest::{self, SelfTest, Setup};

/// What to try, and how to tell of it.
#[derive(Debug, Args)]
pub(super) struct SelfTestArgs {
    /// Twins by name (cursor-ignored), claim (list/paging/advances) or how it begins (list),
    /// `legal`, `null`, or glob ('*/404*'); all if none.
    #[arg(value_name = "TWIN")]
    patterns: Vec<String>,
    /// How many threads to use [default: one for each processor].
    #[arg(long, short, value_name = "N", value_parser = jobs)]
    jobs: Option<NonZero<usize>>,
    /// How to tell what came of it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print a line for each fault, each legal twin and each scenario.
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    contract: ContractArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one JSON document with everything.
    Json,
}

pub(super) fn run(args: &SelfTestArgs) -> Result<Exit, Error> {
    let subjects = selftest::choose(&args.patterns)?;
    let inputs = args.contract.read()?;
    let jobs = args.jobs.unwrap_or_else(processors);
    let scenarios: Vec<_> = inputs.scenarios.iter().collect();
    let setup = Setup {
        judge: judge(&inputs),
        scenarios: &scenarios,
    };
    let tried = match selftest::try_all(&setup, &subjects, jobs) {
        Ok(tried) => tried,
        Err(error) => {
            warn(&format!(
                "the self-test could not be made: {error}\n  mend: check that this machine lets sockets be opened on 127.0.0.1"
            ));
            return Ok(Exit::CouldNotTell);
        }
    };
    let test = SelfTest::sum_up(&tried, &scenarios);
    match tell(args, &test) {
        // A reader that is gone loses no verdict: the exit code still tells it.
        Err(error) if !closed(&error) => {
            warn(&format!("the table could not be written: {error}"));
        }
        _ => {}
    }
    Ok(test.exit())
}

fn judge(inputs: &Inputs) -> Judge<'_> {
    Judge {
        contract: &inputs.contract,
        documented: &inputs.documented,
        level: Level::Expected,
    }
}

fn tell(args: &SelfTestArgs, test: &SelfTest) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    match args.format {
        Format::Text => selftest::table(test, args.verbose, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, test)?;
            writeln!(out)?;
        }
    }
    out.flush()
}

fn processors() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// A number of threads.
fn jobs(text: &str) -> Result<NonZero<usize>, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is no number of threads; give 1 or more"))
}
