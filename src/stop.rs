//! A word that ends waits.

use std::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use tokio::sync::watch;

/// A word that ends waits: whoever waits looks at it, and nobody has to be interrupted in the
/// middle of a request. Clones are the same word, and the default is never spoken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Option<Arc<watch::Sender<bool>>>);

impl Stop {
    /// A word that is yet to be spoken.
    pub(crate) fn new() -> Self {
        Self(Some(Arc::new(watch::Sender::new(false))))
    }

    /// Speaks it.
    pub(crate) fn set(&self) {
        if let Some(word) = &self.0 {
            word.send_replace(true);
        }
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.as_ref().is_some_and(|word| *word.borrow())
    }

    /// What comes of `work`, unless it is spoken before.
    pub(crate) async fn or<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        match select(pin!(self.wait()), pin!(work)).await {
            Either::Left(_) => None,
            Either::Right((done, _)) => Some(done),
        }
    }

    async fn wait(&self) {
        if let Some(word) = &self.0 {
            let mut heard = word.subscribe();
            // The sender lives as long as this does, so this does not fail.
            let _ = heard.wait_for(|set| *set).await;
        } else {
            std::future::pending::<()>().await;
        }
    }
}
