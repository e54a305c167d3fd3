//! placeholder
use serde_json::Value;
use std::fmt;
pub(crate) struct Finding {
    pub(crate) place: String,
    pub(crate) operation: Option<String>,
    pub(crate) rule: &'static str,
    pub(crate) problem: String,
    pub(crate) mend: String,
}
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {:?} {} {} {}",
            self.place, self.operation, self.rule, self.problem, self.mend
        )
    }
}
pub(crate) fn check(_: &Value) -> Vec<Finding> {
    Vec::new()
}
