"""The graph of many documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _palabre
from ._extraction import Extraction
from ._extractor import Extractor
from ._table import Table

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas


class Graph:
    """Actors, and the edges between them, of many documents: what ``palabre extract`` makes of a folder.

    Args:
        extractions: What was read. The graph keeps it: its sentences are behind the edges.
        kinds: Kinds of the nodes; by default people, organisations, countries, and whatever else an edge names.
        relations: Types of the typed edges; by default all.
        typed_only: Whether edges of co-occurrence are left out.
        min_weight: Edges of less weight are left out.
        min_documents: Actors that fewer documents name are left out.
        around: Ids of actors around whom the graph is wanted; by default all of it.
        depth: How many edges away from them.
        without_sources: Whether the sources of the articles (BBC) are left out.
        count: What weight and significance count: ``"stories"``, of which the copies of one article are one, or ``"documents"``.

    Raises:
        Error: Two documents of one id, a type or an actor that there is not.

    >>> import palabre
    >>> texts = ["Assimi Goïta a reçu Sergueï Lavrov à Bamako.", "Sadio Camara a rencontré Assimi Goïta."]
    >>> graph = palabre.Graph(palabre.Extractor().extract_many(texts), typed_only=True)
    >>> sorted((edge["Source"], edge["Kind"], edge["Target"]) for edge in graph.edges)
    [('assimi-goita', 'meets', 'sadio-camara'), ('assimi-goita', 'meets', 'serguei-lavrov'), ('serguei-lavrov', 'visits', 'bamako')]
    """

    def __init__(
        self,
        extractions: Iterable[Extraction],
        *,
        kinds: Sequence[str] = (),
        relations: Sequence[str] = (),
        typed_only: bool = False,
        min_weight: float = 0,
        min_documents: int = 1,
        around: Sequence[str] = (),
        depth: int = 1,
        without_sources: bool = False,
        count: Literal["stories", "documents"] = "stories",
    ) -> None:
        self._graph = _palabre.Graph(
            [extraction._read for extraction in extractions],
            list(kinds),
            list(relations),
            typed_only,
            min_weight,
            min_documents,
            list(around),
            depth,
            without_sources,
            count,
        )

    @classmethod
    def of_statements(
        cls,
        statements: Iterable[bytes],
        *,
        extractor: Extractor | None = None,
        kinds: Sequence[str] = (),
        relations: Sequence[str] = (),
        typed_only: bool = False,
        min_weight: float = 0,
        min_documents: int = 1,
        around: Sequence[str] = (),
        depth: int = 1,
        without_sources: bool = False,
        count: Literal["stories", "documents"] = "stories",
    ) -> Graph:
        """The graph of statements that were made anywhere, in any order and grouping: that of one run over all the documents.

        It has the tables and the formats that are made of the graph alone: no documents are kept.

        Args:
            statements: Records of `Extractor.statements`, or whole files of ``palabre extract -f statements``.
            extractor: Whose lists have the types of `relations`, and whose corrections join actors; by default the built-in lists.
            kinds: This and the rest as of `Graph`.

        Raises:
            Error: Two documents of one id, statements of different options, bytes that are cut or altered.

        >>> import palabre, pyarrow
        >>> shards = [{"text": ["Assimi Goïta a reçu Sergueï Lavrov."], "id": ["a"]}, {"text": ["Assimi Goïta a limogé Sadio Camara."], "id": ["b"]}]
        >>> tables = [palabre.Extractor().statements(pyarrow.table(shard)) for shard in shards]
        >>> graph = Graph.of_statements((row["Statements"] for table in tables for row in table), typed_only=True)
        >>> sorted((edge["Source"], edge["Kind"], edge["Target"]) for edge in graph.edges)
        [('assimi-goita', 'dismisses', 'sadio-camara'), ('assimi-goita', 'meets', 'serguei-lavrov')]
        """
        merged = _palabre.Statements()
        for record in statements:
            merged.add(record)
        graph = cls.__new__(cls)
        graph._graph = merged.graph(
            None if extractor is None else extractor._extractor,
            list(kinds),
            list(relations),
            typed_only,
            min_weight,
            min_documents,
            list(around),
            depth,
            without_sources,
            count,
        )
        return graph

    @property
    def nodes(self) -> Table:
        """A row an actor, as in `nodes.csv`, the weightiest first."""
        return Table(self._graph.table("nodes"))

    @property
    def edges(self) -> Table:
        """A row an edge, as in `edges.csv`, the heaviest first."""
        return Table(self._graph.table("edges"))

    @property
    def relations(self) -> Table:
        """A row a typed edge with all that is known of it, as in `relations.csv`."""
        return Table(self._graph.table("relations"))

    @property
    def ties(self) -> Table:
        """A row an edge of co-occurrence with its measures of association, as in `ties.csv`."""
        return Table(self._graph.table("ties"))

    @property
    def denied(self) -> Table:
        """A row a relation that texts only negate or deny, as in `denied.csv`."""
        return Table(self._graph.table("denied"))

    @property
    def evidence(self) -> Table:
        """A row a sentence, or larger window, behind an edge, as in `evidence.csv`; `Id` is that of the edge."""
        return Table(self._graph.table("evidence"))

    @property
    def stories(self) -> Table:
        """A row a document of which there are copies, as in `stories.csv`."""
        return Table(self._graph.table("stories"))

    def to_pandas(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Nodes and edges as data frames.

        >>> import palabre
        >>> graph = palabre.Graph([palabre.Extractor().extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.")])
        >>> nodes, edges = graph.to_pandas()
        >>> edges.loc[edges.Kind == "meets", ["SourceLabel", "TargetLabel"]].values.tolist()
        [['Assimi Goïta', 'Sergueï Lavrov']]
        """
        return self.nodes.to_pandas(), self.edges.to_pandas()

    def to_networkx(self) -> networkx.MultiGraph[Any]:
        """The graph for networkx: nodes by id, edges by kind and ends, with the columns of the tables as attributes.

        A `MultiDiGraph` where an edge has a direction: the attribute ``Type`` tells which do.

        >>> import networkx, palabre
        >>> graph = palabre.Graph([palabre.Extractor().extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.")])
        >>> networkx.has_path(graph.to_networkx(), "assimi-goita", "serguei-lavrov")
        True
        """
        import networkx

        return networkx.node_link_graph(self._node_link(), edges="edges")

    def to_igraph(self) -> igraph.Graph:
        """The graph for igraph: ``name`` is the id of a node.

        >>> import palabre
        >>> graph = palabre.Graph([palabre.Extractor().extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.")])
        >>> sorted(graph.to_igraph().vs["label"])
        ['Assimi Goïta', 'Bamako', 'Sergueï Lavrov']
        """
        import igraph

        data = self._node_link()
        nodes, edges = data["nodes"], data["edges"]
        places = {node["id"]: place for place, node in enumerate(nodes)}
        ends = [(places[edge["source"]], places[edge["target"]]) for edge in edges]
        graph = igraph.Graph(len(nodes), ends, directed=data["directed"])
        for node in nodes:
            node["name"] = node.pop("id")
        for sequence, rows in ((graph.vs, nodes), (graph.es, edges)):
            for name in dict.fromkeys(name for row in rows for name in row if name not in ("source", "target")):
                sequence[name] = [row.get(name) for row in rows]
        return graph

    def write(
        self,
        format: str,
        path: str | PathLike[str],
        *,
        csv_dialect: Literal["rfc", "excel-fr"] = "rfc",
        with_text: bool = False,
        by: Literal["month", "quarter", "year"] | None = None,
        language: Literal["fr", "en"] = "fr",
        max_nodes: int | None = None,
    ) -> list[Path]:
        """Writes the files of a format, over those that are there, and gives their paths.

        Args:
            format: A format of ``palabre extract``: ``csv``, ``xlsx``, ``html``, ``gexf``, ``graphml``, ``parquet``, ``jsonl`` …
                (`palabre.Graph.formats` has them all).
            path: The file; of a format of several files, or with a folder that is there, the folder.
            csv_dialect: CSV for programs, or for a double-click in a French Excel.
            with_text: Whether JSON Lines have the text.
            by: What `periods.csv` and timelines count by.
            language: Language of workbook, report, pictures.
            max_nodes: At most so many actors are drawn; 0 for all.

        Raises:
            Error: A format that there is not.
            OSError: A file that cannot be written.

        >>> import palabre, pathlib, tempfile
        >>> graph = palabre.Graph([palabre.Extractor().extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.")])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in graph.write("gexf", pathlib.Path(folder) / "sahel.gexf")]
        ['sahel.gexf']
        """
        written = self._graph.write(format, path, csv_dialect, with_text, by, language, max_nodes)
        return [Path(file) for file in written]

    @staticmethod
    def formats() -> dict[str, str]:
        """The formats that a graph can be written in, and what each is.

        >>> palabre_formats = Graph.formats()
        >>> palabre_formats["gexf"]
        'the graph with dates, colours and sizes, for Gephi and Gephi Lite'
        """
        return {name: says for name, says, _ in _palabre.formats()}

    def _node_link(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self._graph.render("node-link"))
        return data

    def __repr__(self) -> str:
        return f"<Graph: {len(self.nodes)} actors, {len(self.edges)} edges>"

    def _repr_svg_(self) -> str:
        return self._graph.render("svg").decode()
