//! `hopx-conformance restore`: puts back what a run left behind.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::Duration;

use clap::Args;

use super::arguments::{OnTheLine, seconds};
use super::journal::JournalArgs;
use super::keys::KeyArgs;
use super::target::ReachArgs;
use super::{Error, closed, interruption, warn};
use crate::contract::Contract;
use crate::exit::Exit;
use crate::journal::{Entry, Journal, Record, RestoreCommand, Seen, server_of};
use crate::ledger::{Change, ledger};
use crate::printable::printable;
use crate::recording::{AuthHeader, Given, TargetKind, Unready};
use crate::replay::{
    Credentials, Fate, Interrupt, Patience, Restored, Session, SessionOptions, Target,
};

/// How many pages are walked where a sandbox is looked for in one of many.
const MAX_PAGES: u32 = 80;

/// What to put back.
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    // Before all others, which take what is given out of what it looks at.
    #[command(flatten)]
    line: OnTheLine,
    /// Base URL of the server; only what runs of this one have left. Needed where there is
    /// something of several.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Sandbox to put back; all that were left, if none. May be repeated.
    #[arg(long = "sandbox", value_name = "ID")]
    sandboxes: Vec<String>,
    /// Only say what was left. Contacts nobody and needs no key.
    #[arg(long)]
    dry_run: bool,
    /// Forget the sandboxes that are named instead: they stay as they are. Contacts nobody.
    #[arg(long, requires = "sandboxes", conflicts_with = "dry_run")]
    forget: bool,
    /// Longest time that a change may take, also one that a killed run asked for last, in
    /// seconds.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    settle: Duration,
    /// Header that carries the key.
    #[arg(long, value_enum, default_value_t = AuthHeader::Bearer)]
    auth: AuthHeader,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    journal: JournalArgs,
    #[command(flatten)]
    key: KeyArgs,
}

pub(super) fn run(args: &RestoreArgs) -> Result<Exit, Error> {
    let journal = args.journal.journal()?;
    let Found {
        left,
        elsewhere,
        all_read,
    } = args.look(&journal)?;
    // What cannot be read may be what was to be put back.
    let read = match all_read {
        true => Exit::Conforms,
        false => Exit::Usage,
    };
    if left.is_empty() {
        let there = if elsewhere.is_empty() { "" } else { " there" };
        say(&match all_read {
            true => format!("Nothing was left behind{there}: nothing to restore."),
            false => format!("Nothing that can be read was left behind{there}."),
        });
    }
    for command in commands(&journal, &elsewhere) {
        say(&format!(
            "On another server something was left: put it back with: {command}"
        ));
    }
    if left.is_empty() {
        return Ok(match all_read {
            true => Exit::NothingChecked,
            false => read,
        });
    }
    for record in &left {
        say(&described(&record.entry));
    }
    if args.dry_run {
        for command in commands(&journal, &left) {
            say(&format!("put back with: {command}"));
        }
        return Ok(read);
    }
    let done = match args.forget {
        true => forget(left),
        false => args.put_back(&journal, left),
    };
    Ok(done?.min(read))
}

/// What was left behind. Nobody else can borrow it or put it back as long as the records are
/// held.
struct Found {
    /// Of what is asked for.
    left: Vec<Record>,
    /// On other servers than the one that is asked for.
    elsewhere: Vec<Record>,
    /// Whether there is no more than that, so far as can be read.
    all_read: bool,
}

impl RestoreArgs {
    /// What was left behind of the sandboxes that are asked for.
    fn look(&self, journal: &Journal) -> Result<Found, Error> {
        let base_url = match &self.base_url {
            Some(base_url) => Some(Target::new(&self.reach.options(base_url))?.base_url()),
            None => None,
        };
        let is_there = |entry: &Entry| {
            let server = base_url.as_ref();
            server.is_none_or(|url| server_of(url) == server_of(&entry.base_url))
        };
        let wanted =
            |entry: &Entry| self.sandboxes.is_empty() || self.sandboxes.contains(&entry.sandbox);
        let (mut left, mut elsewhere) = (Vec::new(), Vec::new());
        let mut all_read = true;
        for seen in journal.all()? {
            match seen {
                Seen::Unreadable(error) => {
                    all_read = false;
                    warn(&error.to_string());
                }
                Seen::Held(Some(entry)) if is_there(&entry) && wanted(&entry) => {
                    say(&format!("{}, and is alive", described(&entry)));
                }
                // Whoever wrote it was gone before anything was changed.
                Seen::Left(record) if !record.entry.was_borrowed() => record.remove()?,
                Seen::Left(record) if !wanted(&record.entry) => {}
                Seen::Left(record) if is_there(&record.entry) => left.push(record),
                Seen::Left(record) => elsewhere.push(record),
                Seen::Held(_) => {}
            }
        }
        Ok(Found {
            left,
            elsewhere,
            all_read,
        })
    }

    fn put_back(&self, journal: &Journal, left: Vec<Record>) -> Result<Exit, Error> {
        let commands = commands(journal, &left);
        let base_url = match &left[..] {
            [first, others @ ..] if others.iter().all(|other| same_server(first, other)) => {
                first.entry.base_url.clone()
            }
            _ => {
                let commands = commands.join("\n        ");
                return Err(format!(
                    "this was left on several servers, and a key goes to its own only\n  mend: {commands}"
                )
                .into());
            }
        };
        let target = Target::new(&self.reach.options(&base_url))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let key = runtime.block_on(self.key())?;
        let restore = journal.restore_command(&base_url);
        let given: Vec<Given> = left.iter().map(|record| given(&record.entry)).collect();
        let restored = runtime.block_on(self.restore(target, key, &given, &restore))?;
        match restored {
            Ok(restored) => settle(left, &restored, &restore),
            Err(Unready::Interrupted) => {
                say("Interrupted: nothing was put back.");
                Ok(Exit::NotPutBack)
            }
            Err(unready) => {
                warn(&format!("nothing was put back: {unready}"));
                Ok(Exit::CouldNotTell)
            }
        }
    }

    async fn restore(
        &self,
        target: Target,
        key: String,
        given: &[Given],
        restore: &RestoreCommand,
    ) -> Result<Result<Restored, Unready>, Error> {
        let contract = Contract::embedded()?;
        let interrupt = Interrupt::on_signals()?;
        let options = SessionOptions {
            auth: self.auth,
            settle: self.settle,
            patience: Patience::default(),
            max_pages: MAX_PAGES,
            target: TargetKind::Given,
        };
        let credentials = Credentials::new(key, None);
        let session = Session::new(&contract, target, credentials, options, interrupt.clone());
        interruption::attend(interrupt, session.standing(), Some(restore.clone()));
        Ok(session.restore(given).await)
    }

    async fn key(&self) -> Result<String, Error> {
        if self.line.has("api_key") {
            warn("a key on the command line shows in process lists; HOPX_API_KEY does not");
        }
        let key = self.key.key(&self.line).await?;
        Ok(key.ok_or(
            "there is something to put back and no API key\n  mend: set HOPX_API_KEY, or name the target that has it with --target; --dry-run needs none",
        )?)
    }
}

/// Says what became of every sandbox, and lets go of those that are as they were.
fn settle(left: Vec<Record>, restored: &Restored, restore: &RestoreCommand) -> Result<Exit, Error> {
    let changes = ledger(&restored.recording);
    let mut exit = Exit::Conforms;
    for record in left {
        let id = record.entry.sandbox.clone();
        let fate = restored.fates.iter().find(|(given, _)| given.id == id);
        let Some((_, fate)) = fate else { continue };
        let shown = printable(&id);
        let found = printable(record.entry.found.as_deref().unwrap_or("not read"));
        match fate {
            Fate::AsItWas => say(&format!("{shown} is {found}, as it was: nothing to do")),
            Fate::PutBack => say(&format!(
                "{shown} is {found} again: {}",
                done(&changes, &id)
            )),
            Fate::Left(why) => say(&format!(
                "{shown} is NOT PUT BACK: {}\n  try again with: {}",
                printable(why),
                restore.of([id.as_str()])
            )),
            Fate::Beyond(why) => say(&format!(
                "{shown} cannot be put back: {}\n  forget it with: {} --forget",
                printable(why),
                restore.of([id.as_str()])
            )),
        }
        match fate {
            Fate::AsItWas | Fate::PutBack => {
                // It is as it was; a file too many only has the next run ask.
                if let Err(error) = record.remove() {
                    warn(&error.to_string());
                }
            }
            Fate::Left(_) | Fate::Beyond(_) => exit = Exit::NotPutBack,
        }
    }
    Ok(exit)
}

/// What was done to a sandbox, and what the server said.
fn done(changes: &[Change], sandbox: &str) -> String {
    let of_it = changes.iter().rfind(|change| change.sandbox == sandbox);
    let Some(change) = of_it else {
        return "nothing had to be done".to_owned();
    };
    let status = change
        .status
        .map_or("nothing".to_owned(), |status| status.to_string());
    let request = change.request_id.as_deref().unwrap_or("none");
    format!(
        "{} answered {status}, request id {}",
        change.operation.word(),
        printable(request)
    )
}

fn forget(left: Vec<Record>) -> Result<Exit, Error> {
    for record in left {
        let id = printable(&record.entry.sandbox);
        record.remove()?;
        say(&format!("{id} is forgotten; it stays as it is"));
    }
    Ok(Exit::Conforms)
}

/// One command for each server.
fn commands(journal: &Journal, left: &[Record]) -> Vec<String> {
    let servers: BTreeSet<&str> = left
        .iter()
        .map(|record| record.entry.base_url.as_str())
        .collect();
    let command = |server: &str| {
        let of_it = left
            .iter()
            .filter(|record| record.entry.base_url == server)
            .map(|record| record.entry.sandbox.as_str());
        journal.restore_command(server).of(of_it)
    };
    servers.into_iter().map(command).collect()
}

fn same_server(one: &Record, other: &Record) -> bool {
    server_of(&one.entry.base_url) == server_of(&other.entry.base_url)
}

fn given(entry: &Entry) -> Given {
    Given {
        id: entry.sandbox.clone(),
        found: entry.found.clone(),
    }
}

fn described(entry: &Entry) -> String {
    let found = entry.found.as_deref().unwrap_or("in a status not read yet");
    format!(
        "{} on {}: it was {} when process {} borrowed it at {}",
        printable(&entry.sandbox),
        printable(&entry.base_url),
        printable(found),
        entry.pid,
        printable(&entry.since),
    )
}

/// Tells what was asked for.
fn say(line: &str) {
    match writeln!(io::stdout().lock(), "{line}") {
        // Whoever does not listen any more wants it to be done all the same.
        Err(error) if !closed(&error) => warn(&format!("it could not be told: {error}")),
        _ => {}
    }
}
