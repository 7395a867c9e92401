"""palabre on Spark 4: articles are read where they lie, statements are merged into the graph that one machine would have made.

>>> from pyspark.sql import SparkSession                                                        # doctest: +SKIP
>>> import palabre.spark                                                                        # doctest: +SKIP
>>> spark = SparkSession.builder.getOrCreate()                                                  # doctest: +SKIP
>>> articles = spark.read.parquet("articles/")                                                  # doctest: +SKIP
>>> palabre.spark.extract(articles).write.parquet("statements/")                                # doctest: +SKIP
>>> graph = palabre.spark.graph(spark.read.parquet("statements/"))                              # doctest: +SKIP
>>> graph.write("csv", "graph/")                                                                # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._graph import Graph
from ._reader import Reader, TableName

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def extract(articles: DataFrame, table: TableName = "statements", **options: Any) -> DataFrame:
    """Reads a frame of articles, partition by partition.

    Args:
        articles: A row an article, with its text, an id that no other has and, where there are such, date, title and source.
        table: What is wanted: ``"statements"``, which `graph` merges, or ``"mentions"``, ``"relations"``, ``"ties"``, ``"windows"``.
        options: Those of `palabre.Reader`: names of the columns, the extractor.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    reader = Reader(table, **options)
    wanted = [name for name in articles.columns if name in reader.columns]

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield from reader(batch).to_batches()

    return articles.select(*wanted).mapInArrow(read, from_arrow_schema(reader.schema))


def graph(statements: DataFrame, **options: Any) -> Graph:
    """The graph of a frame of statements: the same, byte for byte, as of one run over all the articles.

    Statements come to the driver partition by partition, and stay there as counts with their sentences: it has the memory that
    ``palabre graph`` needs.

    Args:
        statements: What `extract` gives, from however many runs.
        options: Those of `palabre.Graph.of_statements`.
    """
    rows = statements.select("Statements").toLocalIterator(prefetchPartitions=True)
    return Graph.of_statements((bytes(row[0]) for row in rows), **options)
