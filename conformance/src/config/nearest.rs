//! What somebody meant who wrote something that there is not.

/// Names that are less alike than this are not taken for one another.
const ALIKE: f64 = 0.8;

/// How alike names are that one slip of a finger tells apart: short ones too.
const SLIP: f64 = 0.85;

/// The name that is most like another one, if any is like it at all.
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |known: &str| {
        let alike = strsim::jaro_winkler(known, name);
        let slip = name.len() > 2 && strsim::osa_distance(known, name) == 1;
        if slip { alike.max(SLIP) } else { alike }
    };
    let known = names.into_iter().map(|known| (likeness(known), known));
    let (_, nearest) = known
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    Some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_understood_in_short_names_too() {
        let names = ["run", "man", "merge"];
        assert_eq!(nearest("rnu", names), Some("run"));
        assert_eq!(nearest("mna", names), Some("man"));
        assert_eq!(nearest("mrege", names), Some("merge"));
        assert_eq!(nearest("auth", names), None);
    }
}
