//! A sequence as an Arazzo document, which `run --scenarios` plays like any other.

use std::fmt::Write;

use super::model::{Model, Move, Promise, Wanted};

/// The folder that the document belongs into.
pub const AREA: &str = "explore";

/// A workflow of the document.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Its name.
    pub name: String,
    /// What it shows, in one line.
    pub summary: String,
    /// The state that every given sandbox is brought into; none where they stay as they are.
    pub begin: Option<Wanted>,
    /// Whether a list comes before the moves: then what later lists show is blamed on the moves,
    /// and not on what had to be prepared.
    pub look: bool,
    /// The moves with what is promised of each.
    pub steps: Vec<(Promise, Move)>,
}

/// The document of some workflows.
pub fn document(title: &str, workflows: &[Workflow]) -> String {
    let mut text = format!(
        "arazzo: 1.0.1

info:
  title: {}
  version: 0.1.0

sourceDescriptions:
  - name: hopx
    url: ../../../openapi/hopx-sandboxes.yaml
    type: openapi

workflows:
",
        quoted(title)
    );
    for workflow in workflows {
        text.push_str(&written(workflow));
    }
    text.push_str(COMPONENTS);
    text
}

/// The name of a step, by its place from 0.
pub fn step_name(index: usize, step: Move) -> String {
    format!("{}-{}", step.operation().word(), index + 1)
}

/// The place of the step of that name.
pub fn step_index(name: &str) -> Option<usize> {
    let (_, number) = name.rsplit_once('-')?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn written(workflow: &Workflow) -> String {
    let begin = workflow.begin.map_or_else(String::new, |begin| {
        format!(
            "    x-sandbox: {{ status: {}, every: true }}\n",
            begin.as_str()
        )
    });
    let mut text = format!(
        "
  - workflowId: {}
    summary: {}
    inputs:
      type: object
      required: [api_key, sandbox]
      properties:
        api_key: {{ type: string }}
        sandbox: {{ type: string }}
    x-page: state
{begin}    steps:
",
        workflow.name,
        quoted(&workflow.summary)
    );
    if workflow.look {
        let promise = Model::default().promise(Move::List(None));
        write_step(&mut text, "look", &promise, Move::List(None));
    }
    for (index, (promise, step)) in workflow.steps.iter().enumerate() {
        write_step(&mut text, &step_name(index, *step), promise, *step);
    }
    text
}

fn write_step(text: &mut String, name: &str, promise: &Promise, step: Move) {
    let mut line = |line: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "      {line}");
    };
    line(&format!("- stepId: {name}"));
    line(&format!("  operationId: {}", step.operation().id()));
    line("  parameters:");
    match step {
        Move::List(filter) => {
            if let Some(status) = filter {
                line("    - name: status");
                line("      in: query");
                line(&format!("      value: {}", status.as_str()));
            }
            line("    - reference: $components.parameters.largePage");
        }
        Move::Bring(..) => line("    - reference: $components.parameters.sandbox"),
    }
    line("    - reference: $components.parameters.key");
    line("  successCriteria:");
    line(&format!("    - condition: {}", promise.criterion));
    line(&format!("  x-claims: [{}]", promise.claims.join(", ")));
    match step {
        Move::List(_) => line("  x-walk: found"),
        Move::Bring(0, _) => {}
        Move::Bring(sandbox, _) => line(&format!("  x-nth: {}", sandbox + 1)),
    }
}

/// A text as YAML takes it, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

const COMPONENTS: &str = "
components:
  parameters:
    key:
      name: Authorization
      in: header
      value: Bearer {$inputs.api_key}
    sandbox:
      name: id
      in: path
      value: $inputs.sandbox
    largePage:
      name: limit
      in: query
      value: 100
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::explore::Sequence;
    use crate::scenario;

    #[test]
    fn every_sequence_is_a_scenario() {
        let contract = Contract::embedded().expect("the contract reads");
        let mut rng = fastrand::Rng::with_seed(11);
        for number in 0..50 {
            let sequence = Sequence::random(&mut rng, 12, 3);
            let workflow = Workflow {
                name: format!("sequence-{number}"),
                summary: "What it's for: \"all\".".to_owned(),
                begin: Some(sequence.begin),
                look: false,
                steps: sequence.promised(3),
            };
            let text = document("It's a title", &[workflow]);
            let read = scenario::from_text(AREA, "found", &text, &contract);
            let scenarios = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!(scenarios[0].address, format!("explore/sequence-{number}"));
            for (index, step) in scenarios[0].steps.iter().enumerate() {
                assert_eq!(step.operation, sequence.moves[index].operation());
                assert_eq!(step_index(&step.id), Some(index));
                let sandbox = sequence.moves[index].sandbox();
                assert_eq!(
                    step.nth.map(|nth| nth.get() - 1),
                    sandbox.filter(|nth| *nth > 0)
                );
            }
        }
    }
}
