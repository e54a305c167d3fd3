//! Operations become methods: their ids have to be there, apart and free.

use std::collections::BTreeMap;

use super::Finding;
use super::names::{is_keyword, snake};
use super::place::{Place, operations};

/// Methods that the generated client or the one in front of it has already, or calls itself.
const TAKEN: [&str; 15] = [
    "api",
    "api_version",
    "builder",
    "clone",
    "exec",
    "from_env",
    "new",
    "new_with_client",
    "of",
    "pause_all",
    "post",
    "pre",
    "resume_all",
    "transport",
    "with_retries",
];

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut methods = BTreeMap::new();
    for operation in operations(root) {
        let place = operation.place;
        let Some(id) = place.text("operationId").filter(|id| !snake(id).is_empty()) else {
            let problem = "the operation has no `operationId` to name its method";
            findings.push(place.finding("operation-id", problem, "add one, such as `get_sandbox`"));
            continue;
        };
        if TAKEN.contains(&snake(id).as_str()) {
            let problem = format!("the generated client has another method `{}`", snake(id));
            let mend = "choose an `operationId` with a verb and a noun";
            findings.push(place.finding("operation-id", problem, mend));
        }
        if is_keyword(&snake(id)) {
            let problem = format!("`{}` is a word of Rust and names no method", snake(id));
            let mend = "choose an `operationId` with a verb and a noun";
            findings.push(place.finding("operation-id", problem, mend));
        }
        for servers in [operation.item.get("servers"), place.get("servers")] {
            findings.extend(servers.map(|servers| {
                let problem = "these `servers` would be left out: all calls go to the first server of the description";
                servers.finding("servers", problem, "list them at the top, or leave them out")
            }));
        }
        if let Some(other) = methods.insert(snake(id), id) {
            let problem = format!(
                "`{id}` and `{other}` would both be the method `{}`",
                snake(id)
            );
            let mend = "give every operation an `operationId` of its own";
            findings.push(place.finding("operation-id", problem, mend));
        }
        if place
            .get("x-dropshot-websocket")
            .or_else(|| place.get("x-dropshot-pagination"))
            .is_some()
        {
            let problem = "the generator treats `x-dropshot-…` in its own way";
            findings.push(place.finding("dropshot", problem, "remove the extension"));
        }
    }
    findings
}
