//! What a fault answers.

use crate::api::{Answer, Api, Raw, plane_of};
use hopx_mock::{Fault, Operation};

/// What a list that `fault` hits is answered.
async fn answer(fault: Fault) -> Answer {
    let plane = plane_of(5);
    plane.script(Operation::List, fault);
    Api::of(&plane).list("limit=3").await
}

/// The same, whatever the body is.
async fn raw(fault: Fault) -> Raw {
    let plane = plane_of(5);
    plane.script(Operation::List, fault);
    Api::of(&plane).raw("GET", "/v1/sandboxes").await
}

#[tokio::test]
async fn a_status_comes_in_the_documented_envelope_with_its_code() {
    for (status, code) in [
        (400, "INVALID_REQUEST"),
        (401, "INVALID_TOKEN"),
        (402, "PAYMENT_REQUIRED"),
        (403, "FORBIDDEN"),
        (404, "RESOURCE_NOT_FOUND"),
        (408, "EXECUTION_TIMEOUT"),
        (409, "CONFLICT"),
        (500, "INTERNAL_ERROR"),
        (503, "SERVICE_UNAVAILABLE"),
    ] {
        let answer = answer(Fault::status(status)).await;
        answer.assert_error(status, code);
        assert_eq!(answer.members(), ["code", "error", "request_id"]);
    }
}

#[tokio::test]
async fn a_status_that_is_not_documented_has_the_code_of_its_likes() {
    for (status, code) in [
        (418, "INVALID_REQUEST"),
        (499, "INVALID_REQUEST"),
        (502, "INTERNAL_ERROR"),
        (599, "INTERNAL_ERROR"),
    ] {
        answer(Fault::status(status))
            .await
            .assert_error(status, code);
    }
}

#[tokio::test]
async fn a_429_says_how_many_seconds_to_wait() {
    let told = answer(Fault::status(429)).await;
    told.assert_error(429, "RATE_LIMIT_EXCEEDED");
    assert_eq!(told.body["retry_after"], 1);
    let told = answer(Fault::status(429).retry_after(30)).await;
    assert_eq!(told.body["retry_after"], 30);
    assert_eq!(told.headers.get("retry-after"), None);
}

#[tokio::test]
async fn any_error_can_say_how_long_to_wait_in_body_and_header() {
    let fault = Fault::status(503).retry_after(7).header("Retry-After", "8");
    let told = answer(fault).await;
    told.assert_error(503, "SERVICE_UNAVAILABLE");
    assert_eq!(told.body["retry_after"], 7);
    assert_eq!(told.header("retry-after"), "8");
}

#[tokio::test]
async fn a_body_can_be_anything() {
    let fault = Fault::status(502)
        .header("content-type", "text/html")
        .body("<h1>Bad Gateway</h1>");
    let told = raw(fault).await;
    assert_eq!(told.status, 502);
    assert_eq!(told.headers["content-type"], "text/html");
    assert_eq!(told.headers["content-length"], "20");
    assert_eq!(told.body, b"<h1>Bad Gateway</h1>");
    assert!(told.whole);
}

#[tokio::test]
async fn a_success_can_have_another_body_too() {
    let told = answer(Fault::status(200).body(r#"{"object":"list","data":null}"#)).await;
    assert_eq!(told.status, 200);
    assert_eq!(told.members(), ["data", "object"]);
    assert_eq!(told.header("content-type"), "application/json");
}

#[tokio::test]
async fn below_400_there_is_no_body_unless_one_is_given() {
    for status in [200, 204, 302] {
        let told = raw(Fault::status(status).header("location", "/elsewhere")).await;
        assert_eq!(told.status, status);
        assert_eq!(told.headers["location"], "/elsewhere");
        assert_eq!(told.body, b"");
    }
}

#[tokio::test]
async fn headers_can_be_replaced_and_left_out() {
    let fault = Fault::status(500)
        .header("X-Request-Id", "another")
        .without_header("X-RateLimit-Reset")
        .without_header("never-there");
    let told = answer(fault).await;
    assert_eq!(told.header("x-request-id"), "another");
    assert_eq!(told.headers.get("x-ratelimit-reset"), None);
    assert_eq!(told.header("x-ratelimit-limit"), "100");
    assert!(
        told.body["request_id"]
            .as_str()
            .unwrap()
            .starts_with("req_")
    );
}

#[tokio::test]
async fn the_ordinary_answer_can_have_other_headers() {
    let fault = Fault::delay(std::time::Duration::ZERO).without_header("x-request-id");
    let told = answer(fault).await;
    assert_eq!(told.status, 200);
    assert_eq!(told.ids().len(), 3);
    assert_eq!(told.headers.get("x-request-id"), None);
}

#[tokio::test]
async fn a_truncated_body_is_half_of_what_its_length_says() {
    for fault in [
        Fault::truncated_body(),
        Fault::status(503).truncated(),
        Fault::status(200).body("ab").truncated(),
    ] {
        let told = raw(fault).await;
        let length = told.headers["content-length"].to_str().unwrap();
        assert_eq!(told.body.len(), length.parse::<usize>().unwrap() / 2);
        assert!(!told.whole);
    }
}

#[tokio::test]
async fn an_empty_body_cannot_be_truncated() {
    let told = raw(Fault::status(204).truncated()).await;
    assert!(told.whole);
}

#[tokio::test]
async fn without_a_connection_a_dropped_one_is_a_body_that_fails_at_once() {
    let told = raw(Fault::dropped_connection()).await;
    assert_eq!(told.body, b"");
    assert!(!told.whole);
}

#[test]
#[should_panic(expected = "a status is from 200 to 599, not 100")]
fn a_status_that_cannot_be_answered_is_refused() {
    let _ = Fault::status(100);
}

#[test]
#[should_panic(expected = "content-length is the server's to say")]
fn the_length_of_a_body_is_not_to_be_scripted() {
    let _ = Fault::status(500).header("Content-Length", "7");
}

#[test]
#[should_panic(expected = "cannot be the name of a header")]
fn a_header_needs_a_name_that_can_be_sent() {
    let _ = Fault::status(500).without_header("two words");
}

#[test]
#[should_panic(expected = "cannot be the value of the header x-odd")]
fn a_header_needs_a_value_that_can_be_sent() {
    let _ = Fault::status(500).header("x-odd", "two\nlines");
}
