//! The attribute that runs a test on both databases.

use proc_macro::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{FnArg, ItemFn, Token, parse::Parser, parse_macro_input, punctuated::Punctuated};

/// Expands `async fn story(database: Database)` to two tests, `story::sqlite` and `story::postgresql`, each on a fresh
/// database to which `migrations` were applied:
///
/// ```text
/// #[database_test(migrations = kreisrund_directory::migrations)]
/// async fn a_county_can_be_loaded_twice(database: Database) { … }
/// ```
///
/// With `prepared = DEMO`, a `static` of the testkit's type `Prepared`, the database is a copy of one that was furnished
/// before. An argument of type `TestDatabase`, alone or as the second one, gives access to the database's address and
/// folder.
#[proc_macro_attribute]
pub fn database_test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let arguments = Punctuated::<syn::MetaNameValue, Token![,]>::parse_terminated;
    let arguments = match arguments.parse(attribute) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_compile_error().into(),
    };
    let given = |name: &str| {
        arguments.iter().find(|argument| argument.path.is_ident(name)).map(|argument| &argument.value)
    };
    let beginning = match (given("migrations"), given("prepared")) {
        (Some(migrations), None) => quote! { ::kreisrund_testkit::Beginning::Empty(#migrations) },
        (None, Some(prepared)) => quote! { ::kreisrund_testkit::Beginning::Prepared(&#prepared) },
        _ => {
            return syn::Error::new(
                proc_macro2_span(),
                "database_test needs to know what to begin with: #[database_test(migrations = my_crate::migrations)] \
                 or #[database_test(prepared = DEMO)]",
            )
            .to_compile_error()
            .into();
        }
    };
    let test = parse_macro_input!(item as ItemFn);
    let name = &test.sig.ident;
    let inner = format_ident!("{name}_on");
    let attributes = &test.attrs;
    let inputs = &test.sig.inputs;
    let body = &test.block;
    let wants_address = |input: &FnArg| match input {
        FnArg::Typed(argument) => argument.ty.to_token_stream().to_string().ends_with("TestDatabase"),
        FnArg::Receiver(_) => false,
    };
    let given = inputs.iter().map(|input| {
        if wants_address(input) {
            quote! { test.clone() }
        } else {
            quote! { test.database().clone() }
        }
    });
    let call = quote! { super::#inner(#(#given),*) };
    quote! {
        async fn #inner(#inputs) #body

        mod #name {
            use super::*;

            #(#attributes)*
            #[test]
            fn sqlite() {
                ::kreisrund_testkit::run(::kreisrund_testkit::Backend::Sqlite, #beginning, |test| async move { #call.await });
            }

            #(#attributes)*
            #[test]
            fn postgresql() {
                ::kreisrund_testkit::run(::kreisrund_testkit::Backend::Postgresql, #beginning, |test| async move { #call.await });
            }
        }
    }
    .into()
}

fn proc_macro2_span() -> proc_macro2::Span {
    proc_macro2::Span::call_site()
}
