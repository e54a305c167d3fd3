//! Twins: control planes that differ from the faultless one in one thing, by name.
//!
//! A twin stands before and behind the faultless mock. It *hears* a request otherwise than it was
//! sent, or *says* the answer otherwise than it was given; in between the mock does what it always
//! does. `catalogue` has one row for each twin; the other files are what rows are made of.

mod call;
mod catalogue;
mod compression;
mod head;
mod listing;
mod memory;
mod reply;

pub(crate) use call::Call;
pub(crate) use head::Headed;
pub(crate) use memory::Playing;
pub(crate) use reply::{Delivery, Reply};

use listing::Listing;
use serde_json::Value;
use std::fmt;

/// A control plane that differs from the faultless one in one thing: a fault that breaks one
/// claim of `openapi/claims.yaml`, or a difference that is legal.
///
/// [`MockBuilder::twin`](crate::MockBuilder::twin) makes a mock of it. A twin differs as long as
/// it lives, and in the same way each time: two runs of the same calls get the same answers.
///
/// ```
/// use hopx_mock::{Mock, Twin};
///
/// let twin = Twin::named("cursor-ignored").expect("it is in the catalogue");
/// assert_eq!(twin.breaks(), Some("list/paging/advances"));
/// let mock = Mock::builder().twin(twin).build();
/// # mock.unwrap();
/// ```
#[derive(Clone, Copy)]
pub struct Twin {
    name: &'static str,
    breaks: Option<&'static str>,
    about: &'static str,
    hears: Option<fn(&mut Call<'_>)>,
    says: Option<(On, Says)>,
    shows: Option<fn(&Call<'_>, &mut Value)>,
    lists: Option<Listing>,
    heads: Option<fn(&mut [u8])>,
    names: Option<fn(&str) -> String>,
}

/// What changes an answer.
type Says = fn(&Call<'_>, &mut Reply);

/// Which answers a twin says otherwise.
#[derive(Clone, Copy)]
enum On {
    /// All of them.
    Any,
    /// What succeeded.
    Good,
    /// Pages.
    Listed,
    /// Good pauses.
    Paused,
    /// Good resumes.
    Resumed,
    /// Good pauses and resumes.
    Changed,
    /// Errors.
    Refused,
    /// Errors with this status.
    Status(u16),
}

/// A twin with a fault, by the claim that it breaks.
const fn fault(name: &'static str, claim: &'static str, about: &'static str) -> Twin {
    Twin {
        breaks: Some(claim),
        ..legal(name, about)
    }
}

/// A twin that differs legally.
const fn legal(name: &'static str, about: &'static str) -> Twin {
    Twin {
        name,
        breaks: None,
        about,
        hears: None,
        says: None,
        shows: None,
        lists: None,
        heads: None,
        names: None,
    }
}

impl Twin {
    /// Every twin there is: those with a fault first, area by area.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        catalogue::ALL.iter().copied().flatten()
    }

    /// The twin of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|twin| twin.name == name)
    }

    /// Its name, which no other twin has: words with hyphens, such as `cursor-ignored`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The claim of `openapi/claims.yaml` that it breaks; `None` if it differs legally.
    #[must_use]
    pub const fn breaks(&self) -> Option<&'static str> {
        self.breaks
    }

    /// What it does, in a line.
    #[must_use]
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// Takes a request otherwise than it was sent.
    const fn hears(mut self, hears: fn(&mut Call<'_>)) -> Self {
        self.hears = Some(hears);
        self
    }

    /// Gives answers of one kind otherwise.
    const fn says(mut self, on: On, says: Says) -> Self {
        self.says = Some((on, says));
        self
    }

    /// Shows every element of every page otherwise.
    const fn shows(mut self, shows: fn(&Call<'_>, &mut Value)) -> Self {
        self.shows = Some(shows);
        self
    }

    /// Makes lists in a way of its own.
    const fn lists(mut self, lists: Listing) -> Self {
        self.lists = Some(lists);
        self
    }

    /// Gives made-up sandboxes other ids.
    const fn names(mut self, names: fn(&str) -> String) -> Self {
        self.names = Some(names);
        self
    }

    /// The id of the made-up sandbox that is called `id` in a faultless mock.
    pub(crate) fn name_of(&self, id: &str) -> String {
        self.names.map_or_else(|| id.to_owned(), |names| names(id))
    }

    /// Writes the status line and the header fields otherwise, in as many bytes.
    const fn heads(mut self, heads: fn(&mut [u8])) -> Self {
        self.heads = Some(heads);
        self
    }
}

impl On {
    fn admits(self, call: &Call<'_>, reply: &Reply) -> bool {
        use crate::fault::Operation::{List, Pause, Resume};
        let good = reply.status.is_success();
        match self {
            Self::Any => true,
            Self::Good => good,
            Self::Listed => good && call.is(List),
            Self::Paused => good && call.is(Pause),
            Self::Resumed => good && call.is(Resume),
            Self::Changed => good && (call.is(Pause) || call.is(Resume)),
            Self::Refused => !good,
            Self::Status(status) => reply.status == status,
        }
    }
}

impl fmt::Debug for Twin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Twin")
            .field("name", &self.name)
            .field("breaks", &self.breaks)
            .finish_non_exhaustive()
    }
}
