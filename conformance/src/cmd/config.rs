//! `hopx-conformance config`: what is in force, and where it comes from. Contacts nobody.

use std::ffi::OsString;
use std::io::{self, Write};

use anstyle::Style;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum};
use serde_json::{Value, json};

use super::{Error, closed, command};
use crate::config::{self, InForce, Origin, Shown};
use crate::exit::Exit;
use crate::printable::printable;

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) const EXAMPLES: &str = "Examples:\n  hopx-conformance config                            # of a run\n  hopx-conformance config --target staging --timeout 5 --format json\n  hopx-conformance config explore --target staging   # of that command line";

/// Which settings to print, and how.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Command line that is meant, without the name of the program [default: run].
    #[arg(
        value_name = "COMMAND LINE",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    line: Vec<OsString>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs: one JSON document.
    Json,
}

pub(super) fn run(args: &ConfigArgs, matches: &ArgMatches) -> Result<Exit, Error> {
    // Those of this command itself.
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    let (format, words) = args.meant(matches)?;
    let settled = config::settle(&command(), &words)?;
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let written = match format {
        Format::Human => human(&settled.in_force, &mut out),
        Format::Json => json_document(&settled.in_force, &mut out),
    };
    match written {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}

impl ConfigArgs {
    /// How to print the settings, and the command line that is asked about.
    fn meant(&self, matches: &ArgMatches) -> Result<(Format, Vec<OsString>), Error> {
        let commands = command();
        let is_command = |word: &OsString| {
            let mut names = commands.get_subcommands();
            names.any(|command| word == command.get_name())
        };
        let (name, format, rest) = match self.line.split_first() {
            Some((name, rest)) if is_command(name) => (name.clone(), self.format, rest.to_vec()),
            // Without a command's name before it, the format is that of this command.
            _ => {
                let (format, rest) = without_format(&self.line)?;
                ("run".into(), format.unwrap_or(self.format), rest)
            }
        };
        let given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        let mut words = vec!["hopx-conformance".into(), name];
        for (id, flag) in [("config", "--config"), ("target", "--target")] {
            let values = matches.get_raw(id).filter(|_| given(id));
            for value in values.into_iter().flatten() {
                words.extend([flag.into(), value.to_owned()]);
            }
        }
        if given("no_config") {
            words.push("--no-config".into());
        }
        words.extend(rest);
        Ok((format, words))
    }
}

/// A command line without the flag that says how to print the settings.
fn without_format(line: &[OsString]) -> Result<(Option<Format>, Vec<OsString>), Error> {
    let (mut format, mut rest) = (None, Vec::new());
    let mut words = line.iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let value = match text.strip_prefix("--format") {
            Some("") => words.next().map(|value| value.to_string_lossy()),
            Some(value) if value.starts_with('=') => Some(value[1..].to_owned().into()),
            _ => {
                rest.push(word.clone());
                continue;
            }
        };
        let known = value.as_deref().map(|value| Format::from_str(value, false));
        let Some(Ok(known)) = known else {
            return Err("--format says how settings are printed, and is human or json\n  mend: write `config run --format …` to ask about that of a run".into());
        };
        format = Some(known);
    }
    Ok((format, rest))
}

fn human(in_force: &InForce, out: &mut impl Write) -> io::Result<()> {
    let row = |value: Option<&(String, Origin)>, none: &str| match value {
        Some((value, origin)) => format!("{} ({})", printable(value), found(origin)),
        None => none.to_owned(),
    };
    writeln!(out, "{STRONG}command{STRONG:#}  {}", in_force.command)?;
    writeln!(
        out,
        "{STRONG}file{STRONG:#}     {}",
        row(in_force.file.as_ref(), "none")
    )?;
    writeln!(
        out,
        "{STRONG}target{STRONG:#}   {}\n",
        row(in_force.target.as_ref(), "none")
    )?;
    let settings = in_force.settings.iter();
    let rows: Vec<(&str, String, String)> = settings
        .map(|setting| (label(setting), value(setting), setting.origin.to_string()))
        .collect();
    let names = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    // A long value does not push all others to the side.
    let values = rows.iter().map(|(_, value, _)| value.chars().count());
    let values = values.filter(|width| *width <= 40).max().unwrap_or(0);
    for (name, value, origin) in &rows {
        let origin = printable(origin);
        writeln!(out, "{name:names$}  {value:values$}  {DIM}{origin}{DIM:#}")?;
    }
    for remark in &in_force.remarks {
        writeln!(out, "\n{}", printable(remark))?;
    }
    out.flush()
}

fn found(origin: &Origin) -> String {
    match origin {
        Origin::Default => "found here or above".to_owned(),
        origin => origin.to_string(),
    }
}

fn label(setting: &Shown) -> &str {
    setting.flag.trim_start_matches('-')
}

fn value(setting: &Shown) -> String {
    match &setting.values[..] {
        [] if setting.is_list => "none".to_owned(),
        [] => "not set".to_owned(),
        values => printable(&values.join(", ")),
    }
}

fn json_document(in_force: &InForce, out: &mut impl Write) -> io::Result<()> {
    let named = |value: &Option<(String, Origin)>| match value {
        Some((name, origin)) => json!({ "name": name, "origin": origin_document(origin) }),
        None => Value::Null,
    };
    let settings = in_force.settings.iter().map(|setting| {
        let value = match (&setting.values[..], setting.is_list) {
            (values, true) => json!(values),
            ([value, ..], false) => json!(value),
            ([], false) => Value::Null,
        };
        json!({
            "flag": setting.flag,
            "name": setting.name,
            "variable": setting.variable,
            "value": value,
            "hidden": setting.hidden,
            "origin": origin_document(&setting.origin),
        })
    });
    let document = json!({
        "command": in_force.command,
        "file": named(&in_force.file),
        "target": named(&in_force.target),
        "settings": settings.collect::<Vec<_>>(),
        "remarks": in_force.remarks,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn origin_document(origin: &Origin) -> Value {
    match origin {
        Origin::Flag => json!({ "kind": "flag" }),
        Origin::Variable(name) => json!({ "kind": "variable", "name": name }),
        Origin::File(place) => json!({ "kind": "file", "place": place }),
        Origin::Default => json!({ "kind": "default" }),
    }
}
