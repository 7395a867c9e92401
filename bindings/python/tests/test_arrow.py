"""Tables in and out by the PyCapsule interface, as each library makes and takes them."""

import datetime

import duckdb
import palabre
import pandas
import polars
import pyarrow
import pytest


def columns(articles):
    return {key: [row[key] for row in articles] for key in ("text", "id", "date")}


def inputs(columns):
    table = pyarrow.table(columns)
    dictionary = table.set_column(2, "date", table["date"].dictionary_encode())
    days = [datetime.date.fromisoformat(date) for date in columns["date"]]
    return {
        "pyarrow": table,
        "a batch": table.combine_chunks().to_batches()[0],
        "a reader": table.to_reader(max_chunksize=2),
        "categories": dictionary,
        "days": table.set_column(2, "date", pyarrow.array(days)),
        "times": table.set_column(2, "date", pyarrow.array(days).cast(pyarrow.timestamp("us"))),
        "polars": polars.DataFrame(columns),
        "pandas": pandas.DataFrame(columns),
        "duckdb": duckdb.from_arrow(table),
        "views": table.cast(
            pyarrow.schema([("text", pyarrow.string_view()), ("id", pyarrow.large_string()), ("date", pyarrow.string())])
        ),
    }


def test_every_library_hands_its_tables_over(extractor, articles):
    expected = None
    for name, data in inputs(columns(articles)).items():
        tables = extractor.extract_batch(data)
        read = [pyarrow.table(table) for table in tables]
        expected = expected or read
        assert read == expected, name
    assert [table.name for table in tables] == list(tables._fields)


def test_the_rows_are_those_of_the_extractions(extractor, articles):
    tables = extractor.extract_batch(pyarrow.table(columns(articles)), threads=1)
    read = list(extractor.extract_many(articles))
    mentions = [(one.id, it.start, it.end, it.text, it.entity) for one in read for it in one.mentions]
    rows = [tuple(row[key] for key in ("Document", "Start", "End", "Text", "Entity")) for row in tables.mentions]
    assert rows == mentions
    relations = [(one.id, it.source, it.type, it.target, it.evidence) for one in read for it in one.relations]
    names = ("Document", "Source", "Kind", "Target", "Text")
    assert [tuple(row[name] for name in names) for row in tables.relations] == relations
    assert len(relations) > 10


def test_every_library_takes_the_tables(extractor, articles):
    relations = extractor.extract_batch(pyarrow.table(columns(articles))).relations
    rows = relations.to_dict()
    arrow = pyarrow.table(relations)
    assert arrow.to_pydict() == rows
    assert polars.DataFrame(relations).to_dict(as_series=False) == rows
    assert relations.to_pandas()["Source"].tolist() == rows["Source"]
    assert duckdb.sql("select count(*) from relations").fetchall() == [(len(relations),)]
    assert pyarrow.schema(relations) == arrow.schema
    assert arrow.schema.field("Date").type == pyarrow.date32()
    assert list(relations)[0]["Source"] == rows["Source"][0]


def test_ids_and_nulls(extractor):
    table = pyarrow.table({"corps": ["Le Mali.", None, "Le Niger."], "id": pyarrow.array([7, None, 9], pyarrow.int32())})
    mentions = extractor.extract_batch(table, text="corps").mentions
    assert mentions.to_dict()["Document"] == ["7", "9"]
    assert extractor.extract_batch(table.drop_columns("id"), text="corps").mentions.to_dict()["Document"] == ["0", "2"]
    nothing = extractor.extract_batch(table.slice(0, 0), text="corps")
    assert [len(part) for part in nothing] == [0, 0, 0, 0]
    assert pyarrow.table(nothing.mentions).num_columns > 10


def test_many_batches(extractor):
    table = pyarrow.table({"text": ["Assimi Goïta a reçu Sergueï Lavrov à Bamako."] * 12_000})
    mentions = extractor.extract_batch(table).mentions
    read = pyarrow.table(mentions)
    assert read.num_rows == len(mentions) == 36_000
    assert read["Document"].num_chunks > 1
    assert read["Document"].to_pylist()[-1] == "11999"


def test_what_is_no_table(extractor):
    with pytest.raises(palabre.Error, match="not a table: `str`"):
        extractor.extract_batch("Le Mali.")
    with pytest.raises(palabre.Error, match="no column `text`; there are corps, id"):
        extractor.extract_batch(pyarrow.table({"corps": [], "id": []}))
    with pytest.raises(palabre.Error, match="column `text`: Boolean is no text"):
        extractor.extract_batch(pyarrow.table({"text": [True]}))


def test_errors_of_a_stream_are_told(extractor):
    def batches():
        yield pyarrow.record_batch({"text": ["Le Mali."]})
        raise RuntimeError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema([("text", pyarrow.string())]), batches())
    with pytest.raises(palabre.Error, match="the disk is gone"):
        extractor.extract_batch(reader)


def test_a_capsule_is_taken_once(extractor):
    """What is handed over is released by whom it was handed to, and by nobody else."""
    tables = extractor.extract_batch(pyarrow.table({"text": ["Le Mali."]}))
    capsule = tables.mentions.__arrow_c_stream__()
    del capsule
    for _ in range(3):
        assert pyarrow.table(tables.mentions).num_rows == 1
