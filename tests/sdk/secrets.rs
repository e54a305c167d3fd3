//! Keys and tokens stay where they are, whatever a server makes of them.

use hopx_client::{AuthScheme, Client, Error, Response, RetryPolicy, types};
use reqwest::Proxy;
use serde_json::json;

use crate::server::{Answer, Server};
use crate::usual::{KEY, builder, list, once, own, page, resume, shown};

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";

fn assert_hidden(text: &str) {
    assert!(!text.contains(KEY), "{text}");
    // A part of it is as bad as the whole.
    assert!(!text.contains(&KEY[..20]), "{text}");
    assert!(!text.contains(&KEY[KEY.len() - 8..]), "{text}");
}

/// What a list and a resume that are answered like this fail with.
async fn refused(answer: Answer) -> [Error; 2] {
    let server = Server::always(answer).await;
    let client = once(&server);
    [
        list(&client).await.unwrap_err(),
        resume(&client).await.unwrap_err(),
    ]
}

async fn listed(answer: Answer) -> Response<types::SandboxList> {
    let server = Server::always(answer).await;
    once(&server).list_sandboxes().send().await.unwrap()
}

#[test]
fn neither_client_nor_builder_show_the_key() {
    for scheme in [AuthScheme::Bearer, AuthScheme::ApiKey] {
        let builder = Client::builder().api_key(KEY).auth_scheme(scheme);
        assert_hidden(&format!("{builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        assert_hidden(&format!("{client:?} {client:#?} {:?}", client.api()));
        let call = client.list_sandboxes().cursor("a");
        assert_hidden(&format!("{call:?} {call:#?}"));
    }
}

#[tokio::test]
async fn a_key_that_the_server_repeats_in_an_error_is_not_shown() {
    let bodies = [
        json!({"error": format!("bad key {KEY}"), "code": KEY, "request_id": KEY}).to_string(),
        json!({"error": {"message": KEY, "code": KEY, "request_id": KEY}}).to_string(),
        json!({"message": format!("{KEY}{KEY}")}).to_string(),
        json!({"unheard_of": format!("Bearer {KEY}")}).to_string(),
        format!("<h1>Bearer {KEY} is not allowed</h1>"),
        // Where the excerpt ends is no place to show half of it.
        format!("{}{KEY}", "x".repeat(190)),
        json!({"error": format!("{}{KEY}", "x".repeat(990))}).to_string(),
        KEY.to_owned(),
    ];
    for body in bodies {
        for status in [400, 401, 429, 500, 204] {
            let answer = Answer::new(status).header("x-request-id", KEY).body(&body);
            for error in refused(answer).await {
                assert_hidden(&shown(&error));
                assert_hidden(&format!(
                    "{:?}",
                    (
                        error.code(),
                        error.message(),
                        error.request_id(),
                        error.excerpt()
                    )
                ));
            }
        }
    }
}

#[tokio::test]
async fn a_key_that_the_server_repeats_where_an_answer_should_be_is_not_shown() {
    let bodies = [
        json!({"object": "list", "data": KEY}).to_string(),
        json!({"object": "list", "data": [], "has_more": KEY}).to_string(),
        json!({"object": "list", "data": [{"id": {KEY: KEY}}], "has_more": false}).to_string(),
        json!(KEY).to_string(),
        format!("{{{KEY}"),
        KEY.to_owned(),
    ];
    for body in bodies {
        let answer = Answer::new(200).header("x-request-id", KEY).body(body);
        for error in refused(answer).await {
            assert_hidden(&shown(&error));
        }
    }
}

#[tokio::test]
async fn a_key_that_the_server_sends_its_caller_to_is_not_shown() {
    let elsewhere = Server::always(Answer::dropped()).await;
    for location in [
        format!("ftp://sandboxes.example/{KEY}"),
        format!("http://127.0.0.1:1/?key={KEY}"),
        format!("http://{KEY}.invalid/"),
        elsewhere.url(&format!("/{KEY}")),
        format!("/v1/{KEY}"),
    ] {
        let server = Server::redirecting_to(&location).await;
        for builder in [
            builder(&server),
            builder(&server).http_client(own().build().unwrap()),
        ] {
            let client = builder.retries(RetryPolicy::off()).build().unwrap();
            let error = list(&client).await.unwrap_err();
            assert_hidden(&shown(&error));
        }
    }
}

#[tokio::test]
async fn a_failed_connection_does_not_show_the_key() {
    let proxied = |builder: hopx_client::ClientBuilder| {
        builder.proxy(Proxy::all("http://127.0.0.1:1").unwrap())
    };
    for (url, through_proxy) in [
        ("http://127.0.0.1:1", false),
        ("https://127.0.0.1:1", false),
        ("https://sandboxes.invalid", true),
    ] {
        let builder = Client::builder().api_key(KEY).base_url(url);
        let builder = if through_proxy {
            proxied(builder)
        } else {
            builder
        };
        let client = builder.retries(RetryPolicy::off()).build().unwrap();
        assert_hidden(&shown(&resume(&client).await.unwrap_err()));
    }
}

#[tokio::test]
async fn a_response_does_not_show_a_key_that_its_headers_repeat() {
    let answer = Answer::new(200)
        .header("x-request-id", KEY)
        .header("x-echo-authorization", format!("Bearer {KEY}"))
        .body(r#"{"object":"list","data":[],"has_more":false}"#);
    let response = listed(answer).await;
    assert_hidden(&format!("{response:?} {response:#?}"));
}

#[tokio::test]
async fn a_response_does_not_show_a_key_that_its_body_repeats() {
    let body = page(&[KEY], Some(KEY)).replace("req_1", KEY);
    let response = listed(Answer::new(200).body(body)).await;
    assert_hidden(&format!("{response:?} {response:#?}"));
}

#[tokio::test]
async fn a_token_in_an_answer_is_not_shown() {
    for token in [json!(TOKEN), json!([TOKEN]), json!({ "jwt": TOKEN })] {
        let mut body: serde_json::Value = serde_json::from_str(&page(&["a"], None)).unwrap();
        body["data"][0]["auth_token"] = token;
        let response = listed(Answer::new(200).body(body.to_string())).await;
        assert!(!format!("{response:?} {response:#?}").contains(TOKEN));
        let again = serde_json::to_string(&*response).unwrap();
        assert!(!again.contains(TOKEN), "{again}");
        let held = response.data[0].auth_token.as_ref().unwrap();
        assert!(held.expose().contains(TOKEN));
    }
}

#[tokio::test]
async fn a_token_in_an_answer_that_cannot_be_read_is_not_shown() {
    let token = format!("\"auth_token\":\"{TOKEN}\"");
    let bodies = [
        format!("{{\"object\":\"list\",\"data\":[{{{token}}}],\"has_more\":false}}"),
        format!("{{\"data\":[{{\"id\":7,{token}}}]}}"),
        format!("{{\"data\":[{{{token},{token}}}]}}"),
        format!("{{{token}"),
        format!("{{\"error\":7,{token}}}"),
    ];
    for body in bodies {
        for status in [200, 404, 500] {
            for error in refused(Answer::new(status).body(&body)).await {
                assert!(!shown(&error).contains(TOKEN), "{error:?}");
            }
        }
    }
}
