"""Graphs are those of the command line, in every format."""

import csv
import io
import zipfile

import igraph
import networkx
import palabre
import pytest
from conftest import command_line, json_lines


@pytest.fixture(scope="module")
def graph(extractor, articles):
    return palabre.Graph(extractor.extract_many(articles))


def files(folder):
    """The files by name; the program keeps a list of its own in folders that are outputs."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".palabre-files"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def parts(name, data):
    """What is compared of a file: of a workbook its sheets."""
    if not name.endswith(".xlsx"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        return {part: workbook.read(part) for part in workbook.namelist()}


def test_every_format_is_that_of_the_command_line(graph, articles, tmp_path):
    table = json_lines(articles, tmp_path / "articles.jsonl")
    formats = list(palabre.Graph.formats())
    command_line("extract", table, "-q", "--keep-duplicates", "-f", ",".join(formats), "-o", tmp_path / "expected")
    (tmp_path / "written").mkdir()
    for name in formats:
        folder = tmp_path / "written" / name if name in ("brat", "obsidian") else tmp_path / "written"
        written = graph.write(name, folder)
        assert written and all(path.is_file() for path in written)
    expected, written = files(tmp_path / "expected"), files(tmp_path / "written")
    assert list(written) == list(expected)
    differ = [name for name in expected if parts(name, expected[name]) != parts(name, written[name])]
    # The report and the workbook name the run: counts of files, which there are none of here.
    assert differ == []


def test_options_of_graphs_and_files(extractor, articles, tmp_path):
    table = json_lines(articles, tmp_path / "articles.jsonl")
    read = list(extractor.extract_many(articles))
    for number, (options, arguments) in enumerate(
        [
            ({"typed_only": True, "min_weight": 2}, ["--typed-only", "--min-weight", "2"]),
            ({"relations": ["meets", "visits"], "count": "documents"}, ["--relations", "meets,visits", "--count", "documents"]),
            ({"around": ["assimi-goita"], "depth": 1}, ["--around", "assimi-goita"]),
            ({"min_documents": 2, "without_sources": True}, ["--min-documents", "2", "--without-sources"]),
        ]
    ):
        graph = palabre.Graph(read, **options)
        expected, written = tmp_path / f"expected{number}", tmp_path / f"written{number}"
        formats = "csv,gexf,jsonl,spacy,svg"
        command_line("extract", table, "-q", "--keep-duplicates", "-f", formats, "-o", expected, *arguments)
        written.mkdir()
        for name in formats.split(","):
            graph.write(name, written)
        assert files(written) == files(expected), options
    graph = palabre.Graph(read)
    [path] = graph.write("jsonl", tmp_path / "a.jsonl", with_text=True)
    assert path.read_text(encoding="utf-8").count('"text":"Assimi') >= 0 and '"language":"fr","text":' in path.read_text(encoding="utf-8")
    graph.write("csv", tmp_path / "excel", csv_dialect="excel-fr")
    assert (tmp_path / "excel" / "edges.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_tables_are_those_of_csv(graph, tmp_path):
    graph.write("csv", tmp_path / "csv")
    for name in ("nodes", "edges", "relations", "ties", "denied", "evidence", "stories"):
        table = getattr(graph, name)
        with open(tmp_path / "csv" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(table), name
        assert table.columns == (list(rows[0]) if rows else table.columns)
    assert [row["Id"] for row in csv.DictReader(open(tmp_path / "csv" / "nodes.csv", encoding="utf-8"))] == graph.nodes.to_dict()["Id"]


def test_data_frames_and_graphs(graph):
    nodes, edges = graph.to_pandas()
    assert (len(nodes), len(edges)) == (len(graph.nodes), len(graph.edges))
    assert edges["Weight"].dtype == "float64"
    multi = graph.to_networkx()
    assert isinstance(multi, networkx.MultiDiGraph)
    assert set(multi) == set(nodes["Id"])
    assert networkx.pagerank(multi, weight="weight")
    ig = graph.to_igraph()
    assert isinstance(ig, igraph.Graph) and ig.is_directed()
    assert set(ig.vs["name"]) == set(nodes["Id"])
    assert sum(ig.es["weight"]) == pytest.approx(sum(weight for *_, weight in multi.edges(data="weight")))
    assert ig.vcount() == multi.number_of_nodes() and ig.ecount() == multi.number_of_edges()


def test_pictures_for_notebooks(graph):
    assert graph._repr_svg_().startswith("<svg") or "<svg" in graph._repr_svg_()[:200]


def test_an_empty_graph(tmp_path):
    graph = palabre.Graph([])
    assert len(graph.nodes) == len(graph.edges) == 0
    assert graph.to_networkx().number_of_nodes() == graph.to_igraph().vcount() == 0
    for name in palabre.Graph.formats():
        graph.write(name, tmp_path / name)


def test_errors(extractor, tmp_path):
    read = [extractor.extract("Assimi Goïta a reçu Sergueï Lavrov à Bamako.")]
    with pytest.raises(palabre.Error, match="two documents have the id `text`"):
        palabre.Graph(read * 2)
    with pytest.raises(palabre.Error, match="no relation type `meet`\nhint: did you mean `meets`?"):
        palabre.Graph(read, relations=["meet"])
    with pytest.raises(palabre.Error, match="no actor `assimi-goyta` in the graph\nhint: did you mean `assimi-goita`"):
        palabre.Graph(read, around=["assimi-goyta"])
    with pytest.raises(palabre.Error, match="no format `gefx`"):
        palabre.Graph(read).write("gefx", tmp_path / "a")
    with pytest.raises(OSError):
        palabre.Graph(read).write("gexf", tmp_path / "nowhere" / "a.gexf")
    assert list(tmp_path.iterdir()) == []
