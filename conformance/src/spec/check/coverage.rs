//! Whether every part of the description rests on a claim, or is marked as ours.

use super::super::finding::Finding;
use super::super::node::Node;
use super::super::words::METHODS;
use crate::contract::Claims;

const CLAIMS: &str = "x-claims";
const OURS: &str = "x-ours";

/// Every part without a claim, and every claim that there is not.
pub(super) fn check(root: &Node<'_>, claims: Option<&Claims>) -> Vec<Finding> {
    let mut coverage = Coverage {
        findings: Vec::new(),
    };
    coverage.document(root);
    if let Some(claims) = claims {
        named(root, claims, &mut coverage.findings);
    }
    coverage.findings
}

struct Coverage {
    findings: Vec<Finding>,
}

impl Coverage {
    fn needs(&mut self, part: &Node<'_>, what: &str) {
        if part.get("$ref").is_some() || part.get(CLAIMS).is_some() || part.get(OURS).is_some() {
            return;
        }
        let message = format!("{what} rests on no claim");
        let mend = format!(
            "name the claim that it states in `{CLAIMS}`, or say in `{OURS}` why it is ours"
        );
        self.findings.push(
            part.source
                .finding(&part.pointer, "unclaimed", message, mend),
        );
    }

    fn document(&mut self, root: &Node<'_>) {
        for server in root.items_of("servers") {
            let url = server.text("url").unwrap_or_default();
            self.needs(&server, &format!("the server `{url}`"));
        }
        for (path, item) in root.members_of("paths") {
            self.parameters(&item);
            for (method, operation) in item.members() {
                if METHODS.contains(&method) {
                    let label = format!("the operation `{} {path}`", method.to_uppercase());
                    self.needs(&operation, &label);
                    self.operation(&operation);
                }
            }
        }
        if let Some(components) = root.get("components") {
            self.components(&components);
        }
    }

    fn operation(&mut self, operation: &Node<'_>) {
        self.parameters(operation);
        if let Some(body) = operation.get("requestBody") {
            self.needs(&body, "the request body");
            self.bodies(&body);
        }
        for (status, response) in operation.members_of("responses") {
            if !status.starts_with("x-") {
                self.response(&response, status);
            }
        }
    }

    fn components(&mut self, components: &Node<'_>) {
        for (name, parameter) in components.members_of("parameters") {
            self.parameter(&parameter, name);
        }
        for (name, header) in components.members_of("headers") {
            self.header(&header, name);
        }
        for (name, response) in components.members_of("responses") {
            self.response(&response, name);
        }
        for (name, body) in components.members_of("requestBodies") {
            self.needs(&body, &format!("the request body `{name}`"));
            self.bodies(&body);
        }
        for (name, schema) in components.members_of("schemas") {
            self.needs(&schema, &format!("the schema `{name}`"));
            self.schema(&schema);
        }
        for (name, scheme) in components.members_of("securitySchemes") {
            self.needs(&scheme, &format!("the security scheme `{name}`"));
        }
    }

    fn parameters(&mut self, around: &Node<'_>) {
        for parameter in around.items_of("parameters") {
            let name = parameter.text("name").unwrap_or_default();
            self.parameter(&parameter, name);
        }
    }

    fn parameter(&mut self, parameter: &Node<'_>, name: &str) {
        self.needs(parameter, &format!("the parameter `{name}`"));
        self.schema_of(parameter);
    }

    fn header(&mut self, header: &Node<'_>, name: &str) {
        self.needs(header, &format!("the header `{name}`"));
        self.schema_of(header);
    }

    fn response(&mut self, response: &Node<'_>, name: &str) {
        self.needs(response, &format!("the response `{name}`"));
        for (name, header) in response.members_of("headers") {
            self.header(&header, name);
        }
        self.bodies(response);
    }

    /// Bodies and their examples rest on what the request or the response around them does.
    fn bodies(&mut self, around: &Node<'_>) {
        for (_, media) in around.members_of("content") {
            self.schema_of(&media);
        }
    }

    fn schema_of(&mut self, around: &Node<'_>) {
        if let Some(schema) = around.get("schema") {
            self.schema(&schema);
        }
    }

    fn schema(&mut self, schema: &Node<'_>) {
        for (name, member) in schema.members_of("properties") {
            self.needs(&member, &format!("the member `{name}`"));
            self.schema(&member);
        }
        for name in ["items", "additionalProperties", "not"] {
            if let Some(inner) = schema.get(name) {
                self.schema(&inner);
            }
        }
        for name in ["allOf", "anyOf", "oneOf"] {
            for part in schema.items_of(name) {
                self.schema(&part);
            }
        }
    }
}

/// Claims that are named and that there are not.
fn named(node: &Node<'_>, claims: &Claims, findings: &mut Vec<Finding>) {
    for (name, member) in node.members() {
        match name {
            CLAIMS => {
                for id in member.items() {
                    if let Some(id_text) = id.value.as_str()
                        && claims.get(id_text).is_none()
                    {
                        let message = format!(
                            "names the claim `{id_text}`, which {} does not have",
                            claims.file
                        );
                        let nearest = claims.nearest(id_text).unwrap_or("none");
                        let mend = format!(
                            "name a claim that there is (the nearest is `{nearest}`), or add it"
                        );
                        findings.push(id.source.finding(
                            &id.pointer,
                            "unknown-claim",
                            message,
                            mend,
                        ));
                    }
                }
            }
            "example" | "value" if !node.pointer.ends_with("/properties") => {}
            _ => named(&member, claims, findings),
        }
    }
    for item in node.items() {
        named(&item, claims, findings);
    }
}
