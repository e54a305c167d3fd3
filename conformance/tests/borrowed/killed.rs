//! A run that is killed at any moment: by a signal that it hears, or by one that it does not,
//! and then the journal puts back what it had borrowed.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use hopx_mock::Mock;

use crate::binary::{Home, Told, both, everything, signal};
use crate::door::{Door, Request, Server};

/// Scenarios that pause and resume, prepare one sandbox or both, and are over soon.
const SHORT: [&str; 2] = ["pause/pause-running", "resume/all-paused"];

/// When the signal comes, seen from a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    /// The server has not acted on it yet, and does so when the process is gone.
    BeforeItIsDone,
    /// The server has acted and not answered yet.
    BeforeItIsAnswered,
}

/// One moment to kill a run at.
#[derive(Clone, Copy, Debug)]
struct Moment {
    /// The place of the request among all requests, from 1.
    request: usize,
    when: When,
    signal: &'static str,
}

/// A server that kills whoever asks at a moment.
struct Deadly {
    door: Door,
    victim: Arc<OnceLock<u32>>,
    /// Tells when the request of the moment has been dealt with.
    struck: Receiver<()>,
}

impl Deadly {
    fn before(server: &Server, moment: Moment) -> Self {
        let victim = Arc::new(OnceLock::new());
        let (tell, struck) = channel();
        let (behind, aim, tell) = (server.behind(), victim.clone(), Mutex::new(tell));
        let door = Door::open(move |request| {
            let now = |when| request.number == moment.request && moment.when == when;
            if now(When::BeforeItIsDone) {
                signal(*aim.wait(), moment.signal);
            }
            let reply = behind(request);
            if now(When::BeforeItIsAnswered) {
                signal(*aim.wait(), moment.signal);
            }
            if request.number == moment.request {
                // The test may have ended.
                let _ = tell.lock().expect("no panic").send(());
            }
            reply
        });
        Deadly {
            door,
            victim,
            struck,
        }
    }
}

/// Kills a run at a moment, and has put back what it left. Whether there was such a moment.
fn killed(moment: Moment, scenarios: &[&str]) -> bool {
    let server = Server::start(Mock::builder());
    let (before, given) = (everything(&server), both(&server));
    let home = Home::new();
    let deadly = Deadly::before(&server, moment);
    let run = home.start(&deadly.door.base_url, &given, scenarios);
    deadly.victim.set(run.id()).expect("one victim");
    let told: Told = run.wait_with_output().expect("an end").into();
    let there_was = deadly.door.requests().len() >= moment.request;
    if there_was {
        let dealt_with = deadly.struck.recv_timeout(Duration::from_secs(20));
        dealt_with.expect("the request is dealt with");
    }
    if moment.signal == "-KILL" && there_was {
        assert_eq!(told.code, None, "{moment:?}: {told:?}");
        restored(&home, moment);
    } else {
        // So late that nothing was left to be interrupted, it ends as if it were not.
        assert!(matches!(told.code, Some(130 | 0)), "{moment:?}: {told:?}");
    }
    assert_eq!(everything(&server), before, "{moment:?}: {told:?}");
    assert_eq!(home.files(), [] as [std::path::PathBuf; 0], "{moment:?}");
    assert_only_given(&deadly.door, &given, &before);
    there_was
}

/// That what a killed run left is put back, and none of it is left then.
fn restored(home: &Home, moment: Moment) {
    let told = home.hopx(&["restore", "--settle", "0"]);
    // Killed before it knew of any status, it leaves nothing that has to be put back.
    assert!(matches!(told.code, Some(0 | 4)), "{moment:?}: {told:?}");
}

/// That no sandbox but the given ones was ever paused or resumed.
fn assert_only_given<S>(door: &Door, given: &[String], all: &[(String, S)]) {
    let others: BTreeSet<&String> = all.iter().map(|(id, _)| id).collect();
    for request in door.requests().into_iter().filter(Request::is_change) {
        let named = |id: &&&String| request.says(&format!("/{id}/"));
        let stranger = others.iter().find(named).filter(|id| !given.contains(id));
        assert_eq!(stranger, None, "{request:?}");
    }
}

/// Kills runs at moments, as many at a time as there are processors.
fn at_each(moments: &[Moment], scenarios: &[&str]) {
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let next = Mutex::new(moments.iter());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let moment = next.lock().expect("no panic").next();
                    let Some(moment) = moment else { return };
                    killed(*moment, scenarios);
                }
            });
        }
    });
}

/// How many requests a run makes.
fn requests(scenarios: &[&str]) -> usize {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(behind);
    let run = Home::new().start(&door.base_url, &both(&server), scenarios);
    let told: Told = run.wait_with_output().expect("an end").into();
    assert_eq!(told.code, Some(0), "{told:?}");
    door.requests().len()
}

#[test]
fn a_run_that_is_killed_at_any_request_is_put_back_by_restore() {
    let last = requests(&SHORT);
    assert!(last > 10, "{last}: too few requests to tell anything");
    let moments = (1..=last).flat_map(|request| {
        [When::BeforeItIsDone, When::BeforeItIsAnswered].map(|when| Moment {
            request,
            when,
            signal: "-KILL",
        })
    });
    at_each(&moments.collect::<Vec<_>>(), &SHORT);
}

#[test]
fn a_run_that_is_interrupted_at_any_request_puts_back_by_itself() {
    let last = requests(&SHORT);
    let moments = (1..=last).map(|request| Moment {
        request,
        when: if request % 3 == 0 {
            When::BeforeItIsDone
        } else {
            When::BeforeItIsAnswered
        },
        signal: if request % 2 == 0 { "-INT" } else { "-TERM" },
    });
    at_each(&moments.collect::<Vec<_>>(), &SHORT);
}

#[test]
fn a_whole_run_may_be_killed_anywhere() {
    let last = requests(&[]);
    assert!(last > 50, "{last}: this is not the whole");
    let signals = ["-KILL", "-INT", "-KILL", "-TERM"];
    let moments = (1..=last).step_by(9).zip(signals.into_iter().cycle());
    let moments = moments.map(|(request, signal)| Moment {
        request,
        when: When::BeforeItIsDone,
        signal,
    });
    at_each(&moments.collect::<Vec<_>>(), &[]);
}
