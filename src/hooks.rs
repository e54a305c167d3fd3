//! What happens around every generated call.

use progenitor_client::{ClientHooks, Error, OperationInfo};
use reqwest::Request;

use crate::generated::Client;

/// A header that the generator adds to every request and no page knows.
const UNDOCUMENTED: &str = "api-version";

impl ClientHooks for Client {
    async fn pre<E>(&self, request: &mut Request, _: &OperationInfo) -> Result<(), Error<E>> {
        request.headers_mut().remove(UNDOCUMENTED);
        Ok(())
    }
}
