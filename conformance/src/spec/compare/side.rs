//! Both sides of a subject, with the claims around it.

use super::super::node::Node;
use super::facts::{Facts, Said, claims_at, said};

/// A subject, and what stands for it on either side.
#[derive(Clone)]
pub(super) struct Subject<'d> {
    pub(super) name: String,
    pub(super) ours: Option<Node<'d>>,
    pub(super) theirs: Option<Node<'d>>,
    /// The claims of the nearest part of ours that names some.
    pub(super) claims: Vec<String>,
}

impl<'d> Subject<'d> {
    /// Part of this subject, references followed. What leads nowhere is not compared.
    pub(super) fn part(
        &self,
        name: &str,
        ours: Option<Node<'d>>,
        theirs: Option<Node<'d>>,
        facts: &mut Facts<'_>,
    ) -> Subject<'d> {
        let mut follow = |node: Option<Node<'d>>| {
            let node = node?;
            let target = node.resolved();
            if target.is_err() {
                facts.skip("$ref", &node);
            }
            target.ok()
        };
        let (ours, theirs) = (follow(ours), follow(theirs));
        let own = ours.as_ref().map(claims_at).unwrap_or_default();
        let name = match self.name.is_empty() {
            true => name.to_owned(),
            false => format!("{}: {name}", self.name),
        };
        Subject {
            name,
            ours,
            theirs,
            claims: if own.is_empty() {
                self.claims.clone()
            } else {
                own
            },
        }
    }

    /// The same member on both sides.
    pub(super) fn member(&self, name: &str, label: &str, facts: &mut Facts<'_>) -> Subject<'d> {
        let get = |node: &Option<Node<'d>>| node.as_ref().and_then(|node| node.get(name));
        self.part(label, get(&self.ours), get(&self.theirs), facts)
    }

    /// Whether both sides have it.
    pub(super) fn is_on_both(&self) -> bool {
        self.ours.is_some() && self.theirs.is_some()
    }

    /// Notes whether each side has it.
    pub(super) fn presence(&self, facts: &mut Facts<'_>) {
        let there = |node: &Option<Node<'d>>| {
            let node = node.clone()?;
            Some(Said {
                node,
                text: "there".to_owned(),
            })
        };
        facts.note(
            &self.name,
            there(&self.ours),
            there(&self.theirs),
            &self.claims,
        );
    }

    /// Notes what a member says on both sides, where both have the part around it.
    pub(super) fn says(&self, member: &str, facts: &mut Facts<'_>) {
        self.holds(member, facts, |node| {
            node.get(member).map(|node| said(node.value))
        });
    }

    /// Notes what is read from both sides under a name.
    pub(super) fn holds(
        &self,
        label: &str,
        facts: &mut Facts<'_>,
        read: impl Fn(&Node<'d>) -> Option<String>,
    ) {
        if !self.is_on_both() {
            return;
        }
        let side = |node: &Option<Node<'d>>| {
            let node = node.clone()?;
            let text = read(&node)?;
            let node = node.get(label).unwrap_or(node);
            Some(Said { node, text })
        };
        let subject = format!("{}: {label}", self.name);
        facts.note(&subject, side(&self.ours), side(&self.theirs), &self.claims);
    }

    /// Lists members that are on neither side compared.
    pub(super) fn skip_but(&self, known: &[&str], facts: &mut Facts<'_>) {
        for side in [&self.ours, &self.theirs].into_iter().flatten() {
            for (name, member) in side.members() {
                let read = [
                    "title",
                    "summary",
                    "description",
                    "example",
                    "examples",
                    "externalDocs",
                    "tags",
                ];
                if !known.contains(&name) && !read.contains(&name) && !name.starts_with("x-") {
                    facts.skip(name, &member);
                }
            }
        }
    }
}

/// The names of both lists, ours first, each once.
pub(super) fn union<'d>(ours: Vec<&'d str>, theirs: Vec<&'d str>) -> Vec<&'d str> {
    let mut names = ours;
    for name in theirs {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names of the members of both sides.
pub(super) fn names<'d>(subject: &Subject<'d>) -> Vec<&'d str> {
    let of = |node: &Option<Node<'d>>| -> Vec<&'d str> {
        let members = node.iter().flat_map(Node::members);
        members.map(|(name, _)| name).collect()
    };
    union(of(&subject.ours), of(&subject.theirs))
}
