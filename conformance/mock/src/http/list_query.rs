//! The query of the list.

use super::cursor;
use super::refusal::Refusal;
use crate::organization::Organization;
use crate::store::{Filter, SandboxStatus, Sequence};
use form_urlencoded::parse;
use std::borrow::Cow;

/// Sandboxes on a page unless asked otherwise (docs.hopx.ai /api/control-plane/list-sandboxes).
const DEFAULT_LIMIT: usize = 100;

/// The most sandboxes on a page (the same page; others say 100).
const MAXIMUM_LIMIT: usize = 1000;

/// A readable query.
#[derive(Debug)]
pub(super) struct ListQuery {
    pub(super) filter: Filter,
    pub(super) position: Option<Sequence>,
    pub(super) limit: usize,
}

/// The parameters that the list knows, as text. Others are ignored, as unknown ones mostly are.
#[derive(Debug, Default)]
struct Parameters<'a> {
    limit: Option<Cow<'a, str>>,
    status: Option<Cow<'a, str>>,
    region: Option<Cow<'a, str>>,
    cursor: Option<Cow<'a, str>>,
}

impl ListQuery {
    /// Reads a query string on behalf of `organization`.
    ///
    /// What cannot be meant is refused rather than passed over: a client that sends it has a
    /// mistake, and its test should show it.
    pub(super) fn parse(query: &str, organization: Organization) -> Result<Self, Refusal> {
        let parameters = Parameters::parse(query)?;
        Ok(Self {
            limit: parameters
                .limit
                .map_or(Ok(DEFAULT_LIMIT), |text| limit(&text))?,
            position: parameters.cursor.map(|text| position(&text)).transpose()?,
            filter: Filter {
                organization,
                status: parameters.status.map(|text| status(&text)).transpose()?,
                region: parameters.region.map(Into::into),
            },
        })
    }
}

impl<'a> Parameters<'a> {
    fn parse(query: &'a str) -> Result<Self, Refusal> {
        let mut parameters = Self::default();
        for (name, value) in parse(query.as_bytes()) {
            if let Some(place) = parameters.place(&name) {
                put(place, &name, value)?;
            }
        }
        Ok(parameters)
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<Cow<'a, str>>> {
        match name {
            "limit" => Some(&mut self.limit),
            "status" => Some(&mut self.status),
            "region" => Some(&mut self.region),
            "cursor" => Some(&mut self.cursor),
            _ => None,
        }
    }
}

fn put<'a>(
    place: &mut Option<Cow<'a, str>>,
    name: &str,
    value: Cow<'a, str>,
) -> Result<(), Refusal> {
    if value.is_empty() {
        return Err(invalid(format!("{name} must not be empty")));
    }
    match place.replace(value) {
        Some(_) => Err(invalid(format!("{name} must not be repeated"))),
        None => Ok(()),
    }
}

fn limit(text: &str) -> Result<usize, Refusal> {
    // Rust reads "+5" as a number, too.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|limit| (1..=MAXIMUM_LIMIT).contains(limit))
        .ok_or_else(|| {
            invalid(format!(
                "limit must be a whole number from 1 to {MAXIMUM_LIMIT}"
            ))
        })
}

fn status(text: &str) -> Result<SandboxStatus, Refusal> {
    SandboxStatus::from_text(text)
        .ok_or_else(|| invalid("status must be a status that sandboxes can have".into()))
}

fn position(text: &str) -> Result<Sequence, Refusal> {
    cursor::read(text).ok_or(Refusal::NoSuchPage)
}

fn invalid(message: String) -> Refusal {
    Refusal::InvalidRequest(message)
}
