//! From the bytes of an answer to its type.

use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Received, clipped};

use super::answer::Answer;
use super::transport::Transport;

/// The body as what the description says it is.
pub(super) fn decode<T: DeserializeOwned>(
    answer: &Answer,
    transport: &Transport,
) -> Result<T, Error> {
    serde_json::from_slice(&answer.body).map_err(|_| undecodable::<T>(answer, transport))
}

/// Where the body is not what it should be. Finding the place costs more than decoding, so it
/// is looked for only now. The text of the decoder quotes values, so the key is masked in it.
fn undecodable<T: DeserializeOwned>(answer: &Answer, transport: &Transport) -> Error {
    let reader = &mut serde_json::Deserializer::from_slice(&answer.body);
    let problem = match serde_path_to_error::deserialize::<_, T>(reader) {
        Ok(_) => "more follows after its end".to_owned(),
        Err(error) if error.path().iter().next().is_none() => error.into_inner().to_string(),
        Err(error) => error.to_string(),
    };
    let problem = clipped(&transport.credential.masked(&problem));
    let (status, headers) = (answer.status, &answer.headers);
    Error::new(
        ErrorKind::Decode,
        format!("{status}, but the body cannot be read: {problem}"),
    )
    .received(Received::head(status, headers, &transport.credential))
}
