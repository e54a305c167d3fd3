//! What the description says and the generator does not write: open enums and the base URL.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::generatable::names::pascal;
use crate::relax::walk;

/// The base URL of the first server, and a module with one `open_enum!` for each; what the macro makes of it stands in `src/`.
pub(crate) fn module(description: &Value) -> TokenStream {
    let schemas = description["components"]["schemas"].as_object();
    let enums = schemas.into_iter().flatten().filter_map(|(name, schema)| {
        let values = walk::strings(Some(schema.get("x-extensible-enum")?));
        Some(open_enum(
            name,
            schema["description"].as_str().unwrap_or_default(),
            &values,
        ))
    });
    let base_url = description["servers"][0]["url"]
        .as_str()
        .unwrap_or_default();
    quote! {
        /// Where the API is in production (page *overview*).
        pub const BASE_URL: &str = #base_url;

        /// Enums that keep values which the description does not know.
        pub mod open {
            #(#enums)*
        }
    }
}

fn open_enum(name: &str, documentation: &str, values: &[String]) -> TokenStream {
    let name = format_ident!("{}", pascal(name));
    let variants = values
        .iter()
        .map(|value| format_ident!("{}", pascal(value)));
    quote! {
        crate::open_enum::open_enum! {
            #[doc = #documentation]
            #name { #(#variants = #values,)* }
        }
    }
}
