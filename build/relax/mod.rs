//! What the client forgives and the description does not.
//!
//! The description says what a server must answer; the conformance checks hold it to that.
//! The client has another task: to go on working with servers that are newer, older or
//! sloppier. So it is generated from a copy that [`TABLE`] has relaxed, row by row.

mod rules;
pub(crate) mod walk;

use serde_json::Value;

/// One thing that the client takes more broadly than the description.
pub(crate) struct Relaxation {
    pub(crate) described: &'static str,
    pub(crate) client: &'static str,
    pub(crate) because: &'static str,
    pub(crate) apply: fn(&mut Value),
}

/// Everything that the client forgives. Later rows build on earlier ones.
pub(crate) const TABLE: &[Relaxation] = &[
    Relaxation {
        described: "a closed `enum` of values that an `x-extensible-enum` lists, in answers and parameters",
        client: "its open enum",
        because: "a pause that answers `pausing` has still been answered",
        apply: rules::open_enums_of_known_values,
    },
    Relaxation {
        described: "a string with `x-extensible-enum`",
        client: "an enum of these values and `Unknown(text)`",
        because: "one new status must not make a whole list undecodable",
        apply: rules::open_extensible_enums,
    },
    Relaxation {
        described: "any other closed `enum` (`object`)",
        client: "any value of its type",
        because: "nothing depends on the value",
        apply: rules::open_other_enums,
    },
    Relaxation {
        described: "a string with `format: password` (`auth_token`)",
        client: "`Secret`, which takes any JSON and never shows it",
        because: "what opens a sandbox must not end up in a log",
        apply: rules::hide_secrets,
    },
    Relaxation {
        described: "`Timestamp`, and strings named `…_at`",
        client: "`Timestamp`, which keeps the text and reads it when asked",
        because: "a time in another shape is no reason to lose the sandbox",
        apply: rules::keep_timestamps_as_text,
    },
    Relaxation {
        described: "`minLength`, `maxLength`, `pattern` and `format` of strings",
        client: "any string",
        because: "an odd value is still of use, and a string is easier to use than a type per member",
        apply: rules::drop_string_bounds,
    },
    Relaxation {
        described: "`minimum`, `maximum`, `multipleOf` and `format` of numbers",
        client: "any number of that kind; parameters keep their bounds",
        because: "an odd number in an answer is still of use; what is sent is checked first",
        apply: rules::drop_number_bounds,
    },
    Relaxation {
        described: "`default`",
        client: "nothing",
        because: "what was not said is the server's to decide, not the client's to make up",
        apply: rules::drop_defaults,
    },
    Relaxation {
        described: "`additionalProperties: false`",
        client: "unknown members are ignored",
        because: "servers add members without a new version",
        apply: rules::allow_unknown_members,
    },
    Relaxation {
        described: "promised members of error bodies",
        client: "may be absent",
        because: "an error without `request_id` still says what went wrong",
        apply: rules::forgive_errors,
    },
    Relaxation {
        described: "a promised `request_id`",
        client: "may be absent",
        because: "it serves support only, and older pages show answers without it",
        apply: rules::forgive_request_ids,
    },
    Relaxation {
        described: "a member that merely may appear",
        client: "`Option<Loose<T>>`: absent, null, a `T` or any other JSON",
        because: "pages disagree on these members, and one of them must not spoil a list",
        apply: rules::loosen_optional_members,
    },
    Relaxation {
        described: "a promised member that may be null (`region`)",
        client: "may also be absent",
        because: "many servers leave out what is null",
        apply: rules::forgive_absent_nulls,
    },
    Relaxation {
        described: "a promised array (`data`)",
        client: "null and absent are an empty list",
        because: "`\"data\": null` for an empty list has been seen in the wild",
        apply: rules::forgive_absent_lists,
    },
    Relaxation {
        described: "a string in a path",
        client: "`PathSegment`, which refuses an empty text, `.` and `..`",
        because: "URLs drop these segments, so the call would reach another path",
        apply: rules::guard_path_parameters,
    },
];

/// The description that the client is generated from.
pub(crate) fn relaxed(description: &Value) -> Value {
    let mut copy = description.clone();
    for row in TABLE {
        (row.apply)(&mut copy);
    }
    copy
}

/// The table for the documentation of the generated code.
pub(crate) fn documentation() -> String {
    let head = "| described | the client takes | because |\n| --- | --- | --- |\n";
    let rows = TABLE
        .iter()
        .map(|row| format!("| {} | {} | {} |\n", row.described, row.client, row.because));
    head.to_owned() + &rows.collect::<String>()
}
