//! `hopx-conformance man`: manual pages.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use super::{Error, closed, command};
use crate::contract::DocumentError;
use crate::exit::Exit;
use crate::output::{Output, Readers};

pub(super) const EXAMPLES: &str = "Examples:\n  hopx-conformance man run | man -l -\n  hopx-conformance man --out ~/.local/share/man/man1";

/// Which pages, and where to.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Command to print the page of; that of the program, if none.
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Option<String>,
    /// Write the pages of all commands to a folder instead. It is made where there is none.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs) -> Result<Exit, Error> {
    match &args.out {
        Some(dir) => write_all(dir),
        None => print(args.command.as_deref()),
    }
}

fn print(name: Option<&str>) -> Result<Exit, Error> {
    let pages = pages();
    let wanted = name.map_or(PROGRAM.to_owned(), |name| format!("{PROGRAM}-{name}"));
    let Some(page) = pages.into_iter().find(|page| page.get_name() == wanted) else {
        let name = name.unwrap_or_default();
        let commands = command();
        let commands = commands.get_subcommands().map(Command::get_name);
        let nearest = crate::config::nearest(name, commands).unwrap_or("run");
        return Err(format!(
            "there is no command `{name}`\n  mend: name one that `hopx-conformance --help` lists (the nearest is `{nearest}`)"
        )
        .into());
    };
    match io::stdout().lock().write_all(&rendered(page)?) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}

fn write_all(dir: &Path) -> Result<Exit, Error> {
    fs::create_dir_all(dir).map_err(|error| {
        DocumentError::new(
            &dir.display().to_string(),
            "",
            format!("is no folder, and cannot be made one: {error}"),
            "name a folder that may be written to",
        )
    })?;
    for page in pages() {
        let file = dir.join(format!("{}.1", page.get_name()));
        let output = Output::prepare(&file, Readers::Everybody)?;
        output.write(&rendered(page)?)?;
    }
    Ok(Exit::Conforms)
}

/// The program.
const PROGRAM: &str = "hopx-conformance";

/// The program and each of its commands, named as their pages are.
fn pages() -> Vec<Command> {
    let root = command().disable_help_subcommand(true);
    let subcommands: Vec<Command> = root.get_subcommands().cloned().collect();
    let of_command = |command: Command| {
        let name = format!("{PROGRAM}-{}", command.get_name());
        let bin = format!("{PROGRAM} {}", command.get_name());
        // A page is found by the one name, and the command is called by the other.
        command.name(name.clone()).display_name(name).bin_name(bin)
    };
    let pages = subcommands.into_iter().map(of_command);
    std::iter::once(root).chain(pages).collect()
}

fn rendered(page: Command) -> io::Result<Vec<u8>> {
    let man = Man::new(page)
        .source(format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")))
        .manual("HopX conformance");
    let mut text = Vec::new();
    man.render(&mut text)?;
    Ok(text)
}
