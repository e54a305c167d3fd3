//! Getting a key from where it is kept. It is never shown, not even where it is wrong.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::time::timeout;

/// Nothing that is longer is a key, whatever it comes from.
const LONGEST: u64 = 64 * 1024;

/// Where a key is.
#[derive(Clone)]
pub enum KeySource {
    /// In what was given: what was given it, and the key.
    Given(String, OsString),
    /// In an environment variable of that name.
    Variable(String),
    /// In a file that holds nothing else.
    File(PathBuf),
    /// In what a program prints: its name and its arguments, quoted.
    Command(String),
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
#[error("{problem}\n  mend: {mend}")]
pub struct KeyError {
    problem: String,
    mend: String,
}

impl KeyError {
    fn new(problem: impl Into<String>, mend: impl Into<String>) -> Self {
        KeyError {
            problem: problem.into(),
            mend: mend.into(),
        }
    }
}

impl KeySource {
    /// The key. A program is given so much time to print it, and is asked nothing.
    ///
    /// # Errors
    ///
    /// Where there is none, or one that cannot go into a header. Only its place is told.
    pub async fn key(&self, patience: Duration) -> Result<String, KeyError> {
        let (key, from) = match self {
            KeySource::Given(from, key) => (text(from, key.clone())?, from.clone()),
            KeySource::Variable(name) => (variable(name)?, name.clone()),
            KeySource::File(path) => {
                let from = path.display().to_string();
                (file(path, &from)?, from)
            }
            KeySource::Command(command) => {
                let words = shlex::split(command).unwrap_or_default();
                let Some((program, arguments)) = words.split_first() else {
                    return Err(KeyError::new(
                        "the command that is to print the key names no program, or is not quoted as it should be",
                        "write it as in --api-key-command 'pass show hopx'",
                    ));
                };
                let from = format!("what `{program}` prints");
                (printed(program, arguments, patience).await?, from)
            }
        };
        usable(key, &from)
    }
}

fn usable(key: String, from: &str) -> Result<String, KeyError> {
    if key.trim().is_empty() {
        return Err(KeyError::new(
            format!("the key in {from} is empty"),
            "set it to the key, or unset it",
        ));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(KeyError::new(
            format!("the key in {from} has characters that cannot go into a header"),
            "check for spaces, line ends and quotes around it",
        ));
    }
    Ok(key)
}

fn variable(name: &str) -> Result<String, KeyError> {
    match std::env::var_os(name) {
        Some(key) => text(name, key),
        None => Err(KeyError::new(
            format!("the key is to be in the environment variable {name}, which is not set"),
            format!("set {name} to the key"),
        )),
    }
}

fn text(from: &str, key: OsString) -> Result<String, KeyError> {
    let key = key.into_string();
    key.map_err(|_| KeyError::new(format!("{from} is not text"), "set it to the key"))
}

fn file(path: &PathBuf, from: &str) -> Result<String, KeyError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
    read.map_err(|error| {
        KeyError::new(
            format!("the key is to be in {from}, which cannot be read: {error}"),
            "name a file that exists, may be read, and holds the key alone",
        )
    })?;
    line(bytes, from)
}

/// What a program prints. It is run without a shell; what else it says goes nowhere.
async fn printed(
    program: &str,
    arguments: &[String],
    patience: Duration,
) -> Result<String, KeyError> {
    let failed = |problem: String| {
        KeyError::new(
            format!("the key is to be printed by `{program}`, which {problem}"),
            format!("see what is wrong by running `{program}` with its arguments yourself"),
        )
    };
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = child.map_err(|error| failed(format!("cannot be started: {error}")))?;
    let running = async {
        let mut bytes = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            stdout.take(LONGEST).read_to_end(&mut bytes).await?;
        }
        Ok::<_, std::io::Error>((bytes, child.wait().await?))
    };
    let ended = timeout(patience, running).await.map_err(|_| {
        KeyError::new(
            format!(
                "the key is to be printed by `{program}`, which has not ended after {} s",
                patience.as_secs_f64()
            ),
            "have it ask nobody anything, or give it more time with --key-timeout",
        )
    })?;
    let (bytes, status) = ended.map_err(|error| failed(format!("cannot be read: {error}")))?;
    if !status.success() {
        return Err(failed(ending(status)));
    }
    line(bytes, &format!("what `{program}` prints"))
}

fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with {code}"),
        None => format!("ended by itself before: {status}"),
    }
}

/// A text without the end of its last line.
fn line(bytes: Vec<u8>, from: &str) -> Result<String, KeyError> {
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| {
        KeyError::new(
            format!("what is in {from} is not text"),
            "see that it is the key alone",
        )
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
