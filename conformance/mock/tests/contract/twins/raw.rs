//! A client that keeps the bytes of answers as they come.

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Calls a server, on one connection for as long as that stays open.
pub(super) struct Caller {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer as it came: its head, its body as it was sent, and whether it came to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    pub(super) head: Vec<u8>,
    pub(super) body: Vec<u8>,
    pub(super) whole: bool,
}

impl Caller {
    pub(super) fn of(base_url: &str) -> Self {
        Self {
            address: base_url.trim_start_matches("http://").to_owned(),
            connection: None,
        }
    }

    /// Sends a request without a body, and reads the answer.
    pub(super) async fn call(&mut self, method: &str, target: &str, headers: &str) -> Bytes {
        let address = &self.address;
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: gzip, deflate\r\n{headers}\r\n"
        );
        let mut connection = match self.connection.take() {
            Some(open) => open,
            None => BufReader::new(TcpStream::connect(address).await.unwrap()),
        };
        connection.write_all(request.as_bytes()).await.unwrap();
        let answer = read(&mut connection).await;
        if answer.whole && !answer.says("connection: close") {
            self.connection = Some(connection);
        }
        answer
    }
}

async fn read(connection: &mut BufReader<TcpStream>) -> Bytes {
    let mut answer = Bytes::default();
    while !answer.head.ends_with(b"\r\n\r\n") {
        match connection.read_u8().await {
            Ok(byte) => answer.head.push(byte),
            Err(_) => return answer,
        }
    }
    if let Some(length) = answer.number("content-length: ") {
        let mut rest = connection.take(length as u64);
        // What came before the connection broke counts.
        let _ = rest.read_to_end(&mut answer.body).await;
        answer.whole = answer.body.len() == length;
    } else if answer.says("transfer-encoding: chunked") {
        answer.whole = read_chunks(connection, &mut answer.body).await.is_some();
    } else {
        answer.whole = true;
    }
    answer
}

/// Reads chunks as they are, with their lengths.
async fn read_chunks(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> Option<()> {
    while !body.ends_with(b"\r\n0\r\n\r\n") {
        body.push(connection.read_u8().await.ok()?);
    }
    Some(())
}

impl Bytes {
    fn lower(&self) -> String {
        String::from_utf8_lossy(&self.head).to_ascii_lowercase()
    }

    pub(super) fn says(&self, field: &str) -> bool {
        self.lower().contains(&format!("\r\n{field}\r\n"))
    }

    fn number(&self, field: &str) -> Option<usize> {
        let head = self.lower();
        let (_, rest) = head.split_once(&format!("\r\n{field}"))?;
        rest.split("\r\n").next()?.parse().ok()
    }

    /// The body, where it is JSON.
    pub(super) fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
