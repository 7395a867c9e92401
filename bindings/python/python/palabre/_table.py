"""Tables, which any library that knows Arrow takes over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from . import _palabre


class Table:
    """Rows and columns. Names and types of the columns are those of `docs/tables.md`.

    It hands itself over by the Arrow PyCapsule interface, without a copy: ``pyarrow.table(table)``, ``polars.DataFrame(table)``,
    ``duckdb.from_arrow(pyarrow.table(table))``. None of these is needed to look at it:

    >>> import palabre
    >>> extraction = palabre.Extractor().extract("Assimi Goïta a parlé.")
    >>> nodes = palabre.Graph([extraction]).nodes
    >>> len(nodes), nodes.columns[:3]
    (1, ['Id', 'Label', 'Kind'])
    >>> [row["Label"] for row in nodes]
    ['Assimi Goïta']
    """

    __slots__ = ("_table",)

    def __init__(self, table: _palabre.Table) -> None:
        self._table = table

    @property
    def name(self) -> str:
        """What a row is: ``mentions``."""
        return self._table.name

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._table.columns

    def to_dict(self) -> dict[str, list[Any]]:
        """The values of each column, unknown ones as `None`."""
        return self._table.to_dict()

    def to_pandas(self) -> pandas.DataFrame:
        """The same as a data frame of pandas; pyarrow is not needed."""
        import pandas

        return pandas.DataFrame(self.to_dict(), columns=self.columns)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row, by the names of the columns."""
        columns = self.to_dict()
        return (dict(zip(columns, row)) for row in zip(*columns.values()))

    def __len__(self) -> int:
        return len(self._table)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> Any:
        return self._table.__arrow_c_schema__()

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows, {len(self.columns)} columns>"
