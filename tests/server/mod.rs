//! A server on loopback that answers every request alike and tells what it was asked.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};

pub(crate) struct Server {
    address: std::net::SocketAddr,
    requests: Mutex<mpsc::UnboundedReceiver<Request>>,
}

/// What was asked: the first line and the headers.
pub(crate) struct Request {
    pub(crate) line: String,
    headers: Vec<String>,
}

impl Server {
    pub(crate) async fn answering(status: u16, body: &str) -> Self {
        let length = body.len();
        Self::writing(format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ))
        .await
    }

    pub(crate) async fn redirecting_to(url: &str) -> Self {
        Self::writing(format!(
            "HTTP/1.1 307 Status\r\nlocation: {url}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        ))
        .await
    }

    async fn writing(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback is there");
        let address = listener.local_addr().expect("the listener is bound");
        let (sender, requests) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let request = exchange(connection, &answer)
                    .await
                    .expect("the client stays");
                if sender.send(request).is_err() {
                    break;
                }
            }
        });
        Self {
            address,
            requests: Mutex::new(requests),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The next request that arrived.
    pub(crate) async fn request(&self) -> Request {
        self.requests
            .lock()
            .await
            .recv()
            .await
            .expect("the server runs")
    }
}

impl Request {
    /// The names of all headers, in small letters and in order.
    pub(crate) fn header_names(&self) -> Vec<String> {
        let names = self
            .headers
            .iter()
            .filter_map(|line| line.split(':').next());
        let mut names: Vec<String> = names.map(str::to_lowercase).collect();
        names.sort();
        names
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.headers.iter().filter_map(|line| line.split_once(": "));
        pairs
            .into_iter()
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }
}

async fn exchange(connection: TcpStream, answer: &str) -> std::io::Result<Request> {
    let mut connection = BufReader::new(connection);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        connection.read_line(&mut line).await?;
        match line.trim_end() {
            "" => break,
            text => lines.push(text.to_owned()),
        }
    }
    connection.write_all(answer.as_bytes()).await?;
    connection.shutdown().await?;
    let headers = lines.split_off(1);
    Ok(Request {
        line: lines.remove(0),
        headers,
    })
}
