//! An outline of what the generated code offers to users: a line for each thing that they can
//! name, so that a change of the description shows in review what it does to them.
//!
//! It is read off the finished code and knows nothing of the description. What is public and of
//! no known shape is put in as it stands, so that nothing goes unseen.

mod call;
mod text;

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemMacro, ItemStruct, Type, Visibility};

/// The module whose types compose types, with a setter for each member.
const COMPOSERS: &str = "types::builder::";

/// The outline of the text of a generated client.
pub(crate) fn outline(code: &str) -> syn::Result<String> {
    let mut outline = Outline::default();
    outline.module("", &syn::parse_file(code)?.items);
    outline.leave_out_usual_setters();
    Ok(outline.text())
}

/// What belongs to each name. The order of the code is nothing to users, and is not kept.
#[derive(Default)]
struct Outline(BTreeMap<String, Section>);

#[derive(Default)]
struct Section {
    /// What the name is; empty where it is a type from elsewhere.
    kind: &'static str,
    lines: Vec<String>,
}

impl Section {
    /// What sets each of its members.
    fn setters(&self) -> Vec<String> {
        let members = self.lines.iter().filter(|line| !is_code(line));
        members
            .filter_map(|line| {
                let (name, of) = line.split_once(": ")?;
                let name = name.split(' ').next()?;
                Some(format!(
                    "fn {name}(self, value: impl TryInto<{of}>) -> Self"
                ))
            })
            .collect()
    }
}

impl Outline {
    fn module(&mut self, path: &str, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(inner) => {
                    let items = inner.content.as_ref().map(|(_, items)| items.as_slice());
                    if public(&inner.vis) {
                        self.module(
                            &format!("{path}{}::", inner.ident),
                            items.unwrap_or_default(),
                        );
                    }
                }
                Item::Struct(found) if public(&found.vis) => self.structure(path, found),
                Item::Enum(found) if public(&found.vis) => self.enumeration(path, found),
                Item::Impl(found) if found.trait_.is_some() => self.implementation(path, found),
                Item::Impl(found) => self.methods(path, found, items),
                Item::Macro(found) => self.open_enum(path, found),
                other => {
                    if let Some(line) = text::item(other) {
                        let module = path.strip_suffix("::").unwrap_or("generated");
                        self.section(module, "mod").push(line);
                    }
                }
            }
        }
    }

    fn section(&mut self, name: &str, kind: &'static str) -> &mut Vec<String> {
        let section = self.0.entry(name.to_owned()).or_default();
        if section.kind.is_empty() {
            section.kind = kind;
        }
        &mut section.lines
    }

    fn structure(&mut self, path: &str, found: &ItemStruct) {
        let lines = self.section(&format!("{path}{}", found.ident), "struct");
        let members = found.fields.iter().filter(|field| public(&field.vis));
        lines.extend(members.map(text::member));
        lines.extend(text::derived(&found.attrs));
    }

    fn enumeration(&mut self, path: &str, found: &ItemEnum) {
        let lines = self.section(&format!("{path}{}", found.ident), "enum");
        lines.extend(found.variants.iter().map(|variant| match &variant.fields {
            Fields::Unit => variant.ident.to_string(),
            fields => format!("{} {}", variant.ident, text::of(fields)),
        }));
        lines.extend(text::derived(&found.attrs));
    }

    fn open_enum(&mut self, path: &str, found: &ItemMacro) {
        match text::open_enum(found) {
            Some((name, values)) => self
                .section(&format!("{path}{name}"), "open enum")
                .extend(values),
            None => self.section(path, "mod").push(text::of(found)),
        }
    }

    /// A trait of a type. The generator converts every type that composes in the same way.
    fn implementation(&mut self, path: &str, found: &ItemImpl) {
        let Some((of, _)) = &found.trait_ else { return };
        if path == COMPOSERS {
            return;
        }
        let lines = self.section(&name(path, &found.self_ty), "");
        match call::promised(found) {
            Some(promised) => lines.extend(promised),
            None => lines.push(format!("impl {}", text::of(of))),
        }
    }

    fn methods(&mut self, path: &str, found: &ItemImpl, items: &[Item]) {
        let name = name(path, &found.self_ty);
        let composed = call::composed(found, items);
        for item in &found.items {
            if let ImplItem::Fn(method) = item
                && public(&method.vis)
            {
                let mut line = text::signature(&method.sig);
                if let Some(composed) = composed {
                    line.push_str(&call::parameter(method, composed));
                }
                let lines = self.section(&name, "");
                lines.extend(call::sent(method));
                lines.push(line);
            }
        }
    }

    /// Says once for a type that composes what holds for each of its setters: that it takes
    /// what the member is.
    fn leave_out_usual_setters(&mut self) {
        let usual: Vec<(String, Vec<String>)> = self
            .0
            .iter()
            .filter_map(|(name, section)| {
                let composer = format!("{COMPOSERS}{}", name.strip_prefix("types::")?);
                Some((composer, section.setters()))
            })
            .collect();
        for (composer, setters) in usual {
            if let Some(section) = self.0.get_mut(&composer)
                && setters.iter().all(|setter| section.lines.contains(setter))
            {
                section.lines.retain(|line| !setters.contains(line));
                section.lines.push("a setter for each member".to_owned());
            }
        }
    }

    fn text(self) -> String {
        let sections = self.0.into_iter().map(|(name, section)| {
            let Section { kind, mut lines } = section;
            lines.sort_by_cached_key(|line| (is_code(line), line.clone()));
            let title = if kind.is_empty() { "impl" } else { kind };
            let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
            format!("{title} {name}\n{lines}")
        });
        sections.collect::<Vec<_>>().join("\n")
    }
}

/// Whether a line is no member, whose lines come first.
fn is_code(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    ["async", "derive", "fn", "impl"].contains(&first)
}

/// A type's place among the generated modules; one from elsewhere keeps its path.
fn name(path: &str, of: &Type) -> String {
    let text = of.to_token_stream().to_string().replace(' ', "");
    let text = text.split('<').next().unwrap_or_default();
    match text.strip_prefix("super::") {
        Some(outer) => {
            let parent = path.trim_end_matches(':').rfind("::");
            format!("{}{outer}", parent.map_or("", |end| &path[..end + 2]))
        }
        None if text.contains("::") => text.trim_start_matches("::").to_owned(),
        None => format!("{path}{text}"),
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
