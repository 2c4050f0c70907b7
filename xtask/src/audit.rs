//! Licences and sources of every dependency against `deny.toml`. Done here, over `cargo metadata`, because it needs no
//! network and no ten-minute installation; the file is cargo-deny's own format, so that tool can be used as well.

use std::fs;

use serde_json::Value;
use xtask::failure::{At, Failure, Outcome};
use xtask::{paths, run};

use crate::spdx;

/// Errors with every package whose licence or source is not on the lists.
pub(crate) fn audit() -> Outcome {
    let rules = fs::read_to_string(paths::root().join("deny.toml")).at("deny.toml")?;
    let allowed = list(&rules, "[licenses]", "allow")?;
    let metadata = run::output(&mut run::cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).at("cargo metadata")?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    let faults: Vec<String> = packages.iter().filter_map(|package| fault(package, &allowed)).collect();
    println!("    {} packages, {} licences allowed", packages.len(), allowed.len());
    if faults.is_empty() && !packages.is_empty() {
        return Ok(());
    }
    Err(Failure::new(faults.join("\n")).mend("choose another package, or argue for the licence in deny.toml"))
}

fn fault(package: &Value, allowed: &[String]) -> Option<String> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    if let Some(source) = package["source"].as_str()
        && !(source.starts_with("registry+") && source.ends_with("/crates.io-index"))
    {
        return Some(format!("{name} comes from {source}"));
    }
    match package["license"].as_str() {
        Some(licence) if spdx::admits(licence, allowed) => None,
        Some(licence) => Some(format!("{name} is under {licence}")),
        None => Some(format!("{name} names no licence")),
    }
}

/// The strings of `key = [...]` below `section`.
fn list(rules: &str, section: &str, key: &str) -> Outcome<Vec<String>> {
    let missing = || Failure::new(format!("deny.toml: no `{key} = [...]` below {section}"));
    let after = rules.split_once(section).ok_or_else(missing)?.1;
    let body = after.split("\n[").next().unwrap_or_default();
    let opened = body.split_once(&format!("\n{key} = [")).ok_or_else(missing)?.1;
    let inside = opened.split_once(']').ok_or_else(missing)?.0;
    let uncommented: String = inside.lines().map(|line| line.split('#').next().unwrap_or_default()).collect();
    Ok(uncommented.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}
