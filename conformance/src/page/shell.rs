//! The page around what it is about.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::filter::{Filter, toolbar};
use super::policy::policy;
use super::text::visible;

/// The styles and the script that every page has.
const STYLES: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// A tick on a blue ground.
const ICON: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>\
    <rect width='16' height='16' rx='4' fill='%230a58ca'/>\
    <path d='M4 8.5l3 3 5-6.5' fill='none' stroke='white' stroke-width='2'/></svg>";

/// A page.
#[derive(Debug)]
pub(crate) struct Page<'p> {
    /// What the browser calls it.
    pub(crate) title: &'p str,
    /// What it begins with, the heading of the page among it.
    pub(crate) banner: Markup,
    /// Its sections.
    pub(crate) contents: Vec<Entry>,
    /// What it can be filtered by.
    pub(crate) filters: Vec<Filter>,
    /// What the reader came for.
    pub(crate) body: Markup,
    /// What it ends with.
    pub(crate) footer: Markup,
    /// The styles that it has of its own: a file of this crate.
    pub(crate) styles: &'static str,
}

/// A section of a page.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its anchor.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) words: String,
    /// How many things are in it.
    pub(crate) count: usize,
}

impl Page<'_> {
    /// The text of the file.
    pub(crate) fn render(&self) -> String {
        let styles = format!("{STYLES}{}", self.styles);
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy(&styles, SCRIPT));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" href=(ICON);
                    style { (PreEscaped(&styles)) }
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    (self.banner)
                    div.columns {
                        (self.contents())
                        main #main tabindex="-1" {
                            (toolbar(&self.filters))
                            (self.body)
                            p #nothing hidden { "Nothing here matches the search and the filters." }
                        }
                    }
                    (self.footer)
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        visible(&page.into_string())
    }

    fn contents(&self) -> Markup {
        html! {
            nav.contents aria-label="Contents" {
                ul {
                    @for entry in &self.contents {
                        li {
                            a href={ "#" (entry.id) } {
                                (entry.words)
                                @if entry.count > 0 { " " span.count { (entry.count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
