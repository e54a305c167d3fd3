//! Which OpenAPI a document is.

use serde_json::Value;

use super::finding::Finding;
use super::source::Source;

/// Why a document is no description in OpenAPI 3.0, if it is none.
pub(super) fn unsupported(source: &Source) -> Option<Finding> {
    let version = source.value.get("openapi");
    let text = version.and_then(Value::as_str).unwrap_or_default();
    if text.starts_with("3.0.") && source.value.is_object() {
        return None;
    }
    let (place, problem) = if source.value.get("swagger").is_some() {
        ("/swagger", "is a Swagger 2 document".to_owned())
    } else if let Some(version) = version {
        ("/openapi", format!("says it is OpenAPI {version}"))
    } else {
        ("", "is no OpenAPI document".to_owned())
    };
    let message = format!("the file {problem}");
    let mend = "give a description in OpenAPI 3.0.x, such as `openapi: 3.0.3`";
    Some(source.finding(place, "openapi-version", message, mend))
}
