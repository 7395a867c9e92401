#!/usr/bin/env python3
"""Shows that the cost of `palabre extract` grows with its input, in every direction.

    benches/linearity.py [CORPUS.jsonl] [--instructions] [--only NAME …] [--times 1 2 4 8]       needs: cargo build --release

A direction is a text that one thing makes longer: more documents, a longer document, a longer sentence, more names in a sentence, more
names in the lists … For each there are inputs of a size and its multiples. CPU seconds and the peak of resident memory are
measured, best of --rounds; with --instructions the instructions that valgrind counts, which are the same on every run. What the
start costs is taken off. Growth is the exponent of the cost between the first size and the last: 1 is linear, 2 quadratic.
Ends with 1 where one is above --most. Texts are made up; with a corpus, those of articles are its.
"""
import argparse, csv, itertools, json, math, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PALABRE = os.environ.get("PALABRE", os.path.join(ROOT, "target", "release", "palabre"))
GIVEN = ["Moussa", "Adama", "Awa", "Fatou", "Ibrahim", "Oumar", "Sékou", "Amadou", "Mariam", "Salif", "Issa", "Idrissa"]
SYLLABLES = ["ba", "ko", "di", "ma", "tra", "so", "ki", "lou", "ga", "né", "fo", "ré", "sa", "ndi", "bou", "la"]
COUNTRIES = ["Mali", "Niger", "Tchad", "Bénin", "Togo", "Ghana"]


def surname(i):
    """A surname that no other number has."""
    digits = [i >> shift & 15 for shift in (0, 4, 8, 12, 16)]
    return "".join(SYLLABLES[digit] for digit in digits).capitalize()


def name(i):
    return f"{GIVEN[i % len(GIVEN)]} {surname(i)}"


def article(i):
    """Four sentences of which names, countries and days differ."""
    here, there = COUNTRIES[i % 6], COUNTRIES[(i + 1 + i // 6 % 5) % 6]
    return (f"Le ministre de la Défense, {name(2 * i)}, est arrivé lundi à Bamako. Il a rencontré {name(2 * i + 1)}, président du "
            f"Mouvement {surname(i)}. Le {here} et le {there} ont signé un accord le {i % 28 + 1} mars 2024. Selon le porte-parole "
            "du gouvernement, les deux pays veulent coopérer.")


class Texts:
    """The articles: those of a corpus, or made up."""

    def __init__(self, corpus):
        self.corpus = None
        if corpus:
            with open(corpus, encoding="utf-8") as file:
                self.corpus = [json.loads(line)["text"] for line in file]

    def articles(self, n):
        """So many kilobytes of articles; those of a corpus are repeated."""
        size, texts = 0, itertools.cycle(self.corpus) if self.corpus else map(article, itertools.count())
        while size < 1000 * n:
            text = next(texts)
            size += len(text.encode())
            yield text


def text(path, content):
    with open(path + ".txt", "w", encoding="utf-8") as file:
        file.write(content)
    return [path + ".txt"]


def documents(path, articles):
    with open(path + ".jsonl", "w", encoding="utf-8") as file:
        for number, article in enumerate(articles):
            file.write(json.dumps({"id": f"article-{number}", "text": article}, ensure_ascii=False) + "\n")
    return [path + ".jsonl"]


def listed(path, n):
    """A list of so many people, and a text that names them."""
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, "people.csv"), "w", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "surname"])
        rows.writerows([f"p{i}", name(i), surname(i)] for i in range(n))
    return [*text(path, "\n".join(f"{name(i * 7 % n)} est à Bamako." for i in range(200))), "--gazetteer", path]


def joined(separator, part):
    """A direction: so many parts."""
    return lambda path, n, _: text(path, separator.join(map(part, range(n))) + ".")


# Name: the first size, what it counts, and what writes the input of a size and gives the arguments.
DIRECTIONS = {
    "documents": (60, "kB", lambda path, n, texts: documents(path, texts.articles(n))),
    "length of a document": (60, "kB", lambda path, n, texts: text(path, "\n\n".join(texts.articles(n)))),
    "length of a line": (60, "kB", lambda path, n, texts: text(path, " ".join(" ".join(texts.articles(n)).split()))),
    "length of a sentence": (60, "kB", lambda path, n, texts: text(
        path, re.sub(r"[.?!…:;\n]+\s*", " ", "\n".join(texts.articles(n))) + ".")),
    "names in a sentence": (800, "names", joined(", ", name)),
    "names joined by et": (800, "names", joined(" et ", name)),
    "names of one surname": (500, "names", joined(", ", lambda i: f"{GIVEN[i % 12]}-{surname(i)} Traoré")),
    "names of one given name": (800, "names", joined(", ", lambda i: f"Moussa {surname(i)}")),
    "a surname of many": (400, "names", joined(". ", lambda i: f"{name(i)} Traoré a parlé. M. Traoré est parti")),
    "surnames alone": (600, "names", joined(". ", lambda i: f"{name(i)} a parlé. M. {surname(i)} a dit non")),
    "initials": (600, "names", joined(". ", lambda i: f"{name(i)} a parlé. {name(i)[0]}. {surname(i)} a dit non")),
    "ranks and people": (400, "people", joined(". ", lambda i: f"Le général {name(i)} est à Gao. Le général a dit oui")),
    "offices and people": (300, "people", joined(
        ". ", lambda i: f"{name(i)}, ministre de la Défense du Mali, est là. Le ministre malien de la Défense a dit non")),
    "bodies and people": (300, "people", joined(
        ". ", lambda i: f"Le porte-parole du Mouvement {surname(i)}, {name(i)}, est là. Son homologue russe a dit non")),
    "roles in a sentence": (600, "roles", joined(" et ", lambda i: "le ministre malien de la Défense")),
    "possessives": (300, "roles", joined(", ", lambda i: f"son ministre de la Défense {name(i)} et son président")),
    "pronouns": (1500, "sentences", joined(". ", lambda i: "Il a rencontré son homologue russe")),
    "the country": (600, "sentences", joined(". ", lambda i: f"Le pays a rencontré le {COUNTRIES[i % 6]}")),
    "quotations": (300, "quotations", joined(" ", lambda i: f"Il dit : « {name(i)} est ici, dit {name(i + 1)}, et j’y suis »")),
    "quotation marks": (6000, "marks", joined(" ", lambda i: "« oui")),
    "dates": (2000, "dates", joined(", ", lambda i: f"le {i % 28 + 1} mars {1950 + i % 80}")),
    "clauses": (500, "clauses", joined(" ; ", lambda i: f"{name(i)} est nommé ministre")),
    "brackets": (2500, "brackets", joined(" ", lambda i: "(Mali)")),
    "acronyms": (800, "acronyms", joined(", ", lambda i: f"Mouvement {surname(i)} national (M{surname(i).upper()})")),
    "lines of a list": (600, "lines", joined("\n", lambda i: f"- {name(i)}, ministre")),
    "headings": (3000, "lines", joined("\n\n", lambda i: f"Titre {surname(i)}")),
    "names in a paragraph": (500, "names", lambda path, n, _: [
        *text(path, " ".join(f"{name(i)} est à Gao." for i in range(n))), "--window", "paragraph"]),
    "names in a document": (500, "names", lambda path, n, _: [
        *text(path, "\n\n".join(f"{name(i)} est à Gao." for i in range(n))), "--window", "document"]),
    "names in the lists": (2000, "names", lambda path, n, _: listed(path, n)),
    "size of the graph": (60, "kB", lambda path, n, texts: [*documents(path, texts.articles(n)), "-f", "csv"]),
}


def seconds(command):
    """CPU seconds and peak memory in megabytes of one run."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return usage.ru_utime + usage.ru_stime, kilobytes / 1024


def instructions(command):
    """Millions of instructions of one run, by valgrind."""
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    try:
        run = subprocess.run(valgrind + command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        sys.exit("there is no valgrind")
    counted = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode != 0 or not counted:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}\n{run.stderr}")
    return int(counted[1].replace(",", "")) / 1e6, 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--only", nargs="+", choices=DIRECTIONS, default=list(DIRECTIONS), metavar="NAME")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--most", type=float, default=1.2)
    options = parser.parse_args()
    texts, measure, unit = Texts(options.corpus), seconds, "s"
    if options.instructions:
        measure, unit = instructions, "M"
    steep = []
    with tempfile.TemporaryDirectory() as folder:

        def cost(arguments):
            output = ["-o", os.path.join(folder, "out"), "--force"] if "-f" in arguments else ["-f", "jsonl"]
            command = [PALABRE, "extract", "-q", "-j", "1", *arguments, *output]
            return min(measure(command) for _ in range(options.rounds))

        start, _ = cost(text(os.path.join(folder, "start"), "Mali."))
        print(f"start {start:.2f} {unit}, taken off what follows; a growth of 1 is linear")
        print("| what grows | sizes | cost | peak memory | growth |\n|---|---|---|---|---|")
        for direction in options.only:
            first, counted, write = DIRECTIONS[direction]
            sizes = [first * times for times in options.times]
            path = os.path.join(folder, "input")
            costs = [cost(write(path, size, texts)) for size in sizes]
            least, most = (max(costs[at][0] - start, 1e-3) for at in (0, -1))
            growth = math.log(most / least) / math.log(sizes[-1] / sizes[0])
            cells = [f"{max(cost - start, 0):.2f}" for cost, _ in costs]
            memory = f"{costs[-1][1]:.0f} MB" if costs[-1][1] else "–"
            print(f"| {direction} | {', '.join(map(str, sizes))} {counted} | {', '.join(cells)} {unit} | {memory} | {growth:.2f} |",
                  flush=True)
            if growth > options.most:
                steep.append(direction)
    if steep:
        sys.exit(f"steeper than n^{options.most}: {', '.join(steep)}")


main()
