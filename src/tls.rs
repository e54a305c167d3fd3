//! TLS on ring, set up for one client: nothing is installed for the whole process.

use std::sync::Arc;

use reqwest::Url;
use rustls::{ClientConfig, Error, RootCertStore, crypto};
use rustls_platform_verifier::BuilderVerifierExt;

/// What a client for this base URL needs: the certificates that the platform trusts.
///
/// Reading them takes milliseconds and fails where there are none, so a client that speaks
/// plain HTTP goes without.
pub(crate) fn configuration(base_url: &Url) -> Result<ClientConfig, Error> {
    let provider = Arc::new(crypto::ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let trusting = match base_url.scheme() {
        "https" => builder.with_platform_verifier()?,
        _ => builder.with_root_certificates(RootCertStore::empty()),
    };
    Ok(trusting.with_no_client_auth())
}
