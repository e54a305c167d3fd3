//! Debian's Chromium, without a window and without a network.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a browser made of a page.
pub(crate) struct Shown {
    /// The document when its script had run.
    pub(crate) dom: String,
    /// What was said on the console, by the page or about it.
    pub(crate) console: Vec<String>,
}

/// Opens an address. None where there is no Chromium and none is required.
pub(crate) fn open(address: &str) -> Option<Shown> {
    let Some(chromium) = chromium() else {
        let required = std::env::var_os("HOPX_REQUIRE_CHROMIUM").is_some_and(|set| set == "1");
        assert!(
            !required,
            "there is no `chromium` on the path, and HOPX_REQUIRE_CHROMIUM is 1"
        );
        eprintln!("skipped: there is no `chromium` on the path to open {address} in");
        return None;
    };
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
        ])
        .args(["--no-first-run", "--disable-background-networking"])
        .args([
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ])
        .args([
            "--enable-logging=stderr",
            "--v=0",
            "--virtual-time-budget=5000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(address)
        .output()
        .expect("Chromium");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let console = said.lines().filter(|line| line.contains(":CONSOLE"));
    Some(Shown {
        dom: String::from_utf8(output.stdout).expect("text"),
        console: console.map(str::to_owned).collect(),
    })
}

/// The address of a file, and what is behind its `#`.
pub(crate) fn address(file: &Path, fragment: &str) -> String {
    format!("file://{}#{fragment}", file.display())
}

fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut files = std::env::split_paths(&path).map(|folder| folder.join("chromium"));
    files.find(|file| file.is_file())
}
