//! Whatever a server does, a call ends with a typed error, in time and within bounds.

use std::time::{Duration, Instant};

use hopx_client::{Client, Error, ErrorKind, RetryPolicy};

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{EMPTY, KEY, SHORT, builder, list, once, own, resume, shown};

const MEBIBYTE: usize = 1024 * 1024;
/// What the sockets of both sides and a reader that stops may have taken.
const SLACK: u64 = 16 * MEBIBYTE as u64;

fn head(status: u16, headers: &str) -> Answer {
    Answer::raw(format!("HTTP/1.1 {status} Status\r\n{headers}\r\n"))
}

fn piece() -> Vec<u8> {
    vec![b' '; 64 * 1024]
}

/// The same as a chunk.
fn chunk() -> Vec<u8> {
    [b"10000\r\n", &*piece(), b"\r\n"].concat()
}

/// A gigabyte, announced or not.
fn gigabytes(status: u16) -> [Answer; 3] {
    [
        head(status, "transfer-encoding: chunked\r\n").and_endless(chunk()),
        head(status, "content-length: 1073741824\r\n").and_endless(piece()),
        head(status, "connection: close\r\n").and_endless(piece()),
    ]
}

/// Makes a call and sees to it that it ends soon.
async fn failure(client: &Client) -> Error {
    let begin = Instant::now();
    let error = list(client).await.unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(20));
    assert!(shown(&error).len() < 20_000);
    error
}

fn hasty(server: &Server) -> Client {
    let builder = builder(server).timeout(SHORT).retries(RetryPolicy::off());
    builder.build().unwrap()
}

#[tokio::test]
async fn a_gigabyte_is_not_read() {
    for answer in gigabytes(200) {
        let server = Server::always(answer).await;
        let builder = builder(&server).max_response_size(MEBIBYTE);
        let error = failure(&builder.build().unwrap()).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.may_have_acted() && !error.is_retryable());
        assert_eq!(server.count(), 1);
        assert!(server.written() < SLACK, "{}", server.written());
    }
}

#[tokio::test]
async fn without_a_word_16_mebibytes_are_the_most_that_is_read() {
    let [chunked, ..] = gigabytes(200);
    let server = Server::always(chunked).await;
    let error = failure(&once(&server)).await;
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("16777216 bytes"), "{error}");
    assert!(server.written() < 2 * SLACK, "{}", server.written());
}

#[tokio::test]
async fn an_answer_may_be_as_large_as_the_limit_and_no_larger() {
    let server = Server::answering(200, EMPTY).await;
    let limited = |bytes: usize| builder(&server).max_response_size(bytes).build().unwrap();
    list(&limited(EMPTY.len())).await.unwrap();
    list(&limited(usize::MAX)).await.unwrap();
    for bytes in [0, 1, EMPTY.len() - 1] {
        let error = failure(&limited(bytes)).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge);
    }
}

#[tokio::test]
async fn a_gigabyte_of_an_error_is_not_read() {
    for status in [404, 500] {
        for answer in gigabytes(status) {
            let server = Server::always(answer).await;
            let error = failure(&once(&server)).await;
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.status().unwrap(), status);
            assert!(server.written() < SLACK, "{}", server.written());
        }
    }
}

#[tokio::test]
async fn headers_without_end_are_not_read() {
    for answer in [
        Answer::raw("HTTP/1.1 200 OK\r\n").and_endless("x-a: b\r\n".repeat(1_000)),
        Answer::raw("HTTP/1.1 200 OK\r\nx-a: ").and_endless(vec![b'b'; 64 * 1024]),
        Answer::raw("HTTP/1.1 200 ").and_endless(vec![b'b'; 64 * 1024]),
        Answer::raw("").and_endless(vec![b'H'; 64 * 1024]),
    ] {
        let server = Server::always(answer).await;
        let error = failure(&once(&server)).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert!(server.written() < SLACK, "{}", server.written());
    }
}

#[tokio::test]
async fn interim_answers_without_end_take_no_longer_than_the_timeout() {
    let server =
        Server::always(Answer::raw("").and_trickle("HTTP/1.1 103 Early Hints\r\n\r\n")).await;
    let error = failure(&hasty(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
}

#[tokio::test]
async fn a_length_without_end_takes_no_longer_than_the_timeout() {
    let answer = head(200, "transfer-encoding: chunked\r\n").and_endless(vec![b'0'; 64 * 1024]);
    let server = Server::always(answer).await;
    let error = failure(&hasty(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
}

#[tokio::test]
async fn what_is_around_chunks_is_not_read_without_end() {
    for answer in [
        Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;")
            .and_endless(vec![b'x'; 64 * 1024]),
        Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n")
            .and_endless("x-a: b\r\n".repeat(1_000)),
    ] {
        let server = Server::always(answer).await;
        let error = failure(&once(&server)).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert!(server.written() < SLACK, "{}", server.written());
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let server = Server::always(Answer::silence()).await;
    let error = failure(&hasty(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_server_that_stops_halfway_is_given_up_with_its_status() {
    let answer = head(200, "x-request-id: req_9\r\ncontent-length: 99\r\n").and_silence();
    let server = Server::always(answer).await;
    let error = failure(&hasty(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("req_9"));
}

#[tokio::test]
async fn an_answer_byte_by_byte_takes_no_longer_than_the_timeout() {
    for answer in [
        head(200, "content-length: 1073741824\r\n").and_trickle(" "),
        head(200, "transfer-encoding: chunked\r\n").and_trickle("1\r\n \r\n"),
        Answer::raw("HTTP/1.1 200 OK\r\nx-a: ").and_trickle("b"),
    ] {
        let server = Server::always(answer).await;
        let error = failure(&hasty(&server)).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    }
}

#[tokio::test]
async fn an_error_byte_by_byte_takes_no_longer_and_is_that_error() {
    let answer = head(503, "content-length: 1073741824\r\n").and_trickle("x");
    let server = Server::always(answer).await;
    let error = failure(&hasty(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Status, "{error:?}");
    assert_eq!(error.status().unwrap(), 503);
}

#[tokio::test]
async fn a_total_time_bounds_all_attempts_at_a_server_that_never_answers() {
    let server = Server::always(Answer::silence()).await;
    let policy = RetryPolicy::default().attempts(1_000).total_time(3 * SHORT);
    let builder = builder(&server).timeout(SHORT / 2).retries(policy);
    let error = failure(&builder.build().unwrap()).await;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.attempts().len() <= 8, "{}", error.attempts().len());
}

#[tokio::test]
async fn a_connection_that_breaks_is_told_with_what_came() {
    let list = Answer::new(200).header("x-request-id", "req_9").body(EMPTY);
    for (answer, status) in [
        (Answer::dropped(), None),
        (Answer::raw("HTTP/1.1 2"), None),
        (Answer::raw("HTTP/1.1 200 OK\r\nx-a: b"), None),
        (list.truncated(), Some(200)),
        (
            Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc"),
            Some(200),
        ),
    ] {
        let server = Server::always(answer).await;
        let error = failure(&once(&server)).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert!(error.may_have_acted() && error.is_retryable());
    }
}

#[tokio::test]
async fn what_is_no_http_is_a_broken_connection() {
    for bytes in [
        "SSH-2.0-OpenSSH_9.9\r\n",
        "\0\0\0\0",
        "\r\n\r\n\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    ] {
        let server = Server::always(Answer::raw(bytes)).await;
        let error = failure(&once(&server)).await;
        let expected = if bytes.contains(" 101 ") || bytes.contains(" 000 ") {
            [ErrorKind::Transport, ErrorKind::Status]
        } else {
            [ErrorKind::Transport; 2]
        };
        assert!(expected.contains(&error.kind()), "{bytes:?}: {error:?}");
    }
}

#[tokio::test]
async fn bytes_after_an_answer_spoil_neither_it_nor_the_next() {
    let spoilt = Answer::raw(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{EMPTY}HTTP/1.1 500 Evil\r\n\r\n",
        EMPTY.len()
    ));
    let server = Server::scripted([spoilt, Answer::new(200).body(EMPTY)]).await;
    let client = once(&server);
    list(&client).await.unwrap();
    list(&client).await.unwrap();
}

#[tokio::test]
async fn a_body_that_only_seems_to_be_compressed_is_an_error() {
    let bomb = Answer::new(200)
        .header("content-encoding", "gzip")
        .body([&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0; 100]].concat());
    let server = Server::always(bomb).await;
    let error = failure(&once(&server)).await;
    // Whether reqwest undoes compression is up to whoever switches that on for the whole build.
    let kinds = [ErrorKind::Decode, ErrorKind::Transport];
    assert!(kinds.contains(&error.kind()), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn an_own_http_client_is_bounded_too() {
    let [chunked, ..] = gigabytes(200);
    let server = Server::always(chunked).await;
    let builder = builder(&server).http_client(own().build().unwrap());
    let error = failure(&builder.max_response_size(MEBIBYTE).build().unwrap()).await;
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
    assert!(server.written() < SLACK, "{}", server.written());
}

#[tokio::test]
async fn a_host_that_does_not_resolve_is_no_connection() {
    let client = Client::builder()
        .api_key(KEY)
        .base_url("https://sandboxes.invalid")
        .clock(LeapingClock::new())
        .build()
        .unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
}
