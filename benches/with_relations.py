#!/usr/bin/env python3
"""The speed of palabre with typed relations, as a share of its speed without: both in turn, and medians of the rounds.

    cargo build --release
    benches/with_relations.py CORPUS.jsonl [--rounds N] [--binary PALABRE]

Twice: the command as it is (wall time), and on one thread (CPU time of the process).
"""

import argparse
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def times(command):
    """Wall and CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--binary", default=str(Path(__file__).parent.parent / "target/release/palabre"))
    given = parser.parse_args()
    for name, jobs, of in [("as it is, wall time", [], 0), ("one thread, CPU time", ["-j", "1"], 1)]:
        seconds = {"none": [], "all": []}
        for _ in range(given.rounds):
            for relations, found in seconds.items():
                with tempfile.TemporaryDirectory() as folder:
                    typed = ["--relations", "none"] if relations == "none" else []
                    command = [given.binary, "extract", "-q", "-f", "jsonl", *jobs, *typed, given.corpus]
                    found.append(times([*command, "-o", f"{folder}/out"])[of])
        ratios = [none / with_all for none, with_all in zip(seconds["none"], seconds["all"])]
        medians = [statistics.median(found) for found in seconds.values()]
        print(
            f"{name}: {medians[0]:.2f} s without, {medians[1]:.2f} s with; "
            f"speed with: {100 * statistics.median(ratios):.0f} % of that without "
            f"({100 * min(ratios):.0f} to {100 * max(ratios):.0f} in {given.rounds} rounds)"
        )


if __name__ == "__main__":
    main()
