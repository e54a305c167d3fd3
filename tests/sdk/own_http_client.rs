//! An HTTP client of one's own sends what its owner wants, within the time that the client has.

use std::time::Duration;

use hopx_client::{AuthScheme, ErrorKind, RetryPolicy};
use reqwest::Proxy;

use crate::server::{Answer, Server};
use crate::usual::{BEARER, EMPTY, SHORT, builder, list, own, resume};

#[tokio::test]
async fn an_http_client_of_ones_own_is_what_sends() {
    let server = Server::answering(200, EMPTY).await;
    let mine = own().user_agent("mine/1").build();
    let client = builder(&server).http_client(mine.unwrap()).build().unwrap();
    list(&client).await.unwrap();
    let request = server.request().await;
    assert_eq!(request.header("user-agent"), Some("mine/1"));
    assert_eq!(request.header("authorization"), Some(BEARER));
}

#[tokio::test]
async fn settings_that_an_own_http_client_would_not_keep_are_refused() {
    let server = Server::answering(200, EMPTY).await;
    let with_own = || builder(&server).http_client(own().build().unwrap());
    let second = Duration::from_secs(1);
    let refused = [
        with_own().connect_timeout(second),
        with_own().proxy(Proxy::all("http://127.0.0.1:1").unwrap()),
        with_own().root_certificates("anything"),
        with_own().user_agent("fleet/7"),
        with_own().auth_scheme(AuthScheme::ApiKey),
        // The order does not matter.
        builder(&server)
            .user_agent("fleet/7")
            .http_client(own().build().unwrap()),
    ];
    for refused in refused {
        let error = refused.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setup, "{error}");
    }
    with_own().timeout(second).build().unwrap();
}

#[tokio::test]
async fn the_timeout_of_an_own_http_client_counts() {
    let server = Server::always(Answer::silence()).await;
    let hasty = own().timeout(SHORT).build().unwrap();
    let builder = builder(&server).http_client(hasty);
    let client = builder.retries(RetryPolicy::off()).build().unwrap();
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
}

#[tokio::test]
async fn the_total_time_binds_an_own_http_client_without_a_timeout() {
    let server = Server::always(Answer::silence()).await;
    let policy = RetryPolicy::off().total_time(SHORT);
    let builder = builder(&server).http_client(own().build().unwrap());
    let client = builder.retries(policy).build().unwrap();
    let call = tokio::time::timeout(Duration::from_secs(10), resume(&client));
    let error = call.await.expect("it ends").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert!(error.may_have_acted());
}

#[tokio::test]
async fn a_timeout_of_ones_own_is_kept_by_an_own_http_client() {
    let server = Server::always(Answer::silence()).await;
    let builder = builder(&server).http_client(own().build().unwrap());
    let builder = builder.timeout(SHORT).retries(RetryPolicy::off());
    let error = list(&builder.build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
}
