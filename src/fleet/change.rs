//! What is done to each sandbox.

use tokio_util::sync::CancellationToken;

use crate::call::{self, Terms};
use crate::client::Client;
use crate::error::Error;
use crate::generated::open::SandboxStatus;
use crate::pace::Permit;

use super::outcome::FleetEffect;

/// What is done to each sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Pause,
    Resume,
}

impl Change {
    /// The status of the sandboxes that it is for (pages *pause* and *resume*).
    pub(super) fn from(self) -> SandboxStatus {
        match self {
            Self::Pause => SandboxStatus::Running,
            Self::Resume => SandboxStatus::Paused,
        }
    }

    /// Makes the call for one sandbox.
    pub(super) async fn make(
        self,
        client: &Client,
        id: &str,
        permit: Permit,
        stop: &CancellationToken,
    ) -> Result<FleetEffect, Error> {
        let api = client.api();
        let terms = Terms {
            permit: Some(permit),
            stop: Some(stop.clone()),
            patient: true,
        };
        match self {
            Self::Pause => {
                let call = api.pause_sandbox().id(id);
                let paused = call::send_on(api, call, terms).await?;
                Ok(effect(&paused.status, paused.request_id()))
            }
            Self::Resume => {
                let call = api.resume_sandbox().id(id);
                let resumed = call::send_on(api, call, terms).await?;
                Ok(effect(&resumed.status, resumed.request_id()))
            }
        }
    }
}

fn effect(status: &SandboxStatus, request_id: Option<&str>) -> FleetEffect {
    FleetEffect::Changed {
        status: status.clone(),
        request_id: request_id.map(str::to_owned),
    }
}
