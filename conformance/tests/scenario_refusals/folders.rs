//! Folders of scenarios.

use super::*;

#[test]
fn folders_that_hold_something_else_are_refused() {
    let two = GOOD.replace("workflowId: round", "workflowId: other");
    let second = "  - { workflowId: round, steps: [{ stepId: a, operationId: list_sandboxes }] }\n";
    let twice = GOOD.replace("workflows:\n", &format!("workflows:\n{second}"));
    let cases: [(&str, Files<'_>, &str, &str, &str); 6] = [
        (
            "empty",
            &[("README.md", "# Nothing")],
            "empty: ",
            "holds no scenario",
            "resume/example.arazzo.yaml",
        ),
        (
            "no-area",
            &[("file.arazzo.yaml", GOOD)],
            "file.arazzo.yaml: ",
            "stands in no area",
            "<area>/<name>.arazzo.yaml",
        ),
        (
            "other-name",
            &[("area/file.yaml", GOOD)],
            "file.yaml: ",
            "is not named like a scenario",
            "<area>/<name>.arazzo.yaml",
        ),
        (
            "too-deep",
            &[("area/more/file.arazzo.yaml", GOOD)],
            "more: ",
            "is a folder inside an area",
            "move its scenarios",
        ),
        (
            "same-address",
            &[
                ("area/a.arazzo.yaml", GOOD),
                ("area/b.arazzo.yaml", &two),
                ("area/c.arazzo.yaml", GOOD),
            ],
            "c.arazzo.yaml: area/round: ",
            "has the address of a workflow of",
            "another `workflowId`",
        ),
        (
            "same-workflow",
            &[("area/a.arazzo.yaml", &twice)],
            "a.arazzo.yaml:11: area/round: ",
            "duplicate workflowId `round`",
            "specification",
        ),
    ];
    for (name, files, place, problem, mend) in cases {
        let error = match load(name, files) {
            Ok(_) => panic!("{name}: loads"),
            Err(error) => error,
        };
        for wanted in [place, problem, mend] {
            assert!(error.contains(wanted), "{name}: no `{wanted}` in\n{error}");
        }
    }
    let missing = load_dir(Path::new("no/such/folder"), &CONTRACT);
    let error = missing.expect_err("a folder that is not there").to_string();
    assert!(error.contains("no/such/folder: cannot be read"), "{error}");
}

#[test]
fn areas_are_played_in_a_fixed_order() {
    let files = [
        ("zoo/a.arazzo.yaml", GOOD),
        ("list/b.arazzo.yaml", GOOD),
        ("barn/a.arazzo.yaml", GOOD),
        ("resume/z.arazzo.yaml", GOOD),
    ];
    let scenarios = load("order", &files).unwrap_or_else(|error| panic!("{error}"));
    let addresses: Vec<&str> = scenarios.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(
        addresses,
        ["resume/round", "list/round", "barn/round", "zoo/round"]
    );
}
