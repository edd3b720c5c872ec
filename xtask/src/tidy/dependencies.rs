//! Who may know whom, held over `cargo metadata`. What a crate may use of ours is a list; what must never be linked
//! into it, by whatever path, is another.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// A crate of ours and those of ours it may use directly.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("commonplace", &["commonplace-api", "commonplace-prose"]),
    ("commonplace-api", &[]),
    (
        "commonplace-domain",
        &["commonplace-api", "commonplace-prose"],
    ),
    (
        "commonplace-engine",
        &[
            "commonplace-api",
            "commonplace-domain",
            "commonplace-protocol",
            "commonplace-sync",
        ],
    ),
    ("commonplace-exchange", &["commonplace-domain"]),
    ("commonplace-prose", &["commonplace-api"]),
    ("commonplace-protocol", &[]),
    ("commonplace-relay", &["commonplace-protocol"]),
    ("commonplace-storage", &["commonplace-protocol"]),
    ("commonplace-sync", &["commonplace-protocol"]),
    (
        "commonplace-worker",
        // It carries commands to the engine and imported notes from one to the other.
        &[
            "commonplace-api",
            "commonplace-domain",
            "commonplace-engine",
            "commonplace-exchange",
            "commonplace-storage",
        ],
    ),
    ("xtask", &[]),
];

/// A crate of ours and what it must not link, directly or through others.
const NEVER: &[(&str, &[&str])] = &[
    // The main thread never waits for documents or cryptography.
    (
        "commonplace",
        &[
            "aead",
            "automerge",
            "ed25519-dalek",
            "indexed_db_futures",
            "x25519-dalek",
        ],
    ),
    // What keeps records must not be able to open one.
    ("commonplace-relay", &["aead", "automerge", "x25519-dalek"]),
    // No browser and no network where the rules are.
    ("commonplace-domain", &["tokio", "web-sys"]),
    ("commonplace-engine", &["tokio", "web-sys"]),
    (
        "commonplace-protocol",
        &["aead", "automerge", "tokio", "web-sys"],
    ),
    ("commonplace-sync", &["automerge", "tokio", "web-sys"]),
];

/// The packages that a build links: name, and what each uses outside of tests and build scripts.
struct Graph {
    names: BTreeMap<String, String>,
    uses: BTreeMap<String, Vec<String>>,
    ours: BTreeSet<String>,
}

/// Holds [`DIRECTIONS`] and [`NEVER`].
///
/// # Errors
/// When Cargo cannot tell.
pub fn point_one_way(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(Graph::new(&metadata(workspace)?)?.wrongs())
}

/// All that Cargo knows about the workspace and what it is built from. Fails when Cargo.lock does not go with the
/// manifests, so nothing else in CI has to ask.
pub(super) fn metadata(workspace: &Workspace) -> Result<Value> {
    let text = process::output(Command::new("cargo").current_dir(workspace.root()).args([
        "metadata",
        "--format-version=1",
        "--locked",
    ]))?;
    serde_json::from_str(&text).context("cargo metadata is not understood")
}

impl Graph {
    fn new(metadata: &Value) -> Result<Self> {
        let names = list(metadata, &["packages"])?
            .iter()
            .filter_map(|package| Some((text(package, "id")?, text(package, "name")?)))
            .collect();
        let uses = list(metadata, &["resolve", "nodes"])?
            .iter()
            .filter_map(|node| Some((text(node, "id")?, normal_dependencies(node))))
            .collect();
        let ours = list(metadata, &["workspace_members"])?
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        Ok(Self { names, uses, ours })
    }

    fn name<'graph>(&'graph self, id: &'graph str) -> &'graph str {
        self.names.get(id).map_or(id, String::as_str)
    }

    fn used(&self, id: &str) -> &[String] {
        self.uses.get(id).map_or(&[], Vec::as_slice)
    }

    fn wrongs(&self) -> Vec<String> {
        let mut wrongs = Vec::new();
        for id in &self.ours {
            let name = self.name(id);
            let Some((_, allowed)) = DIRECTIONS.iter().find(|(package, _)| *package == name) else {
                wrongs.push(format!(
                    "{name} is new: say in xtask/src/tidy/dependencies.rs what it may use"
                ));
                continue;
            };
            for used in self
                .used(id)
                .iter()
                .filter(|used| self.ours.contains(*used))
            {
                let used = self.name(used);
                if !allowed.contains(&used) {
                    wrongs.push(format!("{name} must not use {used}"));
                }
            }
            let never = NEVER
                .iter()
                .filter(|(package, _)| *package == name)
                .flat_map(|(_, never)| *never);
            wrongs.extend(never.filter_map(|package| {
                let path = self.path(id, package)?;
                Some(format!(
                    "{name} must not link {package}, and does: {}",
                    path.join(" > ")
                ))
            }));
        }
        wrongs
    }

    /// How `from` comes to link `package`, if it does.
    fn path(&self, from: &str, package: &str) -> Option<Vec<&str>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            for used in self.used(id).iter().filter(|used| *used != from) {
                if came_from.contains_key(used.as_str()) {
                    continue;
                }
                came_from.insert(used, self.uses.get_key_value(id).map_or("", |(id, _)| id));
                if self.name(used) == package {
                    return Some(self.steps(used, &came_from));
                }
                waiting.push(used);
            }
        }
        None
    }

    fn steps<'graph>(
        &'graph self,
        to: &'graph str,
        came_from: &BTreeMap<&'graph str, &'graph str>,
    ) -> Vec<&'graph str> {
        let mut steps = vec![self.name(to)];
        let mut at = to;
        while let Some(before) = came_from.get(at) {
            steps.insert(0, self.name(before));
            at = before;
        }
        steps
    }
}

fn normal_dependencies(node: &Value) -> Vec<String> {
    let Some(dependencies) = node.get("deps").and_then(Value::as_array) else {
        return Vec::new();
    };
    dependencies
        .iter()
        .filter(|dependency| is_normal(dependency))
        .filter_map(|dependency| text(dependency, "pkg"))
        .collect()
}

/// Linked into the product: neither for tests nor for build scripts only.
fn is_normal(dependency: &Value) -> bool {
    let kinds = dependency.get("dep_kinds").and_then(Value::as_array);
    kinds.is_some_and(|kinds| {
        kinds
            .iter()
            .any(|kind| kind.get("kind").is_none_or(Value::is_null))
    })
}

fn list<'value>(value: &'value Value, path: &[&str]) -> Result<&'value Vec<Value>> {
    path.iter()
        .try_fold(value, |value, key| value.get(key))
        .and_then(Value::as_array)
        .with_context(|| format!("cargo metadata has no {}", path.join(".")))
}

fn text(value: &Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Packages by name, each with its normal dependencies and those for tests.
    fn graph(packages: &[(&str, &[&str], &[&str])], ours: &[&str]) -> Graph {
        let edge =
            |name: &&str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let nodes: Vec<Value> = packages
            .iter()
            .map(|(name, normal, dev)| {
                let edges = normal.iter().map(|used| edge(used, Value::Null));
                let edges: Vec<Value> = edges
                    .chain(dev.iter().map(|used| edge(used, json!("dev"))))
                    .collect();
                json!({ "id": name, "deps": edges })
            })
            .collect();
        let names: Vec<Value> = packages
            .iter()
            .map(|(name, ..)| json!({ "id": name, "name": name }))
            .collect();
        Graph::new(
            &json!({ "packages": names, "resolve": { "nodes": nodes }, "workspace_members": ours }),
        )
        .unwrap()
    }

    #[test]
    fn a_crate_that_knows_too_much_is_named() {
        let graph = graph(
            &[
                ("commonplace-relay", &["commonplace-sync"], &[]),
                ("commonplace-sync", &[], &[]),
            ],
            &["commonplace-relay", "commonplace-sync"],
        );
        assert_eq!(
            graph.wrongs(),
            ["commonplace-relay must not use commonplace-sync"]
        );
    }

    #[test]
    fn what_must_not_be_linked_is_found_at_any_depth() {
        let packages: &[(&str, &[&str], &[&str])] = &[
            ("commonplace", &["leptos"], &[]),
            ("leptos", &["deep"], &[]),
            ("deep", &["automerge"], &[]),
            ("automerge", &[], &[]),
        ];
        let expected = [
            "commonplace must not link automerge, and does: commonplace > leptos > deep > automerge",
        ];
        assert_eq!(graph(packages, &["commonplace"]).wrongs(), expected);
    }

    #[test]
    fn tests_may_use_what_the_product_may_not() {
        let packages: &[(&str, &[&str], &[&str])] = &[
            (
                "commonplace-relay",
                &[],
                &["chacha20poly1305", "commonplace-sync"],
            ),
            ("chacha20poly1305", &[], &[]),
            ("commonplace-sync", &[], &[]),
        ];
        let ours = ["commonplace-relay", "commonplace-sync"];
        assert_eq!(graph(packages, &ours).wrongs(), Vec::<String>::new());
    }

    #[test]
    fn a_new_crate_has_to_say_what_it_may_use() {
        let wrongs = graph(&[("commonplace-extra", &[], &[])], &["commonplace-extra"]).wrongs();
        assert!(
            wrongs[0].starts_with("commonplace-extra is new"),
            "{wrongs:?}"
        );
    }
}
