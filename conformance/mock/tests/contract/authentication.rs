use crate::api::{Answer, Api, plane_of, plane_with_one, request, send};
use hopx_mock::{ControlPlane, Mock, RateLimit, SandboxStatus};

const LIST: &str = "/v1/sandboxes";

async fn list_with(plane: &ControlPlane, header: &str, value: &str) -> Answer {
    send(plane, request("GET", LIST).header(header, value)).await
}

#[tokio::test]
async fn a_key_is_taken_from_either_header() {
    let plane = plane_of(5);
    let key = plane.api_key();
    for (header, value) in [
        ("Authorization", format!("Bearer {key}")),
        ("authorization", format!("bearer {key}")),
        ("Authorization", format!("BEARER   {key}")),
        ("X-API-Key", key.to_owned()),
    ] {
        let answer = list_with(&plane, header, &value).await;
        assert_eq!(answer.status, 200, "{header}: {value}");
        assert_eq!(answer.ids().len(), 5);
    }
}

#[tokio::test]
async fn each_key_acts_for_its_own_organization() {
    let plane = plane_of(5);
    assert_eq!(Api::of(&plane).list("").await.ids().len(), 5);
    assert_eq!(Api::of_other(&plane).list("").await.ids().len(), 3);
}

#[tokio::test]
async fn a_call_without_a_credential_is_asked_for_one() {
    let answer = send(&plane_of(5), request("GET", LIST)).await;
    answer.assert_error(401, "AUTHENTICATION_REQUIRED");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_credential_that_is_malformed_or_wrong_is_an_invalid_token() {
    let plane = plane_of(5);
    let key = plane.api_key();
    for (header, value) in [
        ("Authorization", String::new()),
        ("Authorization", "Bearer".into()),
        ("Authorization", "Bearer ".into()),
        ("Authorization", key.into()),
        ("Authorization", format!("Bearer{key}")),
        ("Authorization", format!("Basic {key}")),
        ("Authorization", format!("Bearer {key}x")),
        ("Authorization", format!("Bearer {}", &key[..key.len() - 1])),
        ("Authorization", format!("Bearer {}", key.to_lowercase())),
        ("Authorization", format!("Bearer {key} {key}")),
        ("X-API-Key", String::new()),
        ("X-API-Key", format!("Bearer {key}")),
        ("X-API-Key", "hopx_live_unknown00000.bm9ib2R5".into()),
    ] {
        let answer = list_with(&plane, header, &value).await;
        answer.assert_error(401, "INVALID_TOKEN");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn a_header_that_is_not_text_is_an_invalid_token() {
    let plane = plane_of(5);
    let request = request("GET", LIST).header("Authorization", &b"Bearer \xFF"[..]);
    send(&plane, request)
        .await
        .assert_error(401, "INVALID_TOKEN");
}

#[tokio::test]
async fn a_header_that_is_given_twice_is_an_invalid_token() {
    let plane = plane_of(5);
    let value = format!("Bearer {}", plane.api_key());
    let request = request("GET", LIST)
        .header("Authorization", &value)
        .header("Authorization", &value);
    send(&plane, request)
        .await
        .assert_error(401, "INVALID_TOKEN");
}

#[tokio::test]
async fn of_both_headers_authorization_counts() {
    let plane = plane_of(5);
    let request = request("GET", LIST)
        .header("Authorization", "Bearer nonsense")
        .header("X-API-Key", plane.api_key());
    send(&plane, request)
        .await
        .assert_error(401, "INVALID_TOKEN");
}

#[tokio::test]
async fn who_has_no_good_key_learns_nothing_else() {
    let limit = RateLimit::default().enforced();
    let plane = Mock::builder().rate_limit(limit).build().unwrap();
    for (method, target) in [
        ("GET", "/v1/sandboxes?limit=abc"),
        ("POST", "/v1/sandboxes"),
        ("POST", "/v1/sandboxes/nobodys/resume"),
        ("GET", "/"),
        ("DELETE", "/v1/nothing/here"),
    ] {
        let answer = send(&plane, request(method, target)).await;
        answer.assert_error(401, "AUTHENTICATION_REQUIRED");
    }
}

#[tokio::test]
async fn a_refused_call_changes_nothing() {
    let plane = plane_with_one("mine", SandboxStatus::Paused);
    let resume = "/v1/sandboxes/mine/resume";
    send(&plane, request("POST", resume)).await;
    send(&plane, request("POST", resume).header("X-API-Key", "wrong")).await;
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Paused));
}

#[tokio::test]
async fn a_credential_is_never_repeated() {
    let plane = plane_of(5);
    let secret = "hopx_live_mistyped0000.c2VjcmV0";
    let answer = list_with(&plane, "X-API-Key", secret).await;
    assert!(!format!("{answer:?}").contains(secret));
    let log = format!("{:?} {plane:?}", plane.requests());
    assert!(!log.contains(secret));
}
