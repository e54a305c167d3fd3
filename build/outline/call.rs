//! What there is to a call: what it sends, what it takes, what it answers.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprCall, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Lit, Meta, Type};

use super::text;

/// How the code says what it makes of the description.
const BOUNDS: &str = "within";
const OPERATION: &str = "Operation";
const PLACE: &str = "Sends a ";

/// The type that composes a call, for its methods.
pub(super) fn composed<'a>(methods: &ItemImpl, items: &'a [Item]) -> Option<&'a ItemStruct> {
    let sends = |item: &ImplItem| matches!(item, ImplItem::Fn(one) if one.sig.ident == "send");
    let Type::Path(of) = &*methods.self_ty else {
        return None;
    };
    let name = &of.path.segments.last()?.ident;
    let found = items.iter().find_map(|item| match item {
        Item::Struct(found) if found.ident == *name => Some(found),
        _ => None,
    });
    found.filter(|_| methods.items.iter().any(sends))
}

/// Whether a call needs a parameter, and its bounds; nothing for what is no parameter.
pub(super) fn parameter(method: &ImplItemFn, of: &ItemStruct) -> String {
    let field = of.fields.iter().find(|field| {
        field
            .ident
            .as_ref()
            .is_some_and(|name| *name == method.sig.ident)
    });
    let Some(field) = field else {
        return String::new();
    };
    let optional = text::of(&field.ty).starts_with("Result<Option<");
    let need = if optional { "optional" } else { "required" };
    let mut bounds = Bounds::default();
    bounds.visit_impl_item_fn_mut(&mut method.clone());
    format!(", {need}{}", bounds.0)
}

/// The arguments of the check that a value lies within bounds.
#[derive(Default)]
struct Bounds(String);

impl VisitMut for Bounds {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        let checks = matches!(&*call.func, Expr::Path(function)
            if function.path.segments.last().is_some_and(|last| last.ident == BOUNDS));
        if checks {
            let bounds: Vec<String> = call.args.iter().skip(2).map(text::of).collect();
            self.0 = format!(", {}", bounds.join(" to "));
        }
    }
}

/// The request that `send` makes, which the generator says in its documentation alone.
pub(super) fn sent(method: &ImplItemFn) -> Option<String> {
    let texts = method.attrs.iter().filter_map(|attribute| {
        let Meta::NameValue(documentation) = &attribute.meta else {
            return None;
        };
        match &documentation.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        }
    });
    let mut texts = texts.filter(|_| method.sig.ident == "send");
    let said = texts.find_map(|text| text.trim().strip_prefix(PLACE).map(str::to_owned))?;
    Some(said.replace('`', "").replace(" request to", ""))
}

/// What the description promises of an operation, if that is what an `impl` says.
pub(super) fn promised(of: &ItemImpl) -> Option<Vec<String>> {
    let (path, _) = of.trait_.as_ref()?;
    if path.segments.last()?.ident != OPERATION {
        return None;
    }
    let constants = of.items.iter().filter_map(|item| match item {
        ImplItem::Const(constant) => Some(constant),
        _ => None,
    });
    let said = constants.map(|one| {
        let value = text::of(&one.expr);
        match one.ident.to_string().as_str() {
            "ID" => format!("operation {value}"),
            "SUCCESSES" => format!("success {}", value.trim_start_matches('&')),
            other => format!("{other} {value}"),
        }
    });
    Some(said.collect())
}
