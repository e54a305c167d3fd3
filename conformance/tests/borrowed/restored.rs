//! `restore`: what it lists, what it does, and what it leaves alone.

use hopx_mock::{Mock, SandboxStatus};

use crate::binary::{Home, both, everything, one};
use crate::door::{Door, Request, Server, answer, refusal};
use crate::left::abandoned;

#[test]
fn without_anything_left_there_is_nothing_to_restore() {
    let home = Home::new();
    home.hopx(&["restore"]).ended(4, &["nothing to restore"]);
    let nowhere = home.dir().join("nowhere");
    let nowhere = nowhere.to_str().expect("Unicode");
    home.hopx(&["restore", "--journal-dir", nowhere])
        .ended(4, &["nothing to restore"]);
}

#[test]
fn listing_needs_no_key_and_calls_nobody() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let door = abandoned(&server, &home, &given);
    let (asked, left) = (door.requests().len(), everything(&server));
    let mut command = home.command(&["restore", "--dry-run"]);
    let told: crate::binary::Told = command
        .env_remove("HOPX_API_KEY")
        .output()
        .expect("the binary")
        .into();
    let was = format!("{} on {}: it was running", given[0], door.base_url);
    told.ended(
        0,
        &[&was, "put back with: hopx-conformance restore --base-url"],
    );
    let told = home.hopx(&["restore", "--api-key", ""]);
    told.ended(2, &["the key in --api-key is empty"]);
    assert_eq!(door.requests().len(), asked);
    assert_eq!(everything(&server), left);
    assert_eq!(home.files().len(), 2);
}

#[test]
fn only_what_differs_is_paused_or_resumed() {
    let server = Server::start(Mock::builder());
    let (before, given, home) = (everything(&server), both(&server), Home::new());
    let door = abandoned(&server, &home, &given);
    let asked = door.requests().len();
    home.hopx(&["restore", "--settle", "0"]).ended(0, &[]);
    let requests = door.requests();
    let changes: Vec<_> = requests[asked..].iter().filter(|r| r.is_change()).collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].says(&format!("/{}/resume ", given[0])));
    assert!(!requests[asked].is_change(), "lists are read first");
    assert_eq!(everything(&server), before);
}

#[test]
fn what_cannot_be_read_is_not_taken_for_nothing() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let _door = abandoned(&server, &home, &given);
    let files = home.files();
    std::fs::write(&files[0], "{").expect("a file of the journal");
    // The other one is put back all the same.
    home.hopx(&["restore", "--settle", "0"])
        .ended(2, &["is no journal"]);
    let told = home.hopx(&["restore", "--settle", "0"]);
    told.ended(
        2,
        &["Nothing that can be read was left behind", "is no journal"],
    );
    assert_eq!(home.files(), files[..1]);
}

#[test]
fn what_was_left_is_found_by_every_name_of_this_machine() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let door = abandoned(&server, &home, &given);
    let here = door.base_url.replace("127.0.0.1", "localhost");
    let told = home.hopx(&["--base-url", &here, "--sandbox", &given[0], "pause"]);
    let command = format!(
        "mend: hopx-conformance restore --base-url {}",
        door.base_url
    );
    told.ended(2, &["was never put back", &command]);
    home.hopx(&["restore", "--dry-run", "--base-url", &here])
        .ended(0, &[&given[0]]);
}

#[test]
fn some_of_what_is_left_can_be_put_back() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let _door = abandoned(&server, &home, &given);
    let args = ["restore", "--settle", "0", "--sandbox", &given[1]];
    home.hopx(&args).ended(0, &["is paused, as it was"]);
    assert_eq!(home.files().len(), 1);
    let args = [
        "restore",
        "--base-url",
        "http://127.0.0.1:1",
        "--settle",
        "0",
    ];
    home.hopx(&args).ended(4, &["nothing to restore"]);
    home.hopx(&["restore", "--settle", "0"])
        .ended(0, &["is running again"]);
}

#[test]
fn a_key_goes_to_no_server_that_is_one_of_several() {
    let home = Home::new();
    let servers = [(); 2].map(|()| Server::start(Mock::builder()));
    let doors = servers
        .each_ref()
        .map(|server| abandoned(server, &home, &both(server)));
    let asked = doors.each_ref().map(|door| door.requests().len());
    let told = home.hopx(&["restore"]);
    told.ended(
        2,
        &["on several servers", &doors[0].base_url, &doors[1].base_url],
    );
    assert_eq!(doors.each_ref().map(|door| door.requests().len()), asked);
    for door in &doors {
        let args = ["restore", "--settle", "0", "--base-url", &door.base_url];
        home.hopx(&args).ended(0, &["is running again"]);
    }
}

#[test]
fn a_server_that_cannot_be_asked_changes_nothing() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let door = abandoned(&server, &home, &given);
    let mut command = home.command(&["restore", "--settle", "0"]);
    let key = "hopx_live_SomebodysKey.c29tZWJvZHlzIHNlY3JldA";
    let told: crate::binary::Told = command
        .env("HOPX_API_KEY", key)
        .output()
        .expect("the binary")
        .into();
    told.ended(3, &["nothing was put back", "refused the key"]);
    assert_eq!(home.files().len(), 2, "what is left stays known");
    home.hopx(&["restore", "--settle", "0"]).ended(0, &[]);
    drop(door);
}

/// A door that shows one sandbox as a rule has it.
fn misplaced(
    server: &Server,
    home: &Home,
    given: &[String],
    with: fn(&str, &str) -> String,
) -> Door {
    // The base URL of the run has to be the one of the restore: one door for both, that
    // changes once the run is killed.
    let (behind, id) = (server.behind(), given[0].clone());
    let killed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (now, told) = (killed.clone(), std::sync::mpsc::channel());
    let tell = std::sync::Mutex::new(told.0);
    let door = Door::open(move |request| {
        let reply = behind(request);
        if request.is_change() {
            let _ = tell.lock().expect("no panic").send(());
            // The run is killed before it is answered.
            while !now.load(std::sync::atomic::Ordering::Acquire) {
                std::thread::yield_now();
            }
        }
        if !now.load(std::sync::atomic::Ordering::Acquire) {
            return reply;
        }
        let text = String::from_utf8(reply?).ok()?;
        let (_, body) = text.split_once("\r\n\r\n")?;
        answer(200, "application/json", &with(body, &id))
    });
    let run = home.start(&door.base_url, given, &["resume/after-pausing"]);
    let change = told.1.recv_timeout(std::time::Duration::from_secs(20));
    change.expect("something is paused");
    crate::binary::signal(run.id(), "-KILL");
    run.wait_with_output().expect("an end");
    killed.store(true, std::sync::atomic::Ordering::Release);
    door
}

/// The body of a list with the status of one sandbox replaced.
fn with_status(body: &str, id: &str, status: &str) -> String {
    let mut list: serde_json::Value = serde_json::from_str(body).expect("JSON");
    for element in list["data"].as_array_mut().into_iter().flatten() {
        if element["id"] == id {
            element["status"] = status.into();
        }
    }
    list.to_string()
}

#[test]
fn what_is_neither_running_nor_paused_is_told_and_can_be_forgotten() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let given = [one(&server, SandboxStatus::Running)];
    let door = misplaced(&server, &home, &given, |body, id| {
        with_status(body, id, "stopped")
    });
    let asked = door.requests().len();
    let told = home.hopx(&["restore", "--settle", "0"]);
    told.ended(
        5,
        &[
            "cannot be put back: it is stopped",
            "forget it with: ",
            "--forget",
        ],
    );
    let requests = door.requests();
    assert!(!requests[asked..].iter().any(Request::is_change));
    let mend = told.mend();
    let mend: Vec<&str> = mend.iter().map(String::as_str).collect();
    let asked = door.requests().len();
    home.hopx(&mend).ended(0, &["is forgotten"]);
    assert_eq!(door.requests().len(), asked, "forgetting calls nobody");
    assert!(home.files().is_empty());
}

#[test]
fn what_is_gone_is_told_and_not_called() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let given = [one(&server, SandboxStatus::Running)];
    let door = misplaced(&server, &home, &given, |body, id| {
        body.replace(id, "sandbox_of_another_name")
    });
    let asked = door.requests().len();
    home.hopx(&["restore", "--settle", "0"])
        .ended(5, &["no list shows it any more", "--forget"]);
    let requests = door.requests();
    assert!(!requests[asked..].iter().any(Request::is_change));
    assert_eq!(home.files().len(), 1);
}

#[test]
fn forgetting_takes_the_names_of_sandboxes() {
    let home = Home::new();
    home.hopx(&["restore", "--forget"]).ended(2, &["--sandbox"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_left_alone() {
    let home = Home::new();
    let file = home.dir().join("of_another_version.json");
    std::fs::write(&file, r#"{"version": 99}"#).expect("a file");
    let told = home.hopx(&["restore"]);
    told.ended(2, &["of_another_version.json has version 99", "mend: "]);
    assert!(file.exists());
}

#[test]
fn one_that_cannot_be_put_back_is_left_with_the_command() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let behind = server.behind();
    let door = abandoned(&server, &home, &given);
    let stuck = Door::open(move |request| match request.is_change() {
        true => refusal(500, "INTERNAL_ERROR"),
        false => behind(request),
    });
    // The same sandbox, left on the server that is stuck.
    for file in home.files() {
        let text = std::fs::read_to_string(&file).expect("text");
        std::fs::write(&file, text.replace(&door.base_url, &stuck.base_url)).expect("a file");
    }
    let told = home.hopx(&["restore", "--settle", "0", "--sandbox", &given[0]]);
    told.ended(
        5,
        &[
            "is NOT PUT BACK: answered 500",
            "try again with: hopx-conformance restore",
        ],
    );
    assert_eq!(home.files().len(), 2);
}
