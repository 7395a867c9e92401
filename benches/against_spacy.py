#!/usr/bin/env python3
"""Times `palabre extract -f jsonl -j 1` against spaCy's PhraseMatcher with the same names on the same text.

    benches/against_spacy.py CORPUS.jsonl [--megabytes 2] [--rounds 3] [--ties]       needs: pip install spacy, cargo build --release

Runs alternate. spaCy is blank("fr") with its sentencizer and a PhraseMatcher on LOWER over every name of the built-in
lists; its figure is for reading alone, without the time to build the matcher. palabre's figure is for the whole process,
loading the lists included, and beside it the reading alone (the difference to a run over one short text).
Times are CPU seconds.
"""
import argparse, csv, glob, json, os, resource, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
NAME_COLUMNS = ("name", "long_name", "aliases", "acronyms", "shared", "cued", "short", "forms", "abbreviations",
                "demonym_m", "demonym_f", "demonym_mp", "demonym_fp")


def names():
    found = set()
    for path in glob.glob(os.path.join(ROOT, "gazetteers", "fr", "*.csv")):
        if os.path.basename(path) in ("words.csv", "given_names.csv"):
            continue
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in NAME_COLUMNS:
                    found.update(name for name in (row.get(column) or "").split("|") if name)
    return sorted(found)


def texts(path, megabytes):
    taken, size = [], 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            taken.append(text)
            size += len(text.encode())
            if size >= megabytes * 1e6:
                break
    return taken, size / 1e6


def child_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def jsonl(folder, name, texts):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ties", action="store_true", help="names, entities and ties, without typed relations")
    options = parser.parse_args()
    import spacy
    from spacy.matcher import PhraseMatcher

    text, megabytes = texts(options.corpus, options.megabytes)
    all_names = names()
    started = time.process_time()
    nlp = spacy.blank("fr")
    nlp.max_length = 10**9
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("NAME", list(nlp.tokenizer.pipe(all_names)))
    built = time.process_time() - started

    with tempfile.TemporaryDirectory() as folder:
        corpus, short = jsonl(folder, "corpus.jsonl", text), jsonl(folder, "short.jsonl", ["Mali."])
        spacy_seconds, whole, reading = [], [], []
        for _ in range(options.rounds):
            started = time.process_time()
            for doc in nlp.pipe(text):
                for _match in matcher(doc):
                    pass
            spacy_seconds.append(time.process_time() - started)
            command = [PALABRE, "extract", "-q", "-f", "jsonl", "-j", "1", *(["--relations", "none"] if options.ties else [])]
            total = child_seconds([*command, corpus])
            whole.append(total)
            reading.append(max(total - child_seconds([*command, short]), 1e-3))
    median = statistics.median
    print(f"{megabytes:.1f} MB, {len(all_names)} names, median of {options.rounds} rounds, CPU seconds")
    print(f"spaCy {spacy.__version__}: reading {median(spacy_seconds):.2f} s ({megabytes / median(spacy_seconds):.2f} MB/s), "
          f"building the matcher {built:.1f} s")
    print(f"palabre: whole process {median(whole):.2f} s ({megabytes / median(whole):.1f} MB/s), "
          f"reading {median(reading):.2f} s ({megabytes / median(reading):.1f} MB/s)")
    print(f"ratio: reading against reading {median(spacy_seconds) / median(reading):.0f}; whole process against whole "
          f"process {(median(spacy_seconds) + built) / median(whole):.0f}")


main()
