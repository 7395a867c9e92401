"""What is written in Rust."""

from collections.abc import Sequence
from os import PathLike
from typing import Any, final

__VERSION__: str
__all__ = [
    "Documents",
    "Error",
    "Extraction",
    "Extractor",
    "Graph",
    "Statements",
    "Table",
    "__VERSION__",
    "formats",
    "run",
]

class Error(ValueError):
    """What palabre cannot do, and what to do about it. Files that cannot be opened are an `OSError`."""

@final
class Extraction:
    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def notes(self) -> list[str]: ...
    def to_json(self) -> str: ...

@final
class Extractor:
    def __new__(
        cls,
        gazetteers: Sequence[str | PathLike[str]],
        builtin: bool,
        corrections: Sequence[str | PathLike[str]],
        kinds: Sequence[str],
        relations: bool,
        references: bool,
        window: str | None,
        metonymy: str,
    ) -> Extractor: ...
    def extract(
        self, rows: Sequence[tuple[str, str | None, str | None, str | None, str | None]], threads: int
    ) -> list[Extraction | Exception]: ...
    def open(self, paths: Sequence[str | PathLike[str]], keep_duplicates: bool) -> Documents: ...
    def extract_batch(
        self, data: object, fields: tuple[str, str, str, str, str], threads: int
    ) -> tuple[list[Table], list[str]]: ...
    def statements(
        self, data: object, fields: tuple[str, str, str, str, str], threads: int
    ) -> tuple[Table, list[str]]: ...

@final
class Documents:
    def next(self, threads: int) -> list[Extraction | Exception]: ...

@final
class Graph:
    def __new__(
        cls,
        extractions: Sequence[Extraction],
        kinds: Sequence[str],
        relations: Sequence[str],
        typed_only: bool,
        min_weight: float,
        min_documents: int,
        around: Sequence[str],
        depth: int,
        without_sources: bool,
        count: str,
    ) -> Graph: ...
    def table(self, name: str) -> Table: ...
    def render(self, format: str) -> bytes: ...
    def write(
        self,
        format: str,
        path: str | PathLike[str],
        csv_dialect: str,
        with_text: bool,
        by: str | None,
        language: str,
        max_nodes: int | None,
    ) -> list[str]: ...

@final
class Statements:
    def __new__(cls) -> Statements: ...
    def add(self, records: bytes) -> None: ...
    def graph(
        self,
        extractor: Extractor | None,
        kinds: Sequence[str],
        relations: Sequence[str],
        typed_only: bool,
        min_weight: float,
        min_documents: int,
        around: Sequence[str],
        depth: int,
        without_sources: bool,
        count: str,
    ) -> Graph: ...

@final
class Table:
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> list[str]: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...
    def to_dict(self) -> dict[str, list[Any]]: ...

def run(arguments: Sequence[str]) -> int: ...
def formats() -> list[tuple[str, str, list[str]]]: ...
