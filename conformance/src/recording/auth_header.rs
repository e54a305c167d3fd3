//! The header that carries a key.

use std::fmt;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The header that carries the key.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AuthHeader {
    /// `Authorization: Bearer KEY`
    #[default]
    Bearer,
    /// `X-API-Key: KEY`
    XApiKey,
}

impl AuthHeader {
    /// The equivalent other form.
    pub fn other(self) -> Self {
        match self {
            AuthHeader::Bearer => AuthHeader::XApiKey,
            AuthHeader::XApiKey => AuthHeader::Bearer,
        }
    }

    /// The form that uses a header.
    pub(crate) fn named(name: &str) -> Self {
        if name.eq_ignore_ascii_case("authorization") {
            AuthHeader::Bearer
        } else {
            AuthHeader::XApiKey
        }
    }

    /// The header that carries a key, given by its placeholder.
    pub fn carrying(self, placeholder: &str) -> (String, String) {
        match self {
            AuthHeader::Bearer => ("Authorization".to_owned(), format!("Bearer {placeholder}")),
            AuthHeader::XApiKey => ("X-API-Key".to_owned(), placeholder.to_owned()),
        }
    }
}

impl fmt::Display for AuthHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AuthHeader::Bearer => "Authorization: Bearer",
            AuthHeader::XApiKey => "X-API-Key",
        })
    }
}
