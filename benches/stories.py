#!/usr/bin/env python3
"""Measures which documents are joined to stories, by the threshold of similarity.

    benches/stories.py CORPUS.jsonl [--known ONE=OTHER …] [--read benches/stories/read.csv] [--sample 200 --seed 1]

CORPUS.jsonl is read by `palabre extract` for the signatures; several files may be given. For each threshold: how many stories,
documents in them, pairs of documents in one story; how many of the known pairs of copies are joined; and of the pairs that were
read by a person (`One,Other,Same`), how many of the copies are joined, and how many of the others. The joining is that of
`src/graph/stories.rs`. With --sample, prints that many random pairs of one story at the threshold of the program, for reading.
Needs a built palabre (PALABRE, or target/release/palabre). Standard library only.
"""
import argparse, collections, csv, json, os, random, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
BINS, BAND, LEADERS, SIMILAR = 128, 4, 8, 0.6


def signatures(files):
    """Per document its id and signature, in the order in which they are compared: by date, then id."""
    run = subprocess.Popen([PALABRE, "extract", "-q", "-f", "jsonl", *files], stdout=subprocess.PIPE)
    documents = []
    for line in run.stdout:
        row = json.loads(line)
        text = row["signature"] or ""
        bins = tuple(text[at:at + 4] for at in range(0, len(text), 4))
        documents.append((row["date"] is None, row["date"] or "", row["id"], bins))
    if run.wait() != 0:
        sys.exit("palabre failed")
    documents.sort()
    return [(id, bins) for _, _, id, bins in documents]


def stories(documents, threshold):
    """Per document, the place of the first of its story."""
    parents = list(range(len(documents)))

    def root(place):
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def similarity(one, other):
        return sum(map(str.__eq__, documents[one][1], documents[other][1])) / BINS

    for band in range(0, BINS, BAND):
        buckets = collections.defaultdict(list)
        for place, (_, bins) in enumerate(documents):
            if not bins:
                continue
            leaders = buckets[bins[band:band + BAND]]
            for leader in leaders:
                one, other = sorted((root(leader), root(place)))
                if one == other or similarity(leader, place) >= threshold:
                    parents[other] = one
                    break
            else:
                if len(leaders) < LEADERS:
                    leaders.append(place)
    return [root(place) for place in range(len(documents))]


def pairs(roots):
    """Every two documents of one story."""
    groups = collections.defaultdict(list)
    for place, root in enumerate(roots):
        groups[root].append(place)
    for group in groups.values():
        yield from ((one, other) for at, one in enumerate(group) for other in group[at + 1:])


def curve(documents, known, read):
    print("threshold  stories  documents   pairs  known  copies read   others read")
    places = {id: place for place, (id, _) in enumerate(documents)}
    for threshold in [number / 100 for number in range(40, 95, 5)]:
        roots = stories(documents, threshold)
        sizes = [size for size in collections.Counter(roots).values() if size > 1]
        joined = lambda one, other: roots[places[one]] == roots[places[other]]
        of_known = sum(joined(*pair) for pair in known)
        of_read = {same: [joined(one, other) for one, other, is_same in read if is_same == same] for same in (True, False)}
        told = [f"{sum(of_read[same]):4} of {len(of_read[same]):4}" for same in (True, False)]
        count = sum(size * (size - 1) // 2 for size in sizes)
        print(f"{threshold:9.2f} {len(sizes):8} {sum(sizes):10} {count:7} {of_known:2}/{len(known):<2}  {told[0]:>12}  {told[1]:>12}")


def sample(documents, texts, number, seed):
    all_pairs = list(pairs(stories(documents, SIMILAR)))
    for one, other in random.Random(seed).sample(all_pairs, min(number, len(all_pairs))):
        print(f"\n{documents[one][0]}\t{documents[other][0]}")
        for place in (one, other):
            print("   ", texts.get(documents[place][0], "")[:400].replace("\n", " / "))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--known", nargs="*", default=[], help="pairs of ids that are copies")
    parser.add_argument("--read", help="pairs that were read: One,Other,Same")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.process_time()
    documents = signatures(arguments.corpus)
    if arguments.sample:
        texts = {}
        for path in arguments.corpus:
            texts.update((row["id"], row["text"]) for row in map(json.loads, open(path, encoding="utf-8")))
        return sample(documents, texts, arguments.sample, arguments.seed)
    known = [tuple(pair.split("=", 1)) for pair in arguments.known]
    read = []
    if arguments.read:
        ids = {id for id, _ in documents}
        rows = [row for row in csv.DictReader(open(arguments.read, encoding="utf-8"))]
        read = [(row["One"], row["Other"], row["Same"] == "true") for row in rows if {row["One"], row["Other"]} <= ids]
    curve(documents, known, read)


if __name__ == "__main__":
    main()
