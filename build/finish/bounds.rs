//! Lets the setters of parameters refuse what lies outside the documented bounds.

use serde_json::Value;
use syn::{File, ImplItem, ImplItemFn, Item, ItemImpl, Type, parse_quote};

use crate::generatable::names::{pascal, snake};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The bounds of one parameter of one operation.
struct Bounds {
    builder: String,
    setter: String,
    minimum: i64,
    maximum: i64,
}

/// Adds the check to the setter of every bounded parameter.
pub(super) fn keep(file: &mut File, description: &Value) {
    let bounds = documented(description);
    let builders = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    for item in builders.into_iter().flat_map(|(_, items)| items) {
        if let Item::Impl(block) = item {
            keep_in(block, &bounds);
        }
    }
}

fn keep_in(block: &mut ItemImpl, bounds: &[Bounds]) {
    let Type::Path(named) = &*block.self_ty else {
        return;
    };
    let Some(builder) = named
        .path
        .segments
        .last()
        .map(|last| last.ident.to_string())
    else {
        return;
    };
    for item in &mut block.items {
        if let ImplItem::Fn(setter) = item
            && let Some(found) = bounds
                .iter()
                .find(|one| one.builder == builder && setter.sig.ident == one.setter)
        {
            check(setter, found);
        }
    }
}

fn check(setter: &mut ImplItemFn, bounds: &Bounds) {
    let (name, member) = (&bounds.setter, setter.sig.ident.clone());
    let (minimum, maximum) = (bounds.minimum, bounds.maximum);
    let last = setter.block.stmts.len() - 1;
    let documentation =
        format!(" From {minimum} to {maximum}; anything else is refused before it is sent.");
    setter.attrs.push(parse_quote!(#[doc = #documentation]));
    setter.block.stmts.insert(
        last,
        parse_quote! {
            self.#member = self
                .#member
                .and_then(|value| crate::bounds::within(#name, value, #minimum, #maximum));
        },
    );
}

fn documented(description: &Value) -> Vec<Bounds> {
    let items = description["paths"].as_object().into_iter().flatten();
    let operations = items.flat_map(|(_, item)| METHODS.iter().map(move |method| &item[*method]));
    operations
        .flat_map(|operation| {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            parameters.filter_map(move |parameter| of(description, operation, parameter))
        })
        .collect()
}

fn of(description: &Value, operation: &Value, parameter: &Value) -> Option<Bounds> {
    let reference = parameter["$ref"].as_str();
    let parameter = reference
        .and_then(|reference| description.pointer(reference.trim_start_matches('#')))
        .unwrap_or(parameter);
    let schema = &parameter["schema"];
    let (minimum, maximum) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
    (minimum.is_some() || maximum.is_some()).then_some(())?;
    Some(Bounds {
        builder: pascal(operation["operationId"].as_str()?),
        setter: snake(parameter["name"].as_str()?),
        minimum: minimum.unwrap_or(i64::MIN),
        maximum: maximum.unwrap_or(i64::MAX),
    })
}
