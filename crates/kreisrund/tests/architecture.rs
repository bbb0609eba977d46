//! Holds the house to the rules of `docs/ARCHITECTURE.md`: which crate may know which, what is confined to one place,
//! and that every dependency is explained. What the compiler checks by itself (no cycles) is not repeated here.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests may end the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{Dependency, DependencyKind, Metadata, MetadataCommand, Package};

/// Longest file that one can still read in a sitting.
const MOST_LINES: usize = 600;

/// Files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Heavy or telling libraries that stay behind one wall each: the rest of the house speaks our own types.
const CONFINED: &[&str] = &["calamine", "calcard", "tantivy"];

/// The floors of the house from the ground up, by folder under `crates/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Floor {
    Kernel,
    Platform,
    Foundation,
    Slices,
    Binary,
    /// What measures the whole program from outside.
    Measuring,
}

impl Floor {
    fn of(folder: &str) -> Option<Self> {
        match folder.split('/').collect::<Vec<_>>()[..] {
            ["crates", "kernel"] => Some(Self::Kernel),
            ["crates", "platform", _] => Some(Self::Platform),
            ["crates", "foundation", _] => Some(Self::Foundation),
            ["crates", "slices", _] => Some(Self::Slices),
            ["crates", "kreisrund"] => Some(Self::Binary),
            ["quality", _] => Some(Self::Measuring),
            _ => None,
        }
    }

    /// Whether a crate of this floor may know one of the `other`.
    fn may_know(self, other: Self) -> bool {
        let shares_its_floor = matches!(self, Self::Platform | Self::Foundation);
        other < self || (other == self && shares_its_floor)
    }
}

#[test]
fn arrows_only_point_down() {
    let house = House::read();
    let mut wrong = Vec::new();
    for package in house.packages() {
        let folder = house.folder(package);
        let Some(floor) = Floor::of(&folder) else {
            wrong.push(format!(
                "{folder}: move the crate into crates/platform, crates/foundation or crates/slices"
            ));
            continue;
        };
        for (dependency, other) in house.own_dependencies(package) {
            let for_tests = dependency.kind == DependencyKind::Development && is_testkit(&dependency.name);
            if !for_tests && !Floor::of(&other).is_some_and(|other| floor.may_know(other)) {
                wrong.push(format!("{folder} -> {other}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "kernel <- platform <- foundation <- slices <- kreisrund: a crate may know only what lies below it, and slices \
         hear of each other through the events in crates/foundation/events. Take these dependencies out of the \
         Cargo.toml of the crate on the left, or move what both need further down:\n{}",
        list(&wrong)
    );
}

#[test]
fn testkit_is_for_tests_only() {
    let house = House::read();
    let mut wrong = Vec::new();
    for package in house.packages().filter(|package| !is_testkit(&package.name)) {
        for (dependency, _) in house.own_dependencies(package) {
            if is_testkit(&dependency.name) && dependency.kind != DependencyKind::Development {
                wrong.push(format!("{}/Cargo.toml: {}", house.folder(package), dependency.name));
            }
        }
    }
    assert!(wrong.is_empty(), "Move these lines to [dev-dependencies]:\n{}", list(&wrong));
}

#[test]
fn every_crate_inherits_the_workspace_lints() {
    let house = House::read();
    let mut wrong = Vec::new();
    for package in house.packages() {
        let manifest = read(package.manifest_path.as_std_path());
        if !manifest.contains("[lints]\nworkspace = true\n") {
            wrong.push(format!("{}/Cargo.toml", house.folder(package)));
        }
    }
    assert!(wrong.is_empty(), "Add `[lints]` with `workspace = true` to:\n{}", list(&wrong));
}

#[test]
fn heavy_libraries_stay_behind_one_wall() {
    let house = House::read();
    for library in CONFINED {
        let users: Vec<String> = house
            .packages()
            .filter(|package| package.dependencies.iter().any(|dependency| dependency.name == *library))
            .map(|package| house.folder(package))
            .collect();
        assert!(
            users.len() == 1,
            "`{library}` belongs to exactly one crate. Keep it in one of these and let that one offer what the others \
             need in our own types; where it is no longer used at all, take it out of CONFINED:\n{}",
            list(&users)
        );
    }
}

#[test]
fn entities_stay_inside_store_modules() {
    let house = House::read();
    let wrong: Vec<String> = house
        .sources(&["rs"])
        .filter(|source| source.text.contains("DeriveEntityModel"))
        .map(|source| source.path)
        .filter(|path| !path.split('/').any(|part| matches!(part, "store" | "store.rs")))
        .collect();
    assert!(
        wrong.is_empty(),
        "Entities are a matter of a crate's `store` module, whose functions speak domain types. Move those of:\n{}",
        list(&wrong)
    );
}

#[test]
fn the_database_backend_is_matched_in_one_file() {
    let house = House::read();
    let wrong: Vec<String> = house
        .sources(&["rs"])
        .filter(|source| source.text.contains("DbBackend::") || source.text.contains("DatabaseBackend::"))
        .map(|source| source.path)
        .filter(|path| {
            path != "crates/platform/store/src/backend.rs" && !path.starts_with("crates/platform/testkit")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "Where SQLite and PostgreSQL differ, crates/platform/store/src/backend.rs gets a function with a name that says \
         what for. Move the distinction there from:\n{}",
        list(&wrong)
    );
}

#[test]
fn no_file_is_too_long_to_read() {
    let house = House::read();
    let mut wrong = Vec::new();
    let mut allowed: BTreeMap<&str, &str> = LONG_FILES.iter().copied().collect();
    for source in house.sources(&["rs", "html", "ftl", "ts", "mjs", "js", "css", "scss"]) {
        let lines = source.text.lines().count();
        if lines > MOST_LINES && allowed.remove(source.path.as_str()).is_none() {
            wrong.push(format!("{} ({lines} lines)", source.path));
        }
    }
    assert!(
        wrong.is_empty(),
        "Split what has more than {MOST_LINES} lines, by its matters and not by its length; where it really is one \
         matter, name it in LONG_FILES with the reason:\n{}",
        list(&wrong)
    );
    let stale: Vec<String> = allowed.keys().map(ToString::to_string).collect();
    assert!(
        stale.is_empty(),
        "These are short by now or gone; take them out of LONG_FILES:\n{}",
        list(&stale)
    );
}

#[test]
fn every_direct_dependency_is_explained() {
    let house = House::read();
    let document = read(&house.root.join("docs/dependencies.md"));
    // The rows of its tables begin with the names: | `axum` | … or | `sass`, `lightningcss` | …
    let explained: BTreeSet<String> = document
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" |"))
        .flat_map(|(names, _)| names.split(", ").map(|name| name.trim_matches('`').to_owned()))
        .collect();
    let mut used = npm_dependencies(&house.root.join("frontend/package.json"));
    used.extend(npm_dependencies(&house.root.join("browser-tests/package.json")));
    used.extend(npm_dependencies(&house.root.join("quality/search/minisearch/package.json")));
    for package in house.packages() {
        let foreign = package.dependencies.iter().filter(|dependency| dependency.path.is_none());
        used.extend(foreign.map(|dependency| dependency.name.clone()));
    }
    let unexplained: Vec<String> = used.difference(&explained).cloned().collect();
    assert!(
        unexplained.is_empty(),
        "Say in docs/dependencies.md why we need these and what else was weighed (or do without them):\n{}",
        list(&unexplained)
    );
    let gone: Vec<String> = explained.difference(&used).cloned().collect();
    assert!(
        gone.is_empty(),
        "No crate uses these any more; take them out of docs/dependencies.md:\n{}",
        list(&gone)
    );
}

/// The workspace as cargo and the disk know it.
struct House {
    root: PathBuf,
    metadata: Metadata,
}

struct Source {
    /// From the root, with slashes.
    path: String,
    text: String,
}

impl House {
    fn read() -> Self {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace's root");
        let metadata = MetadataCommand::new()
            .manifest_path(root.join("Cargo.toml"))
            .no_deps()
            .other_options(["--locked".to_owned(), "--offline".to_owned()])
            .exec()
            .expect("cargo metadata");
        Self { root, metadata }
    }

    fn packages(&self) -> impl Iterator<Item = &Package> {
        self.metadata.packages.iter()
    }

    /// The crate's folder, such as `crates/slices/offers`.
    fn folder(&self, package: &Package) -> String {
        let folder = package.manifest_path.as_std_path().parent().expect("a manifest lies in a folder");
        self.relative_path(folder)
    }

    /// What a crate needs of the workspace itself, with the folder of each.
    fn own_dependencies<'a>(&self, package: &'a Package) -> impl Iterator<Item = (&'a Dependency, String)> {
        package.dependencies.iter().filter_map(|dependency| {
            let folder = dependency.path.as_ref()?;
            Some((dependency, self.relative_path(folder.as_std_path())))
        })
    }

    /// What people wrote, by the endings of the files' names; not what was built or installed, and not this file, which
    /// names what it looks for.
    fn sources(&self, endings: &[&str]) -> impl Iterator<Item = Source> {
        let mut files = Vec::new();
        for folder in ["crates", "frontend", "browser-tests", "quality"] {
            collect(&self.root.join(folder), &mut files);
        }
        files.sort();
        files
            .into_iter()
            .filter(|file| {
                file.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known))
            })
            .map(|file| Source { path: self.relative_path(&file), text: read(&file) })
            .filter(|source| source.path != "crates/kreisrund/tests/architecture.rs")
    }

    fn relative_path(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).expect("lies in the workspace");
        path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

fn is_testkit(name: &str) -> bool {
    name.starts_with("kreisrund-testkit")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry of a folder").path();
        let built = ["node_modules", "assets", "target"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !built {
            collect(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

fn npm_dependencies(manifest: &Path) -> BTreeSet<String> {
    let manifest: serde_json::Value = serde_json::from_str(&read(manifest)).expect("package.json holds JSON");
    ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|section| manifest[section].as_object())
        .flat_map(|section| section.keys().cloned())
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n")
}
