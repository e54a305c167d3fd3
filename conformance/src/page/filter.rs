//! What of a page is shown: a search over all of it, and filters. The script works them.

use maud::{Markup, html};

/// What an element can be found by, beside its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags(Vec<String>);

/// A choice between the elements that have a tag and all of them.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// Its name, in tags and in addresses.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) words: &'static str,
    /// Whether all its choices are in sight.
    pub(crate) spread: bool,
    /// What there is to choose.
    pub(crate) choices: Vec<Choice>,
}

/// One choice of a filter.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// Its value, in tags and in addresses.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) words: String,
}

impl Tags {
    /// The same with one more value for a filter.
    pub(crate) fn with(mut self, filter: &str, value: &str) -> Self {
        let value = value.replace(char::is_whitespace, "_");
        self.0.push(format!("{filter}:{value}"));
        self
    }

    /// As it stands in `data-tags`.
    pub(crate) fn value(&self) -> String {
        self.0.join(" ")
    }
}

impl Choice {
    /// A choice.
    pub(crate) fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            words: words.into(),
        }
    }
}

/// The search and the filters. Hidden until the script shows them, for they need it.
pub(super) fn toolbar(filters: &[Filter]) -> Markup {
    html! {
        search.toolbar hidden {
            form #filter autocomplete="off" {
                div.field.query {
                    label for="query" { "Search" }
                    input #query name="q" type="search" spellcheck="false" autocapitalize="off"
                        enterkeyhint="search";
                }
                @for filter in filters {
                    @if filter.spread { (spread(filter)) } @else { (folded(filter)) }
                }
                div.field.buttons {
                    button type="reset" { "Clear" }
                    button type="button" #unfold { "Unfold all" }
                    button type="button" #fold { "Fold all" }
                }
            }
            p.matches { output #matches for="query" aria-live="polite" { } }
        }
    }
}

fn spread(filter: &Filter) -> Markup {
    html! {
        fieldset.field.spread {
            legend { (filter.words) }
            label { input type="radio" name=(filter.name) value="" checked; span { "everything" } }
            @for choice in &filter.choices {
                label {
                    input type="radio" name=(filter.name) value=(choice.value);
                    span { (choice.words) }
                }
            }
        }
    }
}

fn folded(filter: &Filter) -> Markup {
    let id = format!("filter-{}", filter.name);
    html! {
        div.field {
            label for=(id) { (filter.words) }
            select id=(id) name=(filter.name) {
                option value="" { "any" }
                @for choice in &filter.choices {
                    option value=(choice.value) { (choice.words) }
                }
            }
        }
    }
}
