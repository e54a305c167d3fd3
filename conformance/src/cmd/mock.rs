//! `hopx-conformance mock`: serves the mock until Ctrl-C.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;
use hopx_mock::{ControlPlane, Mock, MockBuilder, RateLimit, RepeatedChange, Twin};
use serde_json::json;
use tokio::net::TcpListener;

use super::{Error, closed};
use crate::exit::Exit;
use crate::replay::Interrupt;

/// How to serve the mock.
#[derive(Debug, Args)]
pub(super) struct MockArgs {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Address to listen on. Anything but loopback lets others on the network reach it.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// How many sandboxes the organisation has.
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(u32).range(..=10_000_000))]
    sandboxes: u32,
    /// Refuse requests beyond the documented 100 a minute, instead of only announcing it.
    #[arg(long)]
    enforce_rate_limit: bool,
    /// Answer 409 to pausing a paused and resuming a running sandbox, instead of 200.
    #[arg(long)]
    conflict_on_repeat: bool,
    /// Serve a twin: a mock that breaks one claim, or that differs legally.
    #[arg(long, value_name = "NAME", value_parser = twin, conflicts_with = "list_twins")]
    twin: Option<&'static Twin>,
    /// Print the names of all twins, what each breaks and what it does, and serve nothing.
    #[arg(long)]
    list_twins: bool,
    /// Print one line of JSON once it is ready to answer; with --list-twins, one for each twin.
    #[arg(long)]
    json: bool,
}

/// The twin of a name.
fn twin(name: &str) -> Result<&'static Twin, String> {
    Twin::named(name).ok_or_else(|| {
        let likeness = |twin: &&Twin| strsim::jaro_winkler(twin.name(), name);
        let mut twins: Vec<_> = Twin::all().collect();
        twins.sort_by(|one, other| likeness(other).total_cmp(&likeness(one)));
        let nearest = twins.first().map_or("none", |twin| twin.name());
        format!("no twin has this name; the nearest is {nearest}, and --list-twins prints all")
    })
}

pub(super) fn run(args: &MockArgs) -> Result<Exit, Error> {
    if args.list_twins {
        return match list_twins(args.json) {
            Err(error) if !closed(&error) => Err(error.into()),
            _ => Ok(Exit::Conforms),
        };
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(args))
}

async fn serve(args: &MockArgs) -> Result<Exit, Error> {
    let plane = plane(args)?;
    let address = SocketAddr::new(args.address, args.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        format!("cannot listen on {address}: {error}\n  mend: choose another --port or --address; --port 0 takes a free one")
    })?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let mut interrupt = Interrupt::on_signals()?;
    // The socket is listening: whoever reads this may call at once.
    match announce(args, &base_url, &plane) {
        Err(error) if !closed(&error) => return Err(error.into()),
        _ => {}
    }
    plane
        .serve(listener, async move { interrupt.wait().await })
        .await?;
    Ok(Exit::Conforms)
}

fn plane(args: &MockArgs) -> Result<ControlPlane, Error> {
    let limit = RateLimit::default();
    let limit = if args.enforce_rate_limit {
        limit.enforced()
    } else {
        limit
    };
    let repeated = if args.conflict_on_repeat {
        RepeatedChange::Conflict
    } else {
        RepeatedChange::default()
    };
    let builder = Mock::builder()
        .sandboxes(usize::try_from(args.sandboxes)?)
        .rate_limit(limit)
        .repeated_change(repeated);
    let builder = args.twin.into_iter().fold(builder, MockBuilder::twin);
    Ok(builder.request_log(0).build()?)
}

fn list_twins(json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for twin in Twin::all() {
        let (name, breaks, about) = (twin.name(), twin.breaks(), twin.about());
        if json {
            let line = json!({ "name": name, "breaks": breaks, "about": about });
            writeln!(out, "{line}")?;
        } else {
            let breaks = breaks.unwrap_or("(legal)");
            writeln!(out, "{name}\n    {breaks}: {about}")?;
        }
    }
    out.flush()
}

fn announce(args: &MockArgs, base_url: &str, plane: &ControlPlane) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let sandboxes = plane.sandboxes();
    if args.json {
        let sandboxes: Vec<_> = sandboxes
            .iter()
            .map(|sandbox| json!({ "id": sandbox.id, "status": sandbox.status.to_string() }))
            .collect();
        let line = json!({
            "base_url": base_url,
            "api_key": plane.api_key(),
            "other_api_key": plane.other_api_key(),
            "sandboxes": sandboxes,
        });
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "base URL       {base_url}")?;
        writeln!(out, "API key        {}", plane.api_key())?;
        writeln!(out, "other API key  {}", plane.other_api_key())?;
        for sandbox in &sandboxes {
            writeln!(out, "sandbox        {} ({})", sandbox.id, sandbox.status)?;
        }
        writeln!(out, "Ctrl-C ends it.")?;
    }
    out.flush()
}
