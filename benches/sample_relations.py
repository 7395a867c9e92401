#!/usr/bin/env python3
"""Draws sentences that carry a relation, for reading by eye: docs/precision.md was counted on such samples.

    benches/sample_relations.py CORPUS.jsonl [--seed 20] [--number 200] [--deeds] [--leave-out IDS.json]

needs cargo build --release. CORPUS.jsonl has articles with `id` and `text`. Of all sentences with a relation other than
holds_role a number is drawn with a seed, and of each sentence one relation; --deeds draws relations, not sentences, of
the types in which somebody does something. --leave-out is a JSON list of ids: articles that a rule was written from.
"""
import argparse, collections, json, os, random, subprocess, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
STATES = {"located_in", "part_of", "kin_of", "member_of", "leads", "founded"}


def relations(corpus, left_out):
    """Yields each relation but holds_role, with its document, the names of its ends and the text around it."""
    texts = {}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as kept:
        for line in open(corpus, encoding="utf-8"):
            article = json.loads(line)
            if article["id"] not in left_out:
                texts[str(article["id"])] = article["text"]
                kept.write(line)
        kept.flush()
        command = [PALABRE, "extract", "-q", "-f", "jsonl", kept.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                document = json.loads(line)
                names = {entity["id"]: entity["name"] for entity in document["entities"]}
                for relation in document["relations"]:
                    if relation["type"] != "holds_role":
                        text, start, end = texts[str(document["id"])], relation["start"], relation["end"]
                        yield {**relation, "document": str(document["id"]), "from": names[relation["source"]],
                               "to": names[relation["target"]], "before": text[max(0, start - 350):start],
                               "evidence": text[start:end], "after": text[end:end + 250]}


def sample(found, options):
    chance = random.Random(options.seed)
    if options.deeds:
        distinct = {(r["evidence"], r["type"], r["source"], r["target"]): r for r in found if r["type"] not in STATES}
        return chance.sample([distinct[key] for key in sorted(distinct)], min(options.number, len(distinct)))
    sentences = collections.defaultdict(list)
    for relation in found:
        sentences[relation["document"], relation["sentence"]].append(relation)
    drawn = chance.sample(sorted(sentences), min(options.number, len(sentences)))
    return [chance.choice(sentences[key]) for key in drawn]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--deeds", action="store_true")
    parser.add_argument("--leave-out")
    options = parser.parse_args()
    left_out = set(json.load(open(options.leave_out))) if options.leave_out else set()
    found = sorted(relations(options.corpus, left_out),
                   key=lambda r: (r["document"], r["sentence"], r["type"], r["source"], r["target"], r["rule"]))
    one_line = lambda text: " ".join(text.split())
    for number, r in enumerate(sample(found, options), 1):
        how = "negated " * r["negated"] + r["modality"]
        print(f"#{number} {r['from']} | {r['type']} | {r['to']} | {how} | {r['rule']} {r['confidence']}")
        print(f"   {one_line(r['before'])} [[{one_line(r['evidence'])}]] {one_line(r['after'])}\n")


main()
