//! Snapshot files: the documented ones are what the description promises, and a baseline of
//! somebody's own is kept in insta's format, whatever stands in the environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hopx_conformance::contract::Contract;
use hopx_conformance::scenario;
use hopx_conformance::snapshot::{Baseline, Change, promised, propose, update};

/// Writes the documented snapshots instead of comparing them.
const ACCEPT: &str = "HOPX_ACCEPT";
const MEND: &str = "HOPX_ACCEPT=1 cargo test -p hopx-conformance --test snapshots";

#[test]
fn the_documented_snapshots_are_what_the_documentation_promises() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let promised = everything_promised();
    if std::env::var_os(ACCEPT).is_some() {
        accept(&dir, &promised);
    }
    let kept = Baseline::load(&dir).expect("the documented snapshots");
    let mut complaints = Vec::new();
    for (address, text) in &promised {
        let complaint = match kept.get(address) {
            Some(kept) if kept == text => continue,
            Some(kept) => format!("{address}: is\n{kept}\nbut promised is\n{text}"),
            None => format!("{address}: has no snapshot; promised is\n{text}"),
        };
        complaints.push(complaint);
    }
    let orphans = kept
        .addresses()
        .filter(|address| !promised.contains_key(*address));
    complaints.extend(orphans.map(|address| format!("{address}: is the snapshot of no step")));
    assert!(
        complaints.is_empty(),
        "{}\n\nmend: {MEND}",
        complaints.join("\n\n")
    );
}

/// What is promised of every step of the documented scenarios.
fn everything_promised() -> BTreeMap<String, String> {
    let contract = Contract::embedded().expect("the contract");
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let scenarios = scenario::load_dir(&dir, &contract).expect("the scenarios");
    let mut all = BTreeMap::new();
    for scenario in &scenarios {
        for step in &scenario.steps {
            if let Some(text) = promised(&contract, scenario, step) {
                all.insert(scenario.step_address(&step.id), text);
            }
        }
    }
    all
}

/// Writes every promised text and removes what is promised no more.
fn accept(dir: &Path, promised: &BTreeMap<String, String>) {
    for (address, text) in promised {
        update(dir, address, text).expect("the snapshot can be written");
    }
    let kept = Baseline::load(dir).expect("the documented snapshots");
    for orphan in kept
        .addresses()
        .filter(|address| !promised.contains_key(*address))
    {
        fs::remove_file(dir.join(format!("{orphan}.snap"))).expect("the orphan can be removed");
    }
}

#[test]
fn the_embedded_snapshots_read() {
    let embedded = Baseline::documented().expect("the embedded snapshots");
    assert!(
        embedded
            .addresses()
            .all(|address| embedded.get(address).is_some())
    );
}

#[test]
fn insta_reads_the_same_out_of_a_file() {
    let dir = fresh("same");
    let text = "200 application/json\n\n{\n  \"a\": \"---\\n\",\n  \"b\": [text]\n}";
    update(&dir, "list/envelope/list", text).unwrap();
    let file = dir.join("list/envelope/list.snap");
    let insta = insta::Snapshot::from_file(&file).unwrap();
    let read = insta.as_text().map(ToString::to_string);
    assert_eq!(read.as_deref(), Some(text));
    assert_eq!(insta.metadata().description(), Some("list/envelope/list"));
    let loaded = Baseline::load(&dir).unwrap();
    assert_eq!(loaded.get("list/envelope/list"), Some(text));
    let raw = fs::read_to_string(file).unwrap();
    assert_eq!(
        raw,
        format!("---\ndescription: list/envelope/list\n---\n{text}\n")
    );
}

#[test]
fn a_baseline_is_kept() {
    let dir = fresh("kept");
    let (file, pending) = (dir.join("a/b/c.snap"), dir.join("a/b/c.snap.new"));
    assert_eq!(update(&dir, "a/b/c", "one").unwrap(), Change::New);
    assert_eq!(update(&dir, "a/b/c", "one\n").unwrap(), Change::None);
    let accepted = fs::read(&file).unwrap();

    assert_eq!(propose(&dir, "a/b/c", "two").unwrap(), Change::Changed);
    assert_eq!(
        fs::read(&file).unwrap(),
        accepted,
        "what is accepted is left alone"
    );
    let proposed = insta::Snapshot::from_file(&pending).unwrap();
    assert_eq!(
        proposed.as_text().map(ToString::to_string).as_deref(),
        Some("two")
    );
    let loaded = Baseline::load(&dir).unwrap();
    assert_eq!(
        loaded.get("a/b/c"),
        Some("one"),
        "what is pending counts for nothing"
    );

    assert_eq!(propose(&dir, "a/b/c", "one").unwrap(), Change::None);
    assert!(
        !pending.exists(),
        "what drifted back is not pending any more"
    );
    propose(&dir, "a/b/c", "two").unwrap();
    assert_eq!(update(&dir, "a/b/c", "two").unwrap(), Change::Changed);
    assert!(
        !pending.exists(),
        "what is accepted is not pending any more"
    );

    assert_eq!(propose(&dir, "a/b/new", "three").unwrap(), Change::New);
    let loaded = Baseline::load(&dir).unwrap();
    assert_eq!(loaded.addresses().collect::<Vec<_>>(), ["a/b/c"]);
    assert_eq!(loaded.get("a/b/c"), Some("two"));
    let left: Vec<_> = fs::read_dir(dir.join("a/b")).unwrap().collect();
    assert_eq!(left.len(), 2, "no draft is left: {left:?}");
}

#[test]
fn the_environment_has_no_say() {
    let variables = [
        ("INSTA_FORCE_PASS", "1"),
        ("INSTA_UPDATE", "no"),
        ("INSTA_UPDATE", "always"),
        ("INSTA_UPDATE", "force"),
        ("INSTA_UPDATE", "nonsense"),
        ("INSTA_FORCE_UPDATE", "1"),
        ("INSTA_OUTPUT", "nonsense"),
        ("INSTA_REQUIRE_FULL_MATCH", "nonsense"),
        ("INSTA_PENDING_DIR", "elsewhere"),
        ("INSTA_WORKSPACE_ROOT", "/nowhere"),
        ("INSTA_SNAPSHOT_REFERENCES_FILE", "/nowhere/references"),
        ("INSTA_YAML_BLOCK_STYLE", "1"),
        ("CARGO", "/nowhere/cargo"),
        ("PATH", ""),
        ("CI", "1"),
    ];
    for (name, value) in variables {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "a_baseline_is_kept",
                "insta_reads_the_same_out_of_a_file",
            ])
            .env(name, value)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{name}={value}: {said}");
        assert!(said.contains("2 passed"), "{name}={value}: {said}");
    }
}

#[test]
fn what_cannot_be_read_says_file_place_and_mend() {
    let dir = fresh("malformed");
    let file = dir.join("list/envelope/list.snap");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let malformed: [(&[u8], &str, &str); 7] = [
        (b"", ":1", "does not begin with a header"),
        (
            b"200 application/json\n",
            ":1",
            "does not begin with a header",
        ),
        (
            b"---\ndescription: x\n",
            ":1",
            "does not begin with a header",
        ),
        (b"---\n: [\n---\ntext\n", ":2", "not YAML"),
        (
            b"---\nextension: png\nsnapshot_kind: binary\n---\n",
            ":2",
            "binary",
        ),
        (
            b"---\ndescription: x\n---\n<<<<<<< ours\ntext\n",
            ":4",
            "merge",
        ),
        (
            b"---\ndescription: x\n---\nab\xffcd\n",
            ":byte 25",
            "is not UTF-8",
        ),
    ];
    for (bytes, place, problem) in malformed {
        fs::write(&file, bytes).unwrap();
        let error = Baseline::load(&dir).unwrap_err();
        assert_eq!(error.file, file.display().to_string());
        let shown = error.to_string();
        assert!(shown.contains(&format!(".snap{place}: ")), "{shown}");
        assert!(
            shown.contains(problem) && shown.contains("mend: "),
            "{shown}"
        );
        let refused = [
            update(&dir, "list/envelope/list", "text"),
            propose(&dir, "list/envelope/list", "text"),
        ];
        assert!(refused.iter().all(Result::is_err), "{shown}");
        assert_eq!(
            fs::read(&file).unwrap(),
            bytes,
            "what is malformed is left alone"
        );
    }
}

#[test]
fn a_folder_that_is_none_says_so() {
    let dir = fresh("missing").join("nowhere");
    let error = Baseline::load(&dir).unwrap_err().to_string();
    assert!(error.starts_with(&dir.display().to_string()), "{error}");
    assert!(error.contains("--update"), "{error}");
}

#[test]
fn a_file_where_no_address_leads_is_not_overlooked() {
    for stray in ["list.snap", "list/envelope.snap"] {
        let dir = fresh("stray");
        let file = dir.join(stray);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "---\ndescription: x\n---\ntext\n").unwrap();
        let error = Baseline::load(&dir).unwrap_err();
        assert_eq!(error.file, file.display().to_string());
        assert!(error.problem.contains("the snapshot of no step"), "{error}");
    }
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    let dir = fresh("windows");
    let file = dir.join("a/b/c.snap");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "---\r\ndescription: x\r\n---\r\none\r\ntwo\r\n").unwrap();
    assert_eq!(Baseline::load(&dir).unwrap().get("a/b/c"), Some("one\ntwo"));
    assert_eq!(update(&dir, "a/b/c", "one\ntwo").unwrap(), Change::None);
}

#[test]
fn an_address_cannot_lead_out_of_the_folder() {
    let dir = fresh("outside");
    for address in [
        "a/../c", "../b/c", "a/b", "a/b/c/d", "a//c", "a/b/c\\d", "a/b/c:d", "/b/c",
    ] {
        let error = update(&dir, address, "text").unwrap_err();
        assert!(error.problem.contains(address), "{error}");
    }
    assert_eq!(fs::read_dir(&*dir).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_to_says_so() {
    let dir = fresh("unwritable");
    fs::write(dir.join("a"), "a file where a folder has to be").unwrap();
    let error = update(&dir, "a/b/c", "text").unwrap_err().to_string();
    assert!(error.contains("c.snap: cannot be"), "{error}");
}

/// An empty folder for one test of one process, which goes with it.
struct Folder(PathBuf);

fn fresh(name: &str) -> Folder {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let dir = root.join(format!("snapshots-{name}-{}", std::process::id()));
    // Left over from an earlier process of that id, if at all.
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a folder for the test");
    Folder(dir)
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
