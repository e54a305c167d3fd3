//! Operations, parameters, bodies and answers.

use super::Kind::{Any, Flag, List, Map, Of, OneOf, RefOr, Text, Texts};
use super::document::{EXTERNAL, PATH, REQUIREMENT, SERVER};
use super::schema::SCHEMA;
use super::{Shape, map, may, must, shape};

pub(in crate::spec::check) static OPERATION: Shape = shape(
    "operation",
    &[
        may("tags", Texts),
        may("summary", Text),
        may("description", Text),
        may("externalDocs", Of(&EXTERNAL)),
        may("operationId", Text),
        may("parameters", List(&PARAMETER)),
        may("requestBody", RefOr(&REQUEST_BODY)),
        must("responses", Of(&RESPONSES)),
        may("callbacks", Map(&CALLBACK)),
        may("deprecated", Flag),
        may("security", List(&REQUIREMENT)),
        may("servers", List(&SERVER)),
    ],
    &[
        "operationId",
        "summary",
        "description",
        "externalDocs",
        "tags",
        "deprecated",
        "x-claims",
        "security",
        "parameters",
        "requestBody",
        "responses",
    ],
);

pub(in crate::spec::check) static PARAMETER: Shape = shape(
    "parameter",
    &[
        must("name", Text),
        must("in", OneOf(&["query", "header", "path", "cookie"])),
        may("description", Text),
        may("required", Flag),
        may("deprecated", Flag),
        may("allowEmptyValue", Flag),
        may("style", Text),
        may("explode", Flag),
        may("allowReserved", Flag),
        may("schema", RefOr(&SCHEMA)),
        may("example", Any),
        may("examples", Map(&EXAMPLE)),
        may("content", Map(&MEDIA)),
    ],
    &[
        "name",
        "in",
        "required",
        "description",
        "x-claims",
        "schema",
        "example",
    ],
);

pub(in crate::spec::check) static REQUEST_BODY: Shape = shape(
    "request body",
    &[
        may("description", Text),
        must("content", Map(&MEDIA)),
        may("required", Flag),
    ],
    &["description", "required", "x-claims", "content"],
);

pub(in crate::spec::check) static MEDIA: Shape = shape(
    "media type",
    &[
        may("schema", RefOr(&SCHEMA)),
        may("example", Any),
        may("examples", Map(&EXAMPLE)),
        may("encoding", Map(&ENCODING)),
    ],
    &["schema", "example", "examples"],
);

pub(in crate::spec::check) static ENCODING: Shape = shape(
    "encoding",
    &[
        may("contentType", Text),
        may("headers", Map(&HEADER)),
        may("style", Text),
        may("explode", Flag),
        may("allowReserved", Flag),
    ],
    &[],
);

pub(in crate::spec::check) static RESPONSES: Shape = map("`responses`", RefOr(&RESPONSE));

pub(in crate::spec::check) static RESPONSE: Shape = shape(
    "response",
    &[
        must("description", Text),
        may("headers", Map(&HEADER)),
        may("content", Map(&MEDIA)),
        may("links", Map(&LINK)),
    ],
    &[
        "description",
        "x-claims",
        "x-error-codes",
        "headers",
        "content",
    ],
);

pub(in crate::spec::check) static HEADER: Shape = shape(
    "header",
    &[
        may("description", Text),
        may("required", Flag),
        may("deprecated", Flag),
        may("allowEmptyValue", Flag),
        may("style", Text),
        may("explode", Flag),
        may("allowReserved", Flag),
        may("schema", RefOr(&SCHEMA)),
        may("example", Any),
        may("examples", Map(&EXAMPLE)),
        may("content", Map(&MEDIA)),
    ],
    &["description", "required", "x-claims", "schema", "example"],
);

pub(in crate::spec::check) static EXAMPLE: Shape = shape(
    "example",
    &[
        may("summary", Text),
        may("description", Text),
        may("value", Any),
        may("externalValue", Text),
    ],
    &["summary", "description", "value"],
);

pub(in crate::spec::check) static LINK: Shape = shape(
    "link",
    &[
        may("operationRef", Text),
        may("operationId", Text),
        may("parameters", Any),
        may("requestBody", Any),
        may("description", Text),
        may("server", Of(&SERVER)),
    ],
    &[],
);

pub(in crate::spec::check) static CALLBACK: Shape = map("callback", Of(&PATH));
