//! The whole document, and its operations one by one.

use crate::generatable::names::snake;

use super::base;
use super::change::Judged;
use super::comparison::Comparison;
use super::paths::{self, Operation, Twins};

/// Members at the top that are compared.
const DOCUMENT: [&str; 6] = [
    "openapi",
    "info",
    "servers",
    "security",
    "paths",
    "components",
];

/// Members of an operation that are compared.
const OPERATION: [&str; 5] = [
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
];

impl<'d> Comparison<'d> {
    /// Compares both documents.
    pub(super) fn documents(&mut self) {
        let root = self.root.clone();
        self.documentation(&root);
        self.rest(&root, &DOCUMENT);
        self.about();
        self.path_items();
        let mut old = paths::operations(&root.old);
        let mut new = paths::operations(&root.new);
        match base::shifted(&root, &old, &new) {
            Some(bases) => {
                self.base_shifted(&bases);
                bases.give(&mut old, &mut new);
            }
            None => self.servers(),
        }
        let matched = paths::matched(old, new);
        for twins in &matched.both {
            self.operation(twins);
        }
        for gone in &matched.gone {
            self.operation_removed(gone);
        }
        for come in &matched.come {
            self.operation_added(come);
        }
        self.components();
    }

    fn about(&mut self) {
        let root = self.root.clone();
        for (name, what) in [
            ("openapi", "the version of OpenAPI is another"),
            ("info", "what the description says of itself is another"),
        ] {
            if let Some(pair) = root.both(name).filter(|_| !self.same(&root, name)) {
                let because = "it describes the same API";
                let (callers, users) = (Judged::neutral(because), Judged::neutral(because));
                self.note(&pair.new, format!("{name}-changed"), what, callers, users);
            }
        }
    }

    fn operation(&mut self, twins: &Twins<'d>) {
        let pair = twins.nodes();
        self.moved_operation(twins);
        self.operation_id(twins);
        self.documentation(&pair);
        self.rest(&pair, &OPERATION);
        self.security(twins);
        self.parameters(twins);
        self.request_body(&pair);
        self.responses(&pair);
    }

    fn moved_operation(&mut self, twins: &Twins<'d>) {
        if twins.moved() {
            let (old, new) = (twins.old.label(), twins.new.label());
            let what = format!("`{old}` is `{new}` now");
            let callers = Judged::breaking("nothing answers the old request any more");
            let users = Judged::additive("the same method sends another request");
            self.note(&twins.new.node, "operation-moved", what, callers, users);
        }
    }

    fn operation_id(&mut self, twins: &Twins<'d>) {
        let (old, new) = (twins.old.id(), twins.new.id());
        if old == new {
            return;
        }
        let [was, is] = [old, new].map(|id| id.unwrap_or("not given"));
        let what = format!("`operationId` was `{was}` and is `{is}`");
        let callers = Judged::neutral("it is never sent");
        let users = match snake(was) == snake(is) {
            true => Judged::neutral("the method has the same name"),
            false => Judged::breaking("the method and its builder have other names"),
        };
        let at = twins.new.node.get("operationId");
        let at = at.unwrap_or_else(|| twins.new.node.clone());
        self.note(&at, "operation-id-changed", what, callers, users);
    }

    fn operation_removed(&mut self, gone: &Operation<'d>) {
        let what = format!("`{}` is gone", gone.label());
        let callers = Judged::breaking("nothing answers it any more");
        let users = Judged::breaking("the method and its builder are gone");
        self.note(&gone.node, "operation-removed", what, callers, users);
    }

    fn operation_added(&mut self, come: &Operation<'d>) {
        let what = format!("`{}` is new", come.label());
        let callers = Judged::additive("nobody calls it yet");
        let users = Judged::additive("the client has one more method");
        self.note(&come.node, "operation-added", what, callers, users);
    }
}
