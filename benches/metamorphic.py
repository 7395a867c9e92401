#!/usr/bin/env python3
"""How many articles change where nothing that matters has changed: spaces, accents, apostrophes, quotation marks …

    metamorphic.py CORPUS.jsonl [--palabre target/release/palabre] [--articles 400]

Each article of a JSON Lines file is read as it is and in each changed form; printed are the articles with other mentions or
relations, by kind of change. Exit code 1 where there are any, but for capitals in a headline (at most 5 in 100).
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata

NAMELESS = "\n\nLa suite de cette affaire est attendue dans les prochaines semaines, sans plus de détails pour le moment."


# An entity of HTML is no word.
ENTITY = re.compile(r"(&#?\w+;)")
LONGEST_HEADLINE = 150


def outside_entities(change):
    return lambda text: "".join(part if ENTITY.fullmatch(part) else change(part) for part in ENTITY.split(text))


def in_words(mark):
    return outside_entities(lambda text: re.sub(r"(?<=\w\w\w)(?=\w\w)(?<!\w\w\w\w)", mark, text))


def headline(text):
    first, line_end, rest = text.partition("\n")
    if len(first) > LONGEST_HEADLINE:
        return text
    return outside_entities(str.upper)(first) + line_end + rest


CHANGES = {
    "nothing": lambda text: text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "double spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "soft hyphens": in_words("\u00ad"),
    "zero-width spaces": in_words("\u200b"),
    "straight apostrophes": lambda text: text.replace("’", "'"),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "quotation marks": lambda text: re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text)),
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "a paragraph without names": lambda text: text.rstrip() + NAMELESS,
    "capitals in the headline": headline,
}


def told(palabre, rows):
    command = [palabre, "extract", "--stdin-format", "jsonl", "-f", "jsonl", "-q"]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    out = subprocess.run(command, input=text, text=True, capture_output=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        row = json.loads(line)
        mentions = [(m["kind"], m["entity"]) for m in row["mentions"]]
        relations = [(r["source"], r["type"], r["target"]) for r in row["relations"]]
        found[row["id"]] = (mentions, relations)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--palabre", default="target/release/palabre")
    parser.add_argument("--articles", type=int, default=400)
    arguments = parser.parse_args()
    with open(arguments.corpus, encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(arguments.articles), lines)]
    plain = told(arguments.palabre, rows)
    failed = False
    for name, change in CHANGES.items():
        changed = told(arguments.palabre, [{**row, "text": change(row["text"])} for row in rows])
        mentions = sum(changed.get(id, ([], []))[0] != of[0] for id, of in plain.items())
        relations = sum(changed.get(id, ([], []))[1] != of[1] for id, of in plain.items())
        either = sum(changed.get(id) != of for id, of in plain.items())
        most = 0.05 * len(plain) if name == "capitals in the headline" else 0
        failed |= either > most
        print(f"{name:28} {either:4} of {len(plain)} articles (mentions {mentions}, relations {relations})")
    reverse = told(arguments.palabre, rows[::-1])
    print(f"{'order of documents':28} {sum(reverse[id] != of for id, of in plain.items()):4} of {len(plain)} articles")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
