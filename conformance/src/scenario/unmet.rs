//! The criteria of a step, held against the status of an answer by the scenario engine.

use roas_arazzo::v1_1::{Description, Workflow};
use roas_arazzo_executor::{HttpResponse, Options, Progress, Run};
use serde_json::json;

use super::{Scenario, Step};

impl Scenario {
    /// The criteria of a step that a status does not meet, as the document words them. None where
    /// the engine cannot tell.
    pub fn unmet(&self, step: &Step, status: u16) -> Option<Vec<String>> {
        let document = alone(self, step)?;
        let mut options = Options::new();
        for source in &document.source_descriptions {
            let stub =
                json!({ "paths": { "/": { "get": { "operationId": step.operation.id() } } } });
            options = options
                .source(&source.name, &source.url, stub)
                .base_url(&source.name, "http://target.invalid");
        }
        let mut run = Run::start(&document, &options).ok()?;
        let Ok(Progress::Send(_)) = run.advance() else {
            return None;
        };
        let mut response = HttpResponse::default();
        response.status = status;
        run.supply(response).ok()?;
        let Ok(Progress::Done(report)) = run.advance() else {
            return None;
        };
        let criteria = &report.steps.first()?.criteria;
        Some(
            criteria
                .iter()
                .filter(|outcome| !outcome.passed)
                .map(|outcome| outcome.condition.clone())
                .collect(),
        )
    }
}

/// A document of that one step, with nothing but its criteria: they are about the status
/// alone, which the loader sees to.
fn alone(scenario: &Scenario, step: &Step) -> Option<Description> {
    let workflow = scenario
        .document
        .workflows
        .iter()
        .find(|workflow| workflow.workflow_id == scenario.workflow)?;
    let mut only = workflow
        .steps
        .iter()
        .find(|candidate| candidate.step_id == step.id)?
        .clone();
    only.parameters.clear();
    only.outputs.clear();
    let workflow = Workflow {
        workflow_id: workflow.workflow_id.clone(),
        steps: vec![only],
        ..Workflow::default()
    };
    let mut document = (*scenario.document).clone();
    document.workflows = vec![workflow];
    Some(document)
}
