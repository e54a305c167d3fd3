//! How an operation is called: with curl, and from Rust.

use super::subject::{Described, Subject};
use crate::contract::escape;
use crate::spec::Node;

/// A line of Rust is no longer than this.
const WIDEST: usize = 72;

/// A call, for a shell and for Rust.
pub(super) struct Call {
    /// What it sends, in words.
    pub(super) words: &'static str,
    /// Whether it is the first that a reader wants to see.
    pub(super) whole: bool,
    pub(super) curl: String,
    pub(super) rust: String,
}

/// The call with what it needs, and the one with everything that it takes.
pub(super) fn calls(subject: &Subject<'_>, operation: &Described<'_>) -> Vec<Call> {
    let parameters = operation.parameters.iter().map(|part| &part.node);
    let (needed, others): (Vec<_>, Vec<_>) = parameters.partition(|node| node.flag("required"));
    let call = |words, whole, parameters: &[&Node<'_>]| Call {
        words,
        whole,
        curl: curl(subject, operation, parameters),
        rust: rust(operation, parameters),
    };
    let mut calls = vec![call("The call, with curl and from Rust", true, &needed)];
    if !others.is_empty() {
        let all = [needed, others].concat();
        calls.push(call("The call with every parameter", false, &all));
    }
    calls
}

/// What a parameter is sent with.
struct Example {
    word: String,
    is_text: bool,
}

/// Its example, its default, or a value that it allows.
fn example(parameter: &Node<'_>) -> Example {
    let schema = parameter.get("schema");
    let schema = schema.as_ref();
    let within = |name: &str| schema.and_then(|schema| schema.get(name));
    let first = schema.and_then(|schema| schema.items_of("enum").into_iter().next());
    let known = parameter.get("example").or_else(|| within("example"));
    if let Some(known) = known.or_else(|| within("default")).or(first) {
        return Example {
            word: known.word(),
            is_text: known.value.is_string(),
        };
    }
    let (word, is_text) = match schema.and_then(|schema| schema.text("type")) {
        Some("integer" | "number") => ("1", false),
        Some("boolean") => ("true", false),
        _ => ("VALUE", true),
    };
    Example {
        word: word.to_owned(),
        is_text,
    }
}

fn curl(subject: &Subject<'_>, operation: &Described<'_>, parameters: &[&Node<'_>]) -> String {
    let servers = subject.document.items_of("servers");
    let server = servers.first().and_then(|server| server.text("url"));
    let server = server.unwrap_or("https://SERVER");
    let mut path = operation.path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters {
        let name = parameter.text("name").unwrap_or_default();
        let value = escape(&example(parameter).word);
        match parameter.text("in") {
            Some("path") => path = path.replace(&format!("{{{name}}}"), &value),
            Some("query") => query.push(format!("{}={value}", escape(name))),
            _ => {}
        }
    }
    let query = match query.is_empty() {
        true => String::new(),
        false => format!("?{}", query.join("&")),
    };
    let url = format!("{}{path}{query}", server.trim_end_matches('/'));
    let method = match operation.method.as_str() {
        "GET" => String::new(),
        method => format!(" -X {method}"),
    };
    format!(
        "curl -i{method} {} \\\n  -H \"{}\"",
        quoted(&url),
        header(subject)
    )
}

/// The header that carries the key. Names that a shell would read otherwise are not used.
fn header(subject: &Subject<'_>) -> String {
    let schemes = subject.components("securitySchemes");
    let bearer = |node: &Node<'_>| {
        node.text("scheme")
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"))
    };
    let named = schemes.iter().find_map(|(_, node)| {
        let name = node
            .text("name")
            .filter(|_| node.text("in") == Some("header"))?;
        let plain = name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        plain.then(|| format!("{name}: $HOPX_API_KEY"))
    });
    match named {
        Some(header) if !schemes.iter().any(|(_, node)| bearer(node)) => header,
        _ => "Authorization: Bearer $HOPX_API_KEY".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    shlex::try_quote(text).map_or_else(|_| "URL".to_owned(), |text| text.into_owned())
}

fn rust(operation: &Described<'_>, parameters: &[&Node<'_>]) -> String {
    let mut links = vec![format!(".{}()", identifier(&operation.id))];
    for parameter in parameters {
        let name = identifier(parameter.text("name").unwrap_or_default());
        links.push(format!(".{name}({})", literal(example(parameter))));
    }
    links.extend([".send()".to_owned(), ".await?;".to_owned()]);
    let line = format!("let answer = client{}", links.concat());
    let call = match line.len() {
        ..=WIDEST => line,
        _ => format!("let answer = client\n    {}", links.join("\n    ")),
    };
    format!("let client = hopx_client::Client::from_env()?;\n{call}")
}

/// A name as the generator writes it: words in lower case, joined by underscores.
fn identifier(name: &str) -> String {
    let mut written = String::new();
    let mut lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && lower {
            written.push('_');
        }
        lower = letter.is_lowercase() || letter.is_ascii_digit();
        match letter.is_alphanumeric() {
            true => written.extend(letter.to_lowercase()),
            false if written.ends_with('_') => {}
            false => written.push('_'),
        }
    }
    written
}

fn literal(example: Example) -> String {
    match example.is_text {
        true => format!("{:?}", example.word),
        false => example.word,
    }
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn names_are_written_as_the_generator_writes_them() {
        assert_eq!(identifier("list_sandboxes"), "list_sandboxes");
        assert_eq!(identifier("listSandboxes"), "list_sandboxes");
        assert_eq!(identifier("X-Request-ID"), "x_request_id");
        assert_eq!(identifier("a<script>"), "a_script_");
    }
}
