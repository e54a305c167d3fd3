//! Names that many sandboxes share: regions and templates.

use std::collections::HashMap;
use std::sync::Arc;

/// The number of the first name.
const FIRST: u32 = 101;

/// Keeps one copy of each name and numbers them in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<Arc<str>, u32>);

impl Names {
    /// The shared copy of `name` and its number.
    pub(crate) fn intern(&mut self, name: &str) -> (Arc<str>, u32) {
        if let Some((known, number)) = self.0.get_key_value(name) {
            return (known.clone(), *number);
        }
        let number =
            u32::try_from(self.0.len()).map_or(u32::MAX, |count| count.saturating_add(FIRST));
        let name: Arc<str> = name.into();
        self.0.insert(name.clone(), number);
        (name, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_and_keeps_its_number() {
        let mut names = Names::default();
        let (first, number) = names.intern("base");
        assert_eq!(names.intern("desktop").1, number + 1);
        let (again, same) = names.intern("base");
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(same, number);
    }
}
