//! A failure keeps what the server said, wherever it said it.

use std::time::Duration;

use hopx_client::{Error, ErrorKind, RetryPolicy};
use serde_json::json;

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{list, once, resume, retrying, shown};

/// What a resume that is answered like this fails with.
async fn refused(answer: Answer) -> Error {
    let server = Server::always(answer).await;
    resume(&once(&server)).await.unwrap_err()
}

/// What a list that is answered like this fails with.
async fn undecodable(body: impl AsRef<[u8]>) -> Error {
    let answer = Answer::new(200).header("x-request-id", "req_9").body(body);
    let server = Server::always(answer).await;
    list(&once(&server)).await.unwrap_err()
}

fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

#[tokio::test]
async fn every_envelope_is_understood() {
    let flat = json!({"error": "No such thing", "code": "GONE", "request_id": "req_1"});
    let nested =
        json!({"error": {"message": "No such thing", "code": "GONE", "request_id": "req_1"}});
    let top = json!({"message": "No such thing", "code": "GONE", "request_id": "req_1"});
    let outside =
        json!({"error": {"message": "No such thing"}, "code": "GONE", "request_id": "req_1"});
    for body in [flat, nested, top, outside] {
        let error = refused(Answer::new(404).body(body.to_string())).await;
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(error.message(), Some("No such thing"), "{body}");
        assert_eq!(error.code(), Some("GONE"), "{body}");
        assert_eq!(error.request_id(), Some("req_1"), "{body}");
        assert_eq!(error.excerpt(), None);
        assert_eq!(
            error.to_string(),
            "resume_sandbox: 404 Not Found GONE: No such thing (request req_1)"
        );
    }
}

#[tokio::test]
async fn the_request_id_of_the_body_goes_before_that_of_the_header() {
    let header = || Answer::new(404).header("x-request-id", "req_header");
    for (body, expected) in [
        (r#"{"request_id":"req_body"}"#, "req_body"),
        (r#"{"error":{"request_id":"req_body"}}"#, "req_body"),
        (r#"{"request_id":""}"#, "req_header"),
        (r#"{"request_id":7}"#, "req_header"),
        (r#"{"request_id":null}"#, "req_header"),
        ("{}", "req_header"),
        ("", "req_header"),
        ("<h1>Not Found</h1>", "req_header"),
    ] {
        let error = refused(header().body(body)).await;
        assert_eq!(error.request_id(), Some(expected), "{body}");
    }
    assert_eq!(refused(Answer::new(404)).await.request_id(), None);
    let empty = Answer::new(404).header("x-request-id", "");
    assert_eq!(refused(empty).await.request_id(), None);
}

#[tokio::test]
async fn whatever_the_body_is_the_status_stays() {
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\"text\"",
        b"7",
        br#"{"error":null,"code":[],"request_id":{}}"#,
        br#"{"error":[{"message":"x"}]}"#,
        b"\xff\xfe\x00",
        b"<html>\r\n<body>Bad Gateway</body>",
        &[b'['; 100_000],
        &[0; 1_000],
    ];
    for body in bodies {
        let error = refused(Answer::new(409).body(body)).await;
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(error.is_conflict() && !error.may_have_acted());
        assert_eq!(error.code(), None);
        assert!(
            error
                .to_string()
                .starts_with("resume_sandbox: 409 Conflict")
        );
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_the_status_and_what_came() {
    let body = format!("{:100}", "Bad Gateway");
    let error = refused(Answer::new(502).body(body).truncated()).await;
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!(error.is_server_error());
    assert_eq!(error.excerpt(), Some("Bad Gateway"));
}

#[tokio::test]
async fn an_excerpt_is_one_short_line() {
    let html =
        "<html>\r\n\t<h1>\u{1b}[31mBad\u{0}\u{7f}\u{9b} Gateway</h1>\u{2028}\u{202e}".to_owned();
    let error = refused(Answer::new(502).body(html + &"é".repeat(5_000))).await;
    let excerpt = error.excerpt().unwrap();
    assert!(
        excerpt.starts_with("<html> <h1> [31mBad Gateway</h1> "),
        "{excerpt}"
    );
    assert!(excerpt.chars().count() <= 201, "{excerpt}");
    assert!(excerpt.ends_with('…'), "{excerpt}");
    let odd =
        |letter: char| letter.is_control() || "\u{2028}\u{2029}\u{202e}\u{2066}".contains(letter);
    assert!(!excerpt.contains(odd), "{excerpt:?}");
    assert!(!error.to_string().contains(odd));
}

#[tokio::test]
async fn texts_of_the_server_are_one_line_of_bounded_length() {
    let long = format!("a\n\u{1b}[2Jb{}", "c".repeat(10_000));
    let body = json!({"error": long, "code": long, "request_id": long}).to_string();
    let error = refused(Answer::new(500).body(body)).await;
    for text in [error.message(), error.code(), error.request_id()] {
        let text = text.unwrap();
        assert!(text.chars().count() <= 1_001);
        assert!(!text.contains(char::is_control), "{text}");
    }
}

#[tokio::test]
async fn every_documented_status_has_its_question() {
    type Asks = fn(&Error) -> bool;
    let questions: [(&str, Asks); 8] = [
        ("unauthorized", Error::is_unauthorized),
        ("payment required", Error::is_payment_required),
        ("forbidden", Error::is_forbidden),
        ("not found", Error::is_not_found),
        ("timeout", Error::is_timeout),
        ("conflict", Error::is_conflict),
        ("rate limited", Error::is_rate_limited),
        ("server error", Error::is_server_error),
    ];
    for (status, expected, retryable, may_have_acted) in [
        (400, None, false, false),
        (401, Some("unauthorized"), false, false),
        (402, Some("payment required"), false, false),
        (403, Some("forbidden"), false, false),
        (404, Some("not found"), false, false),
        (408, Some("timeout"), true, true),
        (409, Some("conflict"), false, false),
        (418, None, false, false),
        (429, Some("rate limited"), true, false),
        (500, Some("server error"), true, true),
        (502, Some("server error"), true, true),
        (503, Some("server error"), true, true),
        (504, Some("server error"), true, true),
        (599, Some("server error"), true, true),
        (204, None, false, true),
        (304, None, false, true),
    ] {
        let error = refused(Answer::new(status)).await;
        assert_eq!(error.kind(), ErrorKind::Status);
        let answered = questions.iter().filter(|(_, asks)| asks(&error));
        let answered: Vec<&str> = answered.map(|(name, _)| *name).collect();
        assert_eq!(answered, Vec::from_iter(expected), "{status}");
        assert_eq!(error.is_retryable(), retryable, "{status}");
        assert_eq!(error.may_have_acted(), may_have_acted, "{status}");
    }
}

#[tokio::test]
async fn the_body_says_when_to_try_again() {
    for (told, expected) in [
        (json!(7), seconds(7)),
        (json!(1.5), Some(Duration::from_millis(1_500))),
        (json!("7"), seconds(7)),
        (json!(" 7 "), seconds(7)),
        (json!(0), seconds(0)),
        (json!(-1), None),
        (json!(-0.5), None),
        (json!(1e300), None),
        (json!(u64::MAX), None),
        (json!("1e400"), None),
        (json!("NaN"), None),
        (json!("inf"), None),
        (json!("soon"), None),
        (json!(""), None),
        (json!(null), None),
        (json!([7]), None),
        (json!({}), None),
    ] {
        for body in [
            json!({"error": "Busy", "retry_after": told}),
            json!({"error": {"message": "Busy", "retry_after": told}}),
            json!({"error": {"message": "Busy"}, "retry_after": told}),
        ] {
            let error = refused(Answer::new(429).body(body.to_string())).await;
            assert_eq!(error.retry_after(), expected, "{body}");
            assert_eq!(error.message(), Some("Busy"));
        }
    }
}

#[tokio::test]
async fn a_number_that_no_reader_of_json_takes_does_no_harm() {
    let error = refused(Answer::new(429).body(r#"{"error":"Busy","retry_after":1e999}"#)).await;
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), None);
}

#[tokio::test]
async fn the_header_says_when_to_try_again_in_seconds() {
    for (told, expected) in [
        ("7", seconds(7)),
        ("0", seconds(0)),
        ("18446744073709551615", seconds(u64::MAX)),
        ("99999999999999999999", None),
        ("-1", None),
        ("1e3", None),
        ("NaN", None),
        ("", None),
        ("soon", None),
        ("Thu, 32 Foo 2026 00:00:30 GMT", None),
    ] {
        for status in [429, 503, 408] {
            let error = refused(Answer::new(status).header("retry-after", told)).await;
            assert_eq!(error.retry_after(), expected, "{status}: {told}");
        }
    }
}

#[tokio::test]
async fn the_header_says_when_to_try_again_as_a_date_of_any_form() {
    let clock = LeapingClock::new();
    for date in [
        "Thu, 01 Jan 2026 00:00:30 GMT",
        "Thursday, 01-Jan-26 00:00:30 GMT",
        "Thu Jan  1 00:00:30 2026",
    ] {
        let server = Server::always(Answer::new(503).header("retry-after", date)).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        let error = resume(&client).await.unwrap_err();
        assert_eq!(error.retry_after(), seconds(30), "{date}");
    }
}

#[tokio::test]
async fn dates_go_by_the_clock_of_the_server_where_it_tells_it() {
    let clock = LeapingClock::new();
    let dated = |date: &str| {
        Answer::new(503)
            .header("retry-after", "Fri, 02 Jan 2015 00:01:00 GMT")
            .header("date", date)
    };
    for (date, expected) in [
        ("Fri, 02 Jan 2015 00:00:00 GMT", seconds(60)),
        ("Fri, 02 Jan 2015 00:02:00 GMT", seconds(0)),
        // Without a date that can be read it is long past.
        ("today", seconds(0)),
    ] {
        let server = Server::always(dated(date)).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        assert_eq!(resume(&client).await.unwrap_err().retry_after(), expected);
    }
}

fn limited(status: u16, remaining: u64, reset: impl ToString) -> Answer {
    Answer::new(status)
        .header("x-ratelimit-limit", 100)
        .header("x-ratelimit-remaining", remaining)
        .header("x-ratelimit-reset", reset)
}

#[tokio::test]
async fn the_end_of_a_spent_window_says_when_to_try_again() {
    let clock = LeapingClock::new();
    let now = clock.seconds();
    let dated = limited(429, 0, 1_420_156_860).header("date", "Fri, 02 Jan 2015 00:00:00 GMT");
    for (answer, expected) in [
        (limited(429, 0, now + 30), seconds(30)),
        (dated, seconds(60)),
        (limited(429, 0, now - 30), seconds(0)),
        (limited(429, 0, 0), seconds(0)),
        (limited(429, 1, now + 30), None),
        (limited(503, 0, now + 30), None),
        (limited(429, 0, "soon"), None),
        (limited(429, 0, u64::MAX), None),
        // Milliseconds, and the year 3000: nobody is meant to wait for that.
        (limited(429, 0, (now + 30) * 1_000), None),
        (limited(429, 0, 32_503_680_000_u64), None),
    ] {
        let server = Server::always(answer.clone()).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        let error = resume(&client).await.unwrap_err();
        assert_eq!(error.retry_after(), expected, "{answer:?}");
    }
}

#[tokio::test]
async fn of_several_times_to_try_again_the_longest_counts() {
    let clock = LeapingClock::new();
    let now = clock.seconds();
    for (header, body, reset, expected) in [
        (10, 20, 30, 30),
        (10, 30, 20, 30),
        (30, 10, 20, 30),
        (30, 10, 0, 30),
    ] {
        let answer = limited(429, 0, now + reset)
            .header("retry-after", header)
            .body(json!({"error": "Busy", "retry_after": body}).to_string());
        let server = Server::always(answer).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        let error = resume(&client).await.unwrap_err();
        assert_eq!(error.retry_after(), seconds(expected));
    }
}

#[tokio::test]
async fn a_body_that_does_not_decode_says_where_and_keeps_the_status() {
    for (body, place) in [
        (
            json!({"object": "list", "data": [{"id": "a"}], "has_more": false}),
            "data[0]",
        ),
        (
            json!({"object": "list", "data": 7, "has_more": false}),
            "data",
        ),
        (
            json!({"object": "list", "data": [], "has_more": "no"}),
            "has_more",
        ),
        (json!([]), "expected"),
        (json!("text"), "expected"),
    ] {
        let error = undecodable(body.to_string()).await;
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.request_id(), Some("req_9"));
        assert_eq!(error.operation(), Some("list_sandboxes"));
        assert!(error.to_string().contains(place), "{error}");
        assert_eq!(error.attempts().len(), 1);
        assert!(!error.is_retryable() && error.may_have_acted());
    }
}

#[tokio::test]
async fn the_place_is_exact() {
    let mut body: serde_json::Value =
        serde_json::from_str(&crate::usual::page(&["a", "b"], None)).unwrap();
    body["data"][1]["id"] = json!(7);
    let error = undecodable(body.to_string()).await;
    assert!(error.to_string().contains("data[1].id: "), "{error}");
}

#[tokio::test]
async fn a_success_that_is_no_answer_is_told_as_such() {
    let bodies: [&[u8]; 6] = [b"", b"{", b"<html>", b"\xff\xfe", b"null", &[b'['; 100_000]];
    for body in bodies {
        let error = undecodable(body).await;
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.to_string().len() < 1_500, "{error}");
        assert!(!shown(&error).contains('\u{fffe}'));
    }
    let twice = format!("{0}{0}", crate::usual::EMPTY);
    let error = undecodable(twice).await;
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}
