//! The form of an OpenAPI 3.0 document: which members each of its objects has.

mod components;
mod document;
mod operation;
mod schema;

pub(super) use document::DOCUMENT;

/// What a member may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number, not below zero.
    Count,
    /// A list of anything.
    Values,
    /// A list of texts.
    Texts,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// An object of that form.
    Of(&'static Shape),
    /// Such an object, or a reference to one.
    RefOr(&'static Shape),
    /// Such an object, a reference to one, or `true` or `false`.
    FlagOr(&'static Shape),
    /// A list of such objects, or of references.
    List(&'static Shape),
    /// An object whose members are such objects, or references, by name.
    Map(&'static Shape),
    /// An object whose members are texts.
    TextMap,
}

/// A member, and whether it has to be there.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// An object of the document.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is called in messages.
    pub(super) name: &'static str,
    pub(super) members: &'static [Member],
    /// What every other member is, where there may be others.
    pub(super) others: Option<Kind>,
    /// The order in which members are written; what it does not have may stand anywhere.
    pub(super) order: &'static [&'static str],
}

impl std::fmt::Debug for Member {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

const fn may(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
    }
}

const fn must(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: true,
    }
}

const fn shape(
    name: &'static str,
    members: &'static [Member],
    order: &'static [&'static str],
) -> Shape {
    Shape {
        name,
        members,
        others: None,
        order,
    }
}

const fn map(name: &'static str, of: Kind) -> Shape {
    Shape {
        name,
        members: &[],
        others: Some(of),
        order: &[],
    }
}

/// The form of the markers that are ours.
pub(super) const MARKERS: [(&str, Kind); 4] = [
    ("x-claims", Kind::Texts),
    ("x-error-codes", Kind::Texts),
    ("x-extensible-enum", Kind::Texts),
    ("x-ours", Kind::Text),
];
