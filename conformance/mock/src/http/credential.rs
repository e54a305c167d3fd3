//! Who is asking.

use super::refusal::Refusal;
use crate::organization::Organization;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// The organisation whose key the request carries, as `Authorization: Bearer KEY` or as
/// `X-API-Key: KEY` (docs.hopx.ai /api/authentication). If both are there, the first one counts.
///
/// A header that is empty, of another scheme or given twice is a bad credential, not a missing one.
pub(super) fn authenticate(headers: &HeaderMap) -> Result<Organization, Refusal> {
    let key = if headers.contains_key(AUTHORIZATION) {
        only(headers, &AUTHORIZATION).and_then(bearer)
    } else if headers.contains_key(API_KEY) {
        only(headers, &API_KEY)
    } else {
        return Err(Refusal::NoCredential);
    };
    key.and_then(Organization::of_key)
        .ok_or(Refusal::BadCredential)
}

/// The value of a header that is given once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a [u8]> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    values.next().is_none().then(|| value.as_bytes())
}

/// The key in `Bearer KEY`. The name of the scheme is the same in any case.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, key) = value.split_at_checked("Bearer".len())?;
    let spaced = key.first() == Some(&b' ');
    (spaced && scheme.eq_ignore_ascii_case(b"Bearer")).then(|| key.trim_ascii())
}
