//! The part of a run that `--shard` names.

use clap::Args;

use super::Error;
use crate::plan::Means;
use crate::recording::Recording;
use crate::scenario::Scenario;
use crate::shard::{Division, Shard, Share};

/// Which part of the run is meant.
#[derive(Debug, Args)]
#[command(next_help_heading = "Shards")]
pub(super) struct ShardArgs {
    /// Play one of N parts of the run, such as 2/5. Give every part the same scenarios and the
    /// same --sandbox, in the same order; `merge` makes one report of theirs. Parts with the
    /// same key share its rate limit.
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
}

/// The scenarios and sandboxes of a run, or of one part of it.
pub(super) struct Part<'s> {
    /// Those that are played.
    pub(super) scenarios: Vec<&'s Scenario>,
    /// Those that all parts have together.
    selected: Vec<&'s Scenario>,
    division: Option<(Shard, Division)>,
}

impl ShardArgs {
    /// What the named part has of these scenarios, over so many sandboxes.
    pub(super) fn divide<'s>(
        &self,
        selected: Vec<&'s Scenario>,
        sandboxes: usize,
    ) -> Result<Part<'s>, Error> {
        let Some(text) = &self.shard else {
            return Ok(Part {
                scenarios: selected.clone(),
                selected,
                division: None,
            });
        };
        let shard = Shard::parse(text)?;
        let division = Division::of(&selected, sandboxes, shard.of);
        Ok(Part {
            scenarios: division.scenarios(shard, &selected),
            selected,
            division: Some((shard, division)),
        })
    }
}

impl Part<'_> {
    /// What it is given of what the whole run is given.
    pub(super) fn means(&self, whole: Means) -> Means {
        match &self.division {
            None => whole,
            Some((shard, division)) => Means {
                sandboxes: u32::try_from(division.sandboxes_of(*shard)).unwrap_or(u32::MAX),
                ..whole
            },
        }
    }

    /// Its sandboxes, of all that are given.
    pub(super) fn sandboxes(&self, given: &[String]) -> Vec<String> {
        match &self.division {
            None => given.to_vec(),
            Some((shard, division)) => division.sandboxes(*shard, given),
        }
    }

    /// What it has, for the recording; none of a whole run.
    pub(super) fn share(&self, given: &[String]) -> Option<Share> {
        let (shard, division) = self.division.as_ref()?;
        Some(division.share(*shard, &self.selected, given))
    }

    /// What it has, in a line; none of a whole run.
    pub(super) fn told(&self, given: &[String]) -> Option<String> {
        let share = self.share(given)?;
        let own = self.sandboxes(given);
        let sandboxes = match (own.is_empty(), given.is_empty()) {
            (_, true) => String::new(),
            (true, false) => format!(", and none of {} sandboxes", given.len()),
            (false, false) => format!(", and the sandboxes {}", own.join(", ")),
        };
        Some(format!("{}{sandboxes}", share.words()))
    }

    /// Whether it was left nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.division.is_some() && self.scenarios.is_empty()
    }

    /// The recording of a part that has nothing to do, and asks nobody anything.
    pub(super) fn nothing_to_do(recording: Recording) -> Recording {
        Recording {
            started_at: jiff::Timestamp::now().to_string(),
            ..recording
        }
    }
}
