//! The form of an OpenAPI 3.0 document: which members each of its objects has.

/// What a member may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number, not below zero.
    Count,
    /// A list of anything.
    Values,
    /// A list of texts.
    Texts,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// An object of that form.
    Of(&'static Shape),
    /// Such an object, or a reference to one.
    RefOr(&'static Shape),
    /// Such an object, a reference to one, or `true` or `false`.
    FlagOr(&'static Shape),
    /// A list of such objects, or of references.
    List(&'static Shape),
    /// An object whose members are such objects, or references, by name.
    Map(&'static Shape),
    /// An object whose members are texts.
    TextMap,
}

/// A member, and whether it has to be there.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// An object of the document.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is called in messages.
    pub(super) name: &'static str,
    pub(super) members: &'static [Member],
    /// What every other member is, where there may be others.
    pub(super) others: Option<Kind>,
    /// The order in which members are written; what it does not have may stand anywhere.
    pub(super) order: &'static [&'static str],
}

impl std::fmt::Debug for Member {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

const fn may(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
    }
}

const fn must(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: true,
    }
}

const fn shape(
    name: &'static str,
    members: &'static [Member],
    order: &'static [&'static str],
) -> Shape {
    Shape {
        name,
        members,
        others: None,
        order,
    }
}

const fn map(name: &'static str, of: Kind) -> Shape {
    Shape {
        name,
        members: &[],
        others: Some(of),
        order: &[],
    }
}

use Kind::{
    Any, Count, Flag, FlagOr, List, Map, Number, Of, OneOf, RefOr, Text, TextMap, Texts, Values,
};

pub(super) static DOCUMENT: Shape = shape(
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

static INFO: Shape = shape(
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

static CONTACT: Shape = shape(
    "contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
    &["name", "url"],
);

static LICENSE: Shape = shape(
    "license",
    &[must("name", Text), may("url", Text)],
    &["name", "url"],
);

static SERVER: Shape = shape(
    "server",
    &[
        must("url", Text),
        may("description", Text),
        may("variables", Map(&VARIABLE)),
    ],
    &["url", "description"],
);

static VARIABLE: Shape = shape(
    "variable of a server",
    &[
        may("enum", Texts),
        must("default", Text),
        may("description", Text),
    ],
    &[],
);

static TAG: Shape = shape(
    "tag",
    &[
        must("name", Text),
        may("description", Text),
        may("externalDocs", Of(&EXTERNAL)),
    ],
    &["name", "description"],
);

static EXTERNAL: Shape = shape(
    "`externalDocs`",
    &[may("description", Text), must("url", Text)],
    &["description", "url"],
);

static REQUIREMENT: Shape = map("alternative of `security`", Texts);

static PATHS: Shape = map("`paths`", Of(&PATH));

static PATH: Shape = shape(
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

static OPERATION: Shape = shape(
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

static PARAMETER: Shape = shape(
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

static REQUEST_BODY: Shape = shape(
    "request body",
    &[
        may("description", Text),
        must("content", Map(&MEDIA)),
        may("required", Flag),
    ],
    &["description", "required", "x-claims", "content"],
);

static MEDIA: Shape = shape(
    "media type",
    &[
        may("schema", RefOr(&SCHEMA)),
        may("example", Any),
        may("examples", Map(&EXAMPLE)),
        may("encoding", Map(&ENCODING)),
    ],
    &["schema", "example", "examples"],
);

static ENCODING: Shape = shape(
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

static RESPONSES: Shape = map("`responses`", RefOr(&RESPONSE));

static RESPONSE: Shape = shape(
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

static HEADER: Shape = shape(
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

static EXAMPLE: Shape = shape(
    "example",
    &[
        may("summary", Text),
        may("description", Text),
        may("value", Any),
        may("externalValue", Text),
    ],
    &["summary", "description", "value"],
);

static LINK: Shape = shape(
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

static CALLBACK: Shape = map("callback", Of(&PATH));

static COMPONENTS: Shape = shape(
    "`components`",
    &[
        may("parameters", Map(&PARAMETER)),
        may("headers", Map(&HEADER)),
        may("responses", Map(&RESPONSE)),
        may("requestBodies", Map(&REQUEST_BODY)),
        may("schemas", Map(&SCHEMA)),
        may("examples", Map(&EXAMPLE)),
        may("securitySchemes", Map(&SECURITY)),
        may("links", Map(&LINK)),
        may("callbacks", Map(&CALLBACK)),
    ],
    &[
        "parameters",
        "headers",
        "requestBodies",
        "responses",
        "schemas",
        "examples",
        "securitySchemes",
    ],
);

static SECURITY: Shape = shape(
    "security scheme",
    &[
        must(
            "type",
            OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
        ),
        may("description", Text),
        may("name", Text),
        may("in", OneOf(&["query", "header", "cookie"])),
        may("scheme", Text),
        may("bearerFormat", Text),
        may("flows", Of(&FLOWS)),
        may("openIdConnectUrl", Text),
    ],
    &["type", "in", "name", "scheme", "description", "x-claims"],
);

static FLOWS: Shape = shape(
    "`flows`",
    &[
        may("implicit", Of(&FLOW)),
        may("password", Of(&FLOW)),
        may("clientCredentials", Of(&FLOW)),
        may("authorizationCode", Of(&FLOW)),
    ],
    &[],
);

static FLOW: Shape = shape(
    "flow",
    &[
        may("authorizationUrl", Text),
        may("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", TextMap),
    ],
    &[],
);

pub(super) static SCHEMA: Shape = shape(
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

static DISCRIMINATOR: Shape = shape(
    "discriminator",
    &[must("propertyName", Text), may("mapping", TextMap)],
    &[],
);

static XML: Shape = shape(
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

/// The form of the markers that are ours.
pub(super) const MARKERS: [(&str, Kind); 4] = [
    ("x-claims", Texts),
    ("x-error-codes", Texts),
    ("x-extensible-enum", Texts),
    ("x-ours", Text),
];
