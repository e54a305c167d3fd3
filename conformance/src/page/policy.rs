//! What a browser may do with a page: apply its styles and run its script, known by their
//! hashes, and load or send nothing at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

/// The policy of a page with this style sheet and this script.
pub(super) fn policy(styles: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'",
        hash(styles),
        hash(script)
    )
}

fn hash(text: &str) -> String {
    let hash = digest(&SHA256, text.as_bytes());
    format!("'sha256-{}'", STANDARD.encode(hash))
}
