//! The control plane over HTTP: from a request to the bytes of its answer.
//!
//! Every request takes the same way, so one handler stands in front of all routes, known or not:
//! who is asking, what is left of their rate limit, what is asked for, whether a scripted fault
//! hits it, the answer, the headers, the log. The order is part of the behaviour: who has no good key learns nothing else.
//! Where the mock is a twin, that comes before and after all of it: `twinned.rs`.

mod body;
mod closing;
mod credential;
mod cursor;
mod cut;
mod element;
mod exchange;
mod faulted;
mod list_query;
mod refusal;
mod route;
mod router;
mod served;
mod twinned;

pub(crate) use closing::Closing;
pub(crate) use cursor::is_cursor;
pub(crate) use element::shown;
pub(crate) use route::LIST_PATH;
pub(crate) use router::router;
