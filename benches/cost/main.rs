//! What the SDK costs over a bare `reqwest` loop that sends the same requests.
//!
//! ```sh
//! cargo bench -p hopx-client
//! ```
//!
//! The two sides take turns, and what counts is the ratio of what they took, turn by turn. See
//! `benches/README.md`.

mod bench;
mod fleets;
mod lists;
mod measure;
mod pace;
mod ratio;
mod resumes;
#[path = "../shared/mod.rs"]
mod shared;
mod table;

use bench::Bench;
use shared::{Result, serves};

fn main() -> Result<()> {
    if serves()? {
        return Ok(());
    }
    let mut bench = Bench::new();
    resumes::one_after_another(&mut bench)?;
    resumes::many_at_a_time(&mut bench)?;
    lists::stream(&mut bench)?;
    fleets::unlimited(&mut bench)?;
    pace::limited(&mut bench)?;
    bench.conclude();
    Ok(())
}
