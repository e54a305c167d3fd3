//! Escaping: whatever stands in a report, it is text.

use std::fmt::Write;

use crate::printable::printable;

/// Text from elsewhere on one line, as code: nothing in code is a link, a mention or markup.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    if text.trim().is_empty() {
        return "(nothing)".to_owned();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same within a table. A bar would end the cell, in code too, however it is escaped: a
/// text with one is shown without being code.
pub(super) fn cell(text: &str) -> String {
    match text.contains('|') {
        true => escaped(text),
        false => code(text),
    }
}

/// Sentences, on one line. What stands between backticks is code, as it is meant; any other
/// character that may be markup is escaped.
pub(super) fn text(text: &str) -> String {
    let parts: Vec<&str> = text.trim().split('`').collect();
    let is_code = |part: &str| !part.trim().is_empty() && !part.contains('|');
    let balanced =
        parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|part| is_code(part));
    if !balanced {
        return escaped(text.trim());
    }
    let parts = parts
        .iter()
        .enumerate()
        .map(|(index, part)| match index % 2 {
            1 => code(part),
            _ => escaped(part),
        });
    parts.collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in printable(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '|' => escaped.push_str("&#124;"),
            // A comment in between keeps it from being a mention or a reference.
            '@' | '#' => {
                escaped.push(letter);
                escaped.push_str("<!-- -->");
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Several lines as a block of code, with a fence that none of them ends.
pub(super) fn block(language: &str, text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}\n")
}

/// A link, where the address is one; its text otherwise.
pub(super) fn link(words: &str, url: &str) -> String {
    match url::Url::parse(url) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            let url = url.as_str().replace('<', "%3C").replace('>', "%3E");
            format!("[{}](<{url}>)", text(words))
        }
        _ => text(words),
    }
}

/// A table: a head, and rows of cells that are escaped already.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = format!(
        "| {} |\n|{}\n",
        head.join(" | "),
        " --- |".repeat(head.len())
    );
    for row in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} |", row.join(" | "));
    }
    table
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`');
    runs.map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_end_no_code() {
        assert_eq!(code("a ``b` c"), "```a ``b` c```");
        assert_eq!(code("`x`"), "`` `x` ``");
        assert_eq!(code("a\nb"), "`a\\nb`");
        assert_eq!(
            block("text", "a\n````\nb"),
            "`````text\na\n````\nb\n`````\n"
        );
    }

    #[test]
    fn bars_end_no_cell_and_markup_is_text() {
        assert_eq!(cell("a\\|b <i>"), "a\\\\&#124;b &lt;i&gt;");
        assert_eq!(cell("a <i>"), "`a <i>`");
        assert_eq!(
            text("<b>a|b</b> *c* [d](e) @f"),
            "&lt;b&gt;a&#124;b&lt;/b&gt; \\*c\\* \\[d\\](e) @<!-- -->f"
        );
        assert_eq!(text("a `b_c` d_e"), "a `b_c` d\\_e");
        assert_eq!(text("a `b|c` d`"), "a \\`b&#124;c\\` d\\`");
        assert_eq!(link("x", "javascript:alert(1)"), "x");
        assert_eq!(link("x", "https://a.b/c d>"), "[x](<https://a.b/c%20d%3E>)");
    }
}
