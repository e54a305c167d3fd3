//! A request as it was sent.

mod behind;
mod heard;

use heard::Heard;

use super::memory::Playing;
use crate::fault::Operation;
use crate::organization::Organization;
use crate::state::State;
use crate::store::{Sandbox, SandboxStatus};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// A call on its way to the mock, and back.
pub(crate) struct Call<'a> {
    state: &'a State,
    playing: &'a Playing,
    request: &'a Parts,
    /// The how many-th call of this mock it is, from 1 on.
    pub(super) number: u64,
    operation: Option<Operation>,
    /// The id in the path; empty without one.
    id: String,
    caller: Option<Organization>,
    /// The status of the sandbox when the call came.
    before: Option<SandboxStatus>,
    /// How many good pauses and resumes of this sandbox came before.
    changes: u32,
    heard: Heard,
}

impl<'a> Call<'a> {
    /// Reads `request`, which asks for `route`: an operation, and the id in its path.
    pub(crate) fn read(
        state: &'a State,
        playing: &'a Playing,
        request: &'a Parts,
        route: Option<(Operation, String)>,
        caller: Option<Organization>,
    ) -> Self {
        let (operation, id) = route.unzip();
        let id = id.unwrap_or_default();
        let mut memory = playing.memory();
        memory.calls += 1;
        Self {
            number: memory.calls,
            changes: memory.changes_of(&id),
            before: state.sandboxes().get(&id).map(|sandbox| sandbox.status),
            state,
            playing,
            request,
            operation,
            id,
            caller,
            heard: Heard::default(),
        }
    }

    pub(super) fn is(&self, operation: Operation) -> bool {
        self.operation == Some(operation)
    }

    /// Whether it asks for a pause or a resume.
    pub(super) fn is_change(&self) -> bool {
        matches!(self.operation, Some(Operation::Pause | Operation::Resume))
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whose key it carries; `None` without a good one.
    pub(super) fn caller(&self) -> Option<Organization> {
        self.caller
    }

    /// The status of its sandbox when it came.
    pub(super) fn before(&self) -> Option<SandboxStatus> {
        self.before
    }

    /// How many good pauses and resumes of its sandbox came before.
    pub(super) fn changes(&self) -> u32 {
        self.changes
    }

    /// Whether this is a pause of a paused sandbox or a resume of a running one.
    pub(super) fn repeats(&self) -> bool {
        self.before.is_some() && self.before == self.target()
    }

    /// Whether this is a pause of a running sandbox or a resume of a paused one.
    pub(super) fn moves(&self) -> bool {
        match self.operation {
            Some(Operation::Pause) => self.before == Some(SandboxStatus::Running),
            Some(Operation::Resume) => self.before == Some(SandboxStatus::Paused),
            _ => false,
        }
    }

    /// The status that it asks for.
    pub(super) fn target(&self) -> Option<SandboxStatus> {
        match self.operation? {
            Operation::Pause => Some(SandboxStatus::Paused),
            Operation::Resume => Some(SandboxStatus::Running),
            Operation::List => None,
        }
    }

    /// Whether it names a sandbox of whoever makes it.
    pub(super) fn is_own(&self) -> bool {
        self.caller.is_some() && self.owner() == self.caller
    }

    /// Whether it names a sandbox of somebody else.
    pub(super) fn is_foreign(&self) -> bool {
        let owner = self.owner();
        self.caller.is_some() && owner.is_some() && owner != self.caller
    }

    pub(super) fn owner(&self) -> Option<Organization> {
        self.mine(|sandbox| sandbox.organization)
    }

    /// What `read` makes of the sandbox that it names, whosever it is.
    pub(super) fn mine<T>(&self, read: impl Fn(&Sandbox) -> T) -> Option<T> {
        self.state.sandboxes().get(&self.id).map(read)
    }

    /// The value of a query parameter, as sent.
    pub(super) fn asks(&self, name: &str) -> Option<String> {
        let query = self.request.uri.query().unwrap_or_default();
        let mut values = form_urlencoded::parse(query.as_bytes());
        values.find_map(|(known, value)| (known == name).then(|| value.into_owned()))
    }

    pub(super) fn asks_for(&self, name: &str, value: &str) -> bool {
        self.asks(name).as_deref() == Some(value)
    }

    /// Whether it asks for a page after the first.
    pub(super) fn goes_on(&self) -> bool {
        self.asks("cursor").is_some()
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// Whether it carries a credential, good or not.
    pub(super) fn has_credential(&self) -> bool {
        self.is_bearer() || self.headers().contains_key(API_KEY)
    }

    /// Whether its credential is in `Authorization`.
    pub(super) fn is_bearer(&self) -> bool {
        self.headers().contains_key(AUTHORIZATION)
    }

    /// The credential as sent: the whole header.
    pub(super) fn credential(&self) -> &str {
        let headers = self.headers();
        let sent = headers.get(AUTHORIZATION).or_else(|| headers.get(API_KEY));
        sent.and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Whether its sender takes bodies in this encoding.
    pub(super) fn takes(&self, encoding: &str) -> bool {
        let taken = self.headers().get(ACCEPT_ENCODING);
        taken.is_some_and(|taken| taken.to_str().is_ok_and(|taken| taken.contains(encoding)))
    }

    /// Whether it has a body.
    pub(super) fn has_body(&self) -> bool {
        let length = self.headers().get(CONTENT_LENGTH);
        length.is_some_and(|length| length != "0")
    }
}
