//! Ctrl-C, SIGTERM and a terminal that closes: a run that is interrupted stops calling, and puts back what it
//! borrowed before it ends.

use tokio::sync::watch;

/// Tells whether the run was interrupted.
#[derive(Clone, Debug)]
pub struct Interrupt {
    signalled: watch::Receiver<bool>,
}

/// The run was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Interrupts a run.
#[derive(Debug)]
pub struct Interrupter {
    signal: watch::Sender<bool>,
}

impl Interrupt {
    /// An interrupt and what sets it off.
    pub fn new() -> (Interrupter, Interrupt) {
        let (signal, signalled) = watch::channel(false);
        (Interrupter { signal }, Interrupt { signalled })
    }

    /// An interrupt that is set off by Ctrl-C, by SIGTERM and by a terminal that closes. Must be called inside of a
    /// tokio runtime.
    ///
    /// # Errors
    ///
    /// Where the operating system does not let signals be listened to.
    #[cfg(unix)]
    pub fn on_signals() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut hangup = signal(SignalKind::hangup())?;
        let (interrupter, watched) = Interrupt::new();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = terminate.recv() => interrupter.set_off(),
                    _ = interrupt.recv() => interrupter.set_off(),
                    _ = hangup.recv() => interrupter.set_off(),
                }
            }
        });
        Ok(watched)
    }

    /// An interrupt that is set off by Ctrl-C. Must be called inside of a tokio runtime.
    ///
    /// # Errors
    ///
    /// None where there are no Unix signals.
    #[cfg(not(unix))]
    pub fn on_signals() -> std::io::Result<Self> {
        let (interrupter, watched) = Interrupt::new();
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                interrupter.set_off();
            }
        });
        Ok(watched)
    }

    /// Whether it was set off.
    pub fn is_set(&self) -> bool {
        *self.signalled.borrow()
    }

    /// Waits until it is set off; for ever where it never is.
    pub async fn wait(&mut self) {
        if self.signalled.wait_for(|set| *set).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Interrupter {
    /// Interrupts the run.
    pub fn set_off(&self) {
        self.signal.send_replace(true);
    }
}
