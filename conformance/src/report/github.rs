//! Annotations for a workflow of GitHub, and a writer through which nothing else is one.
//!
//! What stands in front of `::` is a command there, and so is whatever follows `##[`; both may
//! come from a server, so they are defused in all that is told besides.

use std::io::{self, Write};

use super::document::{Document, Ending};
use super::place;
use crate::judge::Standing;
use crate::printable::{excerpt, printable};

/// How much of what a server said stands in an annotation.
const SHOWN: usize = 400;

/// The annotations of a run, a line each: the verdict, whatever decides how the run ends, and
/// every broken claim once. GitHub shows no more than the first ten errors of a step, so that
/// what must not be missed comes first.
pub fn annotations(document: &Document) -> String {
    let mut lines = vec![verdict(document)];
    for left in &document.not_put_back {
        let title = format!("sandbox {} is NOT put back", left.sandbox);
        let says = format!(
            "it was {} and is not: {}; put it back with: {}",
            left.found, left.because, left.command
        );
        lines.push(annotation("error", None, &title, &says));
    }
    for fault in &document.own_faults {
        let title = format!("fault of ours: {}", fault.who.words());
        let says = format!("{} (in {})", fault.what, fault.step);
        lines.push(annotation("error", None, &title, &says));
    }
    lines.extend(broken(document));
    lines.extend(deviations(document));
    let level = if document.strict { "error" } else { "warning" };
    for gap in &document.evidence {
        let says = format!("{}; to prove more, {}", gap.says, gap.more);
        let title = format!("unproven: {}", gap.gap.id());
        lines.push(annotation(level, None, &title, &says));
    }
    lines.join("")
}

fn broken(document: &Document) -> Vec<String> {
    let broken = document.claims.iter().filter_map(|claim| {
        let of_it = || {
            let numbers = claim.findings.iter();
            numbers
                .filter_map(|number| document.finding(*number))
                .filter(|finding| !finding.known)
        };
        // A step of a scenario tells more than the calls that lead up to it.
        let first = of_it().min_by_key(|finding| finding.preparation)?;
        let more = match of_it().count() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let says = format!(
            "{}\nin {}: expected {}, got {}{more}",
            claim.requirement,
            first.address(),
            first.expected,
            excerpt(&first.actual, SHOWN)
        );
        let title = format!("violated: {}", claim.id);
        let place = place::of_claim(document, &claim.id);
        Some(annotation("error", Some(place), &title, &says))
    });
    broken.collect()
}

fn deviations(document: &Document) -> Vec<String> {
    let told = document.known_deviations.iter().map(|known| {
        let (level, says) = match known.standing {
            Standing::Occurs { findings } => (
                "notice",
                format!("found {findings} times, and put up with: {}", known.reason),
            ),
            Standing::NotChecked(_) => ("notice", "whether it still occurs cannot be told".into()),
            Standing::Stale => ("error", "it no longer occurs; remove its entry".into()),
            Standing::Expired { .. } => (
                "error",
                "it has expired; renew its entry, or mend the server".into(),
            ),
        };
        let title = format!("known deviation: {}", known.claim);
        annotation(level, Some(place::parsed(&known.place)), &title, &says)
    });
    told.collect()
}

fn verdict(document: &Document) -> String {
    let level = match document.outcome.ending {
        Ending::Conforms => "notice",
        Ending::NothingChecked => "warning",
        _ => "error",
    };
    let counts = &document.counts;
    let mut says = format!(
        "{} {} passed, {} failed, {} skipped, {} could not be told. Judged: {}",
        document.outcome.sentence,
        counts.passed,
        counts.failed,
        counts.skipped,
        counts.errored,
        document.target.base_url
    );
    for why in &document.partial {
        says += &format!("\na partial run: {why}");
    }
    says += &format!("\nrun it again: {}", document.reproduce.command);
    annotation(level, None, "hopx-conformance", &says)
}

/// One annotation. Line ends of the message are ours, and stay.
pub(crate) fn annotation(
    level: &str,
    at: Option<(String, Option<u64>)>,
    title: &str,
    says: &str,
) -> String {
    let mut properties = Vec::new();
    if let Some((file, line)) = at {
        properties.push(format!("file={}", property(&file)));
        properties.extend(line.map(|line| format!("line={line}")));
    }
    properties.push(format!("title={}", property(title)));
    let lines: Vec<_> = says.lines().map(printable).collect();
    let says = data(&lines.join("\n"));
    format!("::{level} {}::{says}\n", properties.join(","))
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(&printable(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

/// Passes on what is written line by line, so that no line of it is a command.
#[derive(Debug)]
pub struct Defused<W: Write> {
    inner: W,
    line: Vec<u8>,
}

impl<W: Write> Defused<W> {
    /// In front of a writer.
    pub fn new(inner: W) -> Self {
        Defused {
            inner,
            line: Vec::new(),
        }
    }

    /// The writer behind it. What was not flushed is lost.
    pub fn into_inner(self) -> W {
        self.inner
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.inner.write_all(&defused(&line))
    }
}

/// A line with a backslash where it would begin to be a command.
fn defused(line: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(line);
    let text = text.replace("##[", "##\\[");
    let command = text.trim_start();
    let indent = &text[..text.len() - command.len()];
    match command.starts_with("::") {
        true => format!("{indent}\\{command}").into_bytes(),
        false => text.into_bytes(),
    }
}

impl<W: Write> Write for Defused<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.pass_on()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_that_is_passed_on_is_a_command() {
        let mut defusing = Defused::new(Vec::new());
        let said = "fine: a::b\n::error::x\n  \t::set-env name=A::b\nin ##[error] it\n::cut";
        for byte in said.as_bytes() {
            defusing.write_all(&[*byte]).expect("a vector takes all");
        }
        defusing.flush().expect("a vector takes all");
        let told = String::from_utf8(defusing.inner).expect("text");
        assert_eq!(
            told,
            "fine: a::b\n\\::error::x\n  \t\\::set-env name=A::b\nin ##\\[error] it\n\\::cut"
        );
    }

    #[test]
    fn an_annotation_is_one_line_whatever_is_in_it() {
        let place = Some(("a,b:c%.yaml".to_owned(), Some(3)));
        let told = annotation(
            "error",
            place,
            "t:1,2\n::x",
            "100%\n::warning::\u{1b}[2J\r%0A",
        );
        assert_eq!(
            told,
            "::error file=a%2Cb%3Ac%25.yaml,line=3,title=t%3A1%2C2\\n%3A%3Ax::100%25%0A::warning::\\u{1b}[2J\\r%250A\n"
        );
    }
}
