//! What a run waited for, summed up.

use super::{WaitSum, Waits};
use crate::recording::{Wait, WaitReason};

/// Everything that was waited for, summed up.
pub(crate) fn waited(each: &[Wait]) -> Waits {
    let sum = |why: WaitReason| {
        let of_it = || each.iter().filter(move |wait| wait.why == why);
        WaitSum {
            why,
            words: why.words().to_owned(),
            times: of_it().count(),
            ms: of_it().map(|wait| wait.ms).fold(0, u64::saturating_add),
        }
    };
    let sums = WaitReason::ALL.into_iter().map(sum);
    let by_reason: Vec<WaitSum> = sums.filter(|sum| sum.times > 0).collect();
    Waits {
        total_ms: by_reason
            .iter()
            .map(|sum| sum.ms)
            .fold(0, u64::saturating_add),
        by_reason,
        each: each.to_vec(),
    }
}
