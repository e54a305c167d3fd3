//! The calls that the page shows from Rust: they compile, and are what it shows.

use crate::page::{Page, text};
use crate::written::real;

/// Code that is compiled, and its text without any space.
macro_rules! compiled {
    ($name:ident, $($code:tt)*) => {{
        #[expect(dead_code, unused_variables, reason = "it has to compile, not to run")]
        async fn $name() -> Result<(), hopx_client::Error> {
            $($code)*
            Ok(())
        }
        stringify!($($code)*)
    }};
}

/// A text without any space.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_call_from_rust_compiles() {
    let compiled = [
        compiled!(
            list,
            let client = hopx_client::Client::from_env()?;
            let answer = client.list_sandboxes().send().await?;
        ),
        compiled!(
            list_with_all,
            let client = hopx_client::Client::from_env()?;
            let answer = client
                .list_sandboxes()
                .limit(10)
                .status("paused")
                .region("us-east")
                .cursor("c2FuZGJveF9hYmMxMjN4eXo")
                .send()
                .await?;
        ),
        compiled!(
            pause,
            let client = hopx_client::Client::from_env()?;
            let answer = client.pause_sandbox().id("sandbox_abc123xyz").send().await?;
        ),
        compiled!(
            resume,
            let client = hopx_client::Client::from_env()?;
            let answer = client.resume_sandbox().id("sandbox_abc123xyz").send().await?;
        ),
    ];
    let page = Page::of(&real().text);
    let shown = page.all("#operations .command code").into_iter().map(text);
    let shown: Vec<_> = shown.filter(|call| call.contains("hopx_client")).collect();
    let dense_of = |calls: &[String]| calls.iter().map(|call| dense(call)).collect::<Vec<_>>();
    assert_eq!(dense_of(&shown), dense_of(&compiled.map(str::to_owned)));
}

#[test]
fn every_call_with_curl_keeps_the_key_out_of_the_command() {
    let page = Page::of(&real().text);
    let shown = page.all("#operations .command code").into_iter().map(text);
    let shown: Vec<_> = shown.filter(|call| call.starts_with("curl")).collect();
    let key = "-H \"Authorization: Bearer $HOPX_API_KEY\"";
    assert_eq!(
        shown,
        [
            format!("curl -i https://api.hopx.dev/v1/sandboxes \\\n  {key}"),
            format!(
                "curl -i 'https://api.hopx.dev/v1/sandboxes?limit=10&status=paused&region=us-east&cursor=c2FuZGJveF9hYmMxMjN4eXo' \\\n  {key}"
            ),
            format!(
                "curl -i -X POST https://api.hopx.dev/v1/sandboxes/sandbox_abc123xyz/pause \\\n  {key}"
            ),
            format!(
                "curl -i -X POST https://api.hopx.dev/v1/sandboxes/sandbox_abc123xyz/resume \\\n  {key}"
            ),
        ]
    );
}
