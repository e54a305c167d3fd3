//! Where the API answers.

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::{Comparison, Pair};

impl<'d> Comparison<'d> {
    pub(super) fn servers(&mut self) {
        let (old, new) = (self.root.old.clone(), self.root.new.clone());
        let (old, new) = (old.items_of("servers"), new.items_of("servers"));
        let base = |servers: &[Node<'d>]| servers.first().and_then(|server| server.text("url"));
        let moved = base(&old) != base(&new);
        let mut removed = Vec::new();
        for server in &old {
            match new
                .iter()
                .find(|other| other.text("url") == server.text("url"))
            {
                Some(twin) => {
                    let pair = Pair::new(server.clone(), twin.clone());
                    self.documentation(&pair);
                    self.rest(&pair, &["url"]);
                }
                None => removed.push(server.clone()),
            }
        }
        let added: Vec<_> = new
            .iter()
            .filter(|server| {
                old.iter()
                    .all(|other| other.text("url") != server.text("url"))
            })
            .collect();
        for server in removed.iter().chain(added.iter().copied()) {
            if let Some(variables) = server.get("variables") {
                self.refuse(&variables, "a server with `variables`");
            }
        }
        let users = |concerned: bool| match concerned {
            true => Judged::additive("the base URL is another under the same name"),
            false => Judged::neutral("the client goes to the first server"),
        };
        if removed.is_empty() && added.is_empty() && moved {
            if let Some(first) = new.first() {
                let callers = Judged::neutral("the same servers answer");
                let what = "another server stands first";
                self.note(first, "server-order-changed", what, callers, users(true));
            }
            return;
        }
        for server in &removed {
            let what = format!("{} is gone", url(server));
            let callers = Judged::breaking("nobody may answer there any more");
            let first = base(&old) == server.text("url");
            self.note(
                server,
                "server-removed",
                what,
                callers,
                users(moved && first),
            );
        }
        for server in added {
            let what = format!("{} is new", url(server));
            let callers = Judged::additive("nobody calls it yet");
            let first = base(&new) == server.text("url");
            self.note(server, "server-added", what, callers, users(moved && first));
        }
    }
}

fn url(server: &Node<'_>) -> String {
    format!("the server `{}`", server.text("url").unwrap_or_default())
}
