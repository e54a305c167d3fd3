//! A page, as a parser sees it.

use scraper::{ElementRef, Html, Selector};

/// A page that has been parsed.
pub(crate) struct Page(Html);

impl Page {
    /// Parses a page, in which nothing may be wrong.
    #[track_caller]
    pub(crate) fn of(text: &str) -> Self {
        let page = Html::parse_document(text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        Page(page)
    }

    /// The elements that a selector chooses, in order.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.0.select(&selector).collect()
    }

    /// The first of them.
    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> ElementRef<'_> {
        let all = self.all(selector);
        *all.first().unwrap_or_else(|| panic!("no {selector}"))
    }

    /// What is said in all that a selector chooses.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.all(selector).into_iter().map(text).collect()
    }

    /// The values of an attribute, wherever it is.
    pub(crate) fn values(&self, attribute: &str) -> Vec<&str> {
        let all = self.all("*").into_iter();
        all.filter_map(|element| element.value().attr(attribute))
            .collect()
    }
}

/// What an element says.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}
