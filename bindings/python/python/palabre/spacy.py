"""palabre in a pipeline of spaCy: ``nlp.add_pipe("palabre")``, found by its entry point.

It needs no model and no other component. What it sets:

- ``doc.ents``, in the place of those that are there: the outermost names under the labels of spaCy's French models (``PER``, ``ORG``, ``LOC``), with the entity as ``kb_id_``;
- ``doc.spans["palabre"]``: every mention under its kind, with the entity as ``kb_id_``;
- ``doc._.relations``: the relations, as dictionaries.

What it reads beside the text, where it is set: ``doc._.id``, ``doc._.title``, ``doc._.date``, ``doc._.source``.

>>> import spacy
>>> nlp = spacy.blank("fr")
>>> component = nlp.add_pipe("palabre")
>>> doc = nlp("Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.")
>>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
[('général Sadio Camara', 'PER', 'sadio-camara'), ('Sergueï Lavrov', 'PER', 'serguei-lavrov'), ('Moscou', 'LOC', 'moscou')]
>>> [(relation["source"], relation["type"], relation["target"]) for relation in doc._.relations]
[('sadio-camara', 'meets', 'serguei-lavrov'), ('sadio-camara', 'visits', 'moscou')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from ._extraction import Extraction
from ._extractor import Extractor

LABELS = {"person": "PER", "organisation": "ORG", "country": "LOC", "place": "LOC"}
RELATION = ("type", "source", "target", "qualifier", "sentence", "negated", "modality", "date", "confidence", "rule")
GIVEN = ("id", "title", "date", "source")


@Language.factory(
    "palabre",
    assigns=["doc.ents", "doc.spans", "doc._.relations"],
    default_config={"gazetteers": [], "relations": "all", "threads": 0},
)
def create(
    nlp: Language, name: str, gazetteers: list[str], relations: Literal["all", "none"], threads: int
) -> Component:
    """Makes the component.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        gazetteers: As in `palabre.Extractor`.
        relations: As in `palabre.Extractor`.
        threads: How many documents ``nlp.pipe`` reads at a time; 0 for one a processor.
    """
    return Component(Extractor(gazetteers, relations=relations), threads)


class Component:
    """Sets names and relations of documents."""

    def __init__(self, extractor: Extractor, threads: int = 0) -> None:
        self._extractor = extractor
        self._threads = threads
        for name in (*GIVEN, "relations"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Reads one document."""
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Reads many documents, several at a time."""
        docs, given = tee(docs)
        read = self._extractor.extract_many(map(_given, given), threads=self._threads)
        for doc, extraction in zip(docs, read):
            _set(doc, extraction)
            yield doc


def _given(doc: Doc) -> dict[str, Any]:
    return {"text": doc.text, **{name: doc._.get(name) for name in GIVEN}}


def _set(doc: Doc, extraction: Extraction) -> None:
    spans, names = list[Span](), list[Span]()
    for mention in extraction.mentions:
        # A mention may end within a token; the tokens that it touches are it.
        span = doc.char_span(
            mention.start, mention.end, mention.kind, kb_id=mention.entity or "", alignment_mode="expand"
        )
        if span is None:
            continue
        spans.append(span)
        label = LABELS.get(mention.kind)
        if label and (not names or names[-1].end <= span.start):
            names.append(Span(doc, span.start, span.end, label, kb_id=span.kb_id))
    doc.spans["palabre"] = spans
    doc.set_ents(names)
    doc._.relations = [{key: getattr(relation, key) for key in RELATION} for relation in extraction.relations]
