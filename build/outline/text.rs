//! Pieces of code as an outline shows them: without documentation, without the paths that the
//! generator spells out, on one line.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, ExprAssign, Field, FnArg, GenericParam, Item, ItemMacro, LitInt, Meta, Path,
    ReturnType, Signature, Token, Type, TypeParamBound, WherePredicate, parse_quote,
};

use super::public;

/// Modules that tell one type from another of the same name.
const TELLING: &[&str] = &["builder", "types"];
/// How tokens stand apart, and how people write them.
const SPACING: &[(&str, &str)] = &[
    (" ,", ","),
    (" < ", "<"),
    (" <", "<"),
    ("< ", "<"),
    (" >", ">"),
    (" :: ", "::"),
    (":: ", "::"),
    ("& ", "&"),
    ("- >", "->"),
    ("( ", "("),
    (" )", ")"),
    (" (", "("),
    ("[ ", "["),
    (" ]", "]"),
    (",>", ">"),
];

/// A piece of a type or an expression.
pub(super) fn of(piece: &impl ToTokens) -> String {
    let text = piece.to_token_stream().to_string();
    if let Ok(mut of) = syn::parse_str::<Type>(&text) {
        Short.visit_type_mut(&mut of);
        return spaced(&of);
    }
    match syn::parse_str::<syn::Expr>(&text) {
        Ok(mut expression) => {
            Short.visit_expr_mut(&mut expression);
            spaced(&expression)
        }
        Err(_) => spaced(piece),
    }
}

fn spaced(piece: &impl ToTokens) -> String {
    let text = piece.to_token_stream().to_string();
    SPACING.iter().fold(text, |text, (apart, together)| {
        text.replace(apart, together)
    })
}

/// Takes what only a compiler needs out of paths and numbers.
struct Short;

impl VisitMut for Short {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let count = path.segments.len();
        let telling = count > 1
            && TELLING
                .iter()
                .any(|name| path.segments[count - 2].ident == name);
        let kept = if telling { 2 } else { 1 };
        path.leading_colon = None;
        path.segments = path
            .segments
            .iter()
            .skip(count.saturating_sub(kept))
            .cloned()
            .collect();
    }

    fn visit_lit_int_mut(&mut self, number: &mut LitInt) {
        *number = LitInt::new(number.base10_digits(), number.span());
    }
}

/// A public member, with its name in JSON where that is another one.
pub(super) fn member(field: &Field) -> String {
    let name = field.ident.as_ref().map(ToString::to_string);
    let renamed = field.attrs.iter().find_map(renamed);
    let renamed = renamed.map(|json| format!(" ({json})")).unwrap_or_default();
    let name = name.as_deref().unwrap_or("0");
    format!("{name}{renamed}: {}", of(&field.ty))
}

/// The `"…"` of `#[serde(rename = "…")]`.
fn renamed(attribute: &Attribute) -> Option<String> {
    let every = Punctuated::<Meta, Token![,]>::parse_terminated;
    let settings = attribute.parse_args_with(every).ok()?;
    settings.iter().find_map(|setting| match setting {
        Meta::NameValue(one) if one.path.is_ident("rename") => Some(of(&one.value)),
        _ => None,
    })
}

/// The traits that a type derives: always, and for each feature that some hang on.
pub(super) fn derived(attributes: &[Attribute]) -> Vec<String> {
    let mut lines = BTreeMap::<String, Vec<String>>::new();
    for attribute in attributes {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let every = Punctuated::<Meta, Token![,]>::parse_terminated;
        let parts: Vec<Meta> = attribute
            .parse_args_with(every)
            .into_iter()
            .flatten()
            .collect();
        if list.path.is_ident("derive") {
            let traits = parts.iter().map(|one| of(one.path()));
            lines.entry(String::new()).or_default().extend(traits);
        } else if list.path.is_ident("cfg_attr")
            && let Some((condition, rest)) = parts.split_first()
        {
            let traits = lines
                .entry(format!(", where {}", spaced(condition)))
                .or_default();
            traits.extend(rest.iter().map(|part| {
                part.require_list()
                    .map_or_else(|_| spaced(part), |list| of(&list.tokens))
            }));
        }
    }
    lines
        .into_iter()
        .map(|(condition, mut traits)| {
            traits.sort();
            format!("derive {}{condition}", traits.join(" + "))
        })
        .collect()
}

/// A function, with the bounds of a generic parameter where it is used.
pub(super) fn signature(signature: &Signature) -> String {
    let bounds = bounds(signature);
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => spaced(receiver).trim_start_matches("mut ").to_owned(),
        FnArg::Typed(typed) => {
            let of = of(&typed.ty);
            let of = bounds
                .get(&of)
                .map_or(of, |bounds| format!("impl {bounds}"));
            format!("{}: {of}", spaced(&typed.pat))
        }
    });
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, of_output) => format!(" -> {}", of(of_output)),
    };
    let inputs = inputs.collect::<Vec<_>>().join(", ");
    let before = if signature.asyncness.is_some() {
        "async "
    } else {
        ""
    };
    format!("{before}fn {}({inputs}){output}", signature.ident)
}

/// What each generic parameter has to be, said beside it or after `where`.
fn bounds(signature: &Signature) -> BTreeMap<String, String> {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    let shown = |bounds: &Punctuated<TypeParamBound, Token![+]>| -> Vec<String> {
        bounds
            .iter()
            .map(|bound| {
                let of_bound: Type = parse_quote!(dyn #bound);
                of(&of_bound).trim_start_matches("dyn ").to_owned()
            })
            .collect()
    };
    for parameter in &signature.generics.params {
        if let GenericParam::Type(parameter) = parameter {
            all.entry(parameter.ident.to_string())
                .or_default()
                .extend(shown(&parameter.bounds));
        }
    }
    let clauses = signature
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    for predicate in clauses {
        if let WherePredicate::Type(bounded) = predicate {
            all.entry(of(&bounded.bounded_ty))
                .or_default()
                .extend(shown(&bounded.bounds));
        }
    }
    let joined = all
        .into_iter()
        .map(|(name, bounds)| (name, bounds.join(" + ")));
    joined.collect()
}

/// Any other item, if it is public: what belongs to no type.
pub(super) fn item(item: &Item) -> Option<String> {
    match item {
        Item::Const(found) => public(&found.vis).then(|| {
            format!(
                "const {}: {} = {}",
                found.ident,
                of(&found.ty),
                of(&found.expr)
            )
        }),
        Item::Fn(found) => public(&found.vis).then(|| signature(&found.sig)),
        Item::Use(found) => public(&found.vis)
            .then(|| spaced(&found.tree))
            .map(|tree| format!("use {tree}")),
        Item::Struct(_) | Item::Enum(_) | Item::Mod(_) => None,
        other => Some(spaced(other)),
    }
}

/// Name and values of an enum that a macro makes.
pub(super) fn open_enum(found: &ItemMacro) -> Option<(String, Vec<String>)> {
    let mut tokens = found.mac.tokens.clone().into_iter();
    let name = tokens.find_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    })?;
    let TokenTree::Group(values) = tokens.next()? else {
        return None;
    };
    let every = Punctuated::<ExprAssign, Token![,]>::parse_terminated;
    let values = every.parse2(values.stream()).ok()?;
    Some((name, values.iter().map(spaced).collect()))
}
