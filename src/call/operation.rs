//! What the generated builders have in common.

use reqwest::Request;
use serde::de::DeserializeOwned;

/// An operation of the description with its parameters. The build implements it for every
/// generated builder.
pub(crate) trait Operation {
    /// The operation's id in the description.
    const ID: &'static str;
    /// The statuses that carry an answer.
    const SUCCESSES: &'static [u16];
    /// What a success answers.
    type Answer: DeserializeOwned;

    /// The request, without what all requests of a client have in common.
    #[expect(clippy::result_large_err, reason = "it is the generator's, and rare")]
    fn compose(self) -> Result<Request, progenitor_client::Error<()>>;

    /// The request id that an answer names.
    fn request_id(answer: &Self::Answer) -> Option<&str>;
}
