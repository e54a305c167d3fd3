//! Replaying scenarios against a server: the only part that does network I/O.
//!
//! It yields a [`Recording`](crate::recording::Recording). What it sees is judged elsewhere; here it only has to know what
//! comes next.

mod budget;
mod call;
mod calling;
mod closing;
mod credentials;
mod doubt;
mod exhaust;
mod guided;
mod interrupt;
mod noting;
mod opening;
mod pace;
mod panic;
mod patience;
mod play;
mod restore;
mod run;
mod session;
mod standing;
mod target;
mod together;
mod waiting;
mod walk;
mod watch;
mod wire;

pub use credentials::Credentials;
pub use doubt::Doubt;
pub use guided::{Concurrent, Guide, Next, Together};
pub use interrupt::{Interrupt, Interrupted, Interrupter};
pub use patience::Patience;
pub use restore::{Fate, Restored};
pub use session::{Session, SessionOptions};
pub use standing::Standing;
pub use target::{Target, TargetError, TargetOptions};
pub use watch::{Tried, Watch};
