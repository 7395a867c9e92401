#!/usr/bin/env python3
"""Holds the licences and sources of all dependencies against deny.toml. Standard library and cargo only."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def allowed(expression: str, licences: set[str]) -> bool:
    """Whether one of the alternatives of an SPDX expression is allowed as a whole. Brackets are read as far as crates use them."""
    expression = expression.replace("/", " OR ").strip()
    while expression.startswith("(") and expression.endswith(")") and expression.count("(") == 1:
        expression = expression[1:-1].strip()
    inner = re.search(r"\(([^()]*)\)", expression)
    if inner:
        verdict = "MIT" if allowed(inner.group(1), licences) else "none"
        return allowed(expression.replace(inner.group(0), verdict), licences)
    if " AND " in expression and " OR " not in expression:
        return all(allowed(part, licences) for part in expression.split(" AND "))
    if " OR " in expression:
        return any(allowed(part, licences) for part in expression.split(" OR "))
    return expression.strip() in licences


def main() -> int:
    policy = tomllib.loads((ROOT / "deny.toml").read_text())
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    packages = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)["packages"]
    general = set(policy["licenses"]["allow"])
    exceptions = {rule["crate"]: set(rule["allow"]) for rule in policy["licenses"]["exceptions"]}
    registry = {"registry+" + source for source in policy["sources"]["allow-registry"]}
    problems = []
    for package in packages:
        name, licence, source = package["name"], package["license"] or "", package["source"]
        if source is not None and source not in registry:
            problems.append(f"{name}: from {source}")
        if not allowed(licence, general | exceptions.get(name, set())):
            problems.append(f"{name}: licence {licence or 'not told'}")
    print(f"{len(packages)} packages, {len(problems)} problems")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
