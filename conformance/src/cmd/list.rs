//! `hopx-conformance list`: scenarios, steps and the claims they check.

use std::io::{self, Write};

use anstyle::Style;
use clap::Args;

use super::inputs::InputArgs;
use super::{Error, closed};
use crate::exit::Exit;
use crate::scenario::{Input, Scenario};

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What to list.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    inputs: InputArgs,
}

pub(super) fn run(args: &ListArgs) -> Result<Exit, Error> {
    let inputs = args.inputs.read()?;
    let chosen = args.inputs.select(&inputs, true)?;
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    match write(&chosen, &mut out) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}

fn write(scenarios: &[&Scenario], out: &mut impl Write) -> io::Result<()> {
    for scenario in scenarios {
        writeln!(
            out,
            "{STRONG}{}{STRONG:#}  {}",
            scenario.address, scenario.summary
        )?;
        writeln!(
            out,
            "  {DIM}page {}{}{DIM:#}",
            scenario.page,
            needs(scenario)
        )?;
        for step in &scenario.steps {
            writeln!(
                out,
                "  {}  {}  {}",
                step.id,
                step.operation.word(),
                step.claims.join(", ")
            )?;
        }
    }
    Ok(())
}

fn needs(scenario: &Scenario) -> String {
    let needs = scenario.needs.iter().filter_map(|input| match input {
        Input::ApiKey => None,
        Input::OtherApiKey => Some("--other-api-key"),
        Input::Sandbox => Some("--sandbox"),
    });
    let allowed = scenario.exhausts().then_some("--exhaust-rate-limit");
    let needs: Vec<_> = needs.chain(allowed).collect();
    if needs.is_empty() {
        String::new()
    } else {
        format!("; needs {}", needs.join(" and "))
    }
}
