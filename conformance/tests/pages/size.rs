//! How large a page gets.

use crate::page::Page;
use crate::runs::{good, of_a_twin};

/// So large a page may be at the most, in bytes.
const LARGEST: usize = 2_000_000;

#[test]
fn a_run_of_the_documented_scenarios_stays_far_below() {
    assert!(good().text.len() < LARGEST / 2, "{}", good().text.len());
}

#[test]
fn a_large_account_with_a_fault_in_every_list_does_not_make_it_grow_without_end() {
    let left = of_a_twin("large", "stopped-with-a-capital", 600, 1);
    assert!(left.text.len() < LARGEST, "{}", left.text.len());
    let page = Page::of(&left.text);
    let said = page.text("main");
    assert!(said.contains("lines left out"), "what is cut says so");
    assert!(
        said.contains("Cut: the whole body has"),
        "what is cut says so"
    );
    assert!(
        said.contains("more, which the report in JSON has"),
        "so do findings"
    );
}
