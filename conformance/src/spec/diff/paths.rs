//! Which operation of one description is which of the other.

use super::super::node::Node;
use super::super::words::METHODS;
use super::comparison::{Comparison, Pair};

/// An operation with what is around it.
#[derive(Clone)]
pub(super) struct Operation<'d> {
    pub(super) path: &'d str,
    pub(super) method: &'d str,
    /// What its server has before the path, where the other description has it in the path.
    pub(super) base: String,
    pub(super) item: Node<'d>,
    pub(super) node: Node<'d>,
}

/// The same operation on both sides.
pub(super) struct Twins<'d> {
    pub(super) old: Operation<'d>,
    pub(super) new: Operation<'d>,
}

impl<'d> Operation<'d> {
    /// Method and path.
    pub(super) fn label(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    pub(super) fn id(&self) -> Option<&'d str> {
        self.node.text("operationId")
    }

    /// What makes two operations the same: parameters of a path may have other names.
    pub(super) fn key(&self) -> (&'d str, String) {
        (self.method, self.base.clone() + &erased(self.path))
    }

    /// The names of the parameters in the path, in order.
    pub(super) fn path_names(&self) -> Vec<&'d str> {
        let parts = self.path.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect()
    }
}

impl<'d> Twins<'d> {
    pub(super) fn nodes(&self) -> Pair<'d> {
        Pair::new(self.old.node.clone(), self.new.node.clone())
    }

    /// Whether method or path changed, other than in the names of parameters.
    pub(super) fn moved(&self) -> bool {
        self.old.key() != self.new.key()
    }
}

/// What the operations of two descriptions come to.
pub(super) struct Matched<'d> {
    pub(super) both: Vec<Twins<'d>>,
    pub(super) gone: Vec<Operation<'d>>,
    pub(super) come: Vec<Operation<'d>>,
}

/// Matches by method and path, and what is left by operation id.
pub(super) fn matched<'d>(old: Vec<Operation<'d>>, new: Vec<Operation<'d>>) -> Matched<'d> {
    let mut matched = Matched {
        both: Vec::new(),
        gone: old,
        come: new,
    };
    matched.take(|one, other| {
        (one.method, one.base.as_str(), one.path) == (other.method, other.base.as_str(), other.path)
    });
    matched.take(|one, other| one.key() == other.key());
    matched.take(|one, other| one.id().is_some() && one.id() == other.id());
    matched
}

impl<'d> Matched<'d> {
    fn take(&mut self, are_twins: impl Fn(&Operation<'d>, &Operation<'d>) -> bool) {
        for old in std::mem::take(&mut self.gone) {
            match self.come.iter().position(|new| are_twins(&old, new)) {
                Some(at) => {
                    let new = self.come.remove(at);
                    self.both.push(Twins { old, new });
                }
                None => self.gone.push(old),
            }
        }
    }
}

/// The operations of a description.
pub(super) fn operations<'d>(root: &Node<'d>) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    for (path, item) in root.members_of("paths") {
        for (method, node) in item.members() {
            if METHODS.contains(&method) && path.starts_with('/') {
                operations.push(Operation {
                    path,
                    method,
                    base: String::new(),
                    item: item.clone(),
                    node,
                });
            }
        }
    }
    operations
}

fn erased(path: &str) -> String {
    let mut parts = path.split('{');
    let mut erased = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        erased.push_str("{}");
        erased.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    erased
}

impl<'d> Comparison<'d> {
    /// What stands beside the operations of a path.
    pub(super) fn path_items(&mut self) {
        let (old, new) = (self.root.old.clone(), self.root.new.clone());
        let (old, new) = (old.members_of("paths"), new.members_of("paths"));
        for (path, item) in &old {
            let twin = new.iter().find(|(other, _)| other == path);
            if let Some((_, twin)) = twin {
                let pair = Pair::new(item.clone(), twin.clone());
                if path.starts_with("x-") {
                    continue;
                }
                self.documentation(&pair);
                self.rest(&pair, &[METHODS.as_slice(), &["parameters"]].concat());
            }
        }
        for (_, item) in old.iter().chain(&new) {
            if let Some(reference) = item.get("$ref") {
                let other = if std::ptr::eq(item.source, self.root.old.source) {
                    &new
                } else {
                    &old
                };
                let same = other
                    .iter()
                    .any(|(_, twin)| twin.pointer == item.pointer && twin.value == item.value);
                if !same {
                    self.refuse(&reference, "a path that is a reference");
                }
            }
        }
    }
}
