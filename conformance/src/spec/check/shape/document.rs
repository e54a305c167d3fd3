//! The document, what it says of itself, and its paths.

use super::Kind::{List, Map, Of, Text, Texts};
use super::components::COMPONENTS;
use super::operation::{OPERATION, PARAMETER};
use super::{Shape, map, may, must, shape};

pub(in crate::spec::check) static DOCUMENT: Shape = shape(
    "description",
    &[
        must("openapi", Text),
        must("info", Of(&INFO)),
        may("servers", List(&SERVER)),
        may("tags", List(&TAG)),
        may("security", List(&REQUIREMENT)),
        must("paths", Of(&PATHS)),
        may("components", Of(&COMPONENTS)),
        may("externalDocs", Of(&EXTERNAL)),
    ],
    &[
        "openapi",
        "info",
        "servers",
        "tags",
        "security",
        "paths",
        "components",
    ],
);

pub(in crate::spec::check) static INFO: Shape = shape(
    "`info`",
    &[
        must("title", Text),
        must("version", Text),
        may("description", Text),
        may("termsOfService", Text),
        may("contact", Of(&CONTACT)),
        may("license", Of(&LICENSE)),
    ],
    &["title", "version", "description", "contact", "license"],
);

pub(in crate::spec::check) static CONTACT: Shape = shape(
    "contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
    &["name", "url"],
);

pub(in crate::spec::check) static LICENSE: Shape = shape(
    "license",
    &[must("name", Text), may("url", Text)],
    &["name", "url"],
);

pub(in crate::spec::check) static SERVER: Shape = shape(
    "server",
    &[
        must("url", Text),
        may("description", Text),
        may("variables", Map(&VARIABLE)),
    ],
    &["url", "description"],
);

pub(in crate::spec::check) static VARIABLE: Shape = shape(
    "variable of a server",
    &[
        may("enum", Texts),
        must("default", Text),
        may("description", Text),
    ],
    &[],
);

pub(in crate::spec::check) static TAG: Shape = shape(
    "tag",
    &[
        must("name", Text),
        may("description", Text),
        may("externalDocs", Of(&EXTERNAL)),
    ],
    &["name", "description"],
);

pub(in crate::spec::check) static EXTERNAL: Shape = shape(
    "`externalDocs`",
    &[may("description", Text), must("url", Text)],
    &["description", "url"],
);

pub(in crate::spec::check) static REQUIREMENT: Shape = map("alternative of `security`", Texts);

pub(in crate::spec::check) static PATHS: Shape = map("`paths`", Of(&PATH));

pub(in crate::spec::check) static PATH: Shape = shape(
    "path",
    &[
        may("$ref", Text),
        may("summary", Text),
        may("description", Text),
        may("get", Of(&OPERATION)),
        may("put", Of(&OPERATION)),
        may("post", Of(&OPERATION)),
        may("delete", Of(&OPERATION)),
        may("options", Of(&OPERATION)),
        may("head", Of(&OPERATION)),
        may("patch", Of(&OPERATION)),
        may("trace", Of(&OPERATION)),
        may("servers", List(&SERVER)),
        may("parameters", List(&PARAMETER)),
    ],
    &["summary", "description", "parameters"],
);
