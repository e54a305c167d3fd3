//! A page, as a parser sees it.

use std::collections::BTreeSet;

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

    /// That whoever does not see it finds the way in it: by landmarks, and by headings none of
    /// which skips a level.
    #[track_caller]
    pub(crate) fn has_landmarks_and_headings(&self) {
        for landmark in [
            "body > header",
            "nav[aria-label]",
            "main",
            "footer",
            "search",
        ] {
            assert_eq!(self.all(landmark).len(), 1, "{landmark}");
        }
        let mut before = 0;
        for heading in self.all("h1, h2, h3, h4, h5, h6") {
            let level: usize = heading.value().name()[1..].parse().expect("a level");
            let says = text(heading);
            assert!(level <= before + 1, "{level} after {before}: {says}");
            before = level;
        }
        assert_eq!(self.all("h1").len(), 1);
    }

    /// That every link within the page leads to a place of it, and that no two places have the
    /// same name. Links that set a filter lead nowhere. How many others there are.
    #[track_caller]
    pub(crate) fn has_a_target_for_every_link(&self) -> usize {
        let ids = self.values("id");
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "no id is there twice");
        let named = ["aria-labelledby", "for", "data-link"].map(|name| self.values(name));
        let links = self.values("href").into_iter();
        let links = links.filter_map(|link| link.strip_prefix('#'));
        let links: Vec<_> = links.filter(|link| !link.contains('=')).collect();
        for target in links.iter().copied().chain(named.into_iter().flatten()) {
            assert!(unique.contains(target), "{target}");
        }
        links.len()
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
