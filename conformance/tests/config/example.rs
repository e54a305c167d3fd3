//! The example file: it is read, it fits its schema, and it says what it seems to say.

use std::fs;
use std::path::Path;

use hopx_conformance::cmd;
use hopx_conformance::schema::Subject;
use serde_json::{Value, json};

use crate::home::Home;

fn example() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("hopx-conformance.example.toml");
    fs::read_to_string(file).expect("the example")
}

/// What a file says, as JSON.
fn document(text: &str) -> Value {
    let read = toml::from_str::<toml::Table>(text).expect("TOML");
    serde_json::to_value(read).expect("JSON")
}

fn misfits(value: &Value) -> usize {
    let schema: Value =
        serde_json::from_str(&Subject::Config.schema(&cmd::command())).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    schema.iter_errors(value).count()
}

#[test]
fn the_example_is_read_and_each_of_its_targets_can_be_meant() {
    let home = Home::with("example", &example());
    for target in ["staging", "production", "gateway"] {
        let config = home.config(&[], &["--target", target]);
        assert_eq!(config["target"]["name"], target);
        home.hopx(&["--target", target, "list", "--dry-run"]);
    }
    assert_eq!(home.config(&[], &[])["target"]["name"], "staging");
    let setting = |args: &[&str], flag: &str| home.setting(&[], args, flag).0;
    assert_eq!(
        setting(&[], "--sandbox"),
        json!(["sandbox_one", "sandbox_two"])
    );
    assert_eq!(setting(&["--target", "gateway"], "--auth"), "x-api-key");
    assert_eq!(setting(&["mock"], "--port"), "8080");
    let key = setting(&["--target", "gateway"], "--api-key-file");
    assert!(!key.to_string().contains('~'), "{key}");
}

#[test]
fn the_example_fits_the_schema_and_what_is_refused_does_not() {
    let right = document(&example());
    assert_eq!(misfits(&right), 0);
    let target = "[target.a]\nbase-url = \"http://a\"\n";
    let wrong = [
        "levle = 1".to_owned(),
        "level = \"observed\"".to_owned(),
        "strict = \"yes\"".to_owned(),
        "timeout = -1".to_owned(),
        "sandboxes = [\"a\"]".to_owned(),
        "dry-run = true".to_owned(),
        "[mock]\nport = \"x\"".to_owned(),
        "[target.a]\ntimeout = 1".to_owned(),
        format!("{target}api-key = \"x\""),
        format!("{target}api-key-command = \"pass\""),
        format!("{target}api-key-env = \"A\"\napi-key-file = \"a\""),
    ];
    for text in wrong {
        assert_eq!(misfits(&document(&text)), 1, "{text}");
        Home::with("example-wrong", &text)
            .hopx(&["list"])
            .refused(&["toml:"]);
    }
}
