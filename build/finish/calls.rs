//! Takes sending out of the generated calls: they compose a request, `src/call/` sends it.
//!
//! What the generator writes after the request decodes an answer and loses its status, its
//! headers and its body where that fails; and it knows neither attempts nor limits. Left of
//! each `send` is its front half, as an `Operation`, and a `send` that hands it over.

use syn::{
    Arm, Block, Expr, File, GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemImpl,
    ItemStruct, Lit, Pat, PathArguments, ReturnType, Stmt, Type, parse_quote,
};

use super::{module, unbraced};

/// Rewrites every call of the module `builder`; says which builder has a `send` of another
/// shape than the one that is known.
pub(super) fn hand_over(file: &mut File) -> syn::Result<()> {
    let identified = identified(file);
    let Some(items) = module(file, "builder") else {
        return Err(unknown("no module `builder`"));
    };
    let mut operations = Vec::new();
    for item in items.iter_mut() {
        if let Item::Impl(call) = item
            && let Some(operation) = hand_over_one(call, &identified)?
        {
            operations.push(operation);
        }
    }
    items.extend(operations);
    Ok(())
}

/// The `Operation` of a builder that has a `send`, which is rewritten on the way.
fn hand_over_one(call: &mut ItemImpl, identified: &[Ident]) -> syn::Result<Option<Item>> {
    let (builder, arguments) = (call.self_ty.clone(), call.generics.clone());
    let Some(send) = call.items.iter_mut().find_map(send_method) else {
        return Ok(None);
    };
    let generated =
        Generated::read(send).ok_or_else(|| unknown("a `send` that is not of the known shape"))?;
    let Generated {
        composing,
        operation_id,
        answer,
        successes,
    } = generated;
    let request_id: Expr = match &answer {
        Type::Path(path)
            if path
                .path
                .segments
                .last()
                .is_some_and(|last| identified.contains(&last.ident)) =>
        {
            parse_quote!(crate::call::text(&_answer.request_id))
        }
        _ => parse_quote!(None),
    };
    send.sig.output = parse_quote! { -> Result<crate::Response<#answer>, crate::Error> };
    send.block = parse_quote! {{
        let client = self.client;
        crate::call::send(client, self).await
    }};
    Ok(Some(parse_quote! {
        impl #arguments crate::call::Operation for #builder {
            const ID: &'static str = #operation_id;
            const SUCCESSES: &'static [u16] = &[#(#successes),*];
            type Answer = #answer;

            fn compose(self) -> Result<reqwest::Request, progenitor_client::Error<()>> {
                // Calls without a parameter need none.
                #[allow(unused_imports)]
                use progenitor_client::Error;
                #(#composing)*
                Ok(request)
            }

            fn request_id(_answer: &#answer) -> Option<&str> {
                #request_id
            }
        }
    }))
}

/// The types whose `request_id` identifies the request that answered.
fn identified(file: &mut File) -> Vec<Ident> {
    let structs = module(file, "types").into_iter().flatten();
    structs
        .filter_map(|item| match item {
            Item::Struct(found) if has_request_id(found) => Some(found.ident.clone()),
            _ => None,
        })
        .collect()
}

fn has_request_id(found: &ItemStruct) -> bool {
    let mut names = found.fields.iter().filter_map(|field| field.ident.as_ref());
    names.any(|name| name == "request_id")
}

fn send_method(item: &mut ImplItem) -> Option<&mut ImplItemFn> {
    match item {
        ImplItem::Fn(method) if method.sig.ident == "send" => Some(method),
        _ => None,
    }
}

/// What a generated `send` says.
struct Generated {
    /// The statements that make `request`.
    composing: Vec<Stmt>,
    operation_id: Lit,
    answer: Type,
    successes: Vec<Lit>,
}

impl Generated {
    fn read(send: &ImplItemFn) -> Option<Self> {
        let statements = &send.block.stmts;
        let end = statements
            .iter()
            .position(|statement| binds(statement, "info"))?;
        Some(Self {
            composing: statements[..end].to_vec(),
            operation_id: operation_id(&statements[end])?,
            answer: answer(&send.sig.output)?,
            successes: successes(&send.block)?,
        })
    }
}

fn binds(statement: &Stmt, name: &str) -> bool {
    match statement {
        Stmt::Local(local) => matches!(&local.pat, Pat::Ident(bound) if bound.ident == name),
        _ => false,
    }
}

/// The literal in `let info = OperationInfo { operation_id: "…" }`.
fn operation_id(statement: &Stmt) -> Option<Lit> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let Expr::Struct(info) = &*local.init.as_ref()?.expr else {
        return None;
    };
    match &info.fields.first()?.expr {
        Expr::Lit(literal) => Some(literal.lit.clone()),
        _ => None,
    }
}

/// The `T` of `Result<ResponseValue<T>, …>`.
fn answer(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, result) = output else {
        return None;
    };
    let response = first_argument(result, "Result")?;
    first_argument(&response, "ResponseValue")
}

fn first_argument(of: &Type, named: &str) -> Option<Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(argument) if last.ident == named => Some(argument.clone()),
        _ => None,
    }
}

/// The statuses whose arm decodes an answer that is no error.
fn successes(block: &Block) -> Option<Vec<Lit>> {
    let Some(Stmt::Expr(Expr::Match(by_status), _)) = block.stmts.last() else {
        return None;
    };
    let decoded = by_status.arms.iter().filter(|arm| decodes(arm));
    let statuses: Vec<Lit> = decoded
        .filter_map(|arm| match &arm.pat {
            Pat::Lit(literal) => Some(literal.lit.clone()),
            _ => None,
        })
        .collect();
    (!statuses.is_empty()).then_some(statuses)
}

fn decodes(arm: &Arm) -> bool {
    matches!(unbraced(&arm.body), Expr::Await(_))
}

fn unknown(what: &str) -> syn::Error {
    let text = format!("the generator wrote {what}: build/finish/calls.rs has to learn it");
    syn::Error::new_spanned(Ident::new("send", proc_macro2::Span::call_site()), text)
}
