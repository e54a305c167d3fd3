//! Arguments that several commands read alike.

use std::collections::BTreeSet;
use std::time::Duration;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, FromArgMatches};

/// A number of seconds.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no number of seconds; give one such as 2 or 0.5");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

/// A time that is not over before it begins.
pub(super) fn some_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("0 leaves no time at all; give more".to_owned()),
        duration => Ok(duration),
    }
}

/// The flags that are given on the command line itself, by their ids. What the environment or
/// the file says is a standing arrangement; what the line says is meant for this very time.
#[derive(Clone, Debug, Default)]
pub(super) struct OnTheLine(BTreeSet<String>);

impl OnTheLine {
    /// Whether a flag is among them.
    pub(super) fn has(&self, id: &str) -> bool {
        self.0.contains(id)
    }
}

impl FromArgMatches for OnTheLine {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given =
            |id: &&clap::Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
        let ids = matches.ids().filter(given);
        Ok(OnTheLine(ids.map(ToString::to_string).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = OnTheLine::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for OnTheLine {
    fn augment_args(command: Command) -> Command {
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        command
    }
}
