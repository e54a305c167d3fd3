//! The contract as a whole: from files, or from the binary itself.

use std::path::Path;

use ring::digest::{Context, SHA256};

use super::claims::Claims;
use super::description::Description;
use super::document::{self, DocumentError};

/// The description and the claims, read together and consistent with each other.
#[derive(Debug)]
pub struct Contract {
    /// The three operations.
    pub description: Description,
    /// What is documented about them.
    pub claims: Claims,
    /// SHA-256 of both texts, in hexadecimal: two contracts with the same are the same.
    pub fingerprint: String,
}

/// The description that the binary was built with.
pub(crate) const DESCRIPTION: &str = include_str!("../../../openapi/hopx-sandboxes.yaml");
/// The claims that the binary was built with.
pub(crate) const CLAIMS: &str = include_str!("../../../openapi/claims.yaml");

impl Contract {
    /// Reads the contract from files, and what no file is named for from the binary itself.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where one of them cannot be read, is not
    /// what it should be, or names a claim that there is not.
    pub fn load(description: Option<&Path>, claims: Option<&Path>) -> Result<Self, DocumentError> {
        let (claims, claims_file) = text(claims, CLAIMS, "claims.yaml (built in)")?;
        let (description, file) = text(description, DESCRIPTION, "hopx-sandboxes.yaml (built in)")?;
        let contract = Contract::parse((&description, &file), (&claims, &claims_file))?;
        contract.description.check_claims(&contract.claims)?;
        Ok(contract)
    }

    /// Reads the contract from two texts, each with the file that messages name. Whether the
    /// description names no claim but those that there are is not looked at.
    ///
    /// # Errors
    ///
    /// Names the file, the place and the mend of the first thing that cannot be read.
    pub(crate) fn parse(
        (description, file): (&str, &str),
        (claims, claims_file): (&str, &str),
    ) -> Result<Self, DocumentError> {
        let fingerprint = fingerprint(description, claims);
        let claims = Claims::parse(claims, claims_file)?;
        Ok(Contract {
            description: Description::parse(description, file)?,
            claims,
            fingerprint,
        })
    }

    /// The contract that the binary was built with.
    ///
    /// # Errors
    ///
    /// None that a released binary can show: a test holds that it reads.
    pub fn embedded() -> Result<Self, DocumentError> {
        Contract::load(None, None)
    }
}

/// The text of a file and its name, or those of what the binary was built with.
fn text(
    file: Option<&Path>,
    built_in: &str,
    name: &str,
) -> Result<(String, String), DocumentError> {
    match file {
        Some(path) => Ok((document::read(path)?, path.display().to_string())),
        None => Ok((built_in.to_owned(), name.to_owned())),
    }
}

fn fingerprint(description: &str, claims: &str) -> String {
    let mut digest = Context::new(&SHA256);
    for text in [description, claims] {
        // The length keeps what moves from one text to the other from looking the same.
        digest.update(&(text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    let bytes = digest.finish();
    bytes
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
