//! A sandbox as a list shows it.

use crate::store::{Resources, Sandbox, SandboxStatus};
use crate::timestamp::Timestamp;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::Value;

/// How long the token of a sandbox is good, in seconds.
const TOKEN_LIFETIME: u64 = 24 * 60 * 60;

/// An element of a list with every member that any page documents
/// (docs.hopx.ai /api/control-plane/list-sandboxes and get-sandbox).
#[derive(Debug, Serialize)]
pub(super) struct Element<'a> {
    id: &'a str,
    object: &'static str,
    status: SandboxStatus,
    organization_id: u32,
    node_id: String,
    region: &'a str,
    template_id: String,
    template_name: &'a str,
    public_host: String,
    direct_url: String,
    preview_url: String,
    resources: Resources,
    internet_access: bool,
    live_mode: bool,
    timeout_seconds: Option<u32>,
    expires_at: Option<Timestamp>,
    auth_token: String,
    token_expires_at: Timestamp,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> Element<'a> {
    pub(super) fn of(sandbox: &'a Sandbox) -> Self {
        let host = Host(sandbox.sequence.0);
        let lifetime = sandbox.timeout_seconds.map(u64::from);
        let token_expires_at = sandbox.created_at.plus(TOKEN_LIFETIME);
        Self {
            id: &sandbox.id,
            object: "sandbox",
            status: sandbox.status,
            organization_id: sandbox.organization.id(),
            node_id: format!("node-{}", sandbox.sequence.0 % 4 + 1),
            region: &sandbox.region,
            template_id: sandbox.template_id.to_string(),
            template_name: &sandbox.template_name,
            public_host: host.url(""),
            direct_url: host.url("direct-"),
            preview_url: host.url("preview-"),
            resources: sandbox.resources,
            internet_access: sandbox.internet_access,
            live_mode: true,
            timeout_seconds: sandbox.timeout_seconds,
            expires_at: lifetime.map(|seconds| sandbox.created_at.plus(seconds)),
            auth_token: token(&sandbox.id, token_expires_at),
            token_expires_at,
            created_at: sandbox.created_at,
            updated_at: sandbox.updated_at,
        }
    }
}

/// A sandbox as a list shows it, as a JSON value.
pub(crate) fn shown(sandbox: &Sandbox) -> Value {
    serde_json::to_value(Element::of(sandbox)).unwrap_or_default()
}

/// The host of a sandbox. It is named after its number, since an id may be any text, and under
/// a domain that is reserved for examples, so that no test ever talks to somebody's machine.
struct Host(u64);

impl Host {
    fn url(&self, prefix: &str) -> String {
        format!("https://{prefix}{}.sandboxes.example", self.0)
    }
}

/// A token shaped like the JWT that the API gives out. It is not signed and opens nothing, but
/// is another one for each sandbox, as what masks it in a recording should find.
fn token(id: &str, expires: Timestamp) -> String {
    #[derive(Serialize)]
    struct Claims<'a> {
        sub: &'a str,
        exp: u64,
    }
    let claims = serde_json::to_vec(&Claims {
        sub: id,
        exp: expires.unix_seconds(),
    });
    let mut token = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(claims.unwrap_or_default(), &mut token);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string("not signed by anybody", &mut token);
    token
}
