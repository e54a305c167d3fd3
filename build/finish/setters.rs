//! Documents the setters of parameters, and lets them refuse what lies outside the bounds.

use syn::{ImplItem, ImplItemFn, Item, ItemImpl, Type, parse_quote};

use super::operations::{Operation, Parameter};

/// Finishes the setters of every builder.
pub(super) fn finish(builders: &mut [Item], operations: &[Operation]) {
    for item in builders {
        if let Item::Impl(block) = item
            && let Some(operation) = operations.iter().find(|one| composes(block, one))
        {
            finish_in(block, operation);
        }
    }
}

fn composes(block: &ItemImpl, operation: &Operation) -> bool {
    let Type::Path(named) = &*block.self_ty else {
        return false;
    };
    let last = named.path.segments.last();
    last.is_some_and(|last| last.ident == operation.builder)
}

fn finish_in(block: &mut ItemImpl, operation: &Operation) {
    for item in &mut block.items {
        if let ImplItem::Fn(setter) = item
            && let Some(parameter) = operation
                .parameters
                .iter()
                .find(|one| setter.sig.ident == one.setter)
        {
            setter.attrs.extend(parameter.documentation());
            check(setter, parameter);
        }
    }
}

fn check(setter: &mut ImplItemFn, parameter: &Parameter) {
    let Some((minimum, maximum)) = parameter.bounds else {
        return;
    };
    let (name, member) = (&parameter.setter, setter.sig.ident.clone());
    let last = setter.block.stmts.len() - 1;
    setter.block.stmts.insert(
        last,
        parse_quote! {
            self.#member = self
                .#member
                .and_then(|value| crate::bounds::within(#name, value, #minimum, #maximum));
        },
    );
}
