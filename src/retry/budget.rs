//! What all calls of a client may spend on retries together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tower::retry::budget::{Budget as _, TpsBudget};

use super::RetryBudget;

/// How long a call counts towards the budget.
const MEMORY: Duration = Duration::from_secs(10);

/// The account of one client; without a budget it never runs dry.
#[derive(Clone)]
pub(crate) struct Budget(Option<Arc<TpsBudget>>);

impl Budget {
    pub(crate) fn new(budget: Option<RetryBudget>) -> Self {
        let account = |budget: RetryBudget| TpsBudget::new(MEMORY, budget.per_second, budget.share);
        Self(budget.map(account).map(Arc::new))
    }

    /// Enters a call.
    pub(crate) fn deposit(&self) {
        if let Some(account) = &self.0 {
            account.deposit();
        }
    }

    /// Takes out a retry, if there is one left.
    pub(crate) fn withdraw(&self) -> bool {
        self.0.as_ref().is_none_or(|account| account.withdraw())
    }
}

impl fmt::Debug for Budget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Budget")
    }
}
