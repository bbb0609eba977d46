//! The attribute that runs a test on both databases.

use proc_macro::TokenStream;
use quote::{format_ident, quote};
use syn::{Expr, ItemFn, Token, parse::Parser, parse_macro_input, punctuated::Punctuated};

/// Expands `async fn story(database: Database)` to two tests, `story::sqlite` and `story::postgresql`, each on a fresh
/// database to which `migrations` were applied:
///
/// ```text
/// #[database_test(migrations = kreisrund_directory::migrations)]
/// async fn a_county_can_be_loaded_twice(database: Database) { … }
/// ```
///
/// A second argument of type `TestDatabase` gives access to the database's address.
#[proc_macro_attribute]
pub fn database_test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let arguments = Punctuated::<syn::MetaNameValue, Token![,]>::parse_terminated;
    let arguments = match arguments.parse(attribute) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_compile_error().into(),
    };
    let Some(migrations) = arguments.iter().find(|argument| argument.path.is_ident("migrations")) else {
        return syn::Error::new(
            proc_macro2_span(),
            "database_test needs the migrations: #[database_test(migrations = my_crate::migrations)]",
        )
        .to_compile_error()
        .into();
    };
    let migrations: &Expr = &migrations.value;
    let test = parse_macro_input!(item as ItemFn);
    let name = &test.sig.ident;
    let inner = format_ident!("{name}_on");
    let attributes = &test.attrs;
    let inputs = &test.sig.inputs;
    let body = &test.block;
    let call = if inputs.len() > 1 {
        quote! { super::#inner(test.database().clone(), test.clone()) }
    } else {
        quote! { super::#inner(test.database().clone()) }
    };
    quote! {
        async fn #inner(#inputs) #body

        mod #name {
            use super::*;

            #(#attributes)*
            #[test]
            fn sqlite() {
                ::kreisrund_testkit::run(::kreisrund_testkit::Backend::Sqlite, #migrations, |test| async move { #call.await });
            }

            #(#attributes)*
            #[test]
            fn postgresql() {
                ::kreisrund_testkit::run(::kreisrund_testkit::Backend::Postgresql, #migrations, |test| async move { #call.await });
            }
        }
    }
    .into()
}

fn proc_macro2_span() -> proc_macro2::Span {
    proc_macro2::Span::call_site()
}
