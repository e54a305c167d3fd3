//! Pages that the binary has written.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::binary::{Told, fresh, hopx, shown};

/// A page.
pub(crate) struct Written {
    pub(crate) file: PathBuf,
    pub(crate) text: String,
}

/// The page of the description that is built in.
pub(crate) fn real() -> &'static Written {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    WRITTEN.get_or_init(|| of("spec-page-real", &[]))
}

/// The page of other files.
pub(crate) fn of(name: &str, args: &[&str]) -> Written {
    let file = fresh(name).join("page.html");
    write(&file, args).ended(0, &[]);
    let text = fs::read_to_string(&file).expect("a page");
    Written { file, text }
}

/// Has the binary write a page.
pub(crate) fn write(file: &Path, args: &[&str]) -> Told {
    hopx(&[COMMAND, &["--out", &shown(file)], args].concat())
}

/// The command that writes it.
const COMMAND: &[&str] = &["spec", "page"];

/// A file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
