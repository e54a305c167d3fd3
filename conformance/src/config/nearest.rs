//! What somebody meant who wrote something that there is not.

/// Names that are less alike than this are not taken for one another.
const ALIKE: f64 = 0.8;

/// The name that is most like another one, if any is like it at all.
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |known: &str| strsim::jaro_winkler(known, name);
    let known = names.into_iter().map(|known| (likeness(known), known));
    let (_, nearest) = known
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    Some(nearest)
}
