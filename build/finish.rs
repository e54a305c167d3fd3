//! What the generator has no setting for, done to the code that it wrote.

use proc_macro2::TokenStream;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, ExprMethodCall, Field, File, ImplItem, ImplItemFn, ItemImpl, ItemUse, Lit, Stmt, UseTree,
    parse_quote,
};

/// The text of the client's source file.
pub(crate) fn finished(client: TokenStream, extra: TokenStream) -> syn::Result<String> {
    let mut file: File = syn::parse2(client)?;
    NullLists.visit_file_mut(&mut file);
    OwnPathEncoding.visit_file_mut(&mut file);
    NoBareClient.visit_file_mut(&mut file);
    WhyRefused::default().visit_file_mut(&mut file);
    file.items.push(parse_quote! {
        use crate::path_segment::encode_path;
    });
    file.items.extend(syn::parse2::<File>(extra)?.items);
    Ok(prettyplease::unparse(&file))
}

/// Lists that may be absent may be null as well.
struct NullLists;

impl VisitMut for NullLists {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let list = matches!(&field.ty, syn::Type::Path(path)
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

/// The generator's own encoding leaves a backslash as it is, which URLs read as a slash.
struct OwnPathEncoding;

impl VisitMut for OwnPathEncoding {
    fn visit_item_use_mut(&mut self, item: &mut ItemUse) {
        if let UseTree::Path(path) = &mut item.tree
            && path.ident == "progenitor_client"
            && let UseTree::Group(group) = &mut *path.tree
        {
            let kept = group
                .items
                .iter()
                .filter(|tree| !matches!(tree, UseTree::Name(name) if name.ident == "encode_path"));
            group.items = kept.cloned().collect();
        }
        visit_mut::visit_item_use_mut(self, item);
    }
}

/// The generator's own constructor makes a client without key, TLS or limits, or panics.
struct NoBareClient;

impl VisitMut for NoBareClient {
    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        if item.trait_.is_none()
            && matches!(&*item.self_ty, syn::Type::Path(path) if path.path.is_ident("Client"))
        {
            item.items
                .retain(|item| !matches!(item, ImplItem::Fn(method) if method.sig.ident == "new"));
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
