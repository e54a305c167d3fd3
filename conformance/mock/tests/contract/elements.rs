use crate::api::{Api, members, plane_of, plane_with, text};
use hopx_mock::{ManualClock, Mock, SandboxSeed};
use std::collections::HashSet;

#[tokio::test]
async fn an_element_has_every_documented_member() {
    let page = Api::of(&plane_of(30)).list("").await;
    for element in page.elements() {
        assert_eq!(
            members(element),
            [
                "auth_token",
                "created_at",
                "direct_url",
                "expires_at",
                "id",
                "internet_access",
                "live_mode",
                "node_id",
                "object",
                "organization_id",
                "preview_url",
                "public_host",
                "region",
                "resources",
                "status",
                "template_id",
                "template_name",
                "timeout_seconds",
                "token_expires_at",
                "updated_at",
            ]
        );
    }
}

#[tokio::test]
async fn members_are_of_the_documented_types() {
    let page = Api::of(&plane_of(30)).list("").await;
    for element in page.elements() {
        assert_eq!(element["object"], "sandbox");
        assert!(text(&element["id"]).starts_with("sandbox_"));
        assert!(element["organization_id"].is_u64());
        assert!(
            text(&element["template_id"])
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        );
        assert!(element["internet_access"].is_boolean());
        assert!(element["live_mode"].is_boolean());
        assert_eq!(
            members(&element["resources"]),
            ["disk_mb", "memory_mb", "vcpu"]
        );
        for url in ["public_host", "direct_url", "preview_url"] {
            let url: axum::http::Uri = text(&element[url]).parse().unwrap();
            assert_eq!(url.scheme_str(), Some("https"));
            assert!(url.host().unwrap().ends_with(".example"));
        }
        for time in ["created_at", "updated_at", "token_expires_at"] {
            assert!(text(&element[time]).ends_with('Z'));
        }
    }
}

#[tokio::test]
async fn a_timeout_and_an_expiry_are_both_there_or_both_null() {
    let page = Api::of(&plane_of(30)).list("").await;
    let timeouts: HashSet<bool> = page
        .elements()
        .map(|element| {
            assert_eq!(
                element["timeout_seconds"].is_null(),
                element["expires_at"].is_null()
            );
            element["timeout_seconds"].is_null()
        })
        .collect();
    assert_eq!(timeouts.len(), 2);
}

#[tokio::test]
async fn tokens_are_shaped_like_a_jwt_and_differ() {
    let page = Api::of(&plane_of(30)).list("").await;
    let tokens: HashSet<String> = page
        .elements()
        .map(|element| text(&element["auth_token"]))
        .collect();
    assert_eq!(tokens.len(), 30);
    assert!(
        tokens
            .iter()
            .all(|token| token.split('.').count() == 3 && token.starts_with("eyJ"))
    );
}

#[tokio::test]
async fn the_same_clock_gives_the_same_sandboxes() {
    let made = || {
        Mock::builder()
            .clock(ManualClock::default())
            .build()
            .unwrap()
    };
    let (first, second) = (
        Api::of(&made()).list("").await,
        Api::of(&made()).list("").await,
    );
    assert_eq!(first.body, second.body);
}

#[tokio::test]
async fn what_a_seed_says_is_shown() {
    let plane = plane_with([SandboxSeed::new("mine")
        .region("mars")
        .template_name("rover")
        .internet_access(false)
        .timeout_seconds(60)
        .created_at(std::time::SystemTime::UNIX_EPOCH)]);
    let page = Api::of(&plane).list("").await;
    let element = &page.body["data"][0];
    assert_eq!(element["region"], "mars");
    assert_eq!(element["template_name"], "rover");
    assert_eq!(element["internet_access"], false);
    assert_eq!(element["timeout_seconds"], 60);
    assert_eq!(element["created_at"], "1970-01-01T00:00:00Z");
    assert_eq!(element["expires_at"], "1970-01-01T00:01:00Z");
}
