//! Resumes a sandbox and pauses it again, and looks closely at what goes wrong.
//!
//! ```console
//! $ cargo run --example pause_and_resume                       # on a mock
//! $ HOPX_API_KEY=… cargo run --example pause_and_resume -- ID  # on the API
//! ```

mod target;

use std::env;
use std::process::ExitCode;

use hopx_client::Error;
use target::Target;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let target = Target::choose().await?;
    let id = match (env::args().nth(1), &target.mock) {
        (Some(id), _) => id,
        (None, Some(_)) => "sandbox_mine".to_owned(),
        (None, None) => return Err("name the sandbox to resume and to pause".into()),
    };
    Ok(match resume_and_pause(&target, &id).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(&id, &error);
            ExitCode::FAILURE
        }
    })
}

async fn resume_and_pause(target: &Target, id: &str) -> Result<(), Error> {
    let resumed = target.client.resume_sandbox().id(id).send().await?;
    println!("{} is {}", resumed.id, resumed.status);
    let paused = target.client.pause_sandbox().id(id).send().await?;
    println!("{} is {}", paused.id, paused.status);
    if let Some(limit) = paused.rate_limit() {
        println!("{} of {} requests are left", limit.remaining, limit.limit);
    }
    Ok(())
}

fn explain(id: &str, error: &Error) {
    if error.is_not_found() {
        eprintln!("there is no sandbox {id}, or it is another organisation's");
    } else if error.is_unauthorized() {
        eprintln!("the key is not valid");
    } else if error.is_conflict() {
        eprintln!("{id} is in no state for this: {error}");
    } else {
        eprintln!("{error}");
        for attempt in error.attempts() {
            eprintln!("  tried: {attempt:?}");
        }
        if error.may_have_acted() {
            eprintln!("it may have been carried out all the same: look at a list");
        }
    }
    if let Some(request) = error.request_id() {
        eprintln!("when you ask for help, name the request {request}");
    }
}
