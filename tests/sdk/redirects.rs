//! Redirects are followed by those who may, and the key stays where it belongs.

use hopx_client::{AuthScheme, ErrorKind};

use crate::server::{Answer, Server};
use crate::usual::{BEARER, EMPTY, KEY, builder, list, once, own, resume, shown};

#[tokio::test]
async fn a_redirect_to_another_origin_never_carries_the_key() {
    let elsewhere = Server::answering(200, EMPTY).await;
    for scheme in [AuthScheme::Bearer, AuthScheme::ApiKey] {
        for status in [301, 302, 303, 307, 308] {
            let redirect = Answer::new(status).header("location", elsewhere.url("/x"));
            let server = Server::always(redirect).await;
            let client = builder(&server).auth_scheme(scheme).build().unwrap();
            for error in [
                list(&client).await.unwrap_err(),
                resume(&client).await.unwrap_err(),
            ] {
                assert_eq!(error.kind(), ErrorKind::Redirect, "{error}");
                assert_eq!(error.status().unwrap(), status);
                assert_eq!(error.attempts().len(), 1);
                // That status stands for something that was done.
                assert_eq!(error.may_have_acted(), status == 303);
            }
        }
    }
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn an_own_http_client_that_follows_redirects_leaves_the_key_behind() {
    let elsewhere = Server::answering(200, EMPTY).await;
    let host = format!("http://localhost:{}/x", elsewhere.port());
    for location in [elsewhere.url("/x"), host] {
        for status in [301, 302, 303, 307, 308] {
            let redirect = Answer::new(status).header("location", &location);
            let server = Server::always(redirect).await;
            let builder = builder(&server).http_client(own().build().unwrap());
            list(&builder.build().unwrap()).await.unwrap();
            assert_eq!(server.request().await.header("authorization"), Some(BEARER));
            let followed = elsewhere.request().await;
            assert!(!followed.text().contains(KEY), "{followed:?}");
        }
    }
}

#[tokio::test]
async fn redirects_in_a_circle_come_to_an_end() {
    let server = Server::redirecting_to("/v1/sandboxes").await;
    let error = list(&once(&server)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(server.count(), 1);

    let builder = builder(&server).http_client(own().build().unwrap());
    let error = list(&builder.build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect, "{error:?}");
    assert!(server.count() < 20, "{}", server.count());
    assert!(!shown(&error).contains(KEY));
}

#[tokio::test]
async fn a_redirect_that_an_own_http_client_cannot_follow_is_a_redirect() {
    for location in ["ftp://sandboxes.example/", "mailto:a@sandboxes.example"] {
        let server = Server::redirecting_to(location).await;
        let builder = builder(&server).http_client(own().build().unwrap());
        let error = list(&builder.build().unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect, "{location}: {error:?}");
    }
}
