//! From the least to the most.

/// How many of something there are going to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// At least.
    pub least: u32,
    /// About.
    pub about: u32,
    /// At most, where nothing is repeated.
    pub most: u32,
}

impl Span {
    pub(super) fn exactly(number: u32) -> Self {
        Span {
            least: number,
            about: number,
            most: number,
        }
    }

    pub(super) fn and(self, other: Span) -> Self {
        Span {
            least: self.least.saturating_add(other.least),
            about: self.about.saturating_add(other.about),
            most: self.most.saturating_add(other.most),
        }
    }
}
