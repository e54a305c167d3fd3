//! A value of the description that knows where it stands.

use serde_json::Value;

use super::Finding;

const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// How many references in a row are followed; more is a circle, which has its own rule.
const HOPS: usize = 16;

#[derive(Clone)]
pub(super) struct Place<'a> {
    document: &'a Value,
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl<'a> Place<'a> {
    pub(super) fn root(document: &'a Value) -> Self {
        Self {
            document,
            pointer: String::new(),
            value: document,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| self.below(name, value))
    }

    /// The place behind several names.
    pub(super) fn at(&self, names: &[&str]) -> Option<Self> {
        names
            .iter()
            .try_fold(self.clone(), |place, name| place.get(name))
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name).and_then(Value::as_str)
    }

    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(name, value)| (name.as_str(), self.below(name, value)))
            .collect()
    }

    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.below(&index.to_string(), value))
            .collect()
    }

    /// The place that a reference leads to, or this one.
    pub(super) fn resolved(&self) -> Self {
        let mut place = self.clone();
        for _ in 0..HOPS {
            let Some(target) = place
                .text("$ref")
                .and_then(|reference| place.follow(reference))
            else {
                break;
            };
            place = target;
        }
        place
    }

    /// The place that a reference within this document names.
    pub(super) fn follow(&self, reference: &str) -> Option<Self> {
        let pointer = reference.strip_prefix('#')?;
        let value = self.document.pointer(pointer)?;
        Some(Self {
            document: self.document,
            pointer: pointer.to_owned(),
            value,
        })
    }

    pub(super) fn finding(
        &self,
        rule: &'static str,
        problem: impl Into<String>,
        mend: impl Into<String>,
    ) -> Finding {
        Finding {
            place: self.pointer.clone(),
            operation: self.operation(),
            rule,
            problem: problem.into(),
            mend: mend.into(),
        }
    }

    /// The operation around this place: its id, or its method and path.
    fn operation(&self) -> Option<String> {
        let mut segments = self.pointer.split('/').skip(1).map(unescaped);
        let (area, path, method) = (segments.next()?, segments.next()?, segments.next()?);
        if area != "paths" || !METHODS.contains(&method.as_str()) {
            return None;
        }
        let id = self.document["paths"][&path][&method]["operationId"].as_str();
        let id = id.filter(|id| !id.is_empty());
        Some(id.map_or_else(
            || format!("{} {path}", method.to_uppercase()),
            str::to_owned,
        ))
    }

    fn below(&self, name: &str, value: &'a Value) -> Self {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        Self {
            document: self.document,
            pointer: format!("{}/{escaped}", self.pointer),
            value,
        }
    }
}

/// An operation with what is around it.
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) item: Place<'a>,
    pub(super) place: Place<'a>,
}

pub(super) fn operations<'a>(root: &Place<'a>) -> Vec<Operation<'a>> {
    let mut operations = Vec::new();
    for (path, item) in root.get("paths").iter().flat_map(Place::members) {
        for (name, place) in item.members() {
            if METHODS.contains(&name) {
                operations.push(Operation {
                    path,
                    item: item.clone(),
                    place,
                });
            }
        }
    }
    operations
}

pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

pub(super) fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
