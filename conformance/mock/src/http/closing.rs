//! Whether the server is about to close.

use std::future::pending;
use tokio::sync::watch;

/// Says to calls that are held that their server is about to close. Without a server it never does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Closing(Option<watch::Receiver<()>>);

impl Closing {
    /// Closing begins when the sender is dropped.
    pub(crate) fn new() -> (watch::Sender<()>, Self) {
        let (close, closing) = watch::channel(());
        (close, Self(Some(closing)))
    }

    /// Ends when closing begins.
    pub(super) async fn begun(&self) {
        let Some(closing) = &self.0 else {
            return pending().await;
        };
        let mut closing = closing.clone();
        while closing.changed().await.is_ok() {}
    }
}
