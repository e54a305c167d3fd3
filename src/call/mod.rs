//! Makes the calls that the generated builders compose.

mod answer;
mod attempts;
mod decode;
mod exchange;
mod operation;
mod outcome;
mod response;
mod text;
mod transport;

pub(crate) use operation::Operation;
pub use response::Response;
pub(crate) use response::about;
pub(crate) use text::text;
pub(crate) use transport::{Settings, Transport};

use tokio_util::sync::CancellationToken;

use crate::error::{Error, ErrorKind};
use crate::generated;
use crate::pace::Permit;

/// Makes a call, with as many attempts as it takes and the policy allows.
pub(crate) async fn send<O: Operation>(
    client: &generated::Client,
    operation: O,
) -> Result<Response<O::Answer>, Error> {
    send_on(client, operation, Terms::default()).await
}

/// How a call is made that is one of many.
#[derive(Default)]
pub(crate) struct Terms {
    /// Leave for the first attempt, where it has been waited for.
    pub(crate) permit: Option<Permit>,
    /// Ends waits for another attempt.
    pub(crate) stop: Option<CancellationToken>,
    /// Whether the rate limit is waited for as long as it takes.
    pub(crate) patient: bool,
}

/// The same on terms.
pub(crate) async fn send_on<O: Operation>(
    client: &generated::Client,
    operation: O,
    terms: Terms,
) -> Result<Response<O::Answer>, Error> {
    let transport = &client.inner;
    let request = operation
        .compose()
        .map_err(|problem| refused(&problem).of(O::ID))?;
    let call = attempts::Call {
        http: &client.client,
        transport,
        operation: O::ID,
        successes: O::SUCCESSES,
        template: transport.prepared(request),
    };
    let done = call.run(terms).await?;
    response::decoded::<O>(done, transport)
}

/// The call cannot be composed from what it was given.
fn refused(problem: &progenitor_client::Error<()>) -> Error {
    let text = match problem {
        progenitor_client::Error::InvalidRequest(text) => text.clone(),
        other => other.to_string(),
    };
    Error::new(ErrorKind::InvalidRequest, text)
}
