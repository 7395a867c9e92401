#!/usr/bin/env python3
"""Measures what breaking the lines of articles by a width changes: nothing should.

    benches/wrapping.py CORPUS.jsonl [--articles 200] [--seed 1] [--widths 40 45 50 55 72] [--show 0]
                                                    needs: cargo build --release; pip install pyphen

Articles are drawn at random, their paragraphs broken at each width, with words hyphenated or not, with a blank line between
paragraphs or none, with page feet or without. For each way: articles with the same relations, the same mentions, as unbroken.
Ends with 1 where fewer than 19 of 20 have the same relations in one of them.
"""
import argparse, collections, itertools, json, os, random, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))


def fill(paragraph, width, cut):
    """The lines of a paragraph; `cut(word, room)` gives the two parts of a word of which the first has room, or nothing."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        while word:
            room = width - len(line) - bool(line)
            if len(word) <= room or not line and len(word) > width:
                line, word = (f"{line} {word}" if line else word), ""
                continue
            parts = cut(word, room)
            if parts:
                line, word = f"{line} {parts[0]}" if line else parts[0], parts[1]
            lines.append(line)
            line = ""
    return lines + [line] if line else lines


def at_hyphen(word, room):
    """`porte-` and `parole`, as text wrappers break."""
    at = word.rfind("-", 1, room)
    return (word[: at + 1], word[at + 1 :]) if at > 1 and word[at - 1].isalpha() and word[at + 1 : at + 2].isalpha() else None


def hyphenator():
    import pyphen

    dictionary = pyphen.Pyphen(lang="fr_FR")

    def cut(word, room):
        parts = dictionary.wrap(word, room) if len(word) > 4 and "-" not in word else None
        return parts or at_hyphen(word, room)

    return cut


def wrap(text, width, cut, gap, paged):
    """The text with broken lines; on pages of forty, each with a running head and a foot."""
    lines = []
    for paragraph in filter(str.strip, text.split("\n")):
        if lines and gap:
            lines.append("")
        lines += fill(paragraph, width, cut)
    if paged:
        pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
        head, foot = ["LE FLEUVE, JOURNAL DU SOIR", ""], lambda page: ["", f"Le Fleuve – {page}", ""]
        lines = [line for page, body in enumerate(pages, 1) for line in head + body + foot(page)]
    return "\n".join(lines)


def read(articles):
    """What palabre finds in each article: relations and mentions, as multisets."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "articles.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        done = subprocess.run([PALABRE, "extract", "-q", "-f", "jsonl", path], capture_output=True, text=True, check=True)
    found = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        relations = collections.Counter((r["type"], r["source"], r["target"], r["negated"], r["modality"]) for r in row["relations"])
        mentions = collections.Counter((m["kind"], m["entity"]) for m in row["mentions"])
        found[row["id"]] = relations, mentions
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--widths", type=int, nargs="+", default=[40, 45, 50, 55, 72])
    parser.add_argument("--show", type=int, default=0, help="differences to print of each way")
    options = parser.parse_args()
    with open(options.corpus, encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    articles = [article for article in articles if 800 < len(article["text"]) < 8000 and "\n" in article["text"]]
    drawn = random.Random(options.seed).sample(articles, options.articles)
    for number, article in enumerate(drawn):
        article["id"] = f"article-{number}"
    wanted, worst = read(drawn), 1.0
    print(f"{sum(len(relations) for relations, _ in wanted.values())} relations in {len(drawn)} articles")
    print(f"{'width':>5} {'words':>10} {'paragraphs':>12} {'feet':>5} {'same relations':>15} {'same mentions':>14} {'lost':>5} {'new':>5}")
    ways = itertools.product(options.widths, [False, True], [False, True], [False, True])
    for width, hyphenated, gap, foot in ways:
        cut = hyphenator() if hyphenated else at_hyphen
        broken = [dict(article, text=wrap(article["text"], width, cut, gap, foot)) for article in drawn]
        found = read(broken)
        same = sum(found[id][0] == relations for id, (relations, _) in wanted.items())
        mentions = sum(found[id][1] == mentions for id, (_, mentions) in wanted.items())
        lost = [(id, r) for id in wanted for r in wanted[id][0] - found[id][0]]
        new = [(id, r) for id in wanted for r in found[id][0] - wanted[id][0]]
        row = f"{width:5} {'cut' if hyphenated else 'whole':>10} {'blank line' if gap else 'no line':>12} {'yes' if foot else 'no':>5}"
        print(f"{row} {same / len(drawn):15.1%} {mentions / len(drawn):14.1%} {len(lost):5} {len(new):5}", flush=True)
        for id, relation in (lost + new)[: options.show]:
            print("      ", "-" if (id, relation) in lost else "+", id, *relation)
        worst = min(worst, same / len(drawn))
    if worst < 0.95:
        sys.exit(f"only {worst:.1%} of the articles have the same relations in one way")


main()
