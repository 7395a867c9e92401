//! `palabre --licences`: nothing that palabre contains of others lacks its terms.

use crate::cli;
use std::path::Path;

#[test]
fn every_dependency_and_every_source_is_named() {
    let printed = cli::run(Path::new("."), &["--licences"], "").out;
    for manifest in [include_str!("../../Cargo.toml"), include_str!("../../lexicon/Cargo.toml")] {
        let manifest: toml::Table = manifest.parse().unwrap();
        let others = manifest["dependencies"].as_table().unwrap().iter();
        for (name, _) in others.filter(|(_, dependency)| dependency.get("path").is_none()) {
            assert!(printed.contains(&format!("\n  {name} ")), "{name}: `.ci/third-party > THIRD-PARTY.txt`");
        }
    }
    for name in ["GeoNames", "Who’s On First", "CLDR", "INSEE", "Faker", "DejaVu", "sigma", "Apache License"]
    {
        assert!(printed.contains(name), "{name}");
    }
}
