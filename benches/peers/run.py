#!/usr/bin/env python3
"""palabre and what one would take in its place, in turn on the same texts: CPU seconds, memory, and what each finds.

    benches/peers/run.py CORPUS.jsonl [--megabytes 20] [--model-megabytes 1] [--rounds 5] [--gold FILE …] [--only NAME …]

Needs cargo, Python and npm; the peers are installed below target/peers. Every run is a process of its own on one thread, and all of a round follow
each other; a ratio is the CPU time of the peer's process over palabre's in the same round, start included, as median [least to greatest].

Peers that look names up (all names of the built-in lists, in any case) read `--megabytes` of text; those with a model or rules read
`--model-megabytes`. palabre runs as it is, without typed relations, and as its matcher alone. `--gold`: sets that `palabre eval` takes; the texts of
their articles are read by palabre and by the models, and PER, LOC and ORG scored by `palabre eval`, role phrases and nationalities left out.
"""
import argparse, csv, json, os, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / "target" / "peers"
LOOK_UP = ["ahocorasick_rs", "pyahocorasick", "flashtext", "PhraseMatcher"]
MODELS = ["fr_core_news_sm", "fr_core_news_md"]
RULES = ["fr-compromise"]
NAME_COLUMNS = ("name", "long_name", "aliases", "acronyms", "shared", "cued", "short", "forms", "abbreviations",
                "demonym_m", "demonym_f", "demonym_mp", "demonym_fp")
ONE_THREAD = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"], "1")
COARSE = {"PER": "PER", "ORG": "ORG", "GROUP": "ORG", "COUNTRY": "LOC", "PLACE": "LOC"}


def install():
    """A venv and a folder of npm packages."""
    PLACE.mkdir(parents=True, exist_ok=True)
    if not (PLACE / "venv/bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", PLACE / "venv"], check=True)
    pip = [PLACE / "venv/bin/pip", "install", "-q", "--disable-pip-version-check", "-r", HERE / "requirements.txt"]
    subprocess.run(pip, check=True)
    shutil.copy(HERE / "package.json", PLACE)
    subprocess.run(["npm", "install", "--prefix", PLACE, "--silent", "--no-audit", "--no-fund", "--no-package-lock"], check=True)


def matcher():
    """The program that matches names alone."""
    command = ["cargo", "bench", "-q", "--locked", "-p", "palabre-benches", "--bench", "names", "--no-run", "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return next(built for line in lines if (built := json.loads(line).get("executable")))


def names():
    """The names of the built-in lists."""
    found = set()
    for path in sorted((ROOT / "gazetteers" / "fr").glob("*.csv")):
        if path.name in ("words.csv", "given_names.csv"):
            continue
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in NAME_COLUMNS:
                    found.update(name for name in (row.get(column) or "").split("|") if name)
    return sorted(found)


def sample(corpus, megabytes, path):
    """Writes so much text of a corpus; how many megabytes it is."""
    size = 0
    with open(corpus, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            text = json.loads(line)["text"]
            out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
            size += len(text.encode())
            if size >= megabytes * 1e6:
                break
    return size / 1e6


class Runner:
    """Runs palabre or a peer once."""

    def __init__(self, binary, matching, folder):
        self.binary, self.matching, self.folder = binary, matching or matcher(), folder
        self.names = folder / "names.txt"
        all_names = names()
        self.names.write_text("\n".join(all_names), encoding="utf-8")
        print(f"{len(all_names)} names", flush=True)

    def palabre(self, way, path):
        out = self.folder / "out.jsonl"
        command = [self.binary, "extract", "-q", "-f", "jsonl", "-j", "1", path]
        if way == "without relations":
            command += ["--relations", "none"]
        if way == "matching alone":
            command = [self.matching, path]
        with open(out, "wb") as file:
            child = subprocess.Popen(command, stdout=file, env={**os.environ, **ONE_THREAD})
            _, status, usage = os.wait4(child.pid, 0)
        if status:
            sys.exit(f"{command[0]} failed")
        return {"seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024, "found": found_by_palabre(out)}

    def peer(self, name, path, *found):
        if name in RULES:
            command = ["node", HERE / "compromise.mjs", PLACE, path]
        else:
            command = [PLACE / "venv/bin/python", HERE / "peer.py", name, path, self.names, *found]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
        return json.loads(done.stdout.splitlines()[-1])


def found_by_palabre(path):
    totals = {}
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if "mentions" not in line:
                return line
            for mention in line["mentions"]:
                totals[mention["kind"]] = totals.get(mention["kind"], 0) + 1
            for what in ("relations", "cooccurrences"):
                totals[what] = totals.get(what, 0) + len(line[what])
    return totals


def compare(runner, peers, path, megabytes, rounds):
    """A table of some peers beside palabre."""
    ways = ["as it is", "without relations", "matching alone"]
    runs = {name: [] for name in ways + peers}
    for _ in range(rounds):
        for way in ways:
            runs[way].append(runner.palabre(way, path))
        for name in peers:
            runs[name].append(runner.peer(name, path))
    print(f"\n{megabytes:.1f} MB of text, {rounds} rounds; × palabre's CPU time: " + ", ".join(ways) + "\n")
    print("| | CPU s | of it start | peak MB |" + "".join(f" × {way} |" for way in ways) + " finds |\n|" + "---|" * (5 + len(ways)))
    for name, done in runs.items():
        seconds, memory = statistics.median(run["seconds"] for run in done), max(run["megabytes"] for run in done)
        start = f"{statistics.median(run['start'] for run in done):.2f}" if "start" in done[0] else ""
        ratios = [ratio([(run["seconds"] / ours["seconds"]) for run, ours in zip(done, runs[way])]) for way in ways]
        finds = ", ".join(f"{count:,} {what}" for what, count in sorted(done[0]["found"].items(), key=lambda item: -item[1]))
        label = f"palabre, {name}" if name in ways else name
        print(f"| {label} | {seconds:.2f} | {start} | {memory:.0f} | " + " | ".join(ratios) + f" | {finds} |", flush=True)


def ratio(values):
    digits = 2 if statistics.median(values) < 10 else 0
    return f"{statistics.median(values):.{digits}f} [{min(values):.{digits}f} to {max(values):.{digits}f}]"


def coarse(gold, path):
    """A gold set as PER, LOC and ORG alone, as far as it says more."""
    with open(gold, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for line in map(json.loads, lines):
            if "mentions" in line:
                marked = [m for m in line.pop("mentions") if m["type"] in COARSE]
                line["entities"] = [{"start": m["head_start"], "end": m["head_end"], "type": COARSE[m["type"]]} for m in marked]
                line["relations"] = []
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def score(runner, gold, models):
    """What palabre and the models find of what people marked."""
    path, found = runner.folder / "gold.jsonl", runner.folder / "found.jsonl"
    coarse(gold, path)
    print(f"\n{Path(gold).name}: F1 (precision / recall)\n\n| | PER | LOC | ORG | all |\n|" + "---|" * 5)
    for name in ["palabre", *models]:
        if name == "palabre":
            runner.palabre("without relations", path)
            os.replace(runner.folder / "out.jsonl", found)
        else:
            runner.peer(name, path, found)
        command = [runner.binary, "eval", path, found, "-q", "-f", "json"]
        scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"| {name} | " + " | ".join(cells(scored)) + " |", flush=True)


def cells(scored):
    """F1 with precision and recall, by label."""
    for label in ("person", "location", "organisation", "all"):
        of = scored["mentions"][label]
        yield f"{of['f1']:.1f} ({of['precision']:.1f} / {of['recall']:.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--model-megabytes", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gold", nargs="+", default=[])
    parser.add_argument("--only", nargs="+", default=LOOK_UP + MODELS + RULES, choices=LOOK_UP + MODELS + RULES)
    parser.add_argument("--binary", default=os.environ.get("PALABRE", ROOT / "target" / "release" / "palabre"))
    parser.add_argument("--matching", help="the program of benches/names.rs; it is built where it is not given")
    options = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(options.binary, options.matching, Path(folder))
        for group, megabytes in [(LOOK_UP, options.megabytes), (MODELS + RULES, options.model_megabytes)]:
            peers = [name for name in group if name in options.only]
            if peers:
                path = Path(folder) / "texts.jsonl"
                compare(runner, peers, path, sample(options.corpus, megabytes, path), options.rounds)
        for gold in options.gold:
            score(runner, gold, [name for name in MODELS if name in options.only])


main()
