//! The control plane over HTTP: from a request to the bytes of its answer.
//!
//! Every request takes the same way, so one handler stands in front of all routes, known or not:
//! who is asking, what is left of their rate limit, what is asked for, the answer, the headers,
//! the log. The order is part of the behaviour: who has no good key learns nothing else.

mod answer;
mod body;
mod credential;
mod cursor;
mod element;
mod list_query;
mod refusal;
mod route;
mod router;

pub(crate) use router::router;
