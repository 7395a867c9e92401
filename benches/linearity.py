#!/usr/bin/env python3
"""Shows that the time of `palabre extract` grows with the text and that its memory does not.

    benches/linearity.py CORPUS.jsonl [--megabytes 1 10 100] [--rounds 3] [--jobs 1]       needs: cargo build --release

The articles of the corpus are repeated, under new ids, until there is as much text as asked for. For each size: CPU
seconds, megabytes of text a second without the start (a run over one short text), and the peak of resident memory.
Ends with 1 where the largest size is read less than 0.8 times as fast as the second one, or takes 1.25 times its memory.
"""
import argparse, itertools, json, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))


def write(path, texts, megabytes):
    """Writes so much text as JSON Lines, and says how many megabytes it is."""
    size = 0
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(itertools.cycle(texts)):
            file.write(json.dumps({"id": f"article-{number}", "text": text}, ensure_ascii=False) + "\n")
            size += len(text.encode())
            if size >= megabytes * 1e6:
                return size / 1e6


def run(path, jobs):
    """CPU seconds and peak memory in megabytes of one run."""
    command = [PALABRE, "extract", "-q", "-f", "jsonl", "-j", str(jobs), path]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"palabre ended with {os.waitstatus_to_exitcode(status)}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return usage.ru_utime + usage.ru_stime, kilobytes / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1, 10, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with open(options.corpus, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "corpus.jsonl")
        write(path, ["Mali."], 0)
        start = min(run(path, options.jobs)[0] for _ in range(options.rounds))
        print(f"start {start:.2f} s; best of {options.rounds} rounds, {options.jobs} thread(s)")
        print(f"{'text':>9} {'CPU':>9} {'speed':>11} {'peak memory':>12}")
        rows = []
        for megabytes in options.megabytes:
            size = write(path, texts, megabytes)
            rounds = [run(path, options.jobs) for _ in range(options.rounds)]
            seconds, memory = min(seconds for seconds, _ in rounds), max(memory for _, memory in rounds)
            rows.append((size / max(seconds - start, 1e-3), memory))
            print(f"{size:6.1f} MB {seconds:7.2f} s {rows[-1][0]:6.1f} MB/s {memory:9.0f} MB", flush=True)
    (speed_before, memory_before), (speed, memory) = rows[-2:]
    if speed < 0.8 * speed_before or memory > 1.25 * memory_before:
        sys.exit("time is not linear, or memory not flat")


main()
