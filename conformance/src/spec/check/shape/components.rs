//! Components and credentials.

use super::Kind::{Map, Of, OneOf, Text, TextMap};
use super::operation::{CALLBACK, EXAMPLE, HEADER, LINK, PARAMETER, REQUEST_BODY, RESPONSE};
use super::schema::SCHEMA;
use super::{Shape, may, must, shape};

pub(in crate::spec::check) static COMPONENTS: Shape = shape(
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

pub(in crate::spec::check) static SECURITY: Shape = shape(
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

pub(in crate::spec::check) static FLOWS: Shape = shape(
    "`flows`",
    &[
        may("implicit", Of(&FLOW)),
        may("password", Of(&FLOW)),
        may("clientCredentials", Of(&FLOW)),
        may("authorizationCode", Of(&FLOW)),
    ],
    &[],
);

pub(in crate::spec::check) static FLOW: Shape = shape(
    "flow",
    &[
        may("authorizationUrl", Text),
        may("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", TextMap),
    ],
    &[],
);
