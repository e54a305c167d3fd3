//! What comes of a connection, over a socket.

use crate::server::{PATIENCE, client};
use axum::Router;
use hopx_mock::{Fault, ManualClock, Mock, Operation, SandboxStatus};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::yield_now;
use tokio::time::timeout;

/// One connection, byte by byte.
struct Wire {
    stream: TcpStream,
    head: String,
}

impl Wire {
    async fn to(mock: &Mock) -> Self {
        let address = mock.base_url().trim_start_matches("http://");
        Self::connect(address, "/v1/sandboxes", mock.api_key()).await
    }

    async fn connect(address: &str, path: &str, key: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nx-api-key: {key}\r\n\r\n");
        Self { stream, head }
    }

    /// Sends a list.
    async fn list(&mut self) {
        self.stream.write_all(self.head.as_bytes()).await.unwrap();
    }

    /// Reads one whole answer.
    async fn answer(&mut self) -> String {
        let mut read = Vec::new();
        while !is_whole(&read) {
            assert_ne!(self.stream.read_buf(&mut read).await.unwrap(), 0);
        }
        String::from_utf8(read).unwrap()
    }

    /// Reads what comes until the connection closes.
    async fn rest(mut self) -> String {
        let mut read = String::new();
        let end = self.stream.read_to_string(&mut read);
        timeout(PATIENCE, end).await.expect("it closes").unwrap();
        read
    }
}

/// The length that an answer says its body has, and that which it has.
fn lengths(answer: &str) -> Option<(usize, usize)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "))?;
    Some((length.parse().unwrap(), body.len()))
}

fn is_whole(answer: &[u8]) -> bool {
    let lengths = lengths(std::str::from_utf8(answer).unwrap());
    lengths.is_some_and(|(said, there)| said == there)
}

/// A mock with `fault` for lists.
async fn mock_under(fault: Fault) -> Mock {
    let mock = Mock::builder().script(Operation::List, fault);
    mock.start().await.unwrap()
}

fn list(mock: &Mock, client: &reqwest::Client) -> reqwest::RequestBuilder {
    client
        .get(format!("{}/v1/sandboxes", mock.base_url()))
        .bearer_auth(mock.api_key())
}

#[tokio::test]
async fn a_dropped_connection_closes_without_a_byte() {
    let mock = mock_under(Fault::dropped_connection()).await;
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    assert_eq!(wire.rest().await, "");
}

#[tokio::test]
async fn a_connection_that_was_good_for_an_answer_can_be_dropped_too() {
    let mock = Mock::builder().start().await.unwrap();
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    assert!(wire.answer().await.starts_with("HTTP/1.1 200 OK\r\n"));
    mock.script(Operation::List, Fault::dropped_connection());
    wire.list().await;
    assert_eq!(wire.rest().await, "");
}

#[tokio::test]
async fn a_client_sees_a_dropped_connection_as_an_error_and_can_call_again() {
    let mock = Mock::builder().start().await.unwrap();
    let client = client();
    let first = list(&mock, &client).send().await.unwrap();
    first.bytes().await.unwrap();
    mock.script(Operation::List, Fault::dropped_connection());
    let error = list(&mock, &client).send().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(list(&mock, &client).send().await.unwrap().status(), 200);
    let statuses = mock.requests().into_iter().map(|request| request.status);
    assert_eq!(statuses.collect::<Vec<_>>(), [200, 0, 200]);
}

#[tokio::test]
async fn a_dropped_connection_can_be_delayed() {
    let clock = ManualClock::default();
    let fault = Fault::dropped_connection().delayed(Duration::from_secs(5));
    let mock = Mock::builder()
        .clock(clock.clone())
        .script(Operation::List, fault);
    let mock = mock.start().await.unwrap();
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    clock.slept_on_by(1).await;
    clock.advance(Duration::from_secs(5));
    assert_eq!(wire.rest().await, "");
}

#[tokio::test]
async fn a_server_that_the_router_is_nested_in_closes_connections_in_the_same_way() {
    let plane = Mock::builder().build().unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let app = Router::new().nest("/hopx", plane.router());
    tokio::spawn(axum::serve(listener, app).into_future());

    plane.script(Operation::List, Fault::dropped_connection());
    plane.script(Operation::List, Fault::truncated_body());
    let mut answers = Vec::new();
    for _ in 0..2 {
        let path = "/hopx/v1/sandboxes";
        let mut wire = Wire::connect(&address, path, plane.api_key()).await;
        wire.list().await;
        answers.push(wire.rest().await);
    }
    assert_eq!(answers[0], "");
    let (said, there) = lengths(&answers[1]).unwrap();
    assert_eq!(there, said / 2);
}

#[tokio::test]
async fn a_truncated_body_stops_at_half_of_the_length_it_was_said_to_have() {
    let mock = mock_under(Fault::truncated_body()).await;
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    let answer = wire.rest().await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let (said, there) = lengths(&answer).unwrap();
    assert_eq!(there, said / 2);
}

#[tokio::test]
async fn a_client_sees_the_status_of_a_truncated_body_and_then_an_error() {
    let mock = mock_under(Fault::truncated_body()).await;
    let answer = list(&mock, &client()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.content_length().unwrap() > 1_000);
    answer.bytes().await.unwrap_err();
}

#[tokio::test]
async fn a_long_truncated_body_fails_as_well() {
    let fault = Fault::truncated_body();
    let mock = Mock::builder()
        .sandboxes(1_000)
        .script(Operation::List, fault);
    let mock = mock.start().await.unwrap();
    let url = format!("{}/v1/sandboxes?limit=1000", mock.base_url());
    let request = client().get(url).bearer_auth(mock.api_key());
    let answer = request.send().await.unwrap();
    assert!(answer.content_length().unwrap() > 500_000);
    answer.bytes().await.unwrap_err();
}

#[tokio::test]
async fn statuses_without_a_body_leave_the_connection_open() {
    let mock = mock_under(Fault::status(204).truncated()).await;
    let client = client();
    assert_eq!(list(&mock, &client).send().await.unwrap().status(), 204);
    assert_eq!(list(&mock, &client).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn there_is_one_date_and_it_is_by_the_clock_of_the_mock() {
    let mock = Mock::builder().clock(ManualClock::default());
    let mock = mock.start().await.unwrap();
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    let answer = wire.answer().await;
    assert_eq!(answer.matches("\r\ndate: ").count(), 1, "{answer}");
    assert!(answer.contains("\r\ndate: Wed, 01 Jan 2025 00:00:00 GMT\r\n"));
}

#[tokio::test]
async fn a_client_that_gives_up_on_a_call_leaves_everything_as_it_was() {
    let clock = ManualClock::default();
    let mock = Mock::builder()
        .clock(clock.clone())
        .script(Operation::Pause, Fault::delay(Duration::MAX));
    let mock = mock.start().await.unwrap();
    let running = mock.sandboxes().into_iter();
    let id = running
        .filter(|sandbox| sandbox.status == SandboxStatus::Running)
        .map(|sandbox| sandbox.id)
        .next()
        .unwrap();
    let pause = format!("{}/v1/sandboxes/{id}/pause", mock.base_url());
    let request = client().post(pause).bearer_auth(mock.api_key());
    let call = tokio::spawn(request.body("ignored").send());
    clock.slept_on_by(1).await;
    call.abort();
    let given_up = async {
        while clock.sleepers() > 0 {
            yield_now().await;
        }
    };
    timeout(PATIENCE, given_up).await.expect("it is noticed");
    assert_eq!(mock.status(&id), Some(SandboxStatus::Running));
    assert_eq!(mock.requests()[0].status, 0);
}

#[tokio::test]
async fn a_mock_that_stops_does_not_wait_for_calls_that_are_held() {
    let clock = ManualClock::default();
    let mock = Mock::builder()
        .clock(clock.clone())
        .script(Operation::List, Fault::delay(Duration::MAX));
    let mock = mock.start().await.unwrap();
    let mut wire = Wire::to(&mock).await;
    wire.list().await;
    clock.slept_on_by(1).await;
    let stopped = timeout(PATIENCE, mock.stop()).await;
    stopped.expect("it ends").unwrap();
    assert_eq!(wire.rest().await, "");
}
