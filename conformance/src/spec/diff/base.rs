//! What moves from the paths into the address of the server, or back, changes no call.

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::paths::Operation;

/// What stands before the paths of each description and not before those of the other.
pub(super) struct Bases<'d> {
    old: String,
    new: String,
    at: Node<'d>,
}

/// The bases, where every server has moved alike and every call goes where it went.
pub(super) fn shifted<'d>(
    root: &Pair<'d>,
    old: &[Operation<'d>],
    new: &[Operation<'d>],
) -> Option<Bases<'d>> {
    let (was, is) = (root.old.items_of("servers"), root.new.items_of("servers"));
    let first = is.first()?.clone();
    let (from, to) = (was.first()?.text("url")?, first.text("url")?);
    let [from, to] = [from, to].map(|url| url.trim_end_matches('/'));
    let beyond = |long: &str, short: &str| {
        let rest = long.strip_prefix(short)?;
        rest.starts_with('/').then(|| rest.to_owned())
    };
    let bases = Bases {
        old: beyond(from, to).unwrap_or_default(),
        new: beyond(to, from).unwrap_or_default(),
        at: first,
    };
    if bases.old == bases.new || was.len() != is.len() {
        return None;
    }
    let full = |servers: &[Node<'d>], base: &str| -> Option<Vec<String>> {
        let urls = servers.iter().map(|server| server.text("url"));
        urls.map(|url| Some(url?.trim_end_matches('/').strip_suffix(base)?.to_owned()))
            .collect()
    };
    let same_servers = full(&was, &bases.old)? == full(&is, &bases.new)?;
    let calls = |operations: &[Operation<'d>], base: &str| -> Vec<(String, String)> {
        let keys = operations.iter().map(Operation::key);
        keys.map(|(method, path)| (method.to_owned(), base.to_owned() + &path))
            .collect()
    };
    let (before, now) = (calls(old, &bases.old), calls(new, &bases.new));
    let all_there = before.iter().all(|call| now.contains(call));
    (same_servers && all_there).then_some(bases)
}

impl<'d> Bases<'d> {
    /// Has the operations of both sides known by their whole paths.
    pub(super) fn give(self, old: &mut [Operation<'d>], new: &mut [Operation<'d>]) {
        for (operations, base) in [(old, self.old), (new, self.new)] {
            for operation in operations {
                operation.base.clone_from(&base);
            }
        }
    }
}

impl<'d> Comparison<'d> {
    pub(super) fn base_shifted(&mut self, bases: &Bases<'d>) {
        let what = match bases.old.is_empty() {
            true => format!("`{}` is in the address of the server now", bases.new),
            false => format!("`{}` is in the paths now", bases.old),
        };
        let callers = Judged::neutral("every call goes where it went");
        let users = Judged::additive("the base URL is another under the same name");
        self.note(&bases.at, "server-base-moved", what, callers, users);
    }
}
