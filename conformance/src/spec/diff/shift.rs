//! Which way the values of a place have moved, and what that does to callers.

use super::change::Judged;

/// What a schema is the schema of. The same narrowing is harmless in an answer and breaks
/// callers in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// A parameter.
    Parameter,
    /// The body of a request.
    Request,
    /// The body of an answer.
    Response,
    /// A header of an answer.
    Header,
    /// Nothing that an operation sends or answers.
    Unused,
}

impl Side {
    /// How ids of changes begin.
    pub(super) fn word(self) -> &'static str {
        match self {
            Side::Parameter => "parameter",
            Side::Request => "request",
            Side::Response => "response",
            Side::Header => "response-header",
            Side::Unused => "schema",
        }
    }

    pub(super) fn is_sent(self) -> bool {
        matches!(self, Side::Parameter | Side::Request)
    }

    /// Whether the client has types for it.
    pub(super) fn has_types(self) -> bool {
        self != Side::Header
    }
}

/// How the set of legal values has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// Fewer are legal than before.
    Narrowed,
    /// More are legal than before.
    Widened,
    /// Some came and some went, or nobody can tell.
    Moved,
}

/// What a shift does to callers.
pub(super) fn callers(side: Side, shift: Shift) -> Judged {
    match (side, shift) {
        (Side::Unused, _) => Judged::neutral("no operation sends or answers it"),
        (side, Shift::Widened) if side.is_sent() => {
            Judged::additive("what was taken before still is")
        }
        (side, _) if side.is_sent() => {
            Judged::breaking("what callers send may be refused that was taken before")
        }
        (_, Shift::Narrowed) => Judged::additive("whatever comes now could come before"),
        (_, Shift::Widened) => Judged::breaking("what could never come before may come now"),
        (_, Shift::Moved) => Judged::breaking("callers may not understand what comes now"),
    }
}
