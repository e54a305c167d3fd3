//! TLS on ring, set up for one client: nothing is installed for the whole process.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::error::{Error, ErrorKind};

/// What a client needs: the certificates that the platform trusts, and those in `roots`, which
/// are PEM.
///
/// Reading the platform's takes milliseconds and fails where there are none, so a client that
/// does not need them, since it speaks plain HTTP, goes without.
pub(crate) fn configuration(needed: bool, roots: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let roots = certificates(roots)?;
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let trusting = if needed {
        let verifier = verifier(roots, provider).map_err(unusable)?;
        builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(trusting.with_no_client_auth())
}

fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        Verifier::new(provider)
    } else {
        Verifier::new_with_extra_roots(roots, provider)
    }
}

fn certificates(bundles: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut certificates = Vec::new();
    for bundle in bundles {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(bundle) {
            certificates.push(certificate.map_err(|error| {
                Error::new(ErrorKind::Setup, "the root certificates cannot be read").because(error)
            })?);
        }
        if certificates.len() == before {
            let problem = "there is no certificate in the PEM text of the root certificates";
            return Err(Error::new(ErrorKind::Setup, problem));
        }
    }
    Ok(certificates)
}

fn unusable(error: rustls::Error) -> Error {
    Error::new(ErrorKind::Setup, "TLS cannot be set up").because(error)
}
