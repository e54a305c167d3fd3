//! A hard cap on the requests of a run, with enough kept back to put sandboxes back.

/// How many requests may still be sent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Budget {
    most: Option<u32>,
    spent: u32,
    kept_back: u32,
    ran_out: bool,
}

impl Budget {
    /// No more than so many.
    pub(super) fn of(most: u32) -> Self {
        Budget {
            most: Some(most),
            ..Budget::default()
        }
    }

    /// The cap, where there is one.
    pub(super) fn most(&self) -> Option<u32> {
        self.most
    }

    /// How many were sent.
    pub(super) fn spent(&self) -> u32 {
        self.spent
    }

    /// Keeps requests back, in place of those that were kept back before. Returns whether
    /// there are so many.
    pub(super) fn keep_back(&mut self, requests: u32) -> bool {
        self.kept_back = requests;
        self.most
            .is_none_or(|most| self.spent.saturating_add(requests) <= most)
    }

    /// Whether so many requests may be sent without touching what is kept back.
    pub(super) fn affords(&self, requests: u32) -> bool {
        let gone = self.spent.saturating_add(self.kept_back);
        self.most
            .is_none_or(|most| gone.saturating_add(requests) <= most)
    }

    /// How many requests may be sent without touching what is kept back.
    pub(super) fn left(&self) -> u32 {
        let gone = self.spent.saturating_add(self.kept_back);
        self.most.map_or(u32::MAX, |most| most.saturating_sub(gone))
    }

    /// Takes one request. Returns whether it may be sent.
    pub(super) fn take(&mut self) -> bool {
        let may = self.affords(1);
        self.spent += u32::from(may);
        self.ran_out |= !may;
        may
    }

    /// Whether requests are kept back: until it is time to put back.
    pub(super) fn keeps_back(&self) -> bool {
        self.most.is_some() && self.kept_back > 0
    }

    /// Refuses a request that was not asked for, since others would have to follow it.
    pub(super) fn run_out(&mut self) {
        self.ran_out = true;
    }

    /// Whether a request was refused.
    pub(super) fn ran_out(&self) -> bool {
        self.ran_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_back_is_not_spent_before_it_is_let_go() {
        let mut budget = Budget::of(5);
        assert!(budget.keep_back(3));
        assert!(budget.take() && budget.take());
        assert!(!budget.ran_out());
        assert_eq!(budget.left(), 0);
        assert!(!budget.take(), "the rest is kept back");
        assert!(budget.ran_out());
        assert!(budget.keep_back(0));
        assert!(budget.affords(3) && !budget.affords(4));
        assert!(budget.take() && budget.take() && budget.take());
        assert!(!budget.take(), "never more than the cap");
    }

    #[test]
    fn more_cannot_be_kept_back_than_there_is() {
        let mut budget = Budget::of(5);
        assert!(budget.take());
        assert!(budget.keep_back(4) && !budget.keep_back(5));
    }

    #[test]
    fn no_cap_refuses_nothing() {
        let mut budget = Budget::default();
        assert!(budget.keep_back(1_000));
        assert!((0..1_000).all(|_| budget.take()));
        assert!(!budget.ran_out());
    }
}
