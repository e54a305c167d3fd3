//! The files that are there to be copied: well formed, and their commands run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::binary::{Told, fresh, shown};
use crate::environment;
use crate::parts::read;

fn file(name: &str) -> Value {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ci");
    let text = fs::read_to_string(docs.join(name)).expect("a file");
    serde_saphyr::from_str(&text).expect("YAML")
}

fn at<'v>(value: &'v Value, place: &str) -> &'v Value {
    value.pointer(place).unwrap_or_else(|| panic!("no {place}"))
}

/// Runs the commands of a step in a folder, with the binary at hand.
fn shell(dir: &Path, shell: &str, script: &str, variables: &[(&str, &str)]) -> Told {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_hopx-conformance"));
    let folder = binary.parent().expect("a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").expect("PATH")
    );
    let mut command = Command::new(shell);
    command
        .args(["-ec", script])
        .current_dir(dir)
        .env("PATH", path);
    environment::clear(&mut command).envs(variables.iter().copied());
    command.output().expect("a shell").into()
}

fn step<'v>(job: &'v Value, name: &str) -> &'v Value {
    let mut steps = at(job, "/steps").as_array().expect("steps").iter();
    let found = steps.find(|step| step["name"] == name);
    found.unwrap_or_else(|| panic!("no step {name}"))
}

#[test]
fn the_workflow_of_github_shards_and_merges() {
    let workflow = file("github-shards.yml");
    let shard = at(&workflow, "/jobs/shard");
    assert_eq!(at(shard, "/strategy/fail-fast"), false);
    let numbers = at(shard, "/strategy/matrix/shard")
        .as_array()
        .expect("a list");
    let counted = (1..).zip(numbers).all(|(number, given)| *given == number);
    assert!(counted && numbers.len() > 1, "{numbers:?}");
    assert_eq!(at(&workflow, "/jobs/merge/if"), "always()");
    assert_eq!(at(&workflow, "/jobs/merge/needs/1"), "shard");
    let play = step(shard, "Play one part");
    let divided = "${{ matrix.shard }}/${{ strategy.job-total }}";
    assert_eq!(at(play, "/env/SHARD"), divided);
    assert_eq!(at(play, "/env/HOPX_API_KEY"), "${{ secrets.HOPX_API_KEY }}");

    let dir = fresh("merge-github");
    fs::copy(
        env!("CARGO_BIN_EXE_hopx-conformance"),
        dir.join("hopx-conformance"),
    )
    .expect("a copy");
    for number in 1..=numbers.len() {
        let script = at(play, "/run").as_str().expect("a script");
        let (one, shard) = (number.to_string(), format!("{number}/{}", numbers.len()));
        let given = [
            ("HOPX_OTHER_API_KEY", ""),
            ("HOPX_SANDBOXES", ""),
            ("NUMBER", &one),
            ("SHARD", &shard),
        ];
        shell(&dir, "bash", script, &given).ended(0, &["shard"]);
    }
    let merge = step(at(&workflow, "/jobs/merge"), "Make one report");
    let script = at(merge, "/run").as_str().expect("a script");
    let summary = shown(&dir.join("summary.md"));
    let given = [
        ("GITHUB_STEP_SUMMARY", summary.as_str()),
        ("GITHUB_ACTIONS", "true"),
    ];
    shell(&dir, "bash", script, &given).ended(0, &["merged from 5 shards", "::notice"]);
    assert_eq!(
        read(&shown(&dir.join("run.json"))).partial,
        Vec::<String>::new()
    );
    assert!(fs::exists(summary).expect("a folder"));
}

#[test]
fn the_jobs_of_kubernetes_shard_and_merge() {
    let (shards, merge) = (
        file("kubernetes-shards.yaml"),
        file("kubernetes-merge.yaml"),
    );
    for job in [&shards, &merge] {
        assert_eq!(
            (&job["apiVersion"], &job["kind"]),
            (&"batch/v1".into(), &"Job".into())
        );
        assert_eq!(at(job, "/spec/template/spec/restartPolicy"), "Never");
        let claim = "/spec/template/spec/volumes/0/persistentVolumeClaim/claimName";
        assert_eq!(at(job, claim), "hopx-reports");
    }
    assert_eq!(at(&shards, "/spec/completionMode"), "Indexed");
    assert_eq!(at(&shards, "/spec/backoffLimitPerIndex"), 0);
    let container = at(&shards, "/spec/template/spec/containers/0");
    let variables = at(container, "/env").as_array().expect("a list");
    let of = variables
        .iter()
        .find(|variable| variable["name"] == "SHARDS");
    let of = of.expect("SHARDS")["value"]
        .as_str()
        .expect("text")
        .to_owned();
    assert_eq!(at(&shards, "/spec/completions").to_string(), of);

    let dir = fresh("merge-kubernetes");
    let reports = shown(&dir);
    let script = at(container, "/args/0").as_str().expect("a script");
    for index in 0..of.parse().expect("a number") {
        let index: u32 = index;
        let index = index.to_string();
        let given = [
            ("JOB_COMPLETION_INDEX", index.as_str()),
            ("SHARDS", &of),
            ("REPORTS", &reports),
            ("HOPX_SANDBOXES", ""),
        ];
        shell(&dir, "sh", script, &given).ended(0, &["shard"]);
    }
    let script = at(&merge, "/spec/template/spec/containers/0/args/0");
    let script = script.as_str().expect("a script");
    shell(&dir, "sh", script, &[("REPORTS", &reports)]).ended(0, &["merged from 5 shards"]);
    assert!(fs::exists(dir.join("run.xml")).expect("a folder"));
}
