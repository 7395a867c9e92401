"""One peer over one file of JSON Lines, in a process of its own: `peer.py PEER TEXTS NAMES [FOUND]`.

NAMES has a name a line; models do without. Prints, as JSON, CPU seconds until it could read (`start`) and in all (`seconds`), the peak of memory
in megabytes and what was found. Into FOUND goes what a model finds, as `palabre eval` takes it.
"""
import json, re, resource, sys, time
from collections import Counter

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
    return lambda texts: (matcher(doc) for doc in nlp.pipe(texts))


def model(name):
    """The named entities of a pipeline: what they do not need of it is left out."""

    def load(_):
        import spacy

        nlp = spacy.load(name)
        nlp.max_length = 10**9
        listens = any("listener" in layer.name for layer in nlp.get_pipe("ner").model.walk())
        nlp.select_pipes(enable=["tok2vec", "ner"] if listens else ["ner"])
        return lambda texts: ([(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts))

    return load


def ahocorasick_rs(names):
    """Strings in small letters, the longest from the left."""
    import ahocorasick_rs as library

    automaton = library.AhoCorasick([name.lower() for name in names], matchkind=library.MatchKind.LeftmostLongest)
    return lambda texts: (automaton.find_matches_as_indexes(text.lower()) for text in texts)


def pyahocorasick(names):
    """Strings in small letters, the longest from the left."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name.lower(), len(name))
    automaton.make_automaton()
    return lambda texts: ([(0, e - n + 1, e + 1) for e, n in automaton.iter_long(text.lower())] for text in texts)


def flashtext(names):
    """Words in any case."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(names)
    return lambda texts: (processor.extract_keywords(text, span_info=True) for text in texts)


# What each finds, and how it is made.
PEERS = {
    "PhraseMatcher": ("names", spacy_phrases),
    "fr_core_news_sm": ("entities", model("fr_core_news_sm")),
    "fr_core_news_md": ("entities", model("fr_core_news_md")),
    "ahocorasick_rs": ("strings", ahocorasick_rs),
    "pyahocorasick": ("strings", pyahocorasick),
    "flashtext": ("words", flashtext),
}


def whole_words(text, hits):
    """How many strings do not start or end inside of a word."""
    inside = re.compile(r"\w\w")
    text = f" {text.lower()} "
    return sum(not inside.match(text[start : start + 2]) and not inside.match(text[end : end + 2]) for _, start, end in hits)


def as_palabre_writes(document, entities):
    """A line that `palabre eval` takes."""
    mentions = [
        {"start": start, "end": end, "head_start": start, "head_end": end, "kind": LABELS[label], "entity": None}
        for start, end, label in entities
        if label in LABELS
    ]
    return json.dumps({"id": document["id"], "mentions": mentions, "entities": [], "relations": []})


def main():
    name, path, names_path, *found_path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    with open(names_path, encoding="utf-8") as file:
        names = file.read().splitlines()
    finds, load = PEERS[name]
    read = load(names)
    start = time.process_time()
    texts = [document["text"] for document in documents]
    found, entities = Counter(), []
    for hits in read(texts):
        found[finds] += len(hits)
        if finds == "entities":
            entities.append(hits)
            found.update(label for _, _, label in hits)
    seconds = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if finds == "strings":
        found["whole words"] = sum(map(whole_words, texts, read(texts)))
    if found_path:
        with open(found_path[0], "w", encoding="utf-8") as file:
            file.writelines(as_palabre_writes(*pair) + "\n" for pair in zip(documents, entities))
    print(json.dumps({"start": start, "seconds": seconds, "megabytes": peak, "found": found}))


main()
