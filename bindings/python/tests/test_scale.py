"""Shards are read wherever Arrow runs Python, and their graph is that of the command line, byte for byte."""

import csv
import pickle
import shutil
import subprocess
import sys

import palabre
import polars
import pyarrow
import pyarrow.parquet
import pytest
from conftest import ARTICLES, command_line, json_lines

OPTIONS = {"count": "documents", "min_weight": 2}
MASTER = "local-cluster[2,1,1024]"


def short_documents(articles, number):
    """So many short documents, each with an id of its own: paragraphs of the articles, in turn."""
    paragraphs = [text for row in articles for text in row["text"].split("\n") if 40 < len(text) < 1_000]
    dates = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    return [
        {"id": f"d{place}", "text": f"{paragraphs[place % len(paragraphs)]} ({place})", "date": dates[place % len(dates)]}
        for place in range(number)
    ]


def expected(path, folder):
    command_line("extract", path, "-q", "--keep-duplicates", "-f", "csv", "-o", folder)
    (folder / "mentions.csv").unlink()
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix == ".csv"}


@pytest.fixture(scope="module")
def corpus(articles, tmp_path_factory):
    """Documents as a table, as JSON Lines, and the tables that the command line makes of them."""
    folder = tmp_path_factory.mktemp("scale")
    rows = short_documents(articles, 2_000)
    path = json_lines(rows, folder / "articles.jsonl")
    table = pyarrow.Table.from_pylist(rows)
    pyarrow.parquet.write_table(table, folder / "articles.parquet", row_group_size=300)
    return table, path, expected(path, folder / "expected"), folder


def written(graph, folder):
    graph.write("csv", folder)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def records(tables):
    return (record for table in tables for record in table["Statements"].to_pylist())


def test_shards_are_the_whole(corpus, tmp_path):
    table, _, tables, _ = corpus
    reader = pickle.loads(pickle.dumps(palabre.Reader(threads=0)))
    shards = [reader(table.slice(at, 700)) for at in range(0, table.num_rows, 700)]
    assert shards[0].schema == reader.schema
    graph = palabre.Graph.of_statements(records(reversed(shards)))
    assert len(graph.edges) > 200
    assert written(graph, tmp_path / "csv") == tables
    with pytest.raises(palabre.Error, match="xlsx needs all that was read"):
        graph.write("xlsx", tmp_path)
    # A file of the command line is one more shard.
    rows = table.slice(0, 3).to_pylist()
    path = json_lines([row | {"id": f"more-{row['id']}"} for row in rows], tmp_path / "more.jsonl")
    command_line("extract", path, "-q", "-f", "statements", "-o", tmp_path / "more")
    more = (tmp_path / "more" / "statements.palabre").read_bytes()
    assert sum(palabre.Graph.of_statements([*records(shards), more]).edges.to_dict()["Documents"]) > sum(
        graph.edges.to_dict()["Documents"]
    )
    options = palabre.Graph.of_statements(records(shards), relations=["meets"], **OPTIONS)
    assert len(options.edges) < len(graph.edges)


def test_what_cannot_be_merged_is_told(corpus):
    table, *_ = corpus
    shard = palabre.Reader()(table.slice(0, 2))
    first, second = shard["Statements"].to_pylist()
    with pytest.raises(palabre.Error, match="two documents have the id `d0`"):
        palabre.Graph.of_statements([first, second, first])
    with pytest.raises(palabre.Error, match="statements:1: cut off"):
        palabre.Graph.of_statements([first[:-1]])
    wide = palabre.Reader(extractor=palabre.Extractor(window="paragraph"))(table.slice(5, 1))
    with pytest.raises(palabre.Error, match="d5: extracted with other options"):
        palabre.Graph.of_statements([first, *wide["Statements"].to_pylist()])
    with pytest.raises(palabre.Error, match="no relation type `meet`"):
        palabre.Graph.of_statements([first], relations=["meet"])
    with pytest.raises(palabre.Error, match="no column `key` of ids"):
        palabre.Reader(id="key")(table)
    with pytest.raises(palabre.Error, match="no table `edges`"):
        palabre.Reader("edges")


def test_polars(corpus, tmp_path):
    """Polars: slices of a frame, or batches of a scan of files."""
    _, _, tables, folder = corpus
    reader = palabre.Reader(threads=0)
    scan = polars.scan_parquet(folder / "articles.parquet")
    shards = scan.map_batches(lambda frame: polars.DataFrame(reader(frame.to_arrow())), schema=polars.Schema(reader.schema))
    graph = palabre.Graph.of_statements(shards.collect()["Statements"])
    assert written(graph, tmp_path / "csv") == tables


@pytest.mark.cluster
def test_spark(corpus, tmp_path):
    """Spark: two workers, each a process of its own, that share nothing with the driver but the installed package."""
    pyspark = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    import palabre.spark

    table, _, tables, folder = corpus
    spark = (
        pyspark.SparkSession.builder.master(MASTER)
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "512m")
        .config("spark.pyspark.python", sys.executable)
        .config("spark.pyspark.driver.python", sys.executable)
        .getOrCreate()
    )
    try:
        articles = spark.read.parquet(str(folder / "articles.parquet")).repartition(4)
        statements = palabre.spark.extract(articles)
        assert statements.columns == ["Document", "Statements"]
        statements.write.parquet(str(tmp_path / "statements"))
        graph = palabre.spark.graph(spark.read.parquet(str(tmp_path / "statements")))
        assert written(graph, tmp_path / "csv") == tables
        relations = palabre.spark.extract(articles.limit(200), "relations")
        assert {"Document", "Kind", "Source", "Target", "Text"} <= set(relations.columns)
        assert relations.where("Kind = 'meets'").count() > 0
    finally:
        spark.stop()


@pytest.mark.cluster
def test_ray(corpus, tmp_path):
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=100_000_000, log_to_driver=False)
    try:
        _, _, tables, folder = corpus
        dataset = ray.data.read_parquet(str(folder / "articles.parquet"))
        shards = dataset.map_batches(palabre.Reader(), batch_format="pyarrow", batch_size=500)
        graph = palabre.Graph.of_statements(row["Statements"] for row in shards.iter_rows())
        assert written(graph, tmp_path / "csv") == tables
    finally:
        ray.shutdown()


@pytest.mark.cluster
def test_daft(corpus, tmp_path):
    daft = pytest.importorskip("daft")
    _, _, tables, folder = corpus
    frame = daft.read_parquet(str(folder / "articles.parquet"))
    reader = palabre.Reader()

    @daft.func.batch(return_dtype=daft.DataType.binary())
    def statements(text, id, date):
        columns = {"text": text.to_arrow(), "id": id.to_arrow(), "date": date.to_arrow()}
        return reader(pyarrow.table(columns))["Statements"].combine_chunks()

    read = frame.select(statements(frame["text"], frame["id"], frame["date"]).alias("Statements"))
    graph = palabre.Graph.of_statements(row["Statements"] for row in read.iter_rows())
    assert written(graph, tmp_path / "csv") == tables


@pytest.mark.parametrize("count", ["stories", "documents"])
def test_edges_by_duckdb(corpus, tmp_path, count):
    """docs/edges.sql makes the edges that the graph has, and measures them alike."""
    _, path, *_ = corpus
    shard = tmp_path / "shard" / "statements.palabre"
    command_line("extract", path, "-q", "--keep-duplicates", "-f", "statements", "-o", shard.parent)
    command_line("sites", shard, "-q", "-o", tmp_path / "tables")
    command_line("graph", shard, "-q", "-f", "csv", "-o", tmp_path / "csv", "--count", count)
    made = edges_by_duckdb(tmp_path / "tables", count)
    edges = rows_of(tmp_path / "csv" / "edges.csv")
    assert [row["Id"] for row in made] == [row["Id"] for row in edges]
    for row, edge in zip(made, edges):
        assert {name: spelled(row[name], text) for name, text in edge.items()} == edge
    ties = {row["Id"]: row for row in rows_of(tmp_path / "csv" / "ties.csv")}
    assert len(ties) > 100
    for row in made:
        if tie := ties.pop(row["Id"], None):
            for name in ("Count", "Window", "NPMI", "LogLikelihood", "Significant"):
                assert spelled(row[name], tie[name]) == tie[name], (name, tie)
    assert not ties


def edges_by_duckdb(folder, count):
    """The script runs where the tables are."""
    run = "import duckdb, sys; it = duckdb.connect(); it.execute(f\"SET VARIABLE count_by = '{sys.argv[1]}'\"); it.execute(open(sys.argv[2]).read())"
    script = ARTICLES.parents[1] / "docs" / "edges.sql"
    subprocess.run([sys.executable, "-c", run, count, script], cwd=folder, check=True)
    return pyarrow.parquet.read_table(folder / "edges.parquet").to_pylist()


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spelled(value, text):
    """A value as CSV spells it; a number as the text where that is the same to four places."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float) and text:
        return text if float(text) == pytest.approx(value, rel=1e-4, abs=6e-5) else str(value)
    return "" if value is None else str(value)
