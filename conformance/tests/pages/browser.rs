//! Pages in a browser.

use std::fs;

use scraper::Html;

use crate::binary::fresh;
use crate::chromium::{Shown, address, open};
use crate::evil::{in_json, in_text};
use crate::page::{Page, text};
use crate::runs::{broken, good};

impl Shown {
    /// The document, and that nothing was said on the console.
    #[track_caller]
    fn quiet(&self) -> Page {
        assert_eq!(self.console, Vec::<String>::new());
        Page::of(&self.dom)
    }
}

/// The ids of the entries that are shown.
fn entries(page: &Page) -> Vec<String> {
    let entries = page.all("[data-tags]:not([hidden])").into_iter();
    entries
        .filter_map(|entry| entry.value().id().map(str::to_owned))
        .collect()
}

#[test]
fn what_goes_wrong_in_a_page_is_heard() {
    let file = fresh("pages-heard").join("page.html");
    let text = "<!doctype html><title>a</title><script>document.title = 'b'; nobody();</script>";
    fs::write(&file, text).expect("a file");
    let Some(shown) = open(&address(&file, "")) else {
        return;
    };
    assert!(
        shown.console[0].contains("nobody is not defined"),
        "{:?}",
        shown.console
    );
    let title = Html::parse_document(&shown.dom);
    assert!(
        title.html().contains("<title>b</title>"),
        "{}",
        title.html()
    );
}

#[test]
fn everything_is_shown_at_first_and_counted() {
    let Some(shown) = open(&address(&good().file, "")) else {
        return;
    };
    let page = shown.quiet();
    assert_eq!(
        page.all("[data-tags][hidden], [data-group][hidden]").len(),
        0
    );
    assert!(page.one("search").value().attr("hidden").is_none());
    let entries = page.all("[data-tags]").len();
    assert_eq!(page.text("#matches"), format!("{entries} entries"));
}

#[test]
fn an_address_searches_and_opens_what_it_finds() {
    let Some(shown) = open(&address(&broken().file, "q=id%20URL%20ESCAPE")) else {
        return;
    };
    let page = shown.quiet();
    let shown = entries(&page);
    assert!(
        shown.contains(&"scenario-pause.escaped".to_owned()),
        "{shown:?}"
    );
    assert!(
        !shown.contains(&"scenario-pause.unknown".to_owned()),
        "{shown:?}"
    );
    assert!(page.text("#matches").contains(" entries match"));
    assert!(page.one("#ledger").value().attr("hidden").is_some());
    // What a body says is found in what is folded, and unfolded.
    let words = "q=sandbox_m91xrdch7%20paused%20repeat%20conflicts";
    let page = open(&address(&broken().file, words))
        .expect("Chromium")
        .quiet();
    assert!(
        !page
            .all("details.scenario[open]:not([hidden]) details.exchange[open]")
            .is_empty()
    );
}

#[test]
fn an_address_filters_by_result_area_and_level() {
    let Some(shown) = open(&address(
        &broken().file,
        "show=failed&area=list&level=required",
    )) else {
        return;
    };
    let page = shown.quiet();
    let entries = page.all("[data-tags]:not([hidden])");
    assert!(entries.len() > 3, "{}", entries.len());
    for entry in entries {
        let tags = entry.value().attr("data-tags").expect("tags");
        for tag in ["show:failed", "area:list", "level:required"] {
            assert!(tags.split(' ').any(|has| has == tag), "{tags}");
        }
    }
    page.one("#claims:not([hidden])");
    assert!(page.one("#observed").value().attr("hidden").is_some());
}

#[test]
fn what_matches_nothing_says_so() {
    let words = "q=%3Cscript%3E-nowhere&show=no-such&unfold=1&nothing=2";
    let Some(shown) = open(&address(&good().file, words)) else {
        return;
    };
    let page = shown.quiet();
    assert_eq!(page.all("[data-tags]:not([hidden])").len(), 0);
    assert!(page.text("#matches").starts_with("0 of "));
    assert!(page.one("#nothing").value().attr("hidden").is_none());
}

#[test]
fn a_link_to_what_is_folded_unfolds_it() {
    let Some(shown) = open(&address(&good().file, "exchange-12")) else {
        return;
    };
    let page = shown.quiet();
    page.one("details.scenario[open] details#exchange-12[open]");
    assert_eq!(page.all("details[open]").len(), 2);
}

#[test]
fn what_a_server_sent_is_text_to_a_browser_too() {
    for left in [in_json(), in_text()] {
        let Some(shown) = open(&address(&left.file, "q=owned")) else {
            return;
        };
        let page = shown.quiet();
        let title = text(page.one("title"));
        assert!(title.starts_with("HopX conformance: "), "{title}");
        assert_eq!(page.all("script").len(), 1);
        assert_eq!(
            page.all("img, svg[onload], base, h1:not(header h1)").len(),
            0
        );
        assert!(!entries(&page).is_empty(), "it was found");
    }
}
