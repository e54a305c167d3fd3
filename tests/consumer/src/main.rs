//! Uses what a user of the client uses: builder, calls, streams, errors, a fleet.
//!
//! CI only builds it. Run, it reads the key from `HOPX_API_KEY`, and resumes nothing unless an
//! id is given.

use std::env;
use std::process::ExitCode;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use hopx_client::types::Sandbox;
use hopx_client::{AuthScheme, Client, Error, ErrorKind, RetryPolicy, SandboxStatus};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Error> {
    let client = Client::builder()
        .from_env()?
        .auth_scheme(AuthScheme::Bearer)
        .timeout(Duration::from_secs(20))
        .retries(RetryPolicy::default().attempts(5))
        .build()?;

    let page = client.list_sandboxes().limit(10).send().await?;
    println!("{} sandboxes on the first page", page.data.len());

    let paused: Vec<Sandbox> = client
        .list_sandboxes()
        .status(SandboxStatus::Paused)
        .sandboxes()
        .try_collect()
        .await?;
    let mut pages = client.list_sandboxes().region("eu-west").pages();
    while let Some(page) = StreamExt::next(&mut pages).await {
        println!("{:?}", page?.rate_limit());
    }

    if let Some(id) = env::args().nth(1) {
        let resumed = client.resume_sandbox().id(id).send().await?;
        println!("{} is {}", resumed.id, resumed.status);
    }

    let fleet = client.resume_all().concurrency(4).dry_run(true).start();
    let report = fleet.finish().await?;
    println!(
        "{} of {} would be resumed",
        report.planned.len(),
        paused.len()
    );
    Ok(())
}

fn explain(error: &Error) {
    match error.kind() {
        ErrorKind::ApiKey => eprintln!("no key: {error}"),
        _ if error.is_not_found() => eprintln!("no such sandbox: {error}"),
        _ if error.is_rate_limited() => eprintln!("wait {:?}", error.retry_after()),
        kind => eprintln!("{kind:?}: {error}; request {:?}", error.request_id()),
    }
}
