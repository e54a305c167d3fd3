//! How much of something a run asks for at the most, and what the rate limit costs.

/// The rate limit that is documented (claim `rate-limits/default`).
pub const REQUESTS_A_MINUTE: u32 = 100;
/// The same limit for keys of the Pro tier.
pub(crate) const PRO_REQUESTS_A_MINUTE: u32 = 2 * REQUESTS_A_MINUTE;
/// How many more requests than the limit are sent, where a step spends it on purpose.
pub(crate) const BEYOND_THE_LIMIT: u32 = 5;
/// A higher limit is not spent on purpose.
pub(crate) const HIGHEST_LIMIT: u32 = 1_000;
/// How many pages a walk in pages of the written size goes at the most.
pub(crate) const AS_WRITTEN_PAGES: u32 = 4;
/// Into how many pages a list is cut where it is to take a few of them.
pub(crate) const FEW_PAGES: u32 = 3;

/// How many minutes so many requests have to wait for the documented rate limit.
pub fn minutes_of_waiting(requests: u32) -> u32 {
    requests.saturating_sub(1) / REQUESTS_A_MINUTE
}
