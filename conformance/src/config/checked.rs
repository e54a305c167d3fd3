//! Whether a value is one that its flag takes.

use std::ffi::OsStr;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// What is wrong with a value, and what would be right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    pub(super) problem: String,
    pub(super) mend: String,
}

/// Has the flag look at a value.
pub(super) fn check(arg: &Arg, value: &OsStr) -> Result<(), Unfit> {
    let probe = Arg::new("value")
        .action(ArgAction::Set)
        .value_parser(arg.get_value_parser().clone());
    let probe = Command::new("probe").no_binary_name(true).arg(probe);
    match probe.try_get_matches_from([OsStr::new("--"), value]) {
        Ok(_) => Ok(()),
        Err(error) => Err(unfit(&error, value)),
    }
}

fn unfit(error: &clap::Error, value: &OsStr) -> Unfit {
    let choice = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(choice)) => choice.join(", "),
        _ => String::new(),
    };
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let of_help = || "give it a value that it takes; --help tells of them".to_owned();
    let shown = value.to_string_lossy();
    let (problem, mend) = match (error.kind(), reason) {
        (ErrorKind::InvalidUtf8, _) => ("is not text".to_owned(), "write it in UTF-8".to_owned()),
        _ if !choice.is_empty() => (
            format!("is `{shown}`, which there is not"),
            format!("choose one of {choice}"),
        ),
        (_, Some(reason)) if reason.contains(&*shown) => {
            (format!("cannot be used: {reason}"), of_help())
        }
        (_, Some(reason)) => (format!("is `{shown}`: {reason}"), of_help()),
        _ => (format!("is `{shown}`, which it cannot be"), of_help()),
    };
    Unfit { problem, mend }
}
