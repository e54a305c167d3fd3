//! A server that sends what would be something in a page, wherever it can.

use std::sync::OnceLock;

use hopx_mock::Mock;
use serde_json::Value;

use crate::door::{Door, Reply, Request, answer};
use crate::runs::{Left, given, of_a_server, serving};

/// What a page would run, show or hide. Every one that does something says `owned`.
pub(crate) const PAYLOADS: [&str; 14] = [
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "</style><style>*{display:none}/*owned*/</style>",
    "\"><img src=x onerror=\"document.title='owned'\">",
    "' autofocus onfocus='document.title=\"owned\"",
    "</pre></details></main><h1>owned</h1>",
    "<svg onload=document.title='owned'>",
    "javascript:document.title='owned'",
    "https://docs.hopx.ai/\" onclick=\"document.title='owned'",
    "<base href=//owned.example><meta http-equiv=refresh content=0>",
    "`</code><b>owned</b>`",
    "<!-- owned --> ]]> -->",
    "&lt;i&gt;owned&#60;u&#62;",
    "\u{202e}denwo\u{61c}\u{0}\u{1b}[31m\u{9b}2J\u{2028}",
];

/// What of them fits into a header.
const HEADER: &str = "\"><script>document.title='owned'</script><img src=x onerror=owned()>";

/// A run against a server that has them in ids, statuses, texts, names of members and headers.
/// Nobody can put back what it lists.
pub(crate) fn in_json() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(|| {
        let server = serving(Mock::builder().sandboxes(8));
        let given = given(server);
        let keep = given.clone();
        let behind = server.behind();
        let door = Door::open(move |request| edited(request, behind(request), &keep));
        of_a_server("evil-json", &door.base_url, &given, 5)
    })
}

/// A run against a server that answers with markup.
pub(crate) fn in_text() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(|| {
        let door = Door::open(|request| match request.number {
            1 => answer(200, "application/json", "{}"),
            _ => answer(404, &format!("text/html; x={HEADER}"), &PAYLOADS.join("\n")),
        });
        of_a_server("evil-text", &door.base_url, &[], 1)
    })
}

fn edited(request: &Request, reply: Reply, keep: &[String]) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut body: Value = serde_json::from_str(body).ok()?;
    // The run has to begin with sandboxes that it can tell.
    if request.number > 4 {
        poison(&mut body, keep, request.number);
    }
    let body = body.to_string();
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    lines.retain(|line| !line.to_lowercase().starts_with("content-length"));
    lines.push(format!("content-length: {}", body.len()));
    lines.push(format!("x-evil: {HEADER}"));
    Some(format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes())
}

fn poison(value: &mut Value, keep: &[String], mut nth: usize) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                nth += 1;
                let known = ["object", "next_cursor", "created_at"].contains(&name.as_str());
                if !known {
                    poison(member, keep, nth);
                }
            }
            let payload = PAYLOADS[nth % PAYLOADS.len()];
            members.insert(payload.to_owned(), payload.into());
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                poison(element, keep, nth + index);
            }
        }
        Value::String(text) if !keep.contains(text) => {
            text.push_str(PAYLOADS[nth % PAYLOADS.len()]);
        }
        _ => {}
    }
}
