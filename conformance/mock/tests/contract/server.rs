use axum::Router;
use hopx_mock::{Mock, SandboxSeed, SandboxStatus};
use serde_json::Value;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Far more than anything here takes: only a test that hangs gets there.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Other crates of the workspace may have switched TLS on in reqwest, which then wants a
/// provider, though nothing here needs one.
pub(crate) fn client() -> reqwest::Client {
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    reqwest::Client::new()
}

async fn list(base_url: &str, key: &str) -> Value {
    let request = client().get(format!("{base_url}/v1/sandboxes"));
    let response = request.bearer_auth(key).send().await.unwrap();
    response.json().await.unwrap()
}

#[tokio::test]
async fn a_started_mock_answers_on_loopback() {
    let mock = Mock::builder()
        .sandbox(SandboxSeed::new("a/b").status(SandboxStatus::Paused))
        .start()
        .await
        .unwrap();
    assert!(mock.base_url().starts_with("http://127.0.0.1:"));

    let resume = format!("{}/v1/sandboxes/a%2Fb/resume", mock.base_url());
    let request = client().post(resume).bearer_auth(mock.api_key());
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(mock.status("a/b"), Some(SandboxStatus::Running));

    let page = list(mock.base_url(), mock.api_key()).await;
    assert_eq!(page["data"].as_array().unwrap().len(), 26);
}

#[tokio::test]
async fn mocks_know_nothing_of_each_other() {
    let (first, second) = (Mock::builder().start(), Mock::builder().start());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert_ne!(first.base_url(), second.base_url());
    first.remove(&first.sandboxes()[0].id);
    assert_eq!(first.sandboxes().len(), 24);
    assert_eq!(second.sandboxes().len(), 25);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_lose_no_change() {
    let mock = Mock::builder().sandboxes(100).start().await.unwrap();
    let client = client();
    let calls = mock.sandboxes().into_iter().map(|sandbox| {
        let url = format!("{}/v1/sandboxes/{}/pause", mock.base_url(), sandbox.id);
        tokio::spawn(client.post(url).bearer_auth(mock.api_key()).send())
    });
    let calls: Vec<_> = calls.collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let running = |plane: &Mock| {
        let sandboxes = plane.sandboxes().into_iter();
        sandboxes
            .filter(|sandbox| sandbox.status == SandboxStatus::Running)
            .count()
    };
    assert_eq!(running(&mock), 0);
    assert_eq!(mock.requests().len(), 100);
}

#[tokio::test]
async fn a_stopped_mock_takes_no_more_connections() {
    let mock = Mock::builder().start().await.unwrap();
    let address = mock.base_url().trim_start_matches("http://").to_owned();
    list(mock.base_url(), mock.api_key()).await;
    let stopped = tokio::time::timeout(PATIENCE, mock.stop()).await;
    stopped.expect("it ends").unwrap();
    let refused = TcpStream::connect(address).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_dropped_mock_lets_go_of_its_connections() {
    let mock = Mock::builder().start().await.unwrap();
    let address = mock.base_url().trim_start_matches("http://").to_owned();
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    drop(mock);
    let mut buffer = [0; 1];
    let end = tokio::io::AsyncReadExt::read(&mut connection, &mut buffer);
    let read = tokio::time::timeout(PATIENCE, end).await;
    assert_eq!(read.expect("it ends").unwrap_or_default(), 0);
}

#[tokio::test]
async fn the_control_plane_outlives_its_server() {
    let mock = Mock::builder().start().await.unwrap();
    list(mock.base_url(), mock.api_key()).await;
    let plane = mock.control_plane().clone();
    drop(mock);
    assert_eq!(plane.requests().len(), 1);
}

#[tokio::test]
async fn a_control_plane_serves_on_a_given_listener_until_told_to_stop() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let plane = Mock::builder().build().unwrap();
    let (stop, stopped) = oneshot::channel();
    let served = plane.clone();
    let server = tokio::spawn(async move {
        let shutdown = async { stopped.await.unwrap() };
        served.serve(listener, shutdown).await
    });

    let page = list(&base_url, plane.api_key()).await;
    assert_eq!(page["object"], "list");
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(PATIENCE, server).await;
    ended.expect("it ends").unwrap().unwrap();
}

#[tokio::test]
async fn a_router_can_be_nested_in_another_one() {
    let plane = Mock::builder().build().unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base_url = format!("http://{}/hopx", listener.local_addr().unwrap());
    let app = Router::new().nest("/hopx", plane.router());
    tokio::spawn(axum::serve(listener, app).into_future());
    let page = list(&base_url, plane.api_key()).await;
    assert_eq!(page["data"].as_array().unwrap().len(), 25);
}
