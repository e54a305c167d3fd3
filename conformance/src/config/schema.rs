//! The JSON Schema of the file.

use clap::Command;
use schemars::Schema;
use serde_json::{Map, Value, json};

use super::setting::{Kind, Setting, name_of, with_table};

/// The JSON Schema of the file, for editors. It follows from the command line, as the file does.
#[derive(Debug)]
pub struct ConfigSchema;

impl ConfigSchema {
    /// The schema for a command line.
    pub fn of(root: &Command) -> Schema {
        let shared: Vec<_> = Setting::all(root).filter(Setting::is_in_file).collect();
        let everywhere = shared.iter().filter(|setting| !setting.is_of_target());
        let mut properties = properties(everywhere);
        let named = json!({ "type": "string", "description": "Target that is meant where none is named. It has to be one of the file." });
        properties.insert("default-target".to_owned(), named);
        let targets = json!({
            "type": "object",
            "description": "Servers by name, for --target NAME.",
            "additionalProperties": { "$ref": "#/$defs/target" },
        });
        properties.insert("target".to_owned(), targets);
        let mut tables = Map::new();
        tables.insert("target".to_owned(), target(&shared));
        for command in with_table(root) {
            let name = name_of(command).to_owned();
            properties.insert(name.clone(), json!({ "$ref": format!("#/$defs/{name}") }));
            tables.insert(name.clone(), table(command));
        }
        let mut schema = Schema::default();
        schema.insert(
            "$schema".to_owned(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        schema.insert("title".to_owned(), "hopx-conformance.toml".into());
        schema.insert("description".to_owned(), "Settings of hopx-conformance. What stands outside of tables holds for every command that has such a flag; a table of a command for that command, and before that; the target that is meant before both. Flags and environment variables go before the file.".into());
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), properties.into());
        schema.insert("additionalProperties".to_owned(), false.into());
        schema.insert("$defs".to_owned(), tables.into());
        schema
    }
}

fn target(shared: &[Setting<'_>]) -> Value {
    let one_of = |whose: &str| {
        let sources = ["env", "file", "command"].map(|source| format!("{whose}api-key-{source}"));
        let pairs = [(0, 1), (0, 2), (1, 2)];
        let pairs = pairs.map(|(one, other)| json!({ "required": [sources[one], sources[other]] }));
        json!({ "not": { "anyOf": pairs } })
    };
    json!({
        "type": "object",
        "description": "A server, with where its keys are and whatever else holds for it.",
        "properties": properties(shared),
        "required": ["base-url"],
        "allOf": [one_of(""), one_of("other-")],
        "additionalProperties": false,
    })
}

fn table(command: &Command) -> Value {
    let settings = Setting::all(command).filter(Setting::is_in_file);
    let settings: Vec<_> = settings.filter(|setting| !setting.is_of_target()).collect();
    json!({
        "type": "object",
        "description": format!("Settings of hopx-conformance {} alone.", name_of(command)),
        "properties": properties(&settings),
        "additionalProperties": false,
    })
}

fn properties<'s, 'c: 's>(
    settings: impl IntoIterator<Item = &'s Setting<'c>>,
) -> Map<String, Value> {
    let settings = settings.into_iter();
    settings
        .map(|setting| (setting.name(), property(setting)))
        .collect()
}

fn property(setting: &Setting<'_>) -> Value {
    let choice = setting.arg.get_possible_values();
    let choice: Vec<&str> = choice
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    let mut property = match setting.kind() {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Whole => json!({ "type": "integer", "minimum": 0 }),
        Kind::Seconds => json!({ "type": "number", "minimum": 0 }),
        Kind::Text if !choice.is_empty() => json!({ "enum": choice }),
        Kind::Text | Kind::Path => json!({ "type": "string" }),
        Kind::Words => json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Files => {
            json!({ "type": "array", "items": { "type": "string", "pattern": "^[a-z]+=." } })
        }
    };
    let help = setting.arg.get_help().map(ToString::to_string);
    property["description"] = help.unwrap_or_default().into();
    property
}
