//! JSON Schemas of what this program writes and reads, generated from the types that it writes
//! and reads them with.

use clap::{Command, ValueEnum};
use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::config::ConfigSchema;
use crate::contract::ClaimsFile;
use crate::known::KnownFile;
use crate::report::document::Document;
use crate::scenario::{ScenarioFile, without_null};

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// What --report json=FILE writes.
    Report,
    /// A scenario: Arazzo 1.0, with the extensions that this program reads.
    Scenario,
    /// The claims of a contract.
    Claims,
    /// A file of known deviations.
    Known,
    /// The file with settings and targets: hopx-conformance.toml.
    Config,
}

impl Subject {
    /// Every one.
    pub const ALL: [Subject; 5] = [
        Subject::Report,
        Subject::Scenario,
        Subject::Claims,
        Subject::Known,
        Subject::Config,
    ];

    /// Its name on the command line, and the stem of its file in `conformance/schemas`.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Report => "report",
            Subject::Scenario => "scenario",
            Subject::Claims => "claims",
            Subject::Known => "known",
            Subject::Config => "config",
        }
    }

    /// The text of its schema. That of settings follows from the command line.
    pub fn schema(self, command_line: &Command) -> String {
        let written = SchemaSettings::draft2020_12().for_serialize();
        let read = SchemaSettings::draft2020_12().for_deserialize();
        let schema: Schema = match self {
            Subject::Report => written.into_generator().into_root_schema_for::<Document>(),
            Subject::Scenario => {
                let read = read.with_transform(without_null);
                read.into_generator().into_root_schema_for::<ScenarioFile>()
            }
            Subject::Claims => read.into_generator().into_root_schema_for::<ClaimsFile>(),
            Subject::Known => read.into_generator().into_root_schema_for::<KnownFile>(),
            Subject::Config => ConfigSchema::of(command_line),
        };
        // A schema is JSON, which can always be written.
        let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        format!("{text}\n")
    }
}
