"""One peer over one file of JSON Lines, in a process of its own: `peer.py PEER TEXTS NAMES [FOUND]`.

NAMES has a name a line; models do without. Prints, as JSON, CPU seconds until it could read (`start`) and in all (`seconds`), the peak of memory
in megabytes and what was found. Into FOUND goes what a model finds, as `palabre eval` takes it.
"""
import json, re, resource, sys, time

LABELS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def spacy_phrases(names):
    """PhraseMatcher in any case, and the ends of sentences."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("fr")
    nlp.max_length = 10**9
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("NAME", list(nlp.tokenizer.pipe(names)))
    return lambda texts: (("names", matcher(doc)) for doc in nlp.pipe(texts))


def model(name):
    """The named entities of a pipeline: what they do not need of it is left out."""

    def load(_):
        import spacy

        nlp = spacy.load(name)
        nlp.max_length = 10**9
        listens = any("listener" in layer.name for layer in nlp.get_pipe("ner").model.walk())
        nlp.select_pipes(enable=["tok2vec", "ner"] if listens else ["ner"])
        return lambda texts: (("ents", [(e.start_char, e.end_char, e.label_) for e in doc.ents]) for doc in nlp.pipe(texts))

    return load


def ahocorasick_rs(names):
    """Strings in small letters, the longest from the left."""
    import ahocorasick_rs as library

    automaton = library.AhoCorasick([name.lower() for name in names], matchkind=library.MatchKind.LeftmostLongest)
    return lambda texts: (("strings", automaton.find_matches_as_indexes(text.lower())) for text in texts)


def pyahocorasick(names):
    """Strings in small letters, the longest from the left."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name.lower(), len(name))
    automaton.make_automaton()
    return lambda texts: (("strings", [(0, e - n + 1, e + 1) for e, n in automaton.iter_long(text.lower())]) for text in texts)


def flashtext(names):
    """Words in any case."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(names)
    return lambda texts: (("words", processor.extract_keywords(text, span_info=True)) for text in texts)


PEERS = {
    "PhraseMatcher": spacy_phrases,
    "fr_core_news_sm": model("fr_core_news_sm"),
    "fr_core_news_md": model("fr_core_news_md"),
    "ahocorasick_rs": ahocorasick_rs,
    "pyahocorasick": pyahocorasick,
    "flashtext": flashtext,
}


def counts(texts, found):
    """What was found, in numbers; of strings, those that are whole words as well."""
    totals = {}
    for text, (sort, hits) in zip(texts, found):
        if sort == "ents":
            for _, _, label in hits:
                totals[label] = totals.get(label, 0) + 1
            continue
        totals[sort] = totals.get(sort, 0) + len(hits)
        if sort == "strings":
            inside = re.compile(r"\w\w", re.UNICODE)
            text = f" {text.lower()} "
            whole = sum(not inside.match(text[s : s + 2]) and not inside.match(text[e : e + 2]) for _, s, e in hits)
            totals["whole words"] = totals.get("whole words", 0) + whole
    return totals


def main():
    name, path, names_path, *found_path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    with open(names_path, encoding="utf-8") as file:
        names = file.read().splitlines()
    read = PEERS[name](names)
    start = time.process_time()
    texts = [document["text"] for document in documents]
    found = list(read(texts))
    seconds = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if found_path:
        with open(found_path[0], "w", encoding="utf-8") as file:
            for document, (_, entities) in zip(documents, found):
                mentions = [
                    {"start": s, "end": e, "head_start": s, "head_end": e, "kind": LABELS[label], "entity": None}
                    for s, e, label in entities
                    if label in LABELS
                ]
                print(json.dumps({"id": document["id"], "mentions": mentions, "entities": [], "relations": []}), file=file)
    print(json.dumps({"start": start, "seconds": seconds, "megabytes": peak, "found": counts(texts, found)}))


main()
