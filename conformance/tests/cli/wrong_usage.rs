//! Arguments and variables that cannot be meant: refused before anything is sent.

use hopx_mock::{Mock, Organization, SandboxStatus};

use crate::binary::{SOME_KEY, Told, against, command, hopx, told};
use crate::door::{Door, Request, Server, answer};

/// A run against nobody, with a key in the environment.
fn with_key(key: &str) -> Told {
    against("http://127.0.0.1:1", key, &[])
}

#[test]
fn a_base_url_that_is_none() {
    let mend = "https://api.hopx.dev";
    for url in [
        "nonsense",
        "api.hopx.dev",
        "http://",
        "http://[1",
        "http://host:99999",
    ] {
        against(url, SOME_KEY, &[]).refused(&[&format!("`{url}`"), "URL", mend]);
    }
}

#[test]
fn a_base_url_that_is_empty() {
    for url in ["", " "] {
        against(url, SOME_KEY, &[]).refused(&["HOPX_BASE_URL", "unset", "base URL"]);
    }
}

#[test]
fn a_base_url_of_another_kind() {
    for url in [
        "ftp://example.test",
        "file:///etc/hosts",
        "mailto:a@example.test",
    ] {
        against(url, SOME_KEY, &[]).refused(&[url, "is not an http or https URL"]);
    }
}

#[test]
fn a_base_url_with_a_query_or_a_fragment() {
    for url in ["http://127.0.0.1:1/?a=b", "http://127.0.0.1:1/#part"] {
        against(url, SOME_KEY, &[]).refused(&[url, "has a query or a fragment"]);
    }
}

#[test]
fn a_base_url_with_a_password_is_refused_and_not_shown() {
    for url in [
        "http://somebody:hunter2@127.0.0.1:1",
        "https://:hunter2@example.test/v1?a=b",
    ] {
        let told = against(url, SOME_KEY, &[]);
        told.refused(&["carries a user name or password", "HOPX_API_KEY"]);
        assert!(!told.says("hunter2"), "{told:?}");
    }
}

#[test]
fn an_empty_key() {
    for key in ["", " ", "\t"] {
        with_key(key).refused(&["the key in HOPX_API_KEY is empty", "unset it"]);
    }
    let told = hopx(&["--base-url", "http://127.0.0.1:1", "--api-key", ""]);
    assert!(
        told.err.contains("the key in --api-key is empty"),
        "{told:?}"
    );
}

#[test]
fn a_key_that_cannot_go_into_a_header_is_refused_and_not_shown() {
    for key in [
        "hunter2\n",
        "hunter2\r\nX-Other: 1",
        "hunter2-ключ",
        "hunter2 and",
        "\"hunter2 \"",
    ] {
        let told = with_key(key);
        told.refused(&[
            "the key in HOPX_API_KEY",
            "characters that cannot go into a header",
        ]);
        assert!(!told.says("hunter2"), "{told:?}");
    }
}

#[test]
fn another_key_that_is_wrong() {
    let with_other = |key: &str| {
        let mut command = command(&["--base-url", "http://127.0.0.1:1"]);
        told(
            command
                .env("HOPX_API_KEY", SOME_KEY)
                .env("HOPX_OTHER_API_KEY", key),
        )
    };
    with_other(" ").refused(&["the key in HOPX_OTHER_API_KEY is empty"]);
    with_other(SOME_KEY).refused(&["both API keys are the same", "another organisation"]);
}

#[test]
fn a_base_url_without_a_key() {
    hopx(&["--base-url", "http://127.0.0.1:1"]).refused(&["no API key", "HOPX_API_KEY"]);
}

#[test]
fn flags_of_a_target_without_a_base_url() {
    let flags = [
        ("--sandbox", "a"),
        ("--api-key", "abcdef"),
        ("--other-api-key", "abcdef"),
    ];
    for (flag, value) in flags {
        hopx(&[flag, value]).refused(&[flag, "without a base URL", "--base-url"]);
    }
}

#[test]
fn a_sandbox_that_is_none() {
    for id in ["..", ".", ""] {
        let told = against("http://127.0.0.1:1", SOME_KEY, &["--sandbox", id]);
        told.refused(&[&format!("`{id}`"), "is no sandbox id", "that a list shows"]);
    }
}

#[test]
fn a_sandbox_that_no_list_shows() {
    let server = Server::start(Mock::builder());
    let args = ["--sandbox", "sandbox_of_nobody"];
    let told = against(&server.base_url(), server.api_key(), &args);
    told.ended(
        2,
        &[
            "no list shows the sandbox `sandbox_of_nobody`",
            "mend: ",
            "GET /v1/sandboxes",
        ],
    );
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[test]
fn a_sandbox_that_is_neither_running_nor_paused() {
    for status in [SandboxStatus::Stopped, SandboxStatus::Creating] {
        let server = Server::start(Mock::builder());
        let found = server
            .sandboxes()
            .into_iter()
            .find(|sandbox| sandbox.status == status);
        let id = found.expect("a sandbox of that status").id;
        let told = against(&server.base_url(), server.api_key(), &["--sandbox", &id]);
        told.ended(2, &[&format!("the sandbox `{id}` is {status}"), "mend: "]);
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.method == "GET")
        );
    }
}

#[test]
fn a_sandbox_in_a_status_that_nobody_documents() {
    let server = Server::start(Mock::builder());
    let id = server.sandboxes().remove(0).id;
    let (behind, named) = (server.behind(), id.clone());
    let door = Door::open(move |request| {
        let text = String::from_utf8(behind(request)?).ok()?;
        let (_, body) = text.split_once("\r\n\r\n")?;
        let mut list: serde_json::Value = serde_json::from_str(body).ok()?;
        for element in list["data"].as_array_mut()? {
            if element["id"] == named {
                element["status"] = "hibernating\u{1b}[2J".into();
            }
        }
        answer(200, "application/json", &list.to_string())
    });
    let told = against(&door.base_url, server.api_key(), &["--sandbox", &id]);
    told.ended(
        2,
        &[&format!("the sandbox `{id}` is hibernating"), "mend: "],
    );
    assert!(!told.says("\u{1b}[2J"), "{told:?}");
    assert!(!door.requests().iter().any(Request::is_change));
}

#[test]
fn a_sandbox_of_another_organisation() {
    let server = Server::start(Mock::builder());
    let id = server.sandboxes_of(Organization::Other).remove(0).id;
    let told = against(&server.base_url(), server.api_key(), &["--sandbox", &id]);
    told.ended(
        2,
        &[&format!("no list shows the sandbox `{id}`"), "for this key"],
    );
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.method == "GET"));
}

#[test]
fn a_selection_that_matches_nothing() {
    let nearest = "the nearest address is `resume/all-paused`";
    hopx(&["resume/all-pausd"]).refused(&["`resume/all-pausd` matches no scenario", nearest]);
    hopx(&["run", "resume/all-pausd"]).refused(&[nearest]);
    hopx(&["list", "resume/all-pausd"]).refused(&[nearest]);
    hopx(&["resume", "nothing/*"]).refused(&["`nothing/*` matches no scenario"]);
}

#[test]
fn a_selection_that_is_no_pattern() {
    hopx(&["list/[a"]).refused(&["`list/[a` is not a pattern", "mend: give an address"]);
    hopx(&[""]).refused(&["`` is not a pattern", "it is empty"]);
}

#[test]
fn arguments_that_the_command_line_does_not_have() {
    let cases: [(&[&str], &str); 8] = [
        (&["--update"], "--snapshots"),
        (&["--timeout", "abc"], "`abc` is no number of seconds"),
        (&["--timeout=-1"], "--timeout"),
        (&["--settle", "NaN"], "--settle"),
        (
            &["--level", "observed"],
            "[possible values: required, expected]",
        ),
        (&["--max-pages", "0"], "--max-pages"),
        (&["--sandboxes", "a"], "--sandbox"),
        (&["mock", "--port", "70000"], "--port"),
    ];
    for (args, word) in cases {
        let told = hopx(args);
        told.ended(2, &[word]);
        assert!(told.err.starts_with("error: "), "{told:?}");
        assert_eq!(told.out, "", "{told:?}");
    }
}

#[test]
fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    hopx(&["mock", "--port", &port]).refused(&["cannot listen on", &port, "--port 0"]);
}
