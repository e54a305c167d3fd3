//! A base URL as it may be shown.

use url::Url;

/// The URL without credentials, query and fragment.
pub(super) fn without_credentials(base_url: &str) -> String {
    let parsed = Url::parse(base_url).ok();
    let Some(mut url) = parsed.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return "an address that is no URL".to_owned();
    };
    // A URL that can have no credentials has none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.as_str().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn nothing_that_may_be_secret_is_shown_of_an_address() {
        let shown = without_credentials("https://me:secret@example.org/api/?key=secret#secret");
        assert_eq!(shown, "https://example.org/api");
        assert_eq!(
            without_credentials("http://127.0.0.1:80/"),
            "http://127.0.0.1"
        );
        assert!(!without_credentials("me:secret@").contains("secret@"));
    }
}
