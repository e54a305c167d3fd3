//! A list sandbox by sandbox.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use futures_util::StreamExt;

use crate::error::Error;
use crate::generated::types::Sandbox;

use super::Pages;

/// The sandboxes of a list, as
/// [`ListSandboxes::sandboxes`](crate::generated::builder::ListSandboxes::sandboxes) streams
/// them. Errors are those of [`Pages`]; the sandboxes that arrived before come first.
#[must_use = "nothing is fetched until the stream is read"]
pub struct Sandboxes<'a> {
    pages: Pages<'a>,
    page: vec::IntoIter<Sandbox>,
}

impl<'a> Sandboxes<'a> {
    pub(super) fn of(pages: Pages<'a>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next sandbox; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Sandbox, Error>> {
        StreamExt::next(self).await
    }
}

impl Stream for Sandboxes<'_> {
    type Item = Result<Sandbox, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(sandbox) = self.page.next() {
                return Poll::Ready(Some(Ok(sandbox)));
            }
            match ready!(self.pages.poll_next_unpin(context)) {
                Some(Ok(page)) => self.page = page.into_inner().data.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
