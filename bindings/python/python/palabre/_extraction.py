"""What was read in one document."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ._html import annotated

if TYPE_CHECKING:
    from . import _palabre


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text with what is said of it on the spot. The attributes are the keys of JSON Lines."""

    start: int
    """Where it begins, in code points of the text."""
    end: int
    """Where it ends, exclusive."""
    head_start: int
    """Where the bare name begins, without rank, title and role."""
    head_end: int
    text: str
    kind: str
    """``person``, ``organisation``, ``country``, ``place``, ``demonym``, ``role`` or ``rank``."""
    entity: str | None
    """Id of the entity; of a role phrase whom it means, where that is certain."""
    rank: str | None
    title: str | None
    role: str | None
    of: str | None
    """Country or organisation of the role."""
    sentence: int
    zone: str
    """``body``, ``headline``, ``related``, ``byline``, ``footer``, ``quoted`` or ``speaker``."""
    metonymy: str | None
    """The country that a capital stands for."""
    via: str
    """The list row or rule that found it: ``gazetteer:people:ibrahim-traore``."""
    group: list[str] | None = None
    group_via: str | None = None
    group_of: dict[str, Any] | None = None
    group_presumed: dict[str, Any] | None = None
    candidates: list[str] | None = None
    parts: dict[str, Any] | None = None
    actor: str | None = None
    """The entity that the graph counts, where it is not `entity`."""
    office: dict[str, Any] | None = None
    presumed: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Whom or what mentions of the document mean."""

    id: str
    """Stable from document to document; of unknown people of whom there is a surname alone, of this one."""
    kind: str
    name: str
    known: bool
    """Whether a list has it."""
    aliases: list[str]
    candidates: list[str]
    """Rows that may be meant, where the document does not tell."""
    key: str | None = None
    row: str | None = None
    corrections: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation that a sentence states."""

    type: str
    source: str
    target: str
    qualifier: str | None
    sentence: int
    start: int
    end: int
    evidence: str
    """The sentence."""
    rule: str
    """Id of the rule that read it: ``fr.meets.rencontrer``."""
    confidence: float
    negated: bool
    modality: str
    """``asserted``, ``reported``, ``planned``, ``conditional``, ``denied``, ``requested`` or ``presumed``."""
    date: str | None
    place: str | None
    through: str | None
    date_from: str | None
    antecedent: list[int] | None
    known_to: str | None
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooccurrence:
    """Two entities in the same windows."""

    source: str
    target: str
    window: str
    count: int
    rule: str
    sites: list[list[int]]


Row = TypeVar("Row", Mention, Entity, Relation, Cooccurrence)


def _rows(kind: type[Row], rows: list[dict[str, Any]]) -> list[Row]:
    # A key that a later version adds is in `to_dict`.
    known = {field.name for field in fields(kind)}
    return [kind(**{key: value for key, value in row.items() if key in known}) for row in rows]


class Extraction:
    """What was read in one document. In a notebook, its text with the names marked.

    >>> import palabre
    >>> extraction = palabre.Extractor().extract("L’ex-président Damiba est à Lomé.", id="togo")
    >>> [(mention.text, mention.kind, mention.entity) for mention in extraction.mentions]
    [('ex-président Damiba', 'person', 'paul-henri-sandaogo-damiba'), ('Lomé', 'place', 'lome')]
    >>> extraction.to_dict()["id"]
    'togo'
    """

    def __init__(self, read: _palabre.Extraction) -> None:
        self._read = read

    @property
    def id(self) -> str:
        """The id of the document."""
        return self._read.id

    @property
    def title(self) -> str | None:
        """The headline."""
        return self._text("title")

    @property
    def date(self) -> str | None:
        """Day of publication, or month or year: ISO 8601."""
        return self._text("date")

    @property
    def source(self) -> str | None:
        """Medium or address."""
        return self._text("source")

    @property
    def text(self) -> str:
        """The text that offsets point into: as it was given."""
        return self._read.text

    @property
    def notes(self) -> list[str]:
        """What happened to the document on the way in, in words: a date that cannot be read, mojibake that was repaired."""
        return self._read.notes

    @cached_property
    def mentions(self) -> list[Mention]:
        """The mentions by start, the longer first."""
        return _rows(Mention, self._line["mentions"])

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities by id."""
        return _rows(Entity, self._line["entities"])

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations that sentences state, in reading order."""
        return _rows(Relation, self._line["relations"])

    @cached_property
    def cooccurrences(self) -> list[Cooccurrence]:
        """Who stands in the same windows."""
        return _rows(Cooccurrence, self._line["cooccurrences"])

    @cached_property
    def _line(self) -> dict[str, Any]:
        return self.to_dict()

    def _text(self, key: str) -> str | None:
        text: str | None = self._line[key]
        return text

    def to_json(self) -> str:
        """The line that ``palabre extract -f jsonl`` writes, without its end."""
        return self._read.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The same as a new dictionary."""
        line: dict[str, Any] = json.loads(self.to_json())
        return line

    def __repr__(self) -> str:
        return f"<Extraction {self.id!r}: {len(self.mentions)} mentions, {len(self.relations)} relations>"

    def _repr_html_(self) -> str:
        return annotated(self)
