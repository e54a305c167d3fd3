//! Lists sandboxes as a stream, page after page as they are needed.
//!
//! ```console
//! $ cargo run --example list                    # on a mock
//! $ cargo run --example list -- paused eu-west
//! $ HOPX_API_KEY=… cargo run --example list     # on the API
//! ```

mod target;

use std::env;
use std::error::Error;

use target::Target;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // The mock, if there is one, runs as long as it is held.
    let Target {
        client,
        mock: _mock,
    } = Target::choose().await?;
    let mut arguments = env::args().skip(1);
    let mut list = client.list_sandboxes();
    if let Some(status) = arguments.next() {
        list = list.status(status);
    }
    if let Some(region) = arguments.next() {
        list = list.region(region);
    }

    let mut sandboxes = list.limit(100).sandboxes();
    let mut count = 0;
    while let Some(sandbox) = sandboxes.next().await {
        let sandbox = sandbox?;
        let region = sandbox.region.as_deref().unwrap_or("-");
        println!("{:<24} {:<9} {region}", sandbox.id, sandbox.status);
        count += 1;
    }
    eprintln!("{count} sandboxes");
    Ok(())
}
