//! Builds the crate anew when a scenario or a snapshot comes or goes: both are embedded.

fn main() {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=snapshots");
}
