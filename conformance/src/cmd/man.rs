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
    /// Command to print the page of, such as `run` or `spec diff`; that of the program, if none.
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Vec<String>,
    /// Write the pages of all commands to a folder instead. It is made where there is none.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs) -> Result<Exit, Error> {
    match &args.out {
        Some(dir) => write_all(dir),
        None => print(&args.command),
    }
}

fn print(words: &[String]) -> Result<Exit, Error> {
    let pages = pages();
    let name = words.join(" ");
    let wanted = [PROGRAM, &name].join(" ");
    let called = |page: &Command| page.get_bin_name().map(str::to_owned);
    let is_wanted = |page: &&Command| called(page).as_deref() == Some(wanted.trim_end());
    let Some(page) = pages.iter().find(is_wanted) else {
        let names: Vec<String> = pages.iter().filter_map(called).collect();
        let names = names.iter().filter_map(|name| name.split_once(' '));
        let nearest = crate::config::nearest(&name, names.map(|(_, name)| name)).unwrap_or("run");
        return Err(format!(
            "there is no command `{name}`\n  mend: name one that `hopx-conformance --help` lists (the nearest is `{nearest}`)"
        )
        .into());
    };
    match io::stdout().lock().write_all(&rendered(page.clone())?) {
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
        let output = Output::prepare(&file, Readers::AsUsual)?;
        output.write(&rendered(page)?)?;
    }
    Ok(Exit::Conforms)
}

/// The program.
const PROGRAM: &str = "hopx-conformance";

/// The program and each of its commands, named as their pages are.
fn pages() -> Vec<Command> {
    let root = command().bin_name(PROGRAM);
    let mut pages = Vec::new();
    with_commands(root, &mut pages);
    pages
}

/// A command, and then those that it has itself.
fn with_commands(command: Command, pages: &mut Vec<Command>) {
    let page = command.disable_help_subcommand(true);
    let (name, bin) = (page.get_name().to_owned(), page.get_bin_name());
    let bin = bin.unwrap_or(PROGRAM).to_owned();
    pages.push(page.clone());
    for command in page.get_subcommands() {
        let name = format!("{name}-{}", command.get_name());
        let bin = format!("{bin} {}", command.get_name());
        // A page is found by the one name, and the command is called by the other.
        let command = command.clone().name(name.clone());
        with_commands(command.display_name(name).bin_name(bin), pages);
    }
}

fn rendered(page: Command) -> io::Result<Vec<u8>> {
    let man = Man::new(page)
        // A page has no date. What is empty is left out, and the next would be taken for it.
        .date(" ")
        .source(format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")))
        .manual("HopX conformance");
    let mut text = Vec::new();
    man.render(&mut text)?;
    Ok(text)
}
