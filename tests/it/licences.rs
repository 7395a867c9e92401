//! `palabre --licences`: nothing that palabre contains of others lacks its terms.

use crate::cli;
use std::path::Path;

#[test]
fn every_dependency_and_every_source_is_named() {
    let printed = cli::run(Path::new("."), &["--licences"], "").out;
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(printed.contains(&format!("\n  {name} ")), "{name}: `.ci/third-party > THIRD-PARTY.txt`");
    }
    for name in ["GeoNames", "Who’s On First", "CLDR", "INSEE", "Faker", "DejaVu", "sigma", "Apache License"]
    {
        assert!(printed.contains(name), "{name}");
    }
}
