//! From a workflow to a scenario, checked against the contract.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use roas_arazzo::v1_0::{Description, Parameter, Workflow};
use roas_arazzo::v1_1;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::LoadError;
use super::extension::WorkflowExtensions;
use super::source::{At, Parsed, Source};
use super::{Input, Scenario, Step, expression, inputs, model, step};
use crate::contract::Contract;

/// What the checks of one workflow have in common.
pub(super) struct Reader<'r> {
    pub(super) parsed: &'r Parsed<'r>,
    pub(super) contract: &'r Contract,
    pub(super) workflow: &'r Workflow,
    /// Where the workflow stands in its document.
    pub(super) index: usize,
    /// The parameters that the document offers for reference.
    pub(super) offered: BTreeMap<String, Parameter>,
    /// The inputs that the workflow requires.
    pub(super) needs: BTreeSet<Input>,
}

/// Reads every workflow of a file.
pub(super) fn read_all(source: &Source, contract: &Contract) -> Result<Vec<Scenario>, LoadError> {
    let parsed = source.parse()?;
    let model = model::read(&parsed)?;
    let document = Arc::new(v1_1::Description::from(model.clone()));
    (0..model.workflows.len())
        .map(|index| read(&parsed, &model, index, &document, contract))
        .collect()
}

fn read(
    parsed: &Parsed<'_>,
    model: &Description,
    index: usize,
    document: &Arc<v1_1::Description>,
    contract: &Contract,
) -> Result<Scenario, LoadError> {
    let workflow = &model.workflows[index];
    refuse_unplayed(parsed, At::Workflow(index), &unplayed(workflow))?;
    let components = model.components.as_ref();
    let reader = Reader {
        parsed,
        contract,
        workflow,
        index,
        offered: components.map_or_else(BTreeMap::new, |offered| offered.parameters.clone()),
        needs: inputs::read(parsed, index, workflow.inputs.as_ref())?,
    };
    let extensions = reader.extensions()?;
    let steps = (0..workflow.steps.len()).map(|step| step::read(&reader, step));
    let steps = steps.collect::<Result<Vec<Step>, LoadError>>()?;
    reader.check_outputs()?;
    Ok(Scenario {
        address: parsed.address(index),
        file: parsed.file().to_owned(),
        summary: reader.summary()?,
        page: extensions.page,
        needs: reader.needs,
        preparation: extensions.sandbox,
        steps,
        document: Arc::clone(document),
        workflow: workflow.workflow_id.clone(),
    })
}

impl Reader<'_> {
    /// An error at the workflow.
    pub(super) fn error(&self, problem: impl Into<String>, mend: impl Into<String>) -> LoadError {
        self.parsed.error(At::Workflow(self.index), problem, mend)
    }

    fn summary(&self) -> Result<String, LoadError> {
        let summary = self.workflow.summary.as_deref().unwrap_or_default().trim();
        if summary.is_empty() {
            return Err(self.error("has no `summary`", "say in one line what it shows"));
        }
        Ok(summary.to_owned())
    }

    fn extensions(&self) -> Result<WorkflowExtensions, LoadError> {
        let at = At::Workflow(self.index);
        let extensions: WorkflowExtensions =
            read_extensions(self.parsed, at, self.workflow.extensions.as_ref())?;
        let pages = &self.contract.claims.pages;
        if !pages.contains_key(&extensions.page) {
            let listed = pages.keys().map(String::as_str).collect::<Vec<_>>();
            let problem = match extensions.page.as_str() {
                "" => "has no `x-page`".to_owned(),
                page => format!("names the page `{page}`, which the claims do not list"),
            };
            let mend = format!("name the page that documents it: {}", listed.join(", "));
            return Err(self.error(problem, mend));
        }
        if extensions.sandbox.is_some() && !self.needs.contains(&Input::Sandbox) {
            return Err(self.error(
                "prepares a sandbox with `x-sandbox` and does not take one",
                "list `sandbox` under `required` of its inputs, or remove `x-sandbox`",
            ));
        }
        Ok(extensions)
    }

    fn check_outputs(&self) -> Result<(), LoadError> {
        let at = At::Workflow(self.index);
        let last = self.workflow.steps.len();
        for expression in self.workflow.outputs.values() {
            expression::check_output(self, at, last, expression)?;
        }
        Ok(())
    }
}

/// Reads the `x-` members of a workflow or step, and nothing but them.
pub(super) fn read_extensions<T: DeserializeOwned>(
    parsed: &Parsed<'_>,
    at: At,
    extensions: Option<&BTreeMap<String, Value>>,
) -> Result<T, LoadError> {
    let members = extensions
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .collect();
    serde_json::from_value(Value::Object(members)).map_err(|error| {
        parsed.error(
            at,
            format!("has an extension that cannot be read: {error}"),
            "correct its name or its value",
        )
    })
}

/// What the standard has and a run does not do.
fn unplayed(workflow: &Workflow) -> [(&'static str, bool); 3] {
    [
        ("dependsOn", !workflow.depends_on.is_empty()),
        ("successActions", !workflow.success_actions.is_empty()),
        ("failureActions", !workflow.failure_actions.is_empty()),
    ]
}

/// Complains about the first member that a run would not play.
pub(super) fn refuse_unplayed(
    parsed: &Parsed<'_>,
    at: At,
    members: &[(&str, bool)],
) -> Result<(), LoadError> {
    let Some((name, _)) = members.iter().find(|(_, there)| *there) else {
        return Ok(());
    };
    Err(parsed.error(
        at,
        format!("has `{name}`, which a run does not play"),
        "list steps with `operationId` in the order they are to be played, and no detours",
    ))
}
