//! What a run waited for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One time that a run waited before a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Wait {
    /// What for.
    pub why: WaitReason,
    /// How long, in milliseconds.
    pub ms: u64,
    /// The number of the exchange that it came before, or came between two attempts of.
    pub before: u32,
}

/// What a run waits for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// The headers said that the window of the rate limit is spent.
    Window,
    /// A call was refused with 429.
    Refused,
    /// A call failed for the moment.
    Failed,
    /// A list may not show a change yet.
    Settling,
}

impl WaitReason {
    /// All there are.
    pub const ALL: [WaitReason; 4] = [
        WaitReason::Window,
        WaitReason::Refused,
        WaitReason::Failed,
        WaitReason::Settling,
    ];

    /// Whether the rate limit is the reason.
    pub fn is_rate_limit(self) -> bool {
        matches!(self, WaitReason::Window | WaitReason::Refused)
    }

    /// In a few words, after `for`.
    pub fn words(self) -> &'static str {
        match self {
            WaitReason::Window => "the next window of the rate limit",
            WaitReason::Refused => "the rate limit, after a 429",
            WaitReason::Failed => "a failure to pass",
            WaitReason::Settling => "changes to show",
        }
    }
}
