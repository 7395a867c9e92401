#!/usr/bin/env python3
"""Measures what is kept of web pages, on the French pages of trafilatura's evaluation data.

    benches/webpages.py TESTS [--show]        needs: cargo build --release; TESTS is `tests/` of the repository adbar/trafilatura

`evaldata.json` there has passages of each page that must be kept and such as must not be. Tells precision, recall and F of the
passages, and the date of each page. Ends with 1 where F is under 0.93 or fewer than 24 pages have a date.
"""
import argparse, json, os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
WORDS = re.compile(r"\b(des|une|est|dans|pour|qui|du)\b")


def french(html):
    """Whether a page is in French: by its language, and by the share of common words."""
    language = re.search(r"<html[^>]*\blang=[\"']?([a-zA-Z]+)", html)
    text = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", html, flags=re.S)
    return (not language or language[1].lower() in ("fr", "en")) and len(WORDS.findall(text)) > 0.03 * len(text.split())


def pages(tests):
    with open(os.path.join(tests, "evaldata.json"), encoding="utf-8") as file:
        entries = json.load(file)
    for entry in entries.values():
        paths = [os.path.join(tests, folder, entry["file"]) for folder in ("cache", "eval")]
        path = next(filter(os.path.exists, paths), None)
        if path:
            with open(path, encoding="utf-8", errors="replace") as file:
                if french(file.read()):
                    yield path, entry


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests")
    parser.add_argument("--show", action="store_true", help="the passages that are wrong")
    options = parser.parse_args()
    single = lambda text: " ".join(text.split())
    kept = missed = noise = clean = dated = 0
    count = 0
    for path, entry in pages(options.tests):
        command = [PALABRE, "extract", "-q", "-f", "jsonl", "--with-text", path]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0])
        text = single(row["text"])
        lost = [passage for passage in entry["with"] if single(passage) not in text]
        there = [passage for passage in entry["without"] if single(passage) in text]
        kept, missed = kept + len(entry["with"]) - len(lost), missed + len(lost)
        noise, clean = noise + len(there), clean + len(entry["without"]) - len(there)
        count, dated = count + 1, dated + (row["date"] is not None)
        wanted = entry.get("date", "-")
        print(f"{os.path.basename(path):40} {row['date'] or '-':10} {wanted:10} {row['source'] or '-'}")
        if options.show:
            print("".join(f"      - {passage}\n" for passage in lost) + "".join(f"      + {passage}\n" for passage in there), end="")
    precision, recall = kept / (kept + noise), kept / (kept + missed)
    score = 2 * precision * recall / (precision + recall)
    print(f"{count} pages, {dated} with a date; kept {kept} of {kept + missed}, noise {noise} of {noise + clean}:", end=" ")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F {score:.3f}")
    sys.exit(score < 0.93 or dated < 24)


main()
