//! Puts every operation on the front of the client, documented by the description.

use quote::format_ident;
use syn::{File, ImplItem, Item, ItemImpl, Type, parse_quote};

use super::operations::Operation;

/// Documents the methods of the generated client, and gives the front the same.
pub(super) fn put(file: &mut File, operations: &[Operation]) {
    for item in &mut file.items {
        if let Item::Impl(block) = item
            && matches!(&*block.self_ty, Type::Path(path) if path.path.is_ident("Client"))
        {
            document(block, operations);
        }
    }
    file.items.push(Item::Impl(front(operations)));
}

fn document(block: &mut ItemImpl, operations: &[Operation]) {
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item
            && let Some(operation) = operations.iter().find(|one| method.sig.ident == one.method)
        {
            method.attrs = operation.documentation();
        }
    }
}

fn front(operations: &[Operation]) -> ItemImpl {
    let methods = operations.iter().map(|operation| -> ImplItem {
        let documentation = operation.documentation();
        let method = format_ident!("{}", operation.method);
        let builder = format_ident!("{}", operation.builder);
        parse_quote! {
            #(#documentation)*
            pub fn #method(&self) -> builder::#builder<'_> {
                self.api().#method()
            }
        }
    });
    parse_quote! {
        /// The operations of the description.
        impl crate::Client {
            #(#methods)*
        }
    }
}
