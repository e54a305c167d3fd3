//! Words of OpenAPI that several parts look for.

/// The methods of a path that are operations.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
