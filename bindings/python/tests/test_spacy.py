"""The component of spaCy."""

import pytest
import spacy
from spacy.tokens import DocBin


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("fr")
    nlp.add_pipe("palabre")
    return nlp


def named(nlp, row):
    doc = nlp.make_doc(row["text"])
    doc._.id = row["id"]
    return doc


def test_spans_are_the_mentions(nlp, extractor, articles):
    docs = list(nlp.pipe(named(nlp, row) for row in articles))
    for doc, row in zip(docs, articles):
        read = extractor.extract(row["text"], id=row["id"])
        assert doc.text == row["text"]
        spans = doc.spans["palabre"]
        assert [(span.label_, span.kb_id_) for span in spans] == [(it.kind, it.entity or "") for it in read.mentions]
        for span, mention in zip(spans, read.mentions):
            assert span.start_char <= mention.start and mention.end <= span.end_char
        assert [relation["type"] for relation in doc._.relations] == [relation.type for relation in read.relations]
    assert sum(len(doc.ents) for doc in docs) > 20
    assert {ent.label_ for doc in docs for ent in doc.ents} == {"PER", "ORG", "LOC"}


def test_dates_are_used(nlp):
    doc = nlp.make_doc("Le ministre malien de la Défense est arrivé à Moscou.")
    doc._.date = "2024-03-05"
    doc = nlp.get_pipe("palabre")(doc)
    assert doc.spans["palabre"][0].kb_id_ == "sadio-camara"


def test_odd_texts(nlp):
    for text in ["", " ", "\n\n", "Assimi Goïta", "😀 Assimi Goïta\u00a0!"]:
        assert nlp(text).text == text


def test_documents_are_kept(nlp, tmp_path):
    doc = nlp("Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.")
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    [again] = DocBin().from_disk(tmp_path / "a.spacy").get_docs(nlp.vocab)
    assert [ent.kb_id_ for ent in again.ents] == ["sadio-camara", "serguei-lavrov", "moscou"]
    assert list(again._.relations) == doc._.relations


def test_a_pipeline_is_saved_and_loaded(tmp_path):
    nlp = spacy.blank("fr")
    nlp.add_pipe("palabre", config={"relations": "none"})
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.")
    assert len(doc.ents) == 3 and doc._.relations == []
