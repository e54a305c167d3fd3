//! Ctrl-C, SIGTERM and a terminal that closes: a run that is interrupted stops calling, and puts back what it
//! borrowed before it ends.

use tokio::sync::watch;

/// Tells whether the run was interrupted.
#[derive(Clone, Debug)]
pub struct Interrupt {
    signals: watch::Receiver<u32>,
}

/// The run was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Interrupts a run.
#[derive(Debug)]
pub struct Interrupter {
    signals: watch::Sender<u32>,
}

impl Interrupt {
    /// An interrupt and what sets it off.
    pub fn new() -> (Interrupter, Interrupt) {
        let (sender, signals) = watch::channel(0);
        (Interrupter { signals: sender }, Interrupt { signals })
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
                    // Who closes a terminal does not wait for an end, and may send several.
                    _ = hangup.recv() => interrupter.set_off_once(),
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
        *self.signals.borrow() > 0
    }

    /// Waits until it is set off; for ever where it never is.
    pub async fn wait(&mut self) {
        self.times(1).await;
    }

    /// Waits until it was set off so many times; for ever where it never is.
    pub async fn times(&mut self, times: u32) {
        if self
            .signals
            .wait_for(|count| *count >= times)
            .await
            .is_err()
        {
            std::future::pending::<()>().await;
        }
    }
}

impl Interrupter {
    /// Interrupts the run, once more if it is interrupted already.
    pub fn set_off(&self) {
        self.signals
            .send_modify(|count| *count = count.saturating_add(1));
    }

    /// Interrupts the run, unless it is interrupted already.
    #[cfg(unix)]
    fn set_off_once(&self) {
        self.signals.send_modify(|count| *count = (*count).max(1));
    }
}
