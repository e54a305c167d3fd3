//! A list page by page.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};

use crate::call::{self, Operation, Response, Terms};
use crate::error::Error;
use crate::generated::builder::ListSandboxes;
use crate::generated::types::SandboxList;

use super::cursors::Cursors;

/// The pages of a list, as [`ListSandboxes::pages`] streams them.
///
/// A page that arrived is always given out. After it comes an error, and then the end, where
/// the list says that there is more and names no cursor
/// ([`MissingCursor`](crate::ErrorKind::MissingCursor)), or one that has been followed before
/// ([`RepeatedCursor`](crate::ErrorKind::RepeatedCursor)). After a call that failed the stream
/// ends too; the cursor of the last page leads on from there.
#[must_use = "nothing is fetched until the stream is read"]
pub struct Pages<'a>(BoxStream<'a, Result<Response<SandboxList>, Error>>);

/// How long a page may wait for the rate limit.
#[derive(Clone, Copy)]
enum Patience {
    /// As long as its call may take.
    OfTheCall,
    Endless,
}

/// Where a walk stands.
enum Next<'a> {
    Fetch(ListSandboxes<'a>),
    Fail(Error),
    End,
}

impl<'a> Pages<'a> {
    pub(super) fn of(list: ListSandboxes<'a>) -> Self {
        Self::from(list, Patience::OfTheCall)
    }

    /// Pages that wait for the rate limit as long as it takes.
    pub(crate) fn patient(list: ListSandboxes<'a>) -> Self {
        Self::from(list, Patience::Endless)
    }

    fn from(list: ListSandboxes<'a>, patience: Patience) -> Self {
        let mut cursors = Cursors::default();
        if let Ok(Some(first)) = &list.cursor {
            cursors.pass(first);
        }
        let start = (Next::Fetch(list), cursors);
        let pages = stream::unfold(start, move |(next, cursors)| step(next, cursors, patience));
        // Asking once more after the end is harmless.
        Self(pages.fuse().boxed())
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Response<SandboxList>, Error>> {
        self.0.next().await
    }
}

type Step<'a> = (Result<Response<SandboxList>, Error>, (Next<'a>, Cursors));

async fn step(next: Next<'_>, mut cursors: Cursors, patience: Patience) -> Option<Step<'_>> {
    let list = match next {
        Next::Fetch(list) => list,
        Next::Fail(error) => return Some((Err(error), (Next::End, cursors))),
        Next::End => return None,
    };
    let following = list.clone();
    let page = match fetch(list, patience).await {
        Ok(page) => page,
        Err(error) => return Some((Err(error), (Next::End, cursors))),
    };
    let next = match cursors.after(&page) {
        Ok(Some(cursor)) => Next::Fetch(following.cursor(cursor)),
        Ok(None) => Next::End,
        Err(error) => Next::Fail(call::about(error, ListSandboxes::ID, &page)),
    };
    Some((Ok(page), (next, cursors)))
}

async fn fetch(
    list: ListSandboxes<'_>,
    patience: Patience,
) -> Result<Response<SandboxList>, Error> {
    let client = list.client;
    let terms = match patience {
        Patience::OfTheCall => Terms::default(),
        Patience::Endless => Terms {
            permit: Some(client.inner.pacer.admit_one_of_many().await),
            patient: true,
            ..Terms::default()
        },
    };
    call::send_on(client, list, terms).await
}

impl Stream for Pages<'_> {
    type Item = Result<Response<SandboxList>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}
