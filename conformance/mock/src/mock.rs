//! A control plane with a server of its own.

use crate::builder::MockBuilder;
use crate::control_plane::ControlPlane;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A HopX control plane on a loopback port of its own, inside this process.
///
/// It can do all that its [`ControlPlane`] can. Dropping it shuts the server down: it takes no more
/// connections and ends those it has once their requests are answered, or at once if a scripted
/// delay holds them.
#[derive(Debug)]
pub struct Mock {
    plane: ControlPlane,
    base_url: String,
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
}

impl Mock {
    /// What a mock is made with.
    #[must_use]
    pub fn builder() -> MockBuilder {
        MockBuilder::default()
    }

    pub(crate) async fn start(plane: ControlPlane) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel();
        let served = plane.clone();
        let server = tokio::spawn(async move {
            // It also ends when the sender is dropped, and that is how dropping a mock works.
            let shutdown = async { stopped.await.unwrap_or_default() };
            served.serve(listener, shutdown).await
        });
        Ok(Self {
            plane,
            base_url,
            stop,
            server,
        })
    }

    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end and without the `/v1`
    /// that paths begin with.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The control plane behind the server; it outlives it.
    #[must_use]
    pub fn control_plane(&self) -> &ControlPlane {
        &self.plane
    }

    /// Shuts the server down and waits until it has ended. Dropping a mock does not wait.
    ///
    /// # Errors
    /// If the server had ended with an error.
    pub async fn stop(self) -> io::Result<()> {
        drop(self.stop);
        self.server.await.map_err(io::Error::other)?
    }
}

impl Deref for Mock {
    type Target = ControlPlane;

    fn deref(&self) -> &ControlPlane {
        &self.plane
    }
}
