//! The book: every command in it is run and answers as it says there, every link leads somewhere,
//! and what is there to be copied can be read by whom it is for.

#[path = "../safety/door.rs"]
#[expect(
    dead_code,
    reason = "it is written for tests that open doors of their own"
)]
mod door;
#[path = "../environment/mod.rs"]
mod environment;

use std::fs;
use std::path::{Path, PathBuf};

use hopx_mock::Mock;
use serde_json::Value;

use door::Server;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// The file of settings.
const SETTINGS: &str = "hopx-conformance.toml";

/// A page and its text.
type Page = (String, String);

/// Every page.
fn pages() -> Vec<Page> {
    let entries = fs::read_dir(docs().join("src")).expect("the pages");
    let mut pages: Vec<Page> = entries
        .map(|entry| entry.expect("a page").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(path).expect("text"))
        })
        .collect();
    pages.sort();
    pages
}

/// A folder with copies of the pages that are meant, so that what the commands write is left there.
fn copied(name: &str, meant: impl Fn(&str) -> bool) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("book")
        .join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("what is left of the last run can be removed");
    }
    fs::create_dir_all(&dir).expect("a folder");
    for (page, text) in pages().iter().filter(|(page, _)| meant(page)) {
        fs::write(dir.join(page), text).expect("a copy");
        // The folder in which the commands of a page are run.
        let folder = Path::new(page).with_extension("in");
        let folder = dir.join(folder);
        fs::create_dir(&folder).expect("a folder");
        if let Some(settings) = settings(text) {
            fs::write(folder.join(SETTINGS), settings).expect("a file");
        }
    }
    dir
}

/// The file that a page shows under its name, which is there when its commands are run.
fn settings(text: &str) -> Option<&str> {
    let mut blocks = text.split("```toml\n").skip(1);
    let block = blocks.find(|block| block.starts_with(&format!("# {SETTINGS}\n")))?;
    block.split("```").next()
}

/// Cases in a folder.
fn cases(dir: &Path) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    // Beside the page, and of the same length on every machine: `config` shows it.
    cases.env("HOPX_JOURNAL_DIR", "journal");
    cases.register_bin(
        "hopx-conformance",
        Path::new(env!("CARGO_BIN_EXE_hopx-conformance")),
    );
    cases.case(dir.join("*.md"));
    cases
}

/// The page on servers that are named.
const SERVER: &str = "your-api.md";

#[test]
fn the_commands_answer_as_the_book_says() {
    environment::in_clear("the_commands_answer_as_the_book_says", || {
        let dir = copied("alone", |page| page != SERVER);
        cases(&dir).run();
    });
}

#[test]
fn the_commands_against_a_server_answer_as_the_book_says() {
    environment::in_clear(
        "the_commands_against_a_server_answer_as_the_book_says",
        || {
            let server = Server::start(Mock::builder());
            let dir = copied("server", |page| page == SERVER);
            let cases = cases(&dir);
            cases.env("HOPX_BASE_URL", server.base_url());
            cases.env("HOPX_API_KEY", server.api_key());
            cases.run();
        },
    );
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let summary = fs::read_to_string(docs().join("src/SUMMARY.md")).expect("the contents");
    for (page, _) in pages() {
        assert!(
            page == "SUMMARY.md" || summary.contains(&format!("({page})")),
            "{page} is in no chapter"
        );
    }
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    for (page, text) in pages() {
        for target in links(&text) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(
                docs().join("src").join(file).exists(),
                "{page} links to {target}"
            );
        }
    }
}

/// The targets of links that lead to other files.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    targets
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://"))
}

fn yaml(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&path).expect("a file");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The commands of the steps of a job.
fn commands(job: &Value) -> Vec<String> {
    let steps = job["steps"].as_array().expect("steps");
    let runs = steps.iter().filter_map(|step| step["run"].as_str());
    runs.map(str::to_owned).collect()
}

#[test]
fn the_workflows_have_what_a_workflow_has() {
    for (file, job, command) in [
        ("docs/ci/github.yml", "conformance", "hopx-conformance run"),
        (".github/workflows/ci.yml", "ci", ".ci/run"),
    ] {
        let workflow = yaml(file);
        assert!(workflow["name"].is_string(), "{file}");
        assert!(workflow["on"].is_object(), "{file}");
        let job = &workflow["jobs"][job];
        assert!(
            job["runs-on"].is_string() && job["timeout-minutes"].is_u64(),
            "{file}"
        );
        for step in job["steps"].as_array().expect("steps") {
            assert!(
                step["uses"].is_string() != step["run"].is_string(),
                "{file}: {step}"
            );
        }
        assert!(
            commands(job).iter().any(|run| run.contains(command)),
            "{file}"
        );
    }
}

#[test]
fn the_pipeline_has_what_a_pipeline_has() {
    let pipeline = yaml("docs/ci/gitlab.yml");
    let job = &pipeline["hopx-conformance"];
    assert!(job["image"].is_string());
    for lines in ["before_script", "script"] {
        assert!(
            job[lines].as_array().is_some_and(|lines| !lines.is_empty()),
            "{lines}"
        );
    }
    assert_eq!(job["artifacts"]["when"], "always");
    assert_eq!(job["artifacts"]["reports"]["junit"], "reports/junit.xml");
}

/// What a shell makes of the commands that are there to be copied.
#[test]
fn the_commands_of_workflows_are_ones_that_a_shell_can_read() {
    let workflow = yaml("docs/ci/github.yml");
    let pipeline = yaml("docs/ci/gitlab.yml");
    let job = &pipeline["hopx-conformance"];
    let lines = ["before_script", "script"].map(|name| job[name].as_array().cloned());
    let lines = lines.into_iter().flatten().flatten();
    let of_pipeline = lines.map(|line| line.as_str().expect("a line").to_owned());
    let of_workflow = commands(&workflow["jobs"]["conformance"]);
    for command in of_workflow.into_iter().chain(of_pipeline) {
        // What stands in ${{ }} is put in before a shell sees it.
        let command = command.replace("${{", "$(: ").replace("}}", ")");
        let read = std::process::Command::new("bash")
            .args(["-n", "-c", &command])
            .output();
        let read = read.expect("bash");
        assert!(read.status.success(), "{command}: {read:?}");
    }
}
