//! The reports that a command writes, and what it prints.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::kept::kept;
use super::{Error, closed, warn};
use crate::config::nearest;
use crate::contract::DocumentError;
use crate::escaped;
use crate::exit::Exit;
use crate::output::{Output, Readers};
use crate::recording::Recording;
use crate::report::document::Document;
use crate::report::{self, Defused, Kind, Report};

/// Where reports go.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reports")]
pub(super) struct ReportArgs {
    /// Write a report: json, junit, html, markdown, sarif or har. May be repeated. What is there is
    /// replaced.
    #[arg(long = "report", value_name = "KIND=FILE")]
    reports: Vec<String>,
    /// The same as --report har=FILE: the calls as an HTTP Archive, for other tools.
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    /// What is printed [default: human, or github where GITHUB_ACTIONS is true].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The report as text.
    Human,
    /// The report as JSON, as --report json=FILE writes it.
    Json,
    /// The report as text, and annotations for a workflow of GitHub.
    Github,
}

/// The files, known to be writable, and what is printed.
#[derive(Debug)]
pub(super) struct Reports {
    files: Vec<(Kind, Output)>,
    format: Format,
}

/// A report that is asked for.
struct Wanted<'w> {
    /// As messages name it.
    flag: String,
    kind: Kind,
    file: &'w Path,
}

impl ReportArgs {
    /// Makes sure that the reports can be written, each to a file of its own that is none of
    /// those that are taken, which are given with what took them.
    pub(super) fn prepare(&self, taken: &[(&str, &Path)]) -> Result<Reports, Error> {
        let mut files: Vec<(String, PathBuf)> = taken
            .iter()
            .map(|(flag, file)| ((*flag).to_owned(), Output::resolved(file)))
            .collect();
        let mut outputs = Vec::new();
        for wanted in self.wanted()? {
            let output = Output::prepare(wanted.file, readers(wanted.kind))?;
            if let Some((flag, _)) = files
                .iter()
                .find(|(_, file)| file == output.path() && output.is_replaced())
            {
                return Err(format!(
                    "{flag} and {} name the same file\n  mend: name two",
                    wanted.flag
                )
                .into());
            }
            files.push((wanted.flag, output.path().to_owned()));
            outputs.push((wanted.kind, output));
        }
        Ok(Reports {
            files: outputs,
            format: self.format(),
        })
    }

    /// Whether anything is asked for on the command line.
    pub(super) fn is_asked(&self) -> bool {
        !self.reports.is_empty() || self.har.is_some() || self.format.is_some()
    }

    fn wanted(&self) -> Result<Vec<Wanted<'_>>, Error> {
        let reports = self.reports.iter().map(|report| wanted(report));
        let har = self.har.as_deref().map(|file| {
            Ok(Wanted {
                flag: "--har".to_owned(),
                kind: Kind::Har,
                file,
            })
        });
        reports.chain(har).collect()
    }

    fn format(&self) -> Format {
        let on_github = || std::env::var_os("GITHUB_ACTIONS").is_some_and(|set| set == "true");
        match self.format {
            Some(format) => format,
            None if on_github() => Format::Github,
            None => Format::Human,
        }
    }
}

/// What `KIND=FILE` asks for.
fn wanted(report: &str) -> Result<Wanted<'_>, Error> {
    let kinds = Kind::ALL.map(Kind::name).join(", ");
    let wrong = |problem: String, mend: String| {
        let error: Error = format!("--report {report} {problem}\n  mend: {mend}").into();
        error
    };
    let Some((name, file)) = report.split_once('=') else {
        let mend = format!("write KIND=FILE, such as json=report.json; the kinds are {kinds}");
        return Err(wrong("names no file".to_owned(), mend));
    };
    let Some(kind) = Kind::named(name) else {
        let problem = format!("asks for the kind `{name}`, which there is not");
        let nearest = nearest(name, Kind::ALL.map(Kind::name));
        let nearest = nearest.map(|kind| format!(" (the nearest is `{kind}`)"));
        let mend = format!("name one of {kinds}{}", nearest.unwrap_or_default());
        return Err(wrong(problem, mend));
    };
    match file {
        "" => Err(wrong(
            "names no file".to_owned(),
            format!("name one, such as {name}=report"),
        )),
        "-" => Err(wrong(
            "names standard output, which has the report that --format asks for".to_owned(),
            "name a file, or print JSON with --format json".to_owned(),
        )),
        file => Ok(Wanted {
            flag: format!("--report {name}"),
            kind,
            file: Path::new(file),
        }),
    }
}

/// Who may read a report. An archive holds whole answers, as a recording does; the others are
/// there to be handed on.
fn readers(kind: Kind) -> Readers {
    match kind {
        Kind::Har => Readers::Owner,
        Kind::Json | Kind::Junit | Kind::Html | Kind::Markdown | Kind::Sarif => Readers::AsUsual,
    }
}

impl Reports {
    /// Prints what is to be printed. A reader that is gone loses no verdict: the exit code
    /// still tells it. Anything else that keeps it from being printed is said.
    pub(super) fn print(&self, report: &Report<'_>, document: &Document) -> Exit {
        told(match self.format {
            Format::Human => human(|out| report::text(report, Some(document), out)),
            Format::Json => json(document),
            Format::Github => github(|out| report::text(report, Some(document), out), document),
        })
    }

    /// The kinds of files that are asked for.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.files.iter().map(|(kind, _)| *kind)
    }

    /// Prints a document of which there is no more than itself, with its text for people.
    pub(super) fn print_text(&self, text: &str, document: &Document) -> Exit {
        told(match self.format {
            Format::Human => human(|out| out.write_all(text.as_bytes())),
            Format::Json => json(document),
            Format::Github => github(|out| out.write_all(text.as_bytes()), document),
        })
    }

    /// Writes the files. One that cannot be written keeps no other from being.
    pub(super) fn write(self, document: &Document, recording: &Recording) -> Exit {
        let written = self.files.into_iter().map(|(kind, output)| {
            let done = write(kind, output, document, recording);
            kept(&format!("the {kind} report"), done)
        });
        // Every one, before the worst is looked for.
        let written: Vec<Exit> = written.collect();
        written.into_iter().min().unwrap_or(Exit::Conforms)
    }
}

fn write(
    kind: Kind,
    output: Output,
    document: &Document,
    recording: &Recording,
) -> Result<(), DocumentError> {
    match kind.render(document, recording) {
        Ok(text) => output.write(&text),
        Err(error) => Err(DocumentError::new(
            &output.path().display().to_string(),
            "",
            format!("cannot be written: {error}"),
            "report this: it is a fault of this program",
        )),
    }
}

/// What printing came to.
fn told(printed: io::Result<()>) -> Exit {
    match printed {
        Err(error) if !closed(&error) => {
            warn(&format!("the report could not be written: {error}"));
            Exit::Usage
        }
        _ => Exit::Conforms,
    }
}

fn human(text: impl FnOnce(&mut Box<dyn Write>) -> io::Result<()>) -> io::Result<()> {
    let stdout = anstream::AutoStream::auto(io::stdout().lock());
    let mut out: Box<dyn Write> = Box::new(io::BufWriter::new(stdout));
    text(&mut out)?;
    out.flush()
}

fn json(document: &Document) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(&escaped::json(document)?)?;
    out.flush()
}

/// The text, in which nothing is a command, and then the annotations.
fn github(
    text: impl FnOnce(&mut Box<dyn Write>) -> io::Result<()>,
    document: &Document,
) -> io::Result<()> {
    let stdout = || io::BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let mut defused: Box<dyn Write> = Box::new(Defused::new(stdout()));
    text(&mut defused)?;
    defused.flush()?;
    let mut out = stdout();
    out.write_all(report::annotations(document).as_bytes())?;
    out.flush()
}

/// How a run ends where something that it was to write is lost: the verdict stands, and a
/// good one is good no longer.
pub(super) fn unless_lost(verdict: Exit, written: Exit) -> Exit {
    match verdict {
        Exit::Conforms => written,
        verdict => verdict,
    }
}
