//! The kinds of failure.

/// What a call, or the making of a client, failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The API key is missing, or a header cannot carry it.
    ApiKey,
    /// Calls cannot be made below the base URL.
    BaseUrl,
    /// The HTTP client could not be set up: a certificate, a proxy, TLS.
    Setup,
    /// A parameter was refused; nothing was sent.
    InvalidRequest,
    /// No connection to the server came about; nothing was sent.
    Connect,
    /// The server did not answer in time.
    Timeout,
    /// The connection broke before the answer was complete.
    Transport,
    /// The server answered a status that the description does not list as a success.
    Status,
    /// The server answered with a redirect, which is not followed.
    Redirect,
    /// The answer is not what the description says.
    Decode,
    /// The answer is larger than
    /// [`ClientBuilder::max_response_size`](crate::ClientBuilder::max_response_size).
    TooLarge,
    /// The rate limit is spent for longer than the call may take; nothing was sent.
    RateLimit,
    /// A list says that there is more and not where (page *pagination*).
    MissingCursor,
    /// A list leads back to a page that has been read (page *pagination*).
    RepeatedCursor,
}
