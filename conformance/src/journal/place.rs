//! Where the journal is.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use url::Url;

use super::{JournalError, RestoreCommand};

/// How the files of the journal end.
pub(super) const ENDING: &str = "json";

/// The folder that holds what is borrowed.
#[derive(Clone, Debug)]
pub struct Journal {
    pub(super) dir: PathBuf,
    chosen: bool,
}

impl Journal {
    /// The folder that is named, or the one where programs keep their state on this platform.
    /// Touches nothing.
    ///
    /// # Errors
    ///
    /// Where none is named and this user has no home.
    pub fn at(dir: Option<&Path>) -> Result<Self, JournalError> {
        match dir {
            Some(dir) => Ok(Journal {
                // The command that is named for putting back may be run elsewhere.
                dir: std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned()),
                chosen: true,
            }),
            None => Ok(Journal {
                dir: usual_dir().ok_or_else(JournalError::homeless)?,
                chosen: false,
            }),
        }
    }

    /// What puts back the sandboxes of a base URL that stayed in this journal.
    pub fn restore_command(&self, base_url: &str) -> RestoreCommand {
        RestoreCommand {
            base_url: base_url.to_owned(),
            dir: self.chosen.then(|| self.dir.clone()),
        }
    }

    /// The file of a sandbox. An id may be anything, so it is not the name.
    pub(super) fn path_of(&self, base_url: &str, sandbox: &str) -> PathBuf {
        let name = digest(&[&server_of(base_url), "\n", sandbox]);
        self.dir.join(format!("{name:032x}.{ENDING}"))
    }
}

/// A base URL in which a server has one name, as far as a name tells: this machine has three, and
/// a host may be written with the dot at its end.
pub(crate) fn server_of(base_url: &str) -> Cow<'_, str> {
    let Ok(mut url) = Url::parse(base_url) else {
        return Cow::Borrowed(base_url);
    };
    let host = url.host_str().unwrap_or_default();
    let host = match host.trim_end_matches('.') {
        "localhost" | "[::1]" => "127.0.0.1".to_owned(),
        host => host.to_owned(),
    };
    match url.set_host(Some(&host)) {
        Ok(()) => Cow::Owned(url.as_str().trim_end_matches('/').to_owned()),
        Err(_) => Cow::Borrowed(base_url),
    }
}

/// FNV-1a in 128 bits. It has to be the same in every version of this program, and to keep
/// apart what nobody has chosen to collide.
fn digest(texts: &[&str]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = texts.iter().flat_map(|text| text.bytes());
    bytes.fold(BASIS, |digest, byte| {
        (digest ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}

fn usual_dir() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    // Not every platform tells state from data.
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(state.join("hopx-conformance"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // The test vectors of the FNV reference, 128 bits.
        assert_eq!(digest(&[""]), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(digest(&["a"]), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(
            digest(&["foo", "bar"]),
            0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18
        );
    }

    #[test]
    fn a_server_has_one_file_for_a_sandbox_however_it_is_named() {
        let journal = Journal::at(Some(Path::new("journal"))).expect("a folder");
        let of = |base_url| journal.path_of(base_url, "x");
        for same in [
            ["http://127.0.0.1:8080", "http://localhost:8080"],
            ["http://127.0.0.1:8080/v", "http://[::1]:8080/v"],
            ["https://a.test", "https://a.test."],
            ["https://a.test", "https://a.test/"],
        ] {
            assert_eq!(of(same[0]), of(same[1]), "{same:?}");
        }
        assert_ne!(of("http://127.0.0.1:8080"), of("http://127.0.0.2:8080"));
        assert_ne!(of("http://localhost:8080"), of("http://localhost:8081"));
    }

    #[test]
    fn every_sandbox_of_every_server_has_a_file_of_its_own() {
        let journal = Journal::at(Some(Path::new("journal"))).expect("a folder");
        let pairs = [
            ("https://a.test", "x"),
            ("https://a.test", "y"),
            ("https://a.test/x", "x"),
            ("http://a.test", "x"),
        ];
        let paths: std::collections::BTreeSet<_> = pairs
            .iter()
            .map(|(base_url, sandbox)| journal.path_of(base_url, sandbox))
            .collect();
        assert_eq!(paths.len(), pairs.len());
        assert!(paths.iter().all(|path| path.is_absolute()));
    }
}
