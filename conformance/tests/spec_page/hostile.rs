//! Whatever stands in a description and its claims, it is text.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use crate::binary::{fresh, shown};
use crate::page::{Page, text};
use crate::written::{Written, of, real, repository};

/// What a page would run, show or hide. Every one that does something says `owned`.
pub(crate) const PAYLOADS: [&str; 8] = [
    "<script>document.title='owned'</script>",
    "</script></style><style>*{display:none}/*owned*/</style>",
    "\"><img src=x onerror=\"document.title='owned'\">",
    "' autofocus onfocus='document.title=\"owned\"",
    "</code></pre></details></main><h1>owned</h1>",
    "javascript:document.title='owned'",
    "<base href=//owned.example><meta http-equiv=refresh content=0>",
    "$(touch owned) `touch owned`",
];

/// A text of YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The page of a description that has them in descriptions, names, examples, values, addresses
/// and claims.
pub(crate) fn evil() -> &'static Written {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let dir = fresh("spec-page-evil-files");
        let (description, claims) = (dir.join("evil.yaml"), dir.join("claims.yaml"));
        fs::write(&description, evil_description()).expect("a file");
        fs::write(&claims, evil_claims()).expect("a file");
        let (description, claims) = (shown(&description), shown(&claims));
        of(
            "spec-page-evil",
            &["--contract", &description, "--claims", &claims],
        )
    })
}

fn read(path: &str) -> String {
    fs::read_to_string(repository(path)).expect("a file")
}

/// Every description, summary and example gets one, and there are new members, parameters,
/// schemas, codes and servers that are called so.
fn evil_description() -> String {
    let mut nth = 0;
    let mut payload = || {
        nth += 1;
        quoted(PAYLOADS[nth % PAYLOADS.len()])
    };
    let mut lines = Vec::new();
    for line in read("openapi/hopx-sandboxes.yaml").lines() {
        let indent = line.len() - line.trim_start().len();
        let pad = " ".repeat(indent);
        let key = line.trim_start().split(':').next().unwrap_or_default();
        let plain = !line.ends_with('|');
        match key {
            "title" | "description" | "summary" if plain => {
                lines.push(format!("{pad}{key}: {}", payload()));
            }
            "- url" => lines.push(format!("{pad}{key}: {}", payload())),
            "example" if !line.contains('{') => lines.push(format!("{pad}{key}: {}", payload())),
            "pattern" => {}
            "properties" => {
                lines.push(line.to_owned());
                for payload in PAYLOADS {
                    lines.push(format!("{pad}  {}:", quoted(payload)));
                    lines.push(format!("{pad}    type: string"));
                    lines.push(format!("{pad}    default: {}", quoted(payload)));
                    lines.push(format!("{pad}    enum: [{}]", quoted(payload)));
                }
            }
            "schemas" if indent == 2 => {
                lines.push(line.to_owned());
                for payload in PAYLOADS {
                    lines.push(format!("    {}: {{ type: object }}", quoted(payload)));
                }
            }
            "get" => {
                lines.push(line.to_owned());
                lines.push(format!("{pad}  x-ours: {}", payload()));
            }
            "- $ref" if line.contains("/Cursor") => {
                lines.push(line.to_owned());
                for payload in PAYLOADS {
                    lines.push(format!(
                        "{pad}- {{ name: {0}, in: query, schema: {{ type: string, default: {0} }} }}",
                        quoted(payload)
                    ));
                }
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

fn evil_claims() -> String {
    let mut text = String::new();
    let mut nth = 0;
    for line in read("openapi/claims.yaml").lines() {
        nth += 1;
        let payload = quoted(PAYLOADS[nth % PAYLOADS.len()]);
        let pad = " ".repeat(line.len() - line.trim_start().len());
        let key = line.trim_start().split(':').next().unwrap_or_default();
        match key {
            "requirement" | "says" | "chosen" | "reason" | "- fact" | "untestable" => {
                text.push_str(&format!("{pad}{key}: {payload}\n"));
            }
            "auth" if line.contains("url") => {
                text.push_str(&format!(
                    "{pad}{key}: {{ url: {payload}, standing: general }}\n"
                ));
            }
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// The elements of a page, and the attributes that any of them has.
fn vocabulary(page: &Page) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for element in page.all("*") {
        words.insert(format!("<{}>", element.value().name()));
        words.extend(element.value().attrs().map(|(name, _)| name.to_owned()));
    }
    words
}

#[test]
fn nothing_of_it_is_markup() {
    let page = Page::of(&evil().text);
    let harmless = vocabulary(&Page::of(&real().text));
    let strange: Vec<_> = vocabulary(&page).difference(&harmless).cloned().collect();
    assert!(strange.is_empty(), "{strange:?}");
    for link in page.values("href") {
        let harmless = ["#", "https://docs.hopx.", "data:image/svg+xml,<svg"];
        assert!(
            harmless.iter().any(|start| link.starts_with(start)),
            "{link}"
        );
    }
    let own = Page::of(&real().text);
    for element in ["script", "style"] {
        assert_eq!(page.all(element).len(), 1, "{element}");
        assert_eq!(text(page.one(element)), text(own.one(element)));
    }
    let said = page.text("main");
    for payload in &PAYLOADS[..PAYLOADS.len() - 1] {
        assert!(said.contains(payload), "{payload} can be read");
    }
}

#[test]
fn names_that_look_alike_still_have_an_anchor_each() {
    let page = Page::of(&evil().text);
    let ids = page.values("id");
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "no id is there twice");
    for link in page.values("href") {
        let target = link
            .strip_prefix('#')
            .filter(|target| !target.contains('='));
        assert!(
            target.is_none_or(|target| unique.contains(target)),
            "{link}"
        );
    }
}

#[test]
fn a_call_that_is_copied_runs_nothing_else_in_a_shell() {
    let page = Page::of(&evil().text);
    let calls = page.all("#operations .command code").into_iter().map(text);
    let calls: Vec<_> = calls.filter(|call| call.starts_with("curl")).collect();
    assert!(!calls.is_empty());
    for call in calls {
        let words = shlex::split(&call.replace("\\\n", " ")).expect("words of a shell");
        assert_eq!(words[..2], ["curl", "-i"]);
        assert_eq!(
            words[words.len() - 2..],
            ["-H", "Authorization: Bearer $HOPX_API_KEY"]
        );
        let post = words.len() - 4;
        assert!(post == 1 || post == 3, "one address: {words:?}");
    }
}

#[test]
fn what_never_ends_is_told_and_not_followed_and_what_is_deep_is_found() {
    let loops = "
    Loop: { type: object, properties: { again: { $ref: '#/components/schemas/Loop' }, list: { type: array, items: { $ref: '#/components/schemas/Loop' } } } }
    Circle: { $ref: '#/components/schemas/Circle' }
    Nowhere: { type: object, properties: { gone: { $ref: '#/components/schemas/NoSuch' } } }
    Within: { type: array, items: { allOf: [ { type: object, properties: { deep: { type: array, items: { type: object, properties: { deeper: { type: string } } } } } } ] } }
    Nonsense: 5
";
    let dir = fresh("spec-page-loops-files");
    let description = dir.join("loops.yaml");
    let text = read("openapi/hopx-sandboxes.yaml")
        .replace("\n  schemas:\n", &format!("\n  schemas:\n{loops}"));
    fs::write(&description, text).expect("a file");
    let written = of("spec-page-loops", &["--contract", &shown(&description)]);
    let page = Page::of(&written.text);
    for member in [
        "Loop.again",
        "Loop.list",
        "Nowhere.gone",
        "Within.deep",
        "Within.deep.deeper",
    ] {
        page.one(&format!("[id='member-{member}']"));
    }
    assert!(
        page.text("[id='member-Nowhere.gone']")
            .contains("#/components/schemas/NoSuch")
    );
    assert!(
        page.text("#client")
            .contains("from the description that is built in")
    );
}
