//! What a server was asked.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// What was asked: the first line and the headers.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) line: String,
    headers: Vec<String>,
}

impl Request {
    /// The next request of a connection, which has no body; `None` at the end.
    pub(super) async fn read(
        connection: &mut (impl AsyncBufRead + Unpin),
    ) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if connection.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" => break,
                text => lines.push(text.to_owned()),
            }
        }
        let headers = lines.split_off(1);
        Ok(Some(Self {
            line: lines.remove(0),
            headers,
        }))
    }

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

    /// The value of a parameter of the query, as it was sent.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let target = self.line.split(' ').nth(1)?;
        let (_, query) = target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    }

    /// Everything that was sent, in one text.
    pub(crate) fn text(&self) -> String {
        format!("{}\n{}", self.line, self.headers.join("\n"))
    }
}
