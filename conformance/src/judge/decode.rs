//! Whether the generated client decodes an answer. Where the answer fits the description and
//! the client does not decode it, the client is wrong, and not the server.

use hopx_client::types;
use serde::de::DeserializeOwned;

use super::check::Check;
use super::verdict::Who;
use crate::contract::Operation;
use crate::recording::Answer;

/// Has the client decode an answer in which nothing was found.
pub(super) fn judge(check: &mut Check<'_>, answer: &Answer) {
    if check
        .contract
        .description
        .response(check.exchange.operation, answer.status)
        .is_none()
    {
        return;
    }
    let decoded = match (answer.status, check.exchange.operation) {
        (400.., _) => decode::<types::Error>(answer),
        (_, Operation::List) => decode::<types::SandboxList>(answer),
        (_, Operation::Pause) => decode::<types::PausedSandbox>(answer),
        (_, Operation::Resume) => decode::<types::ResumedSandbox>(answer),
    };
    if let Err(error) = decoded {
        let operation = check.exchange.operation.word();
        check.own_fault(
            Who::Client,
            format!(
                "the client cannot decode a valid {} of {operation}: {error}",
                answer.status
            ),
        );
    }
}

fn decode<T: DeserializeOwned>(answer: &Answer) -> Result<(), serde_json::Error> {
    serde_json::from_slice::<T>(&answer.body).map(drop)
}
