//! The command line as a whole, and what carries it out.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use anstyle::Style;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::examples::EXIT_CODES;
use super::{
    Error, claims, completions, config, examples, explore, judge, list, man, meant, merge, mock,
    restore, run, schema, self_test, spec, warn,
};
use crate::config::{ConfigError, InForce, with_settings};
use crate::exit::Exit;
use crate::printable::printable;

const DIM: Style = Style::new().dimmed();

/// Replays the documented HopX sandbox scenarios against a server and judges whether it keeps
/// the contract.
///
/// Without a base URL the run goes against an embedded mock. Against a server, sandboxes are
/// paused and resumed only if they are named with --sandbox, and are put back as they were:
/// after Ctrl-C too. A third Ctrl-C ends the run at once and leaves that to `restore`.
#[derive(Debug, Parser)]
#[command(
    name = "hopx-conformance",
    version,
    args_conflicts_with_subcommands = true,
    after_help = EXIT_CODES,
    after_long_help = examples::RUN
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::RunArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Replay scenarios and judge the server (the default).
    #[command(after_help = EXIT_CODES, after_long_help = examples::RUN)]
    Run(Box<run::RunArgs>),
    /// Judge a recording that `run --record` has written. Contacts nobody.
    #[command(after_help = EXIT_CODES, after_long_help = examples::JUDGE)]
    Judge(Box<judge::JudgeArgs>),
    /// Try random sequences of list, pause and resume, and shorten the first that fails.
    ///
    /// They are judged by the documented lifecycle alone, over the sandboxes that are named with
    /// --sandbox. The shortest is printed as an Arazzo workflow that reproduces it.
    #[command(after_help = explore::AFTER_HELP)]
    Explore(Box<explore::ExploreArgs>),
    /// Print scenarios, their steps and the claims they check. Contacts nobody.
    #[command(after_long_help = examples::LIST)]
    List(list::ListArgs),
    /// Print every claim and what checks it, or why nothing can. Contacts nobody.
    ///
    /// Ends with 1 where some claim has neither.
    #[command(after_long_help = examples::CLAIMS)]
    Claims(claims::ClaimsArgs),
    /// Put back what a run left behind that was killed.
    ///
    /// Lists are read first; only sandboxes that a journal on this machine names are paused or
    /// resumed, and only those that are not as they were found. What is proven to be back is
    /// taken out of the journal.
    #[command(after_help = examples::RESTORE)]
    Restore(Box<restore::RestoreArgs>),
    /// Try the scenarios on servers of which it is known what is to be found.
    ///
    /// Every fault of the mock has to be found, no legal difference may be, and against servers
    /// that are nothing at all no scenario may pass. Contacts nobody.
    #[command(name = "self-test", after_help = examples::SELF_TEST)]
    SelfTest(Box<self_test::SelfTestArgs>),
    /// Make one report of the JSON reports that the shards of a run have left. Contacts nobody.
    #[command(after_help = EXIT_CODES)]
    Merge(merge::MergeArgs),
    /// Print the JSON Schema of a report, or of a file that is written by hand.
    ///
    /// Editors complete and check files by it; copies are in conformance/schemas.
    #[command(after_long_help = examples::SCHEMA)]
    Schema(schema::SchemaArgs),
    /// Check, compare and review the description. Contacts nobody.
    Spec(spec::SpecArgs),
    /// Serve the mock of the control plane until Ctrl-C.
    #[command(after_long_help = examples::MOCK)]
    Mock(mock::MockArgs),
    /// Print every setting that is in force, and where it comes from. Contacts nobody.
    ///
    /// Flags go before environment variables, these before hopx-conformance.toml, and that before
    /// defaults. No key is printed or fetched.
    #[command(after_help = config::EXAMPLES)]
    Config(config::ConfigArgs),
    /// Print what makes a shell complete the command line.
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
    /// Print a manual page, or write those of all commands.
    #[command(after_help = man::EXAMPLES)]
    Man(man::ManArgs),
}

/// Parses the command line and does what it says.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // The message may hold anything, a key too: who catches the panic shows it, masked.
        let place = panic.location().map(ToString::to_string);
        let place = place.unwrap_or_default();
        warn(&format!(
            "a fault of ours, not the server's: a panic at {place}"
        ));
    }));
    // Nothing is borrowed any more by the time that a panic comes as far as this.
    std::panic::catch_unwind(dispatch).unwrap_or_else(|_| Exit::CouldNotTell.into())
}

fn dispatch() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    match carry_out(&words) {
        Ok(exit) => exit.into(),
        Err(error) => {
            if let Some(ConfigError::Line(line)) = error.downcast_ref() {
                // Help and version too.
                line.exit();
            }
            // Nobody may be listening any more; the exit code tells it all the same.
            let _ = writeln!(anstream::stderr(), "error: {error}");
            Exit::Usage.into()
        }
    }
}

fn carry_out(words: &[OsString]) -> Result<Exit, Error> {
    let settled = crate::config::settle(&command(), words)?;
    let cli = Cli::from_arg_matches(&settled.matches);
    let cli = cli.map_err(|error| ConfigError::Line(Box::new(error.format(&mut command()))))?;
    if !is_quiet(&settled.matches) {
        announce(&settled.in_force);
    }
    match cli.command {
        None => run::run(&cli.run).map_err(|error| meant::explained(error, &command())),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Judge(args)) => judge::run(&args),
        Some(Command::Explore(args)) => explore::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Claims(args)) => claims::run(&args),
        Some(Command::Restore(args)) => restore::run(&args),
        Some(Command::SelfTest(args)) => self_test::run(&args),
        Some(Command::Merge(args)) => merge::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Spec(args)) => spec::run(&args),
        Some(Command::Mock(args)) => mock::run(&args),
        Some(Command::Config(args)) => config::run(&args, &settled.matches),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// Whether nothing is to be said but what is wrong.
fn is_quiet(matches: &ArgMatches) -> bool {
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    // Not every command has the flag.
    matches!(matches.try_get_one("quiet"), Ok(Some(true)))
}

/// Says which target is meant, and what is there and of no effect.
fn announce(in_force: &InForce) {
    let file = in_force.file.as_ref();
    if let (Some((target, _)), Some((file, _))) = (&in_force.target, file) {
        let line = printable(&format!("target {target} of {file}"));
        // Nobody may be listening any more; the command is carried out all the same.
        let _ = writeln!(anstream::stderr(), "{DIM}{line}{DIM:#}");
    }
    for remark in &in_force.remarks {
        warn(remark);
    }
}

/// The definition of the command line, for tests and generated documentation.
pub fn command() -> clap::Command {
    with_settings(Cli::command())
}
