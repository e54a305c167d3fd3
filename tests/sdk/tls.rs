//! HTTPS, with certificates that the client is told to trust.

use std::sync::Arc;

use hopx_client::{Client, ErrorKind, RetryPolicy};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use crate::server::{Answer, Server};
use crate::usual::{EMPTY, KEY, list, own, resume, shown};

/// A certificate authority that nobody knows.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut parameters = CertificateParams::new([]).unwrap();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(parameters, key).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// What a server of this name needs.
    fn acceptor(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let parameters = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = parameters.signed_by(&key, &self.0).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let configuration = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .unwrap();
        TlsAcceptor::from(Arc::new(configuration))
    }
}

async fn server_of(authority: &Authority, name: &str) -> Server {
    let listed = Answer::new(200).body(EMPTY);
    Server::with_tls(authority.acceptor(name), move |_| listed.clone()).await
}

fn at(server: &Server) -> hopx_client::ClientBuilder {
    Client::builder()
        .api_key(KEY)
        .base_url(format!("https://127.0.0.1:{}", server.port()))
        .retries(RetryPolicy::off())
}

#[tokio::test]
async fn a_certificate_that_the_client_is_told_of_is_trusted() {
    let authority = Authority::new();
    let server = server_of(&authority, "127.0.0.1").await;
    let client = at(&server).root_certificates(authority.pem()).build();
    list(&client.unwrap()).await.unwrap();
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn many_certificates_may_be_told_in_one_text_or_several() {
    let [first, second] = [Authority::new(), Authority::new()];
    let bundle = format!("a remark\n{}\nanother\n{}", first.pem(), second.pem());
    for authority in [&first, &second] {
        let server = server_of(authority, "127.0.0.1").await;
        for builder in [
            at(&server).root_certificates(&*bundle),
            at(&server)
                .root_certificates(first.pem())
                .root_certificates(second.pem()),
        ] {
            list(&builder.build().unwrap()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn without_it_nothing_is_sent() {
    let authority = Authority::new();
    let server = server_of(&authority, "127.0.0.1").await;
    for builder in [
        at(&server),
        at(&server).root_certificates(Authority::new().pem()),
    ] {
        let error = resume(&builder.build().unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(!error.may_have_acted());
        assert!(shown(&error).contains("certificate"), "{error:?}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_certificate_of_another_host_is_not_trusted() {
    let authority = Authority::new();
    let server = server_of(&authority, "sandboxes.example").await;
    let client = at(&server).root_certificates(authority.pem()).build();
    let error = resume(&client.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_server_without_tls_is_no_connection() {
    let server = Server::answering(200, EMPTY).await;
    let error = resume(&at(&server).build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(!error.may_have_acted());
}

#[test]
fn certificates_that_cannot_be_read_are_refused() {
    let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "anything", broken, no_certificate] {
        let builder = Client::builder().api_key(KEY).root_certificates(pem);
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setup, "{pem}: {error:?}");
    }
}

#[tokio::test]
async fn the_key_does_not_leave_tls_by_a_redirect() {
    // The same host and the same port, but everybody can read along.
    let authority = Authority::new();
    let (port, to_tell) = tokio::sync::watch::channel(0);
    let port = Arc::new(port);
    let server = Server::with_tls(authority.acceptor("127.0.0.1"), move |request| {
        let location = format!("http://127.0.0.1:{}/plain", *to_tell.borrow());
        match request.line.contains("/plain") {
            true => Answer::new(200).body(EMPTY),
            false => Answer::new(307).header("location", location).closing(),
        }
    })
    .await;
    port.send(server.port()).unwrap();
    let root = reqwest::Certificate::from_pem(authority.pem().as_bytes()).unwrap();
    let following = own().tls_certs_merge([root]).build().unwrap();
    list(&at(&server).http_client(following).build().unwrap())
        .await
        .unwrap();
    assert!(server.request().await.text().contains(KEY));
    let followed = server.request().await;
    assert!(followed.line.contains("/plain"));
    assert!(!followed.text().contains(KEY), "{followed:?}");
}
