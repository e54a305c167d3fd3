//! Texts of answers, whatever shape the generator gave the member.

use crate::loose::Loose;

/// A member that may hold a text.
pub(crate) trait Text {
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Text> Text for Loose<T> {
    fn text(&self) -> Option<&str> {
        self.known().and_then(T::text)
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(T::text)
    }
}

/// The text of a member, if it holds one.
pub(crate) fn text(member: &impl Text) -> Option<&str> {
    member.text()
}
