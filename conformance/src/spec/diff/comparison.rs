//! The state of a comparison: what was found, what was seen, what has no rule.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::super::finding::Finding;
use super::super::node::Node;
use super::super::source::Source;
use super::change::{Change, Judged};
use super::same::{self, Known};
use super::shift::Side;
use super::types::Types;

/// Schemas within schemas: deeper is no description of a person's writing.
const DEEPEST: usize = 128;

/// The same part of both descriptions.
#[derive(Clone)]
pub(super) struct Pair<'d> {
    pub(super) old: Node<'d>,
    pub(super) new: Node<'d>,
}

impl<'d> Pair<'d> {
    pub(super) fn new(old: Node<'d>, new: Node<'d>) -> Self {
        Pair { old, new }
    }

    /// A member that both have.
    pub(super) fn both(&self, name: &str) -> Option<Pair<'d>> {
        Some(Pair::new(self.old.get(name)?, self.new.get(name)?))
    }

    /// A member's value on both sides.
    pub(super) fn values(&self, name: &str) -> (Option<&'d Value>, Option<&'d Value>) {
        (self.old.value.get(name), self.new.value.get(name))
    }
}

/// A comparison that is going on.
pub(super) struct Comparison<'d> {
    pub(super) root: Pair<'d>,
    pub(super) types: Types,
    changes: Vec<Change>,
    refused: Vec<Finding>,
    seen: BTreeSet<(String, String, Side)>,
    reached: BTreeSet<String>,
    equal: RefCell<Known>,
    depth: usize,
}

impl<'d> Comparison<'d> {
    pub(super) fn new(old: &'d Source, new: &'d Source) -> Self {
        Comparison {
            root: Pair::new(Node::root(old), Node::root(new)),
            types: Types::new(&old.value, &new.value),
            changes: Vec::new(),
            refused: Vec::new(),
            seen: BTreeSet::new(),
            reached: BTreeSet::new(),
            equal: RefCell::default(),
            depth: 0,
        }
    }

    /// Whether a member is the same on both sides, references followed.
    pub(super) fn same(&self, pair: &Pair<'d>, name: &str) -> bool {
        match (pair.old.get(name), pair.new.get(name)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.same_parts(&old, &new),
            _ => false,
        }
    }

    /// Whether two parts say the same, references followed.
    pub(super) fn same_parts(&self, old: &Node<'d>, new: &Node<'d>) -> bool {
        same::same(old, new, &mut self.equal.borrow_mut())
    }

    /// Every change, or everything that there is no rule for.
    pub(super) fn done(mut self) -> Result<Vec<Change>, Vec<Finding>> {
        if self.refused.is_empty() {
            return Ok(self.changes);
        }
        self.refused.sort();
        self.refused.dedup();
        Err(self.refused)
    }

    /// Notes a change at a place, which is in the old description where something went.
    pub(super) fn note(
        &mut self,
        at: &Node<'d>,
        id: impl Into<String>,
        what: impl Into<String>,
        callers: Judged,
        users: Judged,
    ) {
        self.changes.push(Change {
            id: id.into(),
            file: at.source.file.clone(),
            spot: at.source.spot(&at.pointer),
            pointer: at.pointer.clone(),
            operation: operation(&at.pointer),
            what: what.into(),
            callers,
            users,
        });
    }

    /// How many changes there are so far.
    pub(super) fn count(&self) -> usize {
        self.changes.len()
    }

    /// The changes from a count on.
    pub(super) fn since(&self, count: usize) -> &[Change] {
        &self.changes[count..]
    }

    /// Notes that something changed which there is no rule for.
    pub(super) fn refuse(&mut self, at: &Node<'d>, what: &str) {
        let message = format!("{what} changed, and the comparison has no rule for it");
        let mend = "judge this change by hand, or describe the same in a simpler way";
        self.refused.push(
            at.source
                .finding(&at.pointer, "not-compared", message, mend),
        );
    }

    /// Refuses a keyword that changed.
    pub(super) fn refuse_changed(&mut self, pair: &Pair<'d>, keyword: &str) {
        if !self.same(pair, keyword) {
            let at = pair.new.get(keyword).or_else(|| pair.old.get(keyword));
            let at = at.unwrap_or_else(|| pair.new.clone());
            self.refuse(&at, &format!("`{keyword}`"));
        }
    }

    /// Where a reference leads to; what leads nowhere is refused.
    pub(super) fn follow(&mut self, node: &Node<'d>) -> Option<Node<'d>> {
        match node.resolved() {
            Ok(target) => {
                let side = self.side_of(&target);
                self.reached.insert(format!("{side}{}", target.pointer));
                Some(target)
            }
            Err(lost) => {
                let (problem, mend) = (lost.problem(), lost.mend());
                let finding = node.source.finding(&node.pointer, "ref", problem, mend);
                self.refused.push(finding);
                None
            }
        }
    }

    /// Takes note of what a part leads to that only one side has, so that it counts as used.
    pub(super) fn reach(&mut self, node: &Node<'d>) {
        self.follow(node);
    }

    /// Both sides with references followed.
    pub(super) fn follow_both(&mut self, pair: &Pair<'d>) -> Option<Pair<'d>> {
        let (old, new) = (self.follow(&pair.old), self.follow(&pair.new));
        Some(Pair::new(old?, new?))
    }

    /// Whether an operation leads to this place.
    pub(super) fn is_reached(&self, node: &Node<'d>) -> bool {
        let side = self.side_of(node);
        self.reached.contains(&format!("{side}{}", node.pointer))
    }

    fn side_of(&self, node: &Node<'d>) -> &'static str {
        let is_old = std::ptr::eq(node.source, self.root.old.source);
        if is_old { "old" } else { "new" }
    }

    /// Whether this pair of schemas is looked at for the first time on this side.
    pub(super) fn first_time(&mut self, pair: &Pair<'d>, side: Side) -> bool {
        let (old, new) = (pair.old.pointer.clone(), pair.new.pointer.clone());
        self.seen.insert((old, new, side))
    }

    /// Whether this pair was looked at on any side.
    pub(super) fn was_seen(&self, pair: &Pair<'d>) -> bool {
        [
            Side::Parameter,
            Side::Request,
            Side::Response,
            Side::Header,
            Side::Unused,
        ]
        .into_iter()
        .any(|side| {
            let (old, new) = (pair.old.pointer.clone(), pair.new.pointer.clone());
            self.seen.contains(&(old, new, side))
        })
    }

    /// Goes one level down, unless that is too deep.
    pub(super) fn deeper(&mut self, at: &Node<'d>, go: impl FnOnce(&mut Self)) {
        if self.depth == DEEPEST {
            let message = format!("schemas stand in each other more than {DEEPEST} deep");
            let mend = "describe the same with fewer levels";
            let finding = at.source.finding(&at.pointer, "depth", message, mend);
            self.refused.push(finding);
            return;
        }
        self.depth += 1;
        go(self);
        self.depth -= 1;
    }
}

/// Method and path of the operation that a place belongs to.
fn operation(pointer: &str) -> Option<String> {
    let mut segments = pointer.split('/').skip(1);
    let (area, path, method) = (segments.next()?, segments.next()?, segments.next()?);
    let path = path.replace("~1", "/").replace("~0", "~");
    let known = super::super::words::METHODS.contains(&method);
    (area == "paths" && known).then(|| format!("{} {path}", method.to_uppercase()))
}
