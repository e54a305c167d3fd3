//! Statuses are strings with names for the documented ones.

use std::collections::BTreeSet;

use hopx_client::SandboxStatus;

#[test]
fn documented_statuses_are_known() {
    let names: Vec<&str> = SandboxStatus::DOCUMENTED
        .iter()
        .map(SandboxStatus::as_str)
        .collect();
    for name in ["creating", "running", "stopped", "paused"] {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn a_status_is_the_text_that_it_came_from() {
    for text in ["running", "hibernating", "RUNNING", ""] {
        let status: SandboxStatus = text.parse().unwrap();
        assert_eq!(status.to_string(), text);
        assert_eq!(status, text.into());
        assert_eq!(status, text.to_owned().into());
        assert_eq!(serde_json::to_value(&status).unwrap(), text);
    }
}

#[test]
fn statuses_can_be_sorted_and_collected() {
    let statuses: BTreeSet<SandboxStatus> = ["paused", "new", "paused"].map(Into::into).into();
    assert_eq!(statuses.len(), 2);
}
