//! The bytes of a body, and what they are as JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use serde_json::Value;

/// Bodies that are longer than this are read anew whenever somebody asks: what they are as
/// JSON takes several times the room.
const KEPT: usize = 32 * 1024;

/// The bytes of a body. Many checks look at the same body, so what it is as JSON is kept.
#[derive(Default)]
pub struct Body {
    bytes: Vec<u8>,
    json: OnceLock<Option<Value>>,
}

impl Body {
    /// The body as JSON, where it is JSON.
    pub fn json(&self) -> Option<Cow<'_, Value>> {
        let read = || serde_json::from_slice(&self.bytes).ok();
        if self.bytes.len() > KEPT {
            return read().map(Cow::Owned);
        }
        self.json.get_or_init(read).as_ref().map(Cow::Borrowed)
    }

    /// The bytes alone.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body {
            bytes,
            json: OnceLock::new(),
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Body::from(self.bytes.clone())
    }
}

impl Deref for Body {
    type Target = Vec<u8>;

    fn deref(&self) -> &Self::Target {
        &self.bytes
    }
}

impl DerefMut for Body {
    /// Whoever changes the bytes changes what they are as JSON.
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.json = OnceLock::new();
        &mut self.bytes
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.fmt(formatter)
    }
}

/// Bodies are text nearly always; what is not UTF-8 is kept in base64.
pub(super) mod stored {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Stored {
        Text(String),
        Base64(String),
    }

    pub(in crate::recording) fn serialize<S: Serializer>(
        body: &[u8],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(body) {
            Ok(text) => Stored::Text(text.to_owned()),
            Err(_) => Stored::Base64(STANDARD.encode(body)),
        }
        .serialize(serializer)
    }

    pub(in crate::recording) fn deserialize<'de, D: Deserializer<'de>>(
        source: D,
    ) -> Result<super::Body, D::Error> {
        let bytes = match Stored::deserialize(source)? {
            Stored::Text(text) => text.into_bytes(),
            Stored::Base64(text) => STANDARD.decode(text).map_err(D::Error::custom)?,
        };
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_bytes_are_read_again() {
        let mut body = Body::from(b"[1]".to_vec());
        assert_eq!(body.json().map(Cow::into_owned), Some(Value::from([1])));
        body[1] = b'2';
        assert_eq!(body.json().map(Cow::into_owned), Some(Value::from([2])));
        body.truncate(1);
        assert_eq!(body.json(), None);
    }

    #[test]
    fn long_bodies_are_read_each_time() {
        let long = format!("[{}1]", "1,".repeat(KEPT));
        let body = Body::from(long.into_bytes());
        assert!(matches!(body.json(), Some(Cow::Owned(_))));
    }
}
