"""Reads tables batch by batch, wherever Python runs over Arrow: Spark, Ray, Daft, Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from . import _palabre
from ._extractor import Extractor

if TYPE_CHECKING:
    import pyarrow

TableName = Literal["statements", "mentions", "relations", "ties", "windows"]
TABLES = ("statements", "mentions", "relations", "ties", "windows")


class Reader:
    """A function from a table of articles to one of what they say, for whatever hands it batches of a corpus.

    It can be sent to other processes, each of which reads the lists once.

    Args:
        table: What is wanted of each batch: ``"statements"``, which a graph is made of (`Graph.of_statements`), or a table of
            `Extractor.extract_batch`.
        extractor: What reads; by default one with the built-in lists.
        text: The column of the text.
        id: The column of the id, which must be there: a batch does not know how many rows came before it.
        date: The column of the day of publication: dates, times or texts.
        title: The column of the headline.
        source: The column of the medium or address. Columns but text and id may be missing.
        threads: How many documents are read at a time; 0 for one a processor.

    >>> import pyarrow
    >>> articles = pyarrow.table({"text": ["Assimi Goïta a reçu Sergueï Lavrov à Bamako."], "id": ["a"]})
    >>> Reader("relations")(articles)["Target"].to_pylist()
    ['serguei-lavrov', 'bamako']
    >>> statements = Reader()(articles)
    >>> statements.column_names
    ['Document', 'Statements']
    """

    def __init__(
        self,
        table: TableName = "statements",
        *,
        extractor: Extractor | None = None,
        text: str = "text",
        id: str = "id",
        date: str = "date",
        title: str = "title",
        source: str = "source",
        threads: int = 1,
    ) -> None:
        if table not in TABLES:
            raise _palabre.Error(f"no table `{table}`\nhint: there are {', '.join(TABLES)}")
        self.table = table
        self.columns = (text, id, date, title, source)
        self._threads = threads
        self._options = None if extractor is None else extractor.__getstate__()

    def __call__(self, articles: pyarrow.Table | pyarrow.RecordBatch) -> pyarrow.Table:
        """What a table of articles says."""
        import pyarrow

        names = dict(zip(("text", "id", "date", "title", "source"), self.columns))
        if names["id"] not in articles.schema.names:
            hint = "give each document one that no other has, and name its column with id="
            raise _palabre.Error(f"no column `{names['id']}` of ids\nhint: {hint}")
        extractor = _extractor(self._options)
        if self.table == "statements":
            return pyarrow.table(extractor.statements(articles, **names, threads=self._threads))
        return pyarrow.table(getattr(extractor.extract_batch(articles, **names, threads=self._threads), self.table))

    @property
    def schema(self) -> pyarrow.Schema:
        """The columns of what comes out."""
        import pyarrow

        text, id, *_ = self.columns
        return self(pyarrow.table({text: pyarrow.array([], pyarrow.string()), id: pyarrow.array([], pyarrow.string())})).schema


# The extractors of this process, by their options: making one reads its lists.
_extractors: dict[str, Extractor] = {}


def _extractor(options: tuple[Any, ...] | None) -> Extractor:
    key = repr(options)
    if key not in _extractors:
        _extractors[key] = Extractor() if options is None else Extractor._of_state(options)
    return _extractors[key]
