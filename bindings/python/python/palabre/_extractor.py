"""Reads texts, tables and files."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, NamedTuple

from . import _palabre
from ._extraction import Extraction
from ._table import Table

Path = str | PathLike[str]
Day = str | datetime.date | None
Errors = Literal["raise", "warn"]

# A batch has so many documents, or characters.
DOCUMENTS = 256
CHARACTERS = 4_000_000


class Tables(NamedTuple):
    """What many documents say, row by row, as ``-f parquet`` has it."""

    mentions: Table
    """A row a mention."""
    relations: Table
    """A row a statement of a relation."""
    ties: Table
    """A row a pair of actors that stand in the same windows of a document."""
    windows: Table
    """How many windows documents have, and each entity is in: what association measures are computed from."""


class Extractor:
    """Reads documents, with the built-in lists and those that are given.

    Args:
        gazetteers: Folders of lists and rules that add to the built-in ones, or replace what has the same id; or, first, a file of
            ``palabre gazetteer build``. `corrections.csv` in a folder is read, too.
        builtin: Whether the built-in rows are used.
        corrections: Tables of ``palabre correct``.
        relations: ``"all"``, or ``"none"`` to read co-occurrences only, which is faster. `Graph` chooses types.
        references: Whether relations are read of which an end is ``il``, ``le pays``, ``les deux hommes``.
        window: How near two names co-occur: ``"sentence"``, ``"paragraph"``, ``"document"``; by default as the rules say.
        metonymy: Capitals that count as governments: ``"off"``, those with a cue (``"cued"``: Moscou a annoncé), ``"all"``.
        kinds: Kinds that co-occur: ``"person"``, ``"organisation"``, ``"country"``, ``"place"``, ``"rank"``; by default as the rules say.

    Raises:
        Error: A list that is not as it must be, with file, line and column; an option that there is not.
        OSError: A folder or file that cannot be read.

    >>> extractor = Extractor()
    >>> extractor.extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.").relations[0].type
    'meets'
    """

    def __init__(
        self,
        gazetteers: Path | Sequence[Path] = (),
        *,
        builtin: bool = True,
        corrections: Path | Sequence[Path] = (),
        relations: Literal["all", "none"] = "all",
        references: bool = True,
        window: Literal["sentence", "paragraph", "document"] | None = None,
        metonymy: Literal["off", "cued", "all"] = "cued",
        kinds: Sequence[str] = (),
    ) -> None:
        if relations not in ("all", "none"):
            hint = "`Graph(…, relations=[…])` chooses types of what was read"
            raise _palabre.Error(f"relations is `all` or `none`, not {relations!r}\nhint: {hint}")
        self._options = (
            _paths(gazetteers),
            builtin,
            _paths(corrections),
            list(kinds),
            relations == "all",
            references,
            window,
            metonymy,
        )
        self._extractor = _palabre.Extractor(*self._options)

    def __getstate__(self) -> tuple[Any, ...]:
        """What another process makes the same extractor of: it reads the lists anew."""
        return self._options

    @classmethod
    def _of_state(cls, options: tuple[Any, ...]) -> Extractor:
        extractor = cls.__new__(cls)
        extractor.__setstate__(options)
        return extractor

    def __setstate__(self, options: tuple[Any, ...]) -> None:
        self._options = options
        self._extractor = _palabre.Extractor(*options)

    def extract(
        self, text: str, *, id: str = "text", date: Day = None, title: str | None = None, source: str | None = None
    ) -> Extraction:
        """Reads one text.

        Args:
            text: The text.
            id: Its name. People of whom there is a surname alone go by it: give each text of a graph its own.
            date: Day of publication: whoever held an office on it is meant by ``le ministre malien de la Défense``. Also a month or
                a year, or a date as it is written (``"8 mai 2025"``). One that cannot be read is none, and is in `Extraction.notes`.
            title: The headline.
            source: Medium or address.

        >>> text = "Le ministre malien de la Défense est arrivé à Moscou."
        >>> extraction = Extractor().extract(text, date="2024-03-05")
        >>> extraction.mentions[0].entity
        'sadio-camara'
        """
        return next(_read(self._extractor.extract([(text, id, title, _day(date), source)], 1), "raise"))

    def extract_many(
        self,
        documents: Iterable[str | Mapping[str, Any]],
        *,
        threads: int = 0,
        errors: Errors = "raise",
    ) -> Iterator[Extraction]:
        """Reads many texts, in their order, without holding them all.

        Args:
            documents: Strings, or mappings with the keys ``text`` and, where there are such, ``id``, ``date``, ``title``,
                ``source``. One without an id is called by its number, from 0 on.
            threads: How many are read at a time; 0 for one a processor.
            errors: What a document over which palabre itself fails does: it is raised, or it is left out with a warning.

        >>> texts = ["Assimi Goïta est à Moscou.", {"text": "Sadio Camara est à Niamey.", "id": "b"}]
        >>> [(read.id, len(read.mentions)) for read in Extractor().extract_many(texts)]
        [('0', 2), ('b', 2)]
        """
        for batch in _batches(map(_given, range(1 << 62), documents)):
            yield from _read(self._extractor.extract(batch, threads), errors)

    def read(
        self,
        paths: Path | Sequence[Path],
        *,
        threads: int = 0,
        keep_duplicates: bool = False,
        errors: Errors = "raise",
    ) -> Iterator[Extraction]:
        """Reads files and folders, as ``palabre extract`` does: text, HTML, PDF, office files, tables, mailboxes, archives …

        Args:
            paths: Files and folders.
            threads: How many documents are read at a time; 0 for one a processor.
            keep_duplicates: Whether a document that an earlier one equals is read, too.
            errors: What a file that cannot be read does: it is raised, or it is left out with a warning.
        """
        documents = self._extractor.open(_paths(paths), keep_duplicates)
        while batch := documents.next(threads):
            yield from _read(batch, errors)

    def extract_batch(
        self,
        data: object,
        *,
        text: str = "text",
        id: str = "id",
        date: str = "date",
        title: str = "title",
        source: str = "source",
        threads: int = 0,
    ) -> Tables:
        """Reads the rows of a table, and gives tables.

        Args:
            data: Whatever hands itself over by the Arrow PyCapsule interface: a table, batch or reader of pyarrow, a frame of polars
                or pandas, a relation of DuckDB. A stream is taken batch by batch.
            text: The column of the text. A text that is null is empty.
            id: The column of the id; a row without one is called by its number, from 0 on.
            date: The column of the day of publication: dates, times or texts.
            title: The column of the headline.
            source: The column of the medium or address. Columns but the text may be missing.
            threads: How many documents are read at a time; 0 for one a processor.

        Raises:
            Error: No column of the text, or one that is no text.

        >>> import pyarrow
        >>> articles = pyarrow.table({"text": ["Assimi Goïta a reçu Sergueï Lavrov à Bamako."], "id": ["a"]})
        >>> tables = Extractor().extract_batch(articles)
        >>> tables.relations
        <relations: 2 rows, 24 columns>
        >>> pyarrow.table(tables.relations)["Target"].to_pylist()
        ['serguei-lavrov', 'bamako']
        """
        tables, failures = self._extractor.extract_batch(data, (text, id, date, title, source), threads)
        for failure in failures:
            warnings.warn(failure, stacklevel=2)
        return Tables(*map(Table, tables))

    def statements(
        self,
        data: object,
        *,
        text: str = "text",
        id: str = "id",
        date: str = "date",
        title: str = "title",
        source: str = "source",
        threads: int = 0,
    ) -> Table:
        """Reads the rows of a table, as `extract_batch` does, and gives what each adds to a graph: a column of bytes.

        They are the records of ``palabre extract -f statements``: `Graph.of_statements` merges them, and, written one behind the
        other into a file, ``palabre graph`` does.

        >>> import pyarrow
        >>> articles = pyarrow.table({"text": ["Assimi Goïta a reçu Sergueï Lavrov à Bamako."], "id": ["a"]})
        >>> statements = Extractor().statements(articles)
        >>> statements.columns, len(statements)
        (['Document', 'Statements'], 1)
        """
        table, failures = self._extractor.statements(data, (text, id, date, title, source), threads)
        for failure in failures:
            warnings.warn(failure, stacklevel=2)
        return Table(table)


Given = tuple[str, str | None, str | None, str | None, str | None]


def _given(number: int, document: str | Mapping[str, Any]) -> Given:
    if isinstance(document, str):
        return document, str(number), None, None, None
    # Rows of a data frame have NaN, which equals nothing, where a value is missing.
    known = {key: value for key, value in document.items() if value == value}
    id, title, source = (known.get(key) for key in ("id", "title", "source"))
    return document["text"], str(number if id is None else id), title, _day(known.get("date")), source


def _batches(documents: Iterable[Given]) -> Iterator[list[Given]]:
    batch, characters = list[Given](), 0
    for document in documents:
        batch.append(document)
        characters += len(document[0])
        if len(batch) >= DOCUMENTS or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


def _read(batch: list[_palabre.Extraction | Exception], errors: Errors) -> Iterator[Extraction]:
    for read in batch:
        if isinstance(read, _palabre.Extraction):
            yield Extraction(read)
        elif errors == "warn":
            warnings.warn(str(read), stacklevel=3)
        else:
            raise read


def _day(date: Day) -> str | None:
    if isinstance(date, datetime.datetime):
        date = date.date()
    return date.isoformat() if isinstance(date, datetime.date) else date


def _paths(paths: Path | Sequence[Path]) -> list[Path]:
    return [paths] if isinstance(paths, str | PathLike) else list(paths)
