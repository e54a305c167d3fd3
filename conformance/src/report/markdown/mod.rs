//! The report as Markdown, as GitHub and GitLab read it: for a ticket, a summary of a job, or
//! a report that is handed in.

mod claims;
mod findings;
mod mark;
mod page;
mod scenarios;

pub(super) use page::render;
