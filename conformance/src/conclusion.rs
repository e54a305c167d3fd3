//! What a whole run comes to: the verdict, and what came in between.

use crate::exit::Exit;
use crate::judge::{Counts, Verdict};
use crate::recording::{NotPutBack, Recording, Unready};
use crate::shard::Share;

/// Everything that bears on how a run ends.
#[derive(Clone, Copy, Debug)]
pub struct Conclusion<'r> {
    /// The judgement of what was seen.
    pub verdict: &'r Verdict,
    /// What was seen, and how the run ended.
    pub recording: &'r Recording,
}

impl Conclusion<'_> {
    /// How the run ends.
    pub fn exit(&self) -> Exit {
        let counts = self.verdict.counts();
        let could_not_tell = matches!(self.recording.unready, Some(Unready::CouldNotTell(_)));
        let usage = matches!(self.recording.unready, Some(Unready::Usage(_)));
        let holds = [
            (Exit::NotPutBack, !self.recording.not_put_back.is_empty()),
            (Exit::Interrupted, self.recording.interrupted),
            (Exit::Usage, usage),
            (
                Exit::Violated,
                counts.failed > 0 || self.outdated() > 0 || self.verdict.failing_gaps() > 0,
            ),
            (
                Exit::CouldNotTell,
                could_not_tell || counts.errored > 0 || !self.verdict.own_faults.is_empty(),
            ),
            (
                Exit::NothingChecked,
                counts.passed + counts.known == 0 && !self.is_empty_shard(),
            ),
        ];
        holds
            .into_iter()
            .find(|(_, holds)| *holds)
            .map_or(Exit::Conforms, |(exit, _)| exit)
    }

    /// Whether it is a shard that was left nothing to do: no failure, since the others have it.
    fn is_empty_shard(&self) -> bool {
        let shard = self.recording.shard.as_ref();
        shard.is_some_and(Share::is_empty) && self.recording.scenarios.is_empty()
    }

    /// How many entries of known deviations fail the run by themselves.
    fn outdated(&self) -> usize {
        self.verdict.failing_deviations().count()
    }

    /// The verdict in one sentence.
    pub fn sentence(&self) -> String {
        let counts = self.verdict.counts();
        match self.exit() {
            Exit::Conforms if self.is_empty_shard() => {
                "Nothing was left for this shard to do.".to_owned()
            }
            Exit::Conforms if counts.known > 0 => {
                "Every claim that was checked holds, but for deviations that are known.".to_owned()
            }
            Exit::Conforms if counts.skipped > 0 => {
                "Every claim that could be checked holds; what was skipped was not.".to_owned()
            }
            Exit::Conforms => {
                "The server keeps every documented claim that was checked.".to_owned()
            }
            Exit::Violated => self.violated(),
            Exit::NothingChecked => "Nothing was checked.".to_owned(),
            Exit::CouldNotTell => "Whether the server conforms cannot be told.".to_owned(),
            Exit::Usage => "The run could not begin.".to_owned(),
            Exit::Interrupted => {
                "The run was interrupted; what it had borrowed is put back.".to_owned()
            }
            Exit::NotPutBack => not_put_back(&self.recording.not_put_back, counts),
        }
    }

    fn violated(&self) -> String {
        let claims = self.verdict.broken_claims().len();
        if (claims, self.outdated()) == (0, 0) {
            return "No claim is broken, and the run leaves more unproven than --strict allows."
                .to_owned();
        }
        let broken = match claims {
            1 => "The server breaks 1 documented claim".to_owned(),
            several => format!("The server breaks {several} documented claims"),
        };
        let outdated = match self.outdated() {
            1 => "1 known deviation has expired or is gone".to_owned(),
            several => format!("{several} known deviations have expired or are gone"),
        };
        match (claims, self.outdated()) {
            (_, 0) => format!("{broken}."),
            (0, _) => format!("No claim is broken anew, and {outdated}."),
            _ => format!("{broken}, and {outdated}."),
        }
    }
}

fn not_put_back(left: &[NotPutBack], counts: Counts) -> String {
    let sandboxes = match left.len() {
        1 => "1 sandbox".to_owned(),
        several => format!("{several} sandboxes"),
    };
    let failed = if counts.failed > 0 {
        ", and documented claims are broken"
    } else {
        ""
    };
    format!("{sandboxes} could NOT be put back{failed}.")
}
