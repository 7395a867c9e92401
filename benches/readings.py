#!/usr/bin/env python3
"""Readings: what people read in press paragraphs drawn at random, and how much of it palabre reads too.

    benches/readings.py corpus REPO.git -o CORPUS
    benches/readings.py draw CORPUS --half learn|verify --seed N --paragraphs N -o FOLDER [--used SET…]
    benches/readings.py place CORPUS FOLDER -o SET.jsonl
    benches/readings.py marked CORPUS SET.jsonl… -o MARKED.jsonl
    benches/readings.py score CORPUS SET.jsonl… [--predicted JSONL] [--show N] [--json]

`corpus` makes the corpus of benches/silver from a bare copy of the public repository github:jmcinern/CapstoneProject;
articles of other test sets are left out. CORPUS has articles with `id` and `text` (`title`, `date`, `source`), one a line.
They are split by number: of each four, the first was always looked at, the third is the half to learn from, the second and
the fourth are the half to verify on.

`draw` takes articles at random and of each a run of paragraphs that are 200 to 1,500 characters long and name at least three
things; paragraphs that stand in both halves (reprints) and articles of the sets of --used are left out. FOLDER gets files of
25 paragraphs, `batch-NN.txt`, each paragraph with the article's headline, date and what stands before it. Readers write
`batch-NN.tsv` beside them: one stated relation a line, with ten columns: number of the paragraph; words of the subject; its
name, if the words are not it; type; words of the object; its name; words that say it; `+` or `-` (negated); `a`, `p`, `r`,
`d` (asserted, planned, reported, denied); `s`, `r`, `d` (sentence, reference, document).

`place` finds the words in the text and writes a set: article, the paragraph that was read, and its statements as offsets
(code points, ends exclusive), names and types, no words of the press. Lines that do not fit are printed, and left out.

`marked` brings the texts of sets back as JSON Lines for `palabre rules learn`.

`score` runs palabre (PALABRE, or target/release/palabre) over the articles. A statement is found if palabre states its type
(close types together) between the two, with evidence in the same paragraph. What palabre states of a paragraph is right if it was
noted there; what it infers (an end that the evidence does not name, or that lies in the other's name: `le président Macron`,
`tribunal de Dakar`) is counted apart, as readers do not note it.
"""
import argparse, collections, functools, glob, hashlib, json, math, os, random, re, subprocess, sys, tempfile, unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
LENGTH = (200, 1500)
RUN = 4
BATCH = 25
# types that readers do not separate sharply
CLOSE = {"opposes": "accuses", "fights": "attacks", "allied_with": "cooperates_with", "replaces": "succeeds",
         "leads": "holds_role"}
MODALITY = {"a": "asserted", "p": "planned", "r": "reported", "d": "denied"}
MONTHS = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
          "january february march april may june july august september october november december").split()
REACH = {"s": "sentence", "r": "reference", "d": "document"}


def pages(repo):
    """The files of the repository, one an outlet: name and text."""
    git = lambda *args: subprocess.run(["git", "--git-dir", repo, *args], capture_output=True)
    paths = git("ls-tree", "-r", "-z", "--name-only", "HEAD", "DATA").stdout.decode().split("\0")
    for path in sorted(filter(None, paths), key=os.path.basename):
        shown = git("show", f"HEAD:{path}")
        if shown.returncode:  # a copy may lack its largest files
            print(f"{path} is not in this copy", file=sys.stderr)
        yield os.path.basename(path), shown.stdout.decode("utf-8-sig", "replace").replace("\r", "")


def day(line):
    """`11 mai 2023`, `May 11, 2023` as an ISO date."""
    found = re.search(r"(?P<day>\d{1,2}) (?P<month>\w+) (?P<year>\d{4})|(?P<m>\w+) (?P<d>\d{1,2}), (?P<y>\d{4})", line.lower())
    if not found:
        return None
    number, month, year = [found[a] or found[b] for a, b in [("day", "d"), ("month", "m"), ("year", "y")]]
    return f"{year}-{MONTHS.index(month) % 12 + 1:02}-{int(number):02}" if month in MONTHS else None


def corpus(options):
    with open(os.path.join(ROOT, "benches", "silver", "left-out.txt"), encoding="utf-8") as lines:
        left_out = set(lines.read().split())
    count = 0
    with open(options.output, "w", encoding="utf-8") as out:
        for source, text in pages(options.corpus):
            lengths = list(re.finditer(r"^Length: *\d+ words.*$", text, re.M))
            for i, length in enumerate(lengths):
                key = f"{source}#{i + 1}"
                if hashlib.sha256(key.encode()).hexdigest()[:16] in left_out:
                    continue
                above = text[lengths[i - 1].end() if i else 0:length.start()].split("End of Document")[-1]
                above = [line.strip() for line in above.split("\n") if line.strip()][-6:]
                body = text[length.end():lengths[i + 1].start() if i + 1 < len(lengths) else len(text)]
                body = re.split(r"^Body *$", body, maxsplit=1, flags=re.M)[-1]
                body = re.split(r"^(?:Load-Date:|Classification *$|End of Document|Graphic *$)", body, maxsplit=1, flags=re.M)[0].strip()
                title, when = (above[:-3] or [""])[-1], day(above[-2]) if len(above) > 1 else None
                row = {"id": key, "title": title, "date": when, "source": source.split("_", 1)[-1], "text": f"{title}\n{body}"}
                print(json.dumps(row, ensure_ascii=False), file=out)
                count += 1
    print(f"{count} articles")


def articles(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield number, json.loads(line)


def half(number):
    return {0: "seen", 2: "learn"}.get(number % 4, "verify")


def paragraphs(text):
    for found in re.finditer(r"[^\n]+", text):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield start, start + len(found.group().strip())


def fits(paragraph):
    if not LENGTH[0] <= len(paragraph) <= LENGTH[1]:
        return False
    return len(set(re.findall(r"(?<=[\w,»’'] )[«“]?\s?[A-ZÀ-Ý][\w’'-]+|(?<=[ldLD][’'])[A-ZÀ-Ý]\w+", paragraph))) >= 3


def draw(options):
    used = set()
    for path in options.used:
        used |= {reading["article"] for _, reading in articles(path)}
    corpus = list(articles(options.corpus))
    halves = collections.defaultdict(set)
    for number, article in corpus:
        for start, end in paragraphs(article["text"]):
            halves[article["text"][start:end]].add("verify" if half(number) == "verify" else "learn")
    chance = random.Random(options.seed)
    pool = [article for number, article in corpus if half(number) == options.half and article["id"] not in used]
    chance.shuffle(pool)
    drawn, seen = [], set()
    for article in pool:
        if len(drawn) >= options.paragraphs:
            break
        text, spans = article["text"], list(paragraphs(article["text"]))
        good = [fits(text[s:e]) and len(halves[text[s:e]]) == 1 and text[s:e] not in seen for s, e in spans]
        starts = [i for i, ok in enumerate(good) if ok]
        if not starts:
            continue
        first = chance.choice(starts)
        for i in range(first, min(first + RUN, len(spans))):
            if not good[i]:
                break
            seen.add(text[slice(*spans[i])])
            drawn.append((article, *spans[i]))
    drawn = drawn[:options.paragraphs]
    os.makedirs(options.output, exist_ok=True)
    for batch in range(math.ceil(len(drawn) / BATCH)):
        with open(os.path.join(options.output, f"batch-{batch:02}.txt"), "w", encoding="utf-8") as out:
            last = None
            for number in range(batch * BATCH, min((batch + 1) * BATCH, len(drawn))):
                article, start, end = drawn[number]
                if article["id"] != last:
                    last = article["id"]
                    head = article.get("title") or article["text"].split("\n")[0]
                    before = " ".join(article["text"][max(0, start - 700):start].split())
                    print(f"\n##### {article.get('source', '')} | {article.get('date', '')} | {head}", file=out)
                    print(f"before: … {before}", file=out)
                print(f"[{number}] {' '.join(article['text'][start:end].split())}", file=out)
    with open(os.path.join(options.output, "drawn.json"), "w", encoding="utf-8") as out:
        json.dump([[article["id"], start, end] for article, start, end in drawn], out)
    print(f"{len(drawn)} paragraphs of {len({a['id'] for a, _, _ in drawn})} articles")


def alike(text):
    """Every character on its own, so that offsets stay: quotes, dashes and spaces told apart no more."""
    same = {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": "-"}
    return "".join(" " if c.isspace() else same.get(c, c) for c in text).lower()


def pattern(words):
    words = alike(words).split()
    return r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + (r"(?!\w)" if words[-1][-1].isalnum() else "")


def places(words, text):
    return [found.span() for found in re.finditer(pattern(words), text)] if words.strip() else []


def place_row(columns, paragraph, start):
    """The spans of subject, object and trigger that lie nearest to each other."""
    text = alike(paragraph)
    subjects, objects, triggers = (places(columns[i], text) for i in (1, 4, 6))
    for words, found in [(columns[1], subjects), (columns[4], objects)]:
        if not found:
            raise ValueError(f"`{words}` does not stand in the paragraph")
    triggers = triggers or [None]
    def spread(ends):
        spans = [span for span in ends if span]
        shared = any(a is not b and a[0] < b[1] and b[0] < a[1] for a in ends[:2] for b in ends[:2])
        return (shared, max(e for _, e in spans) - min(s for s, _ in spans))
    best = min(((s, o, t) for s in subjects for o in objects for t in triggers), key=spread)
    return [span and [span[0] + start, span[1] + start] for span in best]


def place(options):
    drawn = json.load(open(os.path.join(options.folder, "drawn.json"), encoding="utf-8"))
    texts = {article["id"]: article["text"] for _, article in articles(options.corpus)}
    read, bad = {}, 0
    types = relation_types()
    for path in sorted(glob.glob(os.path.join(options.folder, "batch-*.tsv"))):
        batch = int(re.search(r"(\d+)\.tsv$", path).group(1))
        for number in range(batch * BATCH, min((batch + 1) * BATCH, len(drawn))):
            read[number] = []
        for line in open(path, encoding="utf-8"):
            columns = [column.strip() for column in line.rstrip("\n").split("\t")]
            if not line.strip() or columns[0] == "number":
                continue
            try:
                if len(columns) != 10:
                    raise ValueError(f"{len(columns)} columns")
                number = int(columns[0])
                if columns[3] not in types or columns[7] not in "+-" or columns[8] not in MODALITY or columns[9] not in REACH:
                    raise ValueError("unknown type or letter")
                article, start, end = drawn[number]
                subject, object_, trigger = place_row(columns, texts[article][start:end], start)
                read[number].append({
                    "type": columns[3], "subject": subject, "subject_name": columns[2] or columns[1],
                    "object": object_, "object_name": columns[5] or columns[4], "trigger": trigger,
                    "negated": columns[7] == "-", "modality": MODALITY[columns[8]], "reach": REACH[columns[9]]})
            except (ValueError, KeyError, IndexError) as error:
                bad += 1
                print(f"{os.path.basename(path)}: {error}: {line.strip()}", file=sys.stderr)
    with open(options.output, "w", encoding="utf-8") as out:
        for number in sorted(read):
            article, start, end = drawn[number]
            print(json.dumps({"article": article, "start": start, "end": end, "statements": read[number]}, ensure_ascii=False), file=out)
    print(f"{len(read)} paragraphs, {sum(map(len, read.values()))} statements, {bad} lines left out")


def relation_types():
    """The types that palabre knows, and whether each is symmetric."""
    lines = subprocess.run([PALABRE, "rules", "types"], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: "↔" in ends for name, ends in (line.split("\t")[:2] for line in lines)}


@functools.cache
def symmetric():
    return {name for name, is_symmetric in relation_types().items() if is_symmetric}


def readings(paths):
    of = collections.defaultdict(list)
    for path in paths:
        for _, reading in articles(path):
            of[reading["article"]].append(reading)
    return of


def marked(options):
    of = readings(options.sets)
    with open(options.output, "w", encoding="utf-8") as out:
        for _, article in articles(options.corpus):
            if article["id"] not in of:
                continue
            read = of[article["id"]]
            relations = [{
                "type": s["type"], "negated": s["negated"], "modality": s["modality"], "reach": s["reach"],
                "source": {"start": s["subject"][0], "end": s["subject"][1], "name": s["subject_name"]},
                "target": {"start": s["object"][0], "end": s["object"][1], "name": s["object_name"]},
                "trigger": s["trigger"] and {"start": s["trigger"][0], "end": s["trigger"][1]},
            } for paragraph in read for s in paragraph["statements"]]
            row = {key: article.get(key) for key in ("id", "title", "date", "source", "text")}
            row["read"] = [{"start": p["start"], "end": p["end"]} for p in read]
            print(json.dumps({**row, "relations": relations}, ensure_ascii=False), file=out)


def fold(name):
    name = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c if c.isalnum() else " " for c in name if not unicodedata.combining(c)).lower().split())


def same_name(kind, a, b):
    a, b = fold(a), fold(b)
    if a == b:
        return True
    short, long = sorted((set(a.split()), set(b.split())), key=len)
    return kind == "person" and bool(short) and short <= long


def wilson(found, of):
    """The 95 % interval of a share (Wilson 1927), in per cent."""
    if not of:
        return 0.0, 0.0
    z, p = 1.96, found / of
    middle, half_width = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return tuple(100 * (middle + sign * half_width) / (1 + z * z / of) for sign in (-1, 1))


class Document:
    """What palabre reads in an article, ready to be held against a reading."""

    def __init__(self, row):
        self.entities = {entity["id"]: entity for entity in row["entities"]}
        self.relations = row["relations"]
        self.spans = collections.defaultdict(list)
        for mention in row["mentions"]:
            self.spans[mention["entity"]].append((mention["start"], mention["end"]))

    def is_end(self, entity, span, name):
        if any(start < span[1] and span[0] < end for start, end in self.spans[entity]):
            return True
        known = self.entities.get(entity)
        return known is not None and any(same_name(known["kind"], one, name) for one in [known["name"], *known.get("aliases", [])])

    def infers(self, relation):
        """Whether an end is not named in the evidence, or only in the other's name."""
        ends = [[(s, e) for s, e in self.spans[relation[end]] if s < relation["end"] and relation["start"] < e]
                for end in ("source", "target")]
        inside = lambda a, b: a != b and b[0] <= a[0] and a[1] <= b[1]
        return not all(ends) or all(inside(a, b) or inside(b, a) for a in ends[0] for b in ends[1])

    def states(self, relation, statement):
        if CLOSE.get(relation["type"], relation["type"]) != CLOSE.get(statement["type"], statement["type"]):
            return False
        subject, object_ = [(statement[k], statement[k + "_name"]) for k in ("subject", "object")]
        straight = self.is_end(relation["source"], *subject) and self.is_end(relation["target"], *object_)
        turned = self.is_end(relation["source"], *object_) and self.is_end(relation["target"], *subject)
        return straight or turned and statement["type"] in symmetric()

    def turned(self, relation, statement):
        """The two ends the wrong way round, or what is denied as a fact."""
        subject, object_ = [(statement[k], statement[k + "_name"]) for k in ("subject", "object")]
        alike = CLOSE.get(relation["type"], relation["type"]) == CLOSE.get(statement["type"], statement["type"])
        reversed_ = (alike and statement["type"] not in symmetric() and self.is_end(relation["source"], *object_)
                     and self.is_end(relation["target"], *subject) and relation["source"] != relation["target"])
        denied = self.states(relation, statement) and statement["negated"] != relation["negated"]
        return reversed_ or denied


def one(statement):
    ends = [fold(statement["subject_name"]), fold(statement["object_name"])]
    return (CLOSE.get(statement["type"], statement["type"]), *(sorted(ends) if statement["type"] in symmetric() else ends))


def score(options):
    of, predicted = readings(options.sets), {}
    texts = {article["id"]: article for _, article in articles(options.corpus) if article["id"] in of}
    if options.predicted:
        lines = open(options.predicted, encoding="utf-8").read()
    else:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as kept:
            for article in texts.values():
                print(json.dumps(article, ensure_ascii=False), file=kept)
            kept.flush()
            lines = subprocess.run([PALABRE, "extract", "-q", "-f", "jsonl", kept.name], capture_output=True, text=True, check=True).stdout
    for line in lines.splitlines():
        row = json.loads(line)
        predicted[row["id"]] = Document(row)
    by_type, by_reach, deeds, everything, inside = [collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0]),
                                                   [0, 0], [0, 0], [0, 0]]
    stated = collections.defaultdict(lambda: [0, 0])
    turned, inferred, missed, invented, turned_rows = 0, 0, [], [], []
    for article, read in of.items():
        document, text = predicted[article], texts[article]["text"]
        for paragraph in read:
            here = [r for r in document.relations if r["start"] < paragraph["end"] and paragraph["start"] < r["end"]]
            distinct = {one(statement): statement for statement in reversed(paragraph["statements"])}
            found = lambda s: any(document.states(r, s) for r in here)
            for statement in reversed(distinct.values()):
                hit = found(statement)
                tallies = [everything, by_type[statement["type"]], by_reach[statement["reach"]]]
                tallies += [deeds] if statement["type"] not in ("holds_role", "leads") else []
                for tally in tallies:
                    tally[0] += hit
                    tally[1] += 1
                if not hit:
                    missed.append((article, statement, text))
            rights = set()
            for r in here:
                key = (CLOSE.get(r["type"], r["type"]), *(sorted((r["source"], r["target"])) if r["type"] in symmetric() else (r["source"], r["target"])))
                right = any(document.states(r, s) for s in paragraph["statements"])
                if key in rights:
                    continue
                rights.add(key)
                if not right and document.infers(r):
                    inferred += 1
                    continue
                for tally in [stated["all"], stated[r["type"]]] + ([stated["deeds"]] if r["type"] not in ("holds_role", "leads") else []):
                    tally[0] += right
                    tally[1] += 1
                is_turned = any(document.turned(r, s) for s in paragraph["statements"]) and not any(
                    document.states(r, s) and s["negated"] == r["negated"] for s in paragraph["statements"])
                turned += is_turned
                if is_turned:
                    turned_rows.append((article, r, document))
                if not right:
                    invented.append((article, r, document))
    def share(tally):
        low, high = wilson(*tally)
        return {"found": tally[0], "of": tally[1], "percent": round(100 * tally[0] / max(1, tally[1]), 1), "interval": [round(low, 1), round(high, 1)]}
    out = {"recall": {"all": share(everything), "deeds": share(deeds), **{f"by {k}": share(v) for k, v in sorted(by_reach.items())}},
           "precision": {k: share(stated[k]) for k in ("all", "deeds")}, "meaning turned": share([turned, stated["all"][1]]),
           "recall by type": {k: share(v) for k, v in sorted(by_type.items(), key=lambda kv: -kv[1][1])},
           "precision by type": {k: share(v) for k, v in sorted(stated.items(), key=lambda kv: -kv[1][1]) if k not in ("all", "deeds")}}
    out["inferred"] = inferred
    if options.json:
        json.dump(out, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        row = lambda name, s: print(f"  {name:22} {s['percent']:5} %  ({s['found']} of {s['of']}; {s['interval'][0]} to {s['interval'][1]})")
        for part, rows in out.items():
            print(part, rows if isinstance(rows, int) else "")
            if isinstance(rows, int):
                continue
            if "of" in rows:
                row("", rows)
            else:
                for name, s in rows.items():
                    row(name, s)
    def around(text, *spans):
        spans = [span for span in spans if span]
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return " ".join(text[max(left, start - 90):min(right if right > 0 else len(text), end + 90)].split())
    chance = random.Random(options.seed)
    chance.shuffle(missed)
    chance.shuffle(invented)
    for article, s, text in missed[:options.show]:
        print(f"- {s['subject_name']} {s['type']} {s['object_name']} [{s['reach']}{' neg' * s['negated']}] :: {around(text, s['subject'], s['object'], s['trigger'])}")
    for article, r, document in invented[:options.show] + [(a, r, d) for a, r, d in turned_rows if options.show]:
        name = lambda i: document.entities[i]["name"] if i in document.entities else i
        print(f"+ {name(r['source'])} {r['type']} {name(r['target'])} ({r['rule']}{' neg' * r['negated']} {r['confidence']}) :: {' '.join(r['evidence'].split())}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in [("corpus", corpus), ("draw", draw), ("place", place), ("marked", marked), ("score", score)]:
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("corpus")
        if name == "draw":
            command.add_argument("--half", choices=["learn", "verify"], required=True)
            command.add_argument("--paragraphs", type=int, default=300)
            command.add_argument("--used", nargs="*", default=[])
        if name == "place":
            command.add_argument("folder")
        if name in ("marked", "score"):
            command.add_argument("sets", nargs="+")
        if name == "score":
            command.add_argument("--predicted")
            command.add_argument("--show", type=int, default=0)
            command.add_argument("--json", action="store_true")
        if name in ("draw", "score"):
            command.add_argument("--seed", type=int, default=1)
        if name != "score":
            command.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    options.run(options)


main()
