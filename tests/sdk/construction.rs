//! A client is made as its user says, or not at all.

use std::process::Stdio;

use hopx_client::{AuthScheme, Client, ErrorKind, RetryPolicy};
use reqwest::Proxy;
use tokio::process::Command;

use crate::server::{Answer, Server};
use crate::usual::{BEARER, EMPTY, KEY, SHORT, builder, list, once, own, resume};

/// Runs [`makes_a_call_with_what_the_environment_says`] in a process with this environment and
/// gives what it printed.
async fn in_an_environment_of(variables: &[(&str, &str)]) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("construction::makes_a_call_with_what_the_environment_says")
        .env_remove("HOPX_API_KEY")
        .env_remove("HOPX_BASE_URL")
        .env("HOPX_CLIENT_TEST", "1")
        .envs(variables.iter().copied())
        .stderr(Stdio::inherit())
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn makes_a_call_with_what_the_environment_says() {
    if std::env::var_os("HOPX_CLIENT_TEST").is_none() {
        return;
    }
    match Client::from_env() {
        Ok(client) => {
            println!("made {client:?}");
            if std::env::var_os("HOPX_BASE_URL").is_some() {
                list(&client).await.unwrap();
            }
        }
        Err(error) => println!("refused {:?}: {error}", error.kind()),
    }
}

#[tokio::test]
async fn key_and_base_url_come_from_the_environment() {
    let server = Server::answering(200, EMPTY).await;
    let url = server.url("/proxy/");
    let told = in_an_environment_of(&[("HOPX_API_KEY", KEY), ("HOPX_BASE_URL", &url)]).await;
    assert!(told.contains("made "), "{told}");
    let request = server.request().await;
    assert_eq!(request.line, "GET /proxy/v1/sandboxes HTTP/1.1");
    assert_eq!(request.header("authorization"), Some(BEARER));
}

#[tokio::test]
async fn what_is_meant_for_this_machine_does_not_go_to_a_proxy_of_the_environment() {
    let server = Server::answering(200, EMPTY).await;
    let proxy = Server::answering(500, "").await;
    let told = in_an_environment_of(&[
        ("HOPX_API_KEY", KEY),
        ("HOPX_BASE_URL", &server.url("")),
        ("HTTP_PROXY", &proxy.url("")),
        ("http_proxy", &proxy.url("")),
        ("ALL_PROXY", &proxy.url("")),
    ])
    .await;
    assert!(told.contains("made "), "{told}");
    assert_eq!((server.count(), proxy.count()), (1, 0));
}

#[tokio::test]
async fn without_a_base_url_in_the_environment_it_is_production() {
    let told = in_an_environment_of(&[("HOPX_API_KEY", KEY)]).await;
    assert!(told.contains("https://api.hopx.dev"), "{told}");
    assert!(!told.contains(KEY), "{told}");
}

#[tokio::test]
async fn an_environment_that_is_of_no_use_is_refused_with_the_reason() {
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[], "refused ApiKey: the environment variable HOPX_API_KEY"),
        (
            &[("HOPX_API_KEY", "")],
            "refused ApiKey: the API key is empty",
        ),
        (
            &[("HOPX_API_KEY", "a\n")],
            "refused ApiKey: the API key has",
        ),
        (
            &[("HOPX_API_KEY", KEY), ("HOPX_BASE_URL", "hopx")],
            "refused BaseUrl: ",
        ),
    ];
    for (variables, expected) in cases {
        let told = in_an_environment_of(variables).await;
        assert!(told.contains(expected), "{variables:?}: {told}");
    }
}

#[tokio::test]
async fn on_a_machine_that_trusts_nobody_there_is_no_client_for_https() {
    let told = in_an_environment_of(&[
        ("HOPX_API_KEY", KEY),
        ("SSL_CERT_FILE", "/dev/null"),
        ("SSL_CERT_DIR", "/nonexistent"),
    ])
    .await;
    assert!(told.contains("refused Setup: "), "{told}");
}

#[test]
fn without_a_key_there_is_no_client() {
    let refused = Client::builder().build().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ApiKey);
    assert!(refused.to_string().contains("api_key"), "{refused}");
    assert!(refused.attempts().is_empty());
}

#[tokio::test]
async fn the_key_travels_in_one_header_only() {
    let server = Server::answering(200, EMPTY).await;
    list(&once(&server)).await.unwrap();
    let request = server.request().await;
    assert_eq!(request.header("authorization"), Some(BEARER));
    assert_eq!(request.header("x-api-key"), None);

    let builder = builder(&server).auth_scheme(AuthScheme::ApiKey);
    list(&builder.build().unwrap()).await.unwrap();
    let request = server.request().await;
    assert_eq!(request.header("x-api-key"), Some(KEY));
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn the_user_agent_is_the_crate_or_what_it_is_told() {
    let server = Server::answering(200, EMPTY).await;
    list(&once(&server)).await.unwrap();
    let agent = concat!("hopx-client/", env!("CARGO_PKG_VERSION"));
    assert_eq!(server.request().await.header("user-agent"), Some(agent));
    let client = builder(&server).user_agent("fleet/7").build().unwrap();
    list(&client).await.unwrap();
    assert_eq!(server.request().await.header("user-agent"), Some("fleet/7"));
}

#[tokio::test]
async fn a_user_agent_that_no_header_can_carry_is_refused() {
    let server = Server::answering(200, EMPTY).await;
    let refused = builder(&server).user_agent("a\r\nb: c").build();
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Setup);
}

#[test]
fn plain_http_is_for_this_machine_only() {
    let at = |url: &str| Client::builder().api_key(KEY).base_url(url).build();
    for url in [
        "http://127.0.0.1",
        "http://127.0.0.1:8080/proxy",
        "http://127.8.9.10",
        "http://[::1]:8080",
        "http://localhost:1",
        "http://LocalHost",
        "http://127.1",
        "http://0x7f000001",
        "http://2130706433",
    ] {
        at(url).unwrap_or_else(|error| panic!("{url}: {error}"));
    }
    for url in [
        "http://api.hopx.dev",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://evil-localhost",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://192.168.0.1",
        "http://169.254.169.254",
        "http://[::]",
        "http://[fe80::1]",
        "http://[::ffff:10.0.0.1]",
        "http://127.0.0.1:80@evil.example",
        "http://evil.example#127.0.0.1",
        "http://evil.example?127.0.0.1",
        "http://evil.example/127.0.0.1",
        "HTTP://API.HOPX.DEV",
        r"http:\\evil.example",
    ] {
        let refused = at(url).expect_err(url);
        assert_eq!(refused.kind(), ErrorKind::BaseUrl, "{url}: {refused}");
    }
}

#[test]
fn plain_http_elsewhere_takes_a_permission() {
    let builder = || {
        let builder = Client::builder().api_key(KEY);
        builder.base_url("http://sandboxes.example")
    };
    let refused = builder().build().unwrap_err();
    assert!(
        refused.to_string().contains("allow_plain_http"),
        "{refused}"
    );
    builder().allow_plain_http(true).build().unwrap();
    builder()
        .http_client(own().build().unwrap())
        .build()
        .unwrap_err();
}

#[tokio::test]
async fn calls_go_through_the_proxy() {
    let proxy = Server::answering(200, EMPTY).await;
    let client = Client::builder()
        .api_key(KEY)
        .base_url("http://sandboxes.invalid/hopx")
        .allow_plain_http(true)
        .proxy(Proxy::all(proxy.url("")).unwrap())
        .build()
        .unwrap();
    list(&client).await.unwrap();
    assert_eq!(
        proxy.request().await.line,
        "GET http://sandboxes.invalid/hopx/v1/sandboxes HTTP/1.1"
    );
}

#[tokio::test]
async fn a_proxy_that_opens_a_tunnel_never_sees_the_key() {
    let proxy = Server::always(Answer::new(502).closing()).await;
    let client = Client::builder()
        .api_key(KEY)
        .base_url("https://sandboxes.invalid")
        .proxy(Proxy::all(proxy.url("")).unwrap())
        .retries(RetryPolicy::off())
        .build()
        .unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(!error.may_have_acted());
    let request = proxy.request().await;
    assert_eq!(request.line, "CONNECT sandboxes.invalid:443 HTTP/1.1");
    assert!(!request.text().contains(KEY));
}

#[tokio::test]
async fn a_proxy_that_is_set_counts_for_this_machine_too() {
    let server = Server::answering(500, "").await;
    let proxy = Server::answering(200, EMPTY).await;
    let builder = builder(&server).proxy(Proxy::all(proxy.url("")).unwrap());
    let builder = builder.allow_plain_http(true);
    list(&builder.build().unwrap()).await.unwrap();
    assert_eq!((proxy.count(), server.count()), (1, 0));
}

#[tokio::test]
async fn a_connection_that_does_not_come_about_in_time_is_given_up() {
    // TLS is part of the connection, and this server never says a word of it.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::builder()
        .api_key(KEY)
        .base_url(format!("https://{}", listener.local_addr().unwrap()))
        .connect_timeout(SHORT)
        .retries(RetryPolicy::off())
        .build()
        .unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(error.is_retryable() && !error.may_have_acted());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_connection() {
    let client = Client::builder()
        .api_key(KEY)
        .base_url("http://127.0.0.1:1")
        .retries(RetryPolicy::off())
        .build()
        .unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert_eq!(error.operation(), Some("resume_sandbox"));
    assert!(!error.may_have_acted());
}

#[tokio::test]
async fn clones_share_their_connections() {
    let server = Server::answering(200, EMPTY).await;
    let client = once(&server);
    for _ in 0..3 {
        list(&client.clone()).await.unwrap();
        list(&client.with_retries(RetryPolicy::default()))
            .await
            .unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn plain_http_on_this_machine_through_a_proxy_has_to_be_allowed() {
    let proxied = || {
        let proxy = Proxy::all("http://proxy.example:3128").unwrap();
        let builder = Client::builder().api_key(KEY).proxy(proxy);
        builder.base_url("http://localhost:8080")
    };
    let refused = proxied().build().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::BaseUrl);
    proxied().allow_plain_http(true).build().unwrap();
}
