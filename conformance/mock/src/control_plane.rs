//! A control plane without a server: what tests look at and change while clients talk to it.

use crate::fault::{Fault, Operation};
use crate::http::{self, Closing};
use crate::organization::Organization;
use crate::request_log::AnsweredRequest;
use crate::state::State;
use crate::store::{DuplicateId, Sandbox, SandboxSeed, SandboxStatus};
use crate::twin::{Headed, Playing};
use axum::Router;
use std::fmt;
use std::io;
use std::sync::Arc;
use tokio::net::TcpListener;

/// A HopX control plane, by itself: no server, no socket, no task.
///
/// It comes from [`MockBuilder::build`](crate::MockBuilder::build). Clones are the same control
/// plane. Give its [`router`](Self::router) to a server of your own, let it
/// [`serve`](Self::serve) on a listener, or take a [`Mock`](crate::Mock), which does that for you.
#[derive(Clone)]
pub struct ControlPlane(Arc<State>);

/// A sandbox as [`ControlPlane::sandboxes`] tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SandboxSummary {
    /// Its id.
    pub id: String,
    /// Its status now.
    pub status: SandboxStatus,
    /// Its region.
    pub region: String,
}

impl ControlPlane {
    pub(crate) fn new(state: State) -> Self {
        Self(Arc::new(state))
    }

    /// The API key of the main organisation; made up, and the same in every mock.
    #[must_use]
    pub fn api_key(&self) -> &'static str {
        Organization::Main.api_key()
    }

    /// The API key of the other organisation; made up, and the same in every mock.
    #[must_use]
    pub fn other_api_key(&self) -> &'static str {
        Organization::Other.api_key()
    }

    /// The sandboxes of the main organisation in order of creation, which is the order of lists.
    #[must_use]
    pub fn sandboxes(&self) -> Vec<SandboxSummary> {
        self.sandboxes_of(Organization::Main)
    }

    /// The sandboxes of `organization` in order of creation.
    #[must_use]
    pub fn sandboxes_of(&self, organization: Organization) -> Vec<SandboxSummary> {
        self.0
            .sandboxes()
            .all(organization)
            .map(SandboxSummary::of)
            .collect()
    }

    /// The present status of the sandbox `id`, of whichever organisation; `None` if there is none.
    #[must_use]
    pub fn status(&self, id: &str) -> Option<SandboxStatus> {
        self.0.sandboxes().get(id).map(|sandbox| sandbox.status)
    }

    /// Puts another sandbox behind all those there are.
    ///
    /// # Errors
    /// If there is a sandbox with this id, in either organisation.
    pub fn add(&self, seed: SandboxSeed) -> Result<(), DuplicateId> {
        let now = self.0.clock.now();
        self.0.sandboxes().add(seed, now)
    }

    /// Removes the sandbox `id`, of whichever organisation. Says whether there was one.
    pub fn remove(&self, id: &str) -> bool {
        self.0.sandboxes().remove(id)
    }

    /// Puts the sandbox `id`, of whichever organisation, into `status`, whatever its present one:
    /// the rules of pausing and resuming do not apply here. Says whether there was such a sandbox.
    pub fn set_status(&self, id: &str, status: SandboxStatus) -> bool {
        let now = self.0.clock.now();
        self.0.sandboxes().set_status(id, status, now)
    }

    /// Scripts `fault` for calls of `operation`, behind what is scripted for it already: each call
    /// takes the first fault that is left.
    ///
    /// A fault hits calls that the operation itself would have answered. A call without a good key,
    /// one that an enforced rate limit refuses, and one with another method take none. A call that
    /// a fault hits spends the rate limit like any other.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use hopx_mock::{Fault, Mock, Operation};
    ///
    /// let mock = Mock::builder().start().await?;
    /// mock.script(Operation::Resume, Fault::status(429).times(2));
    /// mock.script(Operation::Resume, Fault::truncated_body());
    /// assert_eq!(mock.scripted(), 3);
    /// # Ok(()) }
    /// ```
    pub fn script(&self, operation: Operation, fault: Fault) {
        self.0.script.add(operation, fault);
    }

    /// How many calls the scripted faults have yet to hit: 0 when all is used up, and
    /// [`usize::MAX`] as long as there is one for [always](Fault::always).
    #[must_use]
    pub fn scripted(&self) -> usize {
        self.0.script.left()
    }

    /// Forgets every fault that has not hit its calls yet. Calls that a delay holds stay held.
    pub fn clear_script(&self) {
        self.0.script.clear();
    }

    /// The latest requests that were answered, or hit by a fault, the earliest first; how many are
    /// kept is
    /// [`MockBuilder::request_log`](crate::MockBuilder::request_log)'s to say. A call that a delay
    /// holds stands where it arrived.
    #[must_use]
    pub fn requests(&self) -> Vec<AnsweredRequest> {
        self.0.log.read()
    }

    /// Forgets the requests so far, so that [`requests`](Self::requests) begins with the next one.
    pub fn clear_requests(&self) {
        self.0.log.clear();
    }

    /// The control plane as an axum router, to be nested in another one or called in memory.
    ///
    /// It answers every request itself, with an error if need be, and so it cannot be merged with
    /// a router that has a fallback.
    pub fn router(&self) -> Router {
        http::router(self.0.clone(), Closing::default())
    }

    /// Serves on `listener` until `shutdown` is done and the requests that have begun by then are
    /// answered. Calls that a delay still holds are not waited for: their connections close.
    ///
    /// # Errors
    /// If the listener fails for good.
    pub async fn serve(
        &self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let heads = self.0.twin.as_ref().and_then(Playing::heads);
        let listener = Headed::new(listener, heads);
        let (close, closing) = Closing::new();
        let router = http::router(self.0.clone(), closing);
        axum::serve(listener, router)
            .with_graceful_shutdown(async move {
                shutdown.await;
                drop(close);
            })
            .await
    }
}

impl fmt::Debug for ControlPlane {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ControlPlane")
            .finish_non_exhaustive()
    }
}

impl SandboxSummary {
    fn of(sandbox: &Sandbox) -> Self {
        Self {
            id: sandbox.id.as_ref().into(),
            status: sandbox.status,
            region: sandbox.region.as_ref().into(),
        }
    }
}
