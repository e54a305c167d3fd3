//! Schemas.

use super::Kind::{
    Any, Count, Flag, FlagOr, List, Map, Number, Of, RefOr, Text, TextMap, Texts, Values,
};
use super::document::EXTERNAL;
use super::{Shape, may, must, shape};

pub(in crate::spec::check) static SCHEMA: Shape = shape(
    "schema",
    &[
        may("title", Text),
        may("multipleOf", Number),
        may("maximum", Number),
        may("exclusiveMaximum", Flag),
        may("minimum", Number),
        may("exclusiveMinimum", Flag),
        may("maxLength", Count),
        may("minLength", Count),
        may("pattern", Text),
        may("maxItems", Count),
        may("minItems", Count),
        may("uniqueItems", Flag),
        may("maxProperties", Count),
        may("minProperties", Count),
        may("required", Texts),
        may("enum", Values),
        may("type", Any),
        may("not", RefOr(&SCHEMA)),
        may("allOf", List(&SCHEMA)),
        may("oneOf", List(&SCHEMA)),
        may("anyOf", List(&SCHEMA)),
        may("items", RefOr(&SCHEMA)),
        may("properties", Map(&SCHEMA)),
        may("additionalProperties", FlagOr(&SCHEMA)),
        may("description", Text),
        may("format", Text),
        may("default", Any),
        may("nullable", Flag),
        may("discriminator", Of(&DISCRIMINATOR)),
        may("readOnly", Flag),
        may("writeOnly", Flag),
        may("example", Any),
        may("externalDocs", Of(&EXTERNAL)),
        may("deprecated", Flag),
        may("xml", Of(&XML)),
    ],
    &[
        "type",
        "nullable",
        "format",
        "enum",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "default",
        "description",
        "x-claims",
        "required",
        "properties",
        "items",
        "pattern",
        "x-extensible-enum",
        "example",
    ],
);

pub(in crate::spec::check) static DISCRIMINATOR: Shape = shape(
    "discriminator",
    &[must("propertyName", Text), may("mapping", TextMap)],
    &[],
);

pub(in crate::spec::check) static XML: Shape = shape(
    "`xml`",
    &[
        may("name", Text),
        may("namespace", Text),
        may("prefix", Text),
        may("attribute", Flag),
        may("wrapped", Flag),
    ],
    &[],
);
