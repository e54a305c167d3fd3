//! The page in a browser.

use crate::chromium::{Shown, address, open};
use crate::hostile::evil;
use crate::page::{Page, text};
use crate::written::real;

impl Shown {
    /// The document, and that nothing was said on the console.
    #[track_caller]
    fn quiet(&self) -> Page {
        assert_eq!(self.console, Vec::<String>::new());
        Page::of(&self.dom)
    }
}

fn shown(fragment: &str) -> Option<Page> {
    Some(open(&address(&real().file, fragment))?.quiet())
}

/// The ids of the entries that are shown.
fn entries(page: &Page) -> Vec<String> {
    let entries = page.all("[data-tags]:not([hidden])").into_iter();
    entries
        .filter_map(|entry| entry.value().id().map(str::to_owned))
        .collect()
}

#[test]
fn everything_is_shown_at_first_and_counted() {
    let Some(page) = shown("") else { return };
    assert_eq!(
        page.all("[data-tags][hidden], [data-group][hidden]").len(),
        0
    );
    let entries = page.all("[data-tags]").len();
    assert_eq!(page.text("#matches"), format!("{entries} entries"));
}

#[test]
fn an_address_searches() {
    let Some(page) = shown("q=next_cursor%20null") else {
        return;
    };
    let found = entries(&page);
    for id in [
        "claim-list.paging.ends-without-cursor",
        "member-SandboxList.next_cursor",
    ] {
        assert!(found.contains(&id.to_owned()), "{id} is not in {found:?}");
    }
    assert!(!found.contains(&"claim-pause.200".to_owned()), "{found:?}");
    assert!(page.text("#matches").contains(" entries match"));
}

#[test]
fn an_address_filters_by_what_is_contested_level_operation_and_kind() {
    let Some(page) = shown("show=contested&level=observed&operation=list_sandboxes&kind=claim")
    else {
        return;
    };
    let found = entries(&page);
    let contested = found
        .iter()
        .filter(|id| id.starts_with("contested-"))
        .count();
    let claims = found.iter().filter(|id| id.starts_with("claim-")).count();
    assert_eq!((contested, claims, found.len()), (4, 4, 8), "{found:?}");
    assert!(page.one("#operations").value().attr("hidden").is_some());
}

#[test]
fn a_link_leads_to_an_operation_a_member_a_claim_and_what_is_folded() {
    for id in [
        "operation-pause_sandbox",
        "member-Sandbox.id",
        "claim-list.200",
    ] {
        let Some(page) = shown(id) else { return };
        page.one(&format!("[id='{id}']:not([hidden])"));
    }
    let page = shown("scenario-resume.all-paused").expect("Chromium");
    page.one("details[open][id='scenario-resume.all-paused']");
}

#[test]
fn what_stands_in_a_file_is_text_to_a_browser_too() {
    let Some(shown) = open(&address(&evil().file, "q=owned")) else {
        return;
    };
    let page = shown.quiet();
    assert!(text(page.one("title")).starts_with("Description: "));
    assert_eq!(page.all("script").len(), 1);
    assert_eq!(page.all("img, base, h1:not(header h1)").len(), 0);
    assert!(!entries(&page).is_empty(), "it was found");
}
