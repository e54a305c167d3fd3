//! Which sandboxes a filter finds.

use std::collections::HashSet;
use std::sync::Arc;

use crate::client::Client;
use crate::error::Error;
use crate::paging::Pages;

use super::change::Change;
use super::ledger::Ledger;
use super::plan::{Filter, Selection};

/// Finds every sandbox before one is changed: changing them moves them out of the list, and a
/// list that shrinks while it is read may pass over some.
pub(super) async fn find(
    client: &Client,
    change: Change,
    selection: Selection,
    ledger: &Ledger,
) -> Result<(), Error> {
    match selection {
        Selection::Ids(ids) => {
            ledger.found(Unique::default().new_ones(ids));
            Ok(())
        }
        Selection::Listed(filter) => list(client, change, &filter, ledger).await,
    }
}

async fn list(
    client: &Client,
    change: Change,
    filter: &Filter,
    ledger: &Ledger,
) -> Result<(), Error> {
    let mut call = client
        .list_sandboxes()
        .status(change.from())
        .limit(filter.page_size);
    if let Some(region) = &filter.region {
        call = call.region(region.as_str());
    }
    let mut unique = Unique::default();
    let mut pages = Pages::patient(call);
    while let Some(page) = pages.next().await {
        let page = page?.into_inner().data;
        let chosen = page
            .into_iter()
            .filter(|sandbox| filter.chooses(change, sandbox));
        ledger.found(unique.new_ones(chosen.map(|sandbox| sandbox.id)));
    }
    Ok(())
}

/// Every id once.
#[derive(Default)]
struct Unique(HashSet<Arc<str>>);

impl Unique {
    fn new_ones(&mut self, ids: impl IntoIterator<Item = String>) -> Vec<Arc<str>> {
        let ids = ids.into_iter().map(Arc::<str>::from);
        ids.filter(|id| self.0.insert(id.clone())).collect()
    }
}
