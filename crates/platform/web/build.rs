//! Makes sure that the folder of built styles, scripts and fonts exists, so that the crate compiles before the front
//! end was built, and compiles again after it.

fn main() -> std::io::Result<()> {
    let assets =
        std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("assets");
    std::fs::create_dir_all(assets)?;
    println!("cargo:rerun-if-changed=assets");
    Ok(())
}
