//! What the generator has no setting for, done to the code that it wrote.

mod bounds;
mod calls;
mod front;
mod operations;
mod setters;

use proc_macro2::TokenStream;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, ExprMethodCall, Field, File, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct,
    ItemUse, Lit, Path, Stmt, Token, Type, UseTree, Visibility, parse_quote,
};

/// The text of the client's source file, for a description that has not been relaxed.
pub(crate) fn finished(
    client: TokenStream,
    extra: TokenStream,
    description: &Value,
) -> syn::Result<String> {
    let mut file: File = syn::parse2(client)?;
    NullLists.visit_file_mut(&mut file);
    FewerImports.visit_file_mut(&mut file);
    OwnConstruction.visit_file_mut(&mut file);
    WhyRefused::default().visit_file_mut(&mut file);
    OpenCalls.visit_file_mut(&mut file);
    OptionalSchemas.visit_file_mut(&mut file);
    let operations = operations::of(description);
    if let Some(builders) = module(&mut file, "builder") {
        setters::finish(builders, &operations);
    }
    let types = module(&mut file, "types");
    types.into_iter().flatten().for_each(may_grow);
    calls::hand_over(&mut file)?;
    front::put(&mut file, &operations);
    file.items.push(parse_quote! {
        use crate::path_segment::encode_path;
    });
    file.items.extend(syn::parse2::<File>(extra)?.items);
    Ok(prettyplease::unparse(&file))
}

/// The items of a module.
fn module<'a>(file: &'a mut File, name: &str) -> Option<&'a mut Vec<Item>> {
    file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(&mut module.content.as_mut()?.1),
        _ => None,
    })
}

/// A new member of a type breaks nobody who builds it with its builder and reads what he knows.
fn may_grow(item: &mut Item) {
    if let Item::Struct(found) = item {
        found.attrs.push(parse_quote!(#[non_exhaustive]));
    }
}

/// Lists that may be absent may be null as well.
struct NullLists;

impl VisitMut for NullLists {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let list = matches!(&field.ty, Type::Path(path)
            if path.path.segments.last().is_some_and(|segment| segment.ident == "Vec"));
        let decoded = field
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("serde"));
        if list && decoded {
            field.attrs.push(parse_quote! {
                #[serde(deserialize_with = "crate::null_list::null_as_empty")]
            });
        }
    }
}

/// Names that the finished code does without. The generator's own encoding of paths leaves a
/// backslash as it is, which URLs read as a slash; the rest belongs to its own sending.
struct FewerImports;

const UNUSED: &[&str] = &[
    "ByteStream",
    "ClientHooks",
    "Error",
    "OperationInfo",
    "ResponseValue",
];

impl VisitMut for FewerImports {
    fn visit_file_mut(&mut self, file: &mut File) {
        file.items
            .retain(|item| !is_hooks(item) && !is_prelude(item));
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_use_mut(&mut self, item: &mut ItemUse) {
        item.vis = match item.vis {
            Visibility::Public(_) => Visibility::Inherited,
            _ => item.vis.clone(),
        };
        if let UseTree::Path(path) = &mut item.tree
            && let UseTree::Group(group) = &mut *path.tree
        {
            let foreign = path.ident == "progenitor_client";
            let kept = group.items.iter().filter(|tree| match tree {
                UseTree::Name(name) => {
                    let encoding = foreign && name.ident == "encode_path";
                    !encoding && !UNUSED.iter().any(|unused| name.ident == unused)
                }
                _ => true,
            });
            group.items = kept.cloned().collect();
        }
    }
}

/// A module of which the front of this crate is the only content.
fn is_prelude(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if module.ident == "prelude")
}

/// The generator's seam around its own sending, which nothing calls any more.
fn is_hooks(item: &Item) -> bool {
    matches!(item, Item::Impl(block) if block.trait_.as_ref().is_some_and(|(path, _)| {
        path.segments.last().is_some_and(|segment| segment.ident == "ClientHooks")
    }))
}

/// The generator's own constructors make a client without key, TLS or limits.
struct OwnConstruction;

impl VisitMut for OwnConstruction {
    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        if item.trait_.is_some()
            || !matches!(&*item.self_ty, Type::Path(path) if path.path.is_ident("Client"))
        {
            return;
        }
        item.items.retain_mut(|item| match item {
            ImplItem::Fn(method) if method.sig.ident == "new" => false,
            ImplItem::Fn(method) if method.sig.ident == "new_with_client" => {
                method.vis = parse_quote!(pub(crate));
                true
            }
            _ => true,
        });
    }
}

/// Derives `JsonSchema` only where the feature asks for it.
struct OptionalSchemas;

impl VisitMut for OptionalSchemas {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut optional = false;
        for attribute in attributes
            .iter_mut()
            .filter(|one| one.path().is_ident("derive"))
        {
            optional |= without_schema(attribute);
        }
        if optional {
            attributes.push(parse_quote! {
                #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
            });
        }
    }
}

/// Takes `JsonSchema` out of a `derive`, if it is there.
fn without_schema(derive: &mut Attribute) -> bool {
    let every = Punctuated::<Path, Token![,]>::parse_terminated;
    let Ok(traits) = derive.parse_args_with(every) else {
        return false;
    };
    let is_schema = |path: &&Path| {
        path.segments
            .last()
            .is_some_and(|last| last.ident == "JsonSchema")
    };
    let kept: Vec<&Path> = traits.iter().filter(|path| !is_schema(path)).collect();
    let found = kept.len() < traits.len();
    *derive = parse_quote!(#[derive(#(#kept),*)]);
    found
}

/// The rest of the crate looks into composed calls: where a walk through pages begins.
struct OpenCalls;

impl VisitMut for OpenCalls {
    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        let composes = |field: &Field| field.ident.as_ref().is_some_and(|name| name == "client");
        if item.ident != "Client" && item.fields.iter().any(composes) {
            for field in &mut item.fields {
                field.vis = parse_quote!(pub(crate));
            }
        }
    }
}

/// Setters that cannot convert what they are given say only that: here they say why.
#[derive(Default)]
struct WhyRefused {
    setter: String,
    changed: bool,
}

impl VisitMut for WhyRefused {
    fn visit_impl_item_fn_mut(&mut self, method: &mut ImplItemFn) {
        self.setter = method.sig.ident.to_string();
        self.changed = false;
        visit_mut::visit_impl_item_fn_mut(self, method);
        if self.changed {
            let bounds = method.sig.generics.make_where_clause();
            bounds
                .predicates
                .push(parse_quote!(V::Error: ::std::fmt::Display));
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "map_err" && call.args.first().is_some_and(names_no_reason) {
            let text = format!("{}: {{reason}}", self.setter);
            call.args = parse_quote!(|reason| format!(#text));
            self.changed = true;
        }
    }
}

/// Whether an argument is `|_| "conversion to … failed".to_string()`.
fn names_no_reason(argument: &Expr) -> bool {
    if let Expr::Closure(closure) = argument
        && let Expr::MethodCall(call) = unbraced(&closure.body)
        && let Expr::Lit(literal) = &*call.receiver
        && let Lit::Str(text) = &literal.lit
    {
        return text.value().starts_with("conversion to ");
    }
    false
}

fn unbraced(body: &Expr) -> &Expr {
    match body {
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [Stmt::Expr(inner, None)] => inner,
            _ => body,
        },
        _ => body,
    }
}
