//! Servers that are something else, or not there: the run cannot tell, says what it met, and
//! has asked for next to nothing by then.

use std::net::TcpListener;

use crate::binary::{SOME_KEY, Told, against};
use crate::door::{Door, Reply, Request, answer, refusal};

/// Most requests that it may take to see what is there.
const HANDFUL: usize = 6;

/// Runs everything against a server that treats all requests alike.
#[track_caller]
fn cannot_tell(rule: fn(&Request) -> Reply, words: &[&str]) {
    let door = Door::open(rule);
    let told = against(&door.base_url, SOME_KEY, &["--sandbox", "sandbox_any"]);
    told.ended(
        3,
        &[
            "Whether the server conforms cannot be told.",
            "mend: ",
            &door.base_url,
        ],
    );
    told.ended(3, words);
    assert_nothing_shown(&told);
    let requests = door.requests().len();
    assert!((1..=HANDFUL).contains(&requests), "{requests} requests");
    let changes = |request: &Request| request.is_change() && request.says("sandbox_any");
    assert!(
        !door.requests().iter().any(changes),
        "nothing is paused or resumed"
    );
}

fn assert_nothing_shown(told: &Told) {
    assert!(!told.says(SOME_KEY), "{told:?}");
}

#[test]
fn nobody_is_there() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base_url = format!("http://{}", listener.local_addr().expect("its address"));
    drop(listener);
    let told = against(&base_url, SOME_KEY, &["--sandbox", "sandbox_any"]);
    told.ended(
        3,
        &[
            &base_url,
            "cannot be reached",
            "refused",
            "mend: ",
            "--base-url",
        ],
    );
    assert_nothing_shown(&told);
}

#[test]
fn a_web_page_with_a_login() {
    let page = |_: &Request| answer(200, "text/html", "<form>Log in</form>");
    cannot_tell(
        page,
        &[
            "answers JSON",
            "answered 200",
            "text/html",
            "a web page or a login",
        ],
    );
}

#[test]
fn a_web_server_that_has_no_such_page() {
    let page = |_: &Request| answer(404, "text/html", "<h1>Not found</h1>");
    cannot_tell(
        page,
        &["answers JSON", "answered 404", "text/html", "path prefix"],
    );
}

#[test]
fn an_api_that_has_no_such_path() {
    let nothing = |_: &Request| refusal(404, "RESOURCE_NOT_FOUND");
    cannot_tell(
        nothing,
        &["answers 404 to everything", "path of --base-url"],
    );
}

#[test]
fn a_server_that_sends_everybody_elsewhere() {
    let elsewhere = |_: &Request| {
        let head = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/login\r\n";
        Some(format!("{head}content-length: 0\r\nconnection: close\r\n\r\n").into_bytes())
    };
    cannot_tell(elsewhere, &["answers JSON", "answered 302"]);
}

#[test]
fn a_server_that_refuses_the_key() {
    let refused = |_: &Request| refusal(401, "INVALID_TOKEN");
    cannot_tell(
        refused,
        &[
            "refused the key",
            "in both header forms",
            "401",
            "HOPX_API_KEY",
        ],
    );
}

#[test]
fn a_gateway_that_refuses_everybody_with_a_page() {
    let refused = |_: &Request| answer(401, "text/html", "<h1>Who are you?</h1>");
    cannot_tell(refused, &["answers JSON", "answered 401", "text/html"]);
}

#[test]
fn a_server_that_is_down() {
    let down = |_: &Request| refusal(500, "INTERNAL_ERROR");
    cannot_tell(down, &["answers 500 to a plain list"]);
}

#[test]
fn a_server_that_is_busy() {
    let busy = |_: &Request| refusal(429, "RATE_LIMIT_EXCEEDED");
    cannot_tell(busy, &["rate limit", "wait for a minute"]);
}

#[test]
fn a_server_that_hangs_up() {
    cannot_tell(|_: &Request| None, &["cannot be reached", "closed"]);
}

#[test]
fn a_server_that_speaks_something_else() {
    let other = |_: &Request| Some(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec());
    cannot_tell(other, &["cannot be reached"]);
}

#[test]
fn a_server_that_never_answers() {
    // It takes connections, as far as the operating system does so by itself.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base_url = format!("http://{}", listener.local_addr().expect("its address"));
    let told = against(&base_url, SOME_KEY, &["--timeout", "0.3"]);
    told.ended(
        3,
        &[&base_url, "cannot be reached", "timed out", "--timeout"],
    );
}
