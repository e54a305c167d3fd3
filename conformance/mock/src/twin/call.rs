//! A request, as it was sent and as a twin hears it.

use super::memory::{Memory, Playing};
use crate::fault::Operation;
use crate::organization::Organization;
use crate::state::State;
use crate::store::{Sandbox, SandboxSeed, SandboxStatus};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use std::sync::MutexGuard;

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// An id that no sandbox has.
const NOBODY: &str = "sandbox_of_nobody";

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

/// What the mock is told in place of what was sent.
#[derive(Default)]
struct Heard {
    id: Option<String>,
    query: Option<Vec<(String, String)>>,
    key: Option<Option<&'static str>>,
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

/// What a twin does to a call before the mock hears it.
impl Call<'_> {
    /// The mock does not hear this query parameter.
    pub(super) fn forget(&mut self, name: &str) {
        self.query().retain(|(known, _)| known != name);
    }

    /// The mock hears this query parameter instead.
    pub(super) fn ask(&mut self, name: &str, value: impl Into<String>) {
        self.forget(name);
        self.query().push((name.to_owned(), value.into()));
    }

    fn query(&mut self) -> &mut Vec<(String, String)> {
        let sent = self.request.uri.query().unwrap_or_default();
        self.heard.query.get_or_insert_with(|| {
            let pairs = form_urlencoded::parse(sent.as_bytes());
            pairs.into_owned().collect()
        })
    }

    /// The mock hears another id.
    pub(super) fn address(&mut self, id: impl Into<String>) {
        self.heard.id = Some(id.into());
    }

    /// The mock hears an id that nobody has: it does nothing, and answers 404.
    pub(super) fn lose(&mut self) {
        self.address(NOBODY);
    }

    /// The mock hears the key of an organisation.
    pub(super) fn let_in(&mut self, organization: Organization) {
        self.heard.key = Some(Some(organization.api_key()));
    }

    /// The mock hears a key that is none.
    pub(super) fn turn_away(&mut self) {
        self.heard.key = Some(Some("none"));
    }

    /// The mock hears no credential.
    pub(super) fn overlook_key(&mut self) {
        self.heard.key = Some(None);
    }

    /// The request that the mock hears.
    pub(crate) fn heard(&self) -> Parts {
        let mut heard = self.request.clone();
        if let Some(key) = self.heard.key {
            heard.headers.remove(AUTHORIZATION);
            heard.headers.remove(API_KEY);
            if let Some(key) = key {
                heard.headers.insert(API_KEY, HeaderValue::from_static(key));
            }
        }
        if let Ok(uri) = self.target_heard().parse() {
            heard.uri = uri;
        }
        heard
    }

    fn target_heard(&self) -> String {
        let mut target = self.path_heard();
        if let Some(pairs) = &self.heard.query {
            let mut query = form_urlencoded::Serializer::new(String::new());
            target.push('?');
            target.push_str(&query.extend_pairs(pairs).finish());
        } else if let Some(query) = self.request.uri.query() {
            target.push('?');
            target.push_str(query);
        }
        target
    }

    fn path_heard(&self) -> String {
        let sent = self.request.uri.path();
        let Some(id) = &self.heard.id else {
            return sent.to_owned();
        };
        let action = sent.rsplit('/').next().unwrap_or_default();
        let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
        format!("{}/{id}/{action}", crate::http::LIST_PATH)
    }
}

/// What a twin does to sandboxes behind the back of the mock.
impl Call<'_> {
    /// The status of a sandbox now.
    pub(super) fn status_of(&self, id: &str) -> Option<SandboxStatus> {
        self.state.sandboxes().get(id).map(|sandbox| sandbox.status)
    }

    pub(super) fn put(&self, id: &str, status: SandboxStatus) {
        let now = self.state.clock.now();
        self.state.sandboxes().set_status(id, status, now);
    }

    /// Puts the sandbox that it names into a status.
    pub(super) fn put_mine(&self, status: SandboxStatus) {
        self.put(&self.id, status);
    }

    /// Takes back what the mock did to the sandbox that it names.
    pub(super) fn undo(&self) {
        if let Some(before) = self.before {
            self.put_mine(before);
        }
    }

    /// Does to its sandbox what it asks for, whoever asks, if it is in the state for it.
    pub(super) fn act(&self) {
        if let Some(target) = self.target().filter(|_| self.moves()) {
            self.put_mine(target);
        }
    }

    /// The sandboxes of an organisation but the one that it names, in order of creation, with what
    /// `read` makes of them.
    pub(super) fn others<T>(&self, of: Organization, read: impl Fn(&Sandbox) -> T) -> Vec<T> {
        let sandboxes = self.state.sandboxes();
        let others = sandboxes.all(of);
        others
            .filter(|sandbox| *sandbox.id != *self.id)
            .map(read)
            .collect()
    }

    /// Another sandbox of the caller in a status: the next one in order of creation, after the
    /// last one the first.
    pub(super) fn neighbour(&self, status: SandboxStatus) -> Option<String> {
        let place = self.mine(|sandbox| sandbox.sequence)?;
        let alike = self.others(self.caller?, |sandbox| {
            let next = (sandbox.sequence < place, sandbox.sequence);
            (sandbox.status == status).then(|| (next, sandbox.id.to_string()))
        });
        alike.into_iter().flatten().min().map(|(_, id)| id)
    }

    /// Puts another sandbox behind all those there are, if there is none of that id.
    pub(super) fn add(&self, id: &str) {
        let now = self.state.clock.now();
        // There is one of that id already.
        let _ = self.state.sandboxes().add(SandboxSeed::new(id), now);
    }

    /// Takes a sandbox away.
    pub(super) fn take_away(&self, id: &str) {
        self.state.sandboxes().remove(id);
    }

    /// Whether calls have paused or resumed the sandbox that an element shows.
    pub(super) fn knows(&self, element: &Value) -> bool {
        let id = element["id"].as_str().unwrap_or_default();
        self.memory().changes_of(id) > 0
    }

    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.playing.memory()
    }

    /// When the call came, in Unix seconds.
    pub(super) fn now(&self) -> u64 {
        crate::timestamp::since_epoch(self.state.clock.now()).as_secs()
    }
}
