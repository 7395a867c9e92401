"""Reads documents as brat and spaCy do, and holds them against JSON Lines: python documents.py FOLDER."""

import csv
import json
import pathlib
import sys

import pybrat.parser
import spacy
from spacy.tokens import Doc, DocBin

folder = pathlib.Path(sys.argv[1])
expected = [json.loads(line) for line in (folder / "expected.jsonl").read_bytes().split(b"\n") if line]


def same(what, found, expected):
    if found != expected:
        different = next(pair for pair in zip([*found, None], [*expected, None]) if pair[0] != pair[1])
        sys.exit(f"{what}: {len(found)} and not {len(expected)}; {str(different)[:500]}")


def is_space(text):
    return not text.strip()


def brat():
    with open(folder / "brat" / "documents.csv", encoding="utf-8", newline="") as file:
        files = {row["Document"]: row["File"] for row in csv.DictReader(file)}
    same("brat: documents", list(files), [line["id"] for line in expected])
    parsed = {example.id: example for example in pybrat.parser.BratParser(error="raise").parse(str(folder / "brat"))}
    for line in expected:
        name = files[line["id"]]
        text = (folder / "brat" / f"{name}.txt").read_bytes().decode()
        same(name, text, line["text"].replace("\r", " "))
        example = parsed[str(folder / "brat" / name)] if str(folder / "brat" / name) in parsed else parsed[name]
        mentions = [it for it in line["mentions"] if not is_space(line["text"][it["start"] : it["end"]])]
        found = []
        for entity in sorted(example.entities, key=lambda entity: int(entity.id[1:])):
            spans = [(span.start, span.end) for span in entity.spans]
            same(f"{name} {entity.id}", " ".join(text[start:end] for start, end in spans).strip(), entity.mention.strip())
            references = [(it.rid, it.entry) for it in entity.references]
            found.append((entity.type.lower(), spans[0][0] >= 0, len(references)))
        same(f"brat: {name}", found, [(it["kind"], True, int(it["entity"] is not None)) for it in mentions])
        entities = {entity for it in mentions for entity in (it["entity"], it.get("actor"))}
        relations = [it["type"] for it in line["relations"] if {it["source"], it["target"]} <= entities]
        same(f"brat: relations of {name}", [it.type for it in example.relations], relations)
        same(f"brat: every end of {name}", len(relations), len(line["relations"]))


def of_spacy():
    nlp = spacy.blank("fr")
    for name in ("id", "title", "date", "source", "relations"):
        Doc.set_extension(name, default=None)
    lines = [json.loads(line) for line in (folder / "documents.spacy.jsonl").read_bytes().split(b"\n") if line]
    same("spacy: documents", [line["_"]["id"] for line in lines], [line["id"] for line in expected])
    documents = [Doc(nlp.vocab).from_json(line, validate=True) for line in lines]
    stored = DocBin(store_user_data=True, docs=documents).to_bytes()
    for document, line in zip(DocBin().from_bytes(stored).get_docs(nlp.vocab), expected):
        same("spacy: text", document.text, line["text"])
        mentions = [it for it in line["mentions"] if not is_space(line["text"][it["start"] : it["end"]])]
        spans = [(span.text, span.label_, span.kb_id_) for span in document.spans["palabre"]]
        texts = [line["text"][it["start"] : it["end"]].strip() for it in mentions]
        same("spacy: spans", spans, [(text, it["kind"], it["entity"] or "") for text, it in zip(texts, mentions)])
        labels = {"person": "PER", "organisation": "ORG", "country": "LOC", "place": "LOC"}
        end, entities = 0, []
        for text, it in zip(texts, mentions):
            if it["kind"] in labels and it["start"] >= end:
                end = it["end"]
                entities.append((text, labels[it["kind"]]))
        same("spacy: entities", [(it.text, it.label_) for it in document.ents], entities)
        starts = {token.idx for token in document if token.is_sent_start}
        for start, end, _ in line["sentences"]:
            inside = line["text"][start:end]
            assert is_space(inside) or start + len(inside) - len(inside.lstrip()) in starts, (start, end)
        same("spacy: relations", [it["type"] for it in document._.relations], [it["type"] for it in line["relations"]])


brat()
of_spacy()
print("read")
