//! Flags go before the environment, the environment before the file, the file before defaults.

use serde_json::{Value, json};

use crate::home::Home;

/// A setting in all four layers: flag, its words on the line; what the environment says; the
/// line of the file; and the values that come of each, the default last.
struct Row {
    flag: &'static str,
    line: &'static [&'static str],
    variable: (&'static str, &'static str),
    file: &'static str,
    values: [Value; 4],
}

fn rows() -> Vec<Row> {
    vec![
        Row {
            flag: "--timeout",
            line: &["--timeout", "1"],
            variable: ("HOPX_CONFORMANCE_TIMEOUT", "2.5"),
            file: "timeout = 3.5",
            values: [json!("1"), json!("2.5"), json!("3.5"), json!("30")],
        },
        Row {
            flag: "--max-pages",
            line: &["--max-pages", "1"],
            variable: ("HOPX_CONFORMANCE_MAX_PAGES", "2"),
            file: "max-pages = 0x3",
            values: [json!("1"), json!("2"), json!("3"), json!("10")],
        },
        Row {
            flag: "--strict",
            line: &["--strict"],
            variable: ("HOPX_CONFORMANCE_STRICT", "no"),
            file: "strict = true",
            values: [json!("true"), json!("no"), json!("true"), json!("false")],
        },
        Row {
            flag: "--strict",
            line: &["--strict=false"],
            variable: ("HOPX_CONFORMANCE_STRICT", "1"),
            file: "strict = false",
            values: [json!("false"), json!("1"), json!("false"), json!("false")],
        },
        Row {
            flag: "--auth",
            line: &["--auth", "bearer"],
            variable: ("HOPX_CONFORMANCE_AUTH", "x-api-key"),
            file: "auth = \"x-api-key\"",
            values: [
                json!("bearer"),
                json!("x-api-key"),
                json!("x-api-key"),
                json!("bearer"),
            ],
        },
        Row {
            flag: "--level",
            line: &["--level", "expected"],
            variable: ("HOPX_CONFORMANCE_LEVEL", "required"),
            file: "level = \"required\"",
            values: [
                json!("expected"),
                json!("required"),
                json!("required"),
                Value::Null,
            ],
        },
        Row {
            flag: "--record",
            line: &["--record", "a.json"],
            variable: ("HOPX_CONFORMANCE_RECORD", "b.json"),
            file: "record = \"c.json\"",
            values: [
                json!("a.json"),
                json!("b.json"),
                json!("c.json"),
                Value::Null,
            ],
        },
        Row {
            flag: "--report",
            line: &["--report", "json=a", "--report", "har=b"],
            variable: ("HOPX_CONFORMANCE_REPORT", "json=c,har=d"),
            file: "reports = [\"json=e\", \"har=f\"]",
            values: [
                json!(["json=a", "har=b"]),
                json!(["json=c", "har=d"]),
                json!(["json=e", "har=f"]),
                json!([]),
            ],
        },
        Row {
            flag: "--verbose",
            line: &["-vv"],
            variable: ("HOPX_CONFORMANCE_VERBOSE", "1"),
            file: "verbose = 3",
            values: [json!("2"), json!("1"), json!("3"), json!("0")],
        },
        Row {
            flag: "--quiet",
            line: &["-q"],
            variable: ("HOPX_CONFORMANCE_QUIET", "off"),
            file: "quiet = true",
            values: [json!("true"), json!("off"), json!("true"), json!("false")],
        },
        Row {
            flag: "--journal-dir",
            line: &["--journal-dir", "a"],
            variable: ("HOPX_JOURNAL_DIR", "b"),
            file: "journal-dir = \"c\"",
            values: [json!("a"), json!("b"), json!("c"), Value::Null],
        },
    ]
}

#[test]
fn flags_before_environment_before_file_before_defaults() {
    for (number, row) in rows().into_iter().enumerate() {
        let with_file = Home::with(&format!("precedence-{number}"), row.file);
        let without = Home::empty(&format!("precedence-none-{number}"));
        let some = [row.variable];
        // The test itself sets the variable of the journal.
        let none = [(row.variable.0, "")];
        let [of_line, of_environment, of_file, of_nobody] = row.values;
        let line = json!({ "kind": "flag" });
        let variable = json!({ "kind": "variable", "name": row.variable.0 });
        let file = json!({ "kind": "file", "place": "hopx-conformance.toml:1" });
        let cases = [
            (&with_file, &some, row.line, of_line.clone(), &line),
            (&with_file, &none, row.line, of_line.clone(), &line),
            (&without, &some, row.line, of_line, &line),
            (&with_file, &some, &[], of_environment.clone(), &variable),
            (&without, &some, &[], of_environment, &variable),
            (&with_file, &none, &[], of_file, &file),
            (
                &without,
                &none,
                &[],
                of_nobody,
                &json!({ "kind": "default" }),
            ),
        ];
        for (home, variables, words, value, origin) in cases {
            let found = home.setting(variables, words, row.flag);
            assert_eq!(found, (value, origin.clone()), "{} {words:?}", row.flag);
        }
    }
}

#[test]
fn a_target_goes_before_a_command_and_a_command_before_all() {
    let home = Home::with(
        "sections",
        "timeout = 1\nsettle = 1\nmax-pages = 1\n[run]\ntimeout = 2\nsettle = 2\n[target.t]\nbase-url = \"http://127.0.0.1:9\"\ntimeout = 3\n",
    );
    let value = |args: &[&str], flag: &str| home.setting(&[], args, flag).0;
    assert_eq!(value(&["--target", "t"], "--timeout"), "3");
    assert_eq!(value(&["--target", "t"], "--settle"), "2");
    assert_eq!(value(&["--target", "t"], "--max-pages"), "1");
    assert_eq!(value(&[], "--timeout"), "2");
    assert_eq!(value(&["explore"], "--timeout"), "1");
    assert_eq!(value(&["explore"], "--settle"), "1");
}

#[test]
fn what_another_command_calls_the_same_is_another_setting() {
    let home = Home::with(
        "alike",
        "format = \"github\"\nlevel = \"required\"\ncontract = \"api.yaml\"\nclaims = \"claims.yaml\"\n",
    );
    let variables = [("HOPX_CONFORMANCE_FORMAT", "json")];
    let value = |args: &[&str], flag: &str| home.setting(&variables, args, flag).0;
    assert_eq!(value(&["run"], "--format"), "json");
    assert_eq!(value(&["self-test"], "--format"), "text");
    assert_eq!(value(&["claims"], "--level"), Value::Null);
    for command in ["run", "list", "claims", "self-test", "judge"] {
        assert_eq!(value(&[command, "some"], "--contract"), "api.yaml");
        assert_eq!(value(&[command, "some"], "--claims"), "claims.yaml");
    }
    let of_its_own = [("HOPX_CONFORMANCE_SELF_TEST_FORMAT", "json")];
    let found = home.setting(&of_its_own, &["self-test"], "--format");
    assert_eq!(found.0, "json");
}

#[test]
fn what_is_in_force_is_what_the_command_does() {
    let home = Home::with("does", "max-requests = 3\n");
    let too_few = "--max-requests 3 is too few";
    home.hopx(&["run"]).refused(&[too_few]);
    home.hopx(&[]).refused(&[too_few]);
    let variables = [("HOPX_CONFORMANCE_MAX_REQUESTS", "900")];
    home.hopx_with(&variables, &["--dry-run"])
        .ended(0, &["--max-requests 900"]);
    home.hopx_with(&variables, &["--dry-run", "--max-requests", "800"])
        .ended(0, &["--max-requests 800"]);
    home.hopx(&["--no-config", "--dry-run"]).ended(0, &["plan"]);
}

#[test]
fn short_flags_may_be_joined_and_taken_back() {
    let home = Home::with("short", "[run]\nquiet = true\n");
    let joined = home.hopx(&["list/envelope", "-qv"]);
    joined.ended(0, &["GET"]);
    let quiet = home.hopx(&["run", "list/envelope"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""), "{quiet:?}");
    home.hopx(&["run", "list/envelope", "--quiet=false"])
        .ended(0, &["plan: 1 of 1"]);
}

#[test]
fn what_one_layer_needs_another_may_give() {
    let home = Home::with("needs", "snapshots = \"mine\"\n");
    home.hopx(&["list/envelope", "--update"]).ended(0, &[]);
    assert!(home.dir().join("mine").is_dir());
    let none = Home::empty("needs-none");
    none.hopx(&["--update"]).refused(&["--snapshots DIR"]);
    none.hopx(&["--write"]).refused(&["--known FILE"]);
}

#[test]
fn a_path_in_the_file_is_relative_to_the_file() {
    let home = Home::empty("paths");
    home.write(
        "settings/mine.toml",
        "record = \"../out.json\"\nreports = [\"json=run.json\"]\nknown = \"/absolute/known.yaml\"\n",
    );
    let value = |flag: &str| {
        let args = ["--config", "settings/mine.toml"];
        home.setting(&[], &args, flag).0
    };
    assert_eq!(value("--record"), "settings/../out.json");
    assert_eq!(value("--report"), json!(["json=settings/run.json"]));
    assert_eq!(value("--known"), "/absolute/known.yaml");
}

#[test]
fn a_variable_that_is_empty_says_nothing_and_a_wrong_one_is_named() {
    let home = Home::with("variables", "timeout = 3\n");
    let empty = [("HOPX_CONFORMANCE_TIMEOUT", "")];
    assert_eq!(home.setting(&empty, &[], "--timeout").0, "3");
    let wrong = [
        ("HOPX_CONFORMANCE_TIMEOUT", "soon"),
        ("HOPX_CONFORMANCE_MAX_PAGES", "0"),
        ("HOPX_CONFORMANCE_STRICT", "perhaps"),
        ("HOPX_CONFORMANCE_LEVEL", "observed"),
    ];
    for (variable, value) in wrong {
        let told = home.hopx_with(&[(variable, value)], &[]);
        told.refused(&[variable, value, &format!("unset {variable}")]);
        // A flag goes before it, whatever it holds.
        let flags: &[&str] = &[
            "--timeout",
            "1",
            "--max-pages",
            "1",
            "--strict",
            "--level",
            "required",
            "--dry-run",
        ];
        home.hopx_with(&[(variable, value)], flags).ended(0, &[]);
    }
}
