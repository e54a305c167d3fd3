//! The text of a snapshot: JSON, with placeholders outside of quotes.

use std::fmt::Write;

use serde_json::Value;

use crate::recording::Answer;

/// A value as a snapshot shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A placeholder or a remark, in brackets and without quotes.
    Mark(String),
    /// A value as it was sent.
    Literal(Value),
    /// Members in the order in which they are shown.
    Object(Vec<(String, Node)>),
    /// Elements, one after the other.
    List(Vec<Node>),
    /// What the elements of a list look like, however many there are.
    Each(Vec<Node>),
}

impl Node {
    /// A placeholder.
    pub(super) fn mark(word: &str) -> Self {
        Node::Mark(format!("[{word}]"))
    }

    /// A placeholder with a number.
    pub(super) fn numbered(kind: &str, number: usize) -> Self {
        Node::Mark(format!("[{kind}:{number}]"))
    }

    /// The node as text, over several lines.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Node::Mark(mark) => text.push_str(mark),
            Node::Literal(value) => write_literal(text, value),
            Node::Object(members) => {
                block(text, depth, ('{', '}'), members, |text, (name, node)| {
                    write_literal(text, &Value::from(name.as_str()));
                    text.push_str(": ");
                    node.write(text, depth + 1);
                });
            }
            Node::List(elements) => {
                block(text, depth, ('[', ']'), elements, |text, node| {
                    node.write(text, depth + 1);
                });
            }
            Node::Each(shapes) => {
                for (index, shape) in shapes.iter().enumerate() {
                    text.push_str(if index == 0 { "[each] " } else { ", [each] " });
                    shape.write(text, depth);
                }
            }
        }
    }
}

fn write_literal(text: &mut String, value: &Value) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{value}");
}

/// Writes items between brackets, one a line.
fn block<T>(
    text: &mut String,
    depth: usize,
    (open, close): (char, char),
    items: &[T],
    write_item: impl Fn(&mut String, &T),
) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        write_item(text, item);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

/// What stands for a body that cannot be read as JSON.
pub(super) fn unreadable(answer: &Answer) -> Node {
    Node::mark(match &answer.broken {
        Some(_) => "cut short",
        None if answer.body.is_empty() => "empty",
        None => "not JSON",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_server_cannot_send_a_placeholder() {
        let sent = Node::Literal(json!("[timestamp]"));
        assert_eq!(sent.text(), "\"[timestamp]\"");
        assert_eq!(Node::mark("timestamp").text(), "[timestamp]");
    }

    #[test]
    fn empty_blocks_take_one_line() {
        assert_eq!(Node::Object(Vec::new()).text(), "{}");
        assert_eq!(Node::List(Vec::new()).text(), "[]");
    }

    #[test]
    fn blocks_are_indented() {
        let element = Node::Object(vec![("id".to_owned(), Node::numbered("sandbox", 2))]);
        let node = Node::Object(vec![("data".to_owned(), Node::List(vec![element]))]);
        let wanted = "{\n  \"data\": [\n    {\n      \"id\": [sandbox:2]\n    }\n  ]\n}";
        assert_eq!(node.text(), wanted);
    }
}
