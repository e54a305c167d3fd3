//! The form of a scenario file, for editors: what of Arazzo 1.0 is used here, and the
//! extensions.
//!
//! Files are read with the model of Arazzo itself; nothing is read with these types. A key
//! without a value is refused there, and [`without_null`] takes it out of the schema.

use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::extension::{StepExtensions, WorkflowExtensions};

/// Leaves no schema that takes `null` besides something else.
pub(crate) fn without_null(schema: &mut Schema) {
    schemars::transform::transform_subschemas(&mut without_null, schema);
    let null = Value::from("null");
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| *one != null);
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&null));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
}

/// Asks for the page of a scenario, whose absence is told by its reader in full.
fn with_page(schema: &mut Schema) {
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.push(Value::from("x-page"));
    }
}

/// Scenarios, as an Arazzo 1.0 document.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Scenarios")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct ScenarioFile {
    /// The version of Arazzo.
    #[schemars(regex(pattern = r"^1\.0\.\d+"))]
    arazzo: String,
    /// What the document is about.
    info: Info,
    /// The description of the operations, and nothing else.
    #[schemars(length(equal = 1))]
    source_descriptions: Vec<SourceDescription>,
    /// The scenarios, addressed as `area/workflowId`.
    #[schemars(length(min = 1))]
    workflows: Vec<Workflow>,
    /// What workflows share.
    components: Option<Components>,
}

/// What a document is about.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Info {
    title: String,
    summary: Option<String>,
    description: Option<String>,
    version: String,
}

/// The description of the operations.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct SourceDescription {
    /// What expressions call it.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_\-]+$"))]
    name: String,
    /// Where it is, relative to the document.
    url: String,
    r#type: Option<SourceType>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum SourceType {
    Openapi,
}

/// A scenario.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(transform = with_page)]
#[expect(dead_code, reason = "only its schema is used")]
struct Workflow {
    /// Its name, the second part of its address.
    workflow_id: String,
    /// What it shows, in one line.
    summary: String,
    /// More about it.
    description: Option<String>,
    /// Its inputs: `api_key`, `other_api_key` and `sandbox`, as a JSON Schema.
    inputs: Option<Map<String, Value>>,
    depends_on: Option<Vec<String>>,
    /// Its steps, in the order they are played.
    #[schemars(length(min = 1))]
    steps: Vec<Step>,
    success_actions: Option<Vec<Map<String, Value>>>,
    failure_actions: Option<Vec<Map<String, Value>>>,
    outputs: Option<Map<String, Value>>,
    parameters: Option<Vec<Parameter>>,
    #[serde(flatten)]
    extensions: WorkflowExtensions,
}

/// A step of a scenario.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Step {
    /// Its name, the third part of its address.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_\-]+$"))]
    step_id: String,
    description: Option<String>,
    /// The operation it calls.
    operation_id: OperationId,
    parameters: Option<Vec<Parameter>>,
    /// What its answer has to fulfil. A step without criteria would check nothing.
    #[schemars(length(min = 1))]
    success_criteria: Vec<Criterion>,
    on_success: Option<Vec<Map<String, Value>>>,
    on_failure: Option<Vec<Map<String, Value>>>,
    outputs: Option<Map<String, Value>>,
    #[serde(flatten)]
    extensions: StepExtensions,
}

/// The operations of the description.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum OperationId {
    ListSandboxes,
    PauseSandbox,
    ResumeSandbox,
}

/// A parameter of a call, or a reference to one.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Parameter {
    Shared(Reference),
    Own(OwnParameter),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Reference {
    /// `$components.parameters.NAME`
    reference: String,
    /// What it is in place of the shared value.
    value: Option<Value>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct OwnParameter {
    name: String,
    r#in: Place,
    /// A value, or an expression such as `$inputs.sandbox`.
    value: Value,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// Something that an answer has to fulfil.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Criterion {
    /// Such as `$statusCode == 200`.
    condition: String,
    context: Option<String>,
    r#type: Option<Value>,
    version: Option<String>,
}

/// What workflows share.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Components {
    inputs: Option<Map<String, Value>>,
    parameters: Option<std::collections::BTreeMap<String, OwnParameter>>,
    success_actions: Option<Map<String, Value>>,
    failure_actions: Option<Map<String, Value>>,
}
