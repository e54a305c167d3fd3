//! One request and its answer.

use bytes::{Bytes, BytesMut};
use reqwest::{Client, Request, Response};

use super::answer::{Answer, End};

/// How much of the body of an error is read, in bytes.
const ERROR_BODY: usize = 64 * 1024;

/// Sends a request and reads its answer, of a success at most `limit` bytes of body.
pub(super) async fn exchange(
    http: &Client,
    request: Request,
    successes: &[u16],
    limit: usize,
) -> Result<Answer, reqwest::Error> {
    let mut response = http.execute(request).await?;
    let status = response.status();
    let limit = if successes.contains(&status.as_u16()) {
        limit
    } else {
        limit.min(ERROR_BODY)
    };
    let headers = std::mem::take(response.headers_mut());
    let (body, end) = body(response, limit).await;
    Ok(Answer {
        status,
        headers,
        body,
        end,
    })
}

async fn body(mut response: Response, limit: usize) -> (Bytes, End) {
    let mut read = Body::default();
    loop {
        match response.chunk().await {
            Ok(None) => return (read.bytes(), End::Whole),
            Ok(Some(chunk)) if read.len() + chunk.len() > limit => {
                let fits = limit - read.len();
                read.push(chunk.slice(..fits));
                return (read.bytes(), End::TooLarge);
            }
            Ok(Some(chunk)) => read.push(chunk),
            Err(error) => return (read.bytes(), End::Broken(error)),
        }
    }
}

/// A body as it grows. Most come in one piece, which is not copied.
#[derive(Default)]
enum Body {
    #[default]
    Empty,
    One(Bytes),
    Many(BytesMut),
}

impl Body {
    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::One(piece) => piece.len(),
            Self::Many(pieces) => pieces.len(),
        }
    }

    fn push(&mut self, piece: Bytes) {
        *self = match std::mem::take(self) {
            Self::Empty => Self::One(piece),
            Self::One(first) => {
                let mut pieces = BytesMut::from(first);
                pieces.extend_from_slice(&piece);
                Self::Many(pieces)
            }
            Self::Many(mut pieces) => {
                pieces.extend_from_slice(&piece);
                Self::Many(pieces)
            }
        };
    }

    fn bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::One(piece) => piece,
            Self::Many(pieces) => pieces.freeze(),
        }
    }
}
