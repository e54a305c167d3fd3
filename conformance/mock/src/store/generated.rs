//! Sandboxes by the number: the same ones in every mock.

use super::{SandboxSeed, SandboxStatus};
use crate::organization::Organization;
use std::time::{Duration, SystemTime};

/// Statuses, regions and templates follow each other in rounds of 5, 2 and 3. The lengths have no
/// common divisor, so 30 sandboxes in a row show every combination.
const STATUSES: [SandboxStatus; 5] = [
    SandboxStatus::Running,
    SandboxStatus::Paused,
    SandboxStatus::Stopped,
    SandboxStatus::Running,
    SandboxStatus::Creating,
];
const REGIONS: [&str; 2] = ["us-east", "eu-west"];
const TEMPLATES: [&str; 3] = ["base", "code-interpreter", "desktop"];

const DAY_IN_SECONDS: u32 = 24 * 60 * 60;

/// `count` sandboxes of `organization`, created a second apart, the last one just before `now`.
pub(crate) fn generated(
    organization: Organization,
    count: usize,
    now: SystemTime,
) -> impl Iterator<Item = SandboxSeed> {
    (0..count).map(move |index| {
        let age = Duration::from_secs((count - index) as u64);
        let seed = SandboxSeed::new(id(organization, index as u64))
            .organization(organization)
            .status(STATUSES[index % STATUSES.len()])
            .region(REGIONS[index % REGIONS.len()])
            .template_name(TEMPLATES[index % TEMPLATES.len()])
            .internet_access(index % 4 != 3)
            .created_at(now.checked_sub(age).unwrap_or(SystemTime::UNIX_EPOCH));
        // Every third has no timeout, so that tests meet both the number and the null.
        match index % 3 {
            2 => seed,
            _ => seed.timeout_seconds(DAY_IN_SECONDS),
        }
    })
}

/// `sandbox_` and nine letters or digits.
///
/// The number is spread over all nine-digit numbers of base 36 by a factor that shares no divisor
/// with 36, so no two are the same; the organisations take odd and even numbers.
fn id(organization: Organization, index: u64) -> String {
    const BASE: u64 = 36;
    const ALL: u128 = (BASE as u128).pow(9);
    const SPREAD: u128 = 62_773_913_579_371;

    let number = u128::from(index) * 2 + u128::from(organization.id());
    let mut rest = (number * SPREAD % ALL) as u64;
    let mut text = *b"sandbox_000000000";
    for digit in text[8..].iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % BASE) as usize];
        rest /= BASE;
    }
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn are_the_same_in_every_mock() {
        assert_eq!(id(Organization::Main, 0), id(Organization::Main, 0));
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let mut twice = [0, 1].map(|_| generated(Organization::Main, 9, now));
        let [first, second] = twice
            .each_mut()
            .map(|seeds| format!("{:?}", seeds.collect::<Vec<_>>()));
        assert_eq!(first, second);
    }

    #[test]
    fn no_two_ids_are_the_same() {
        let ids: HashSet<String> = Organization::ALL
            .into_iter()
            .flat_map(|organization| (0..50_000).map(move |index| id(organization, index)))
            .collect();
        assert_eq!(ids.len(), 100_000);
    }

    #[test]
    fn thirty_in_a_row_show_every_combination() {
        let combinations: HashSet<_> = generated(Organization::Main, 30, SystemTime::UNIX_EPOCH)
            .map(|seed| (seed.status, seed.region, seed.template_name))
            .collect();
        assert_eq!(combinations.len(), 4 * REGIONS.len() * TEMPLATES.len());
    }
}
