"""What is read is what the command line reads, byte for byte, and offsets are those of `str`."""

import datetime
import json
import pickle
import threading

import palabre
import pandas
import pytest
from conftest import ARTICLES, command_line, json_lines


def test_files_are_read_as_the_command_line_reads_them(extractor):
    lines = [read.to_json() for read in extractor.read(ARTICLES)]
    assert "\n".join(lines) + "\n" == command_line("extract", ARTICLES, "-q", "-f", "jsonl").stdout.decode()
    assert len(lines) > 5


def test_rows_are_read_as_the_command_line_reads_them(extractor, articles, tmp_path):
    table = json_lines(articles, tmp_path / "articles.jsonl")
    expected = command_line("extract", table, "-q", "-f", "jsonl", "--keep-duplicates").stdout.decode().splitlines()
    many = extractor.extract_many(articles, threads=2)
    assert [read.to_json() for read in many] == expected
    one_by_one = [extractor.extract(row["text"], id=row["id"], date=row["date"]).to_json() for row in articles]
    assert one_by_one == expected


def test_options_are_those_of_the_command_line(articles, tmp_path):
    table = json_lines(articles, tmp_path / "articles.jsonl")
    for options, arguments in [
        ({"relations": "none"}, ["--relations", "none"]),
        ({"references": False}, ["--references", "off"]),
        ({"window": "paragraph", "metonymy": "all"}, ["--window", "paragraph", "--metonymy", "all"]),
        ({"kinds": ["person", "place"]}, ["--kinds", "person,place"]),
    ]:
        lines = [read.to_json() for read in palabre.Extractor(**options).extract_many(articles)]
        expected = command_line("extract", table, "-q", "-f", "jsonl", "--keep-duplicates", *arguments)
        assert lines == expected.stdout.decode().splitlines(), options


@pytest.mark.parametrize(
    "text",
    [
        "Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.",
        "😀 L’ex-président Damiba – « l’ami » – est à Lomé. 🇲🇱 Assimi Goïta aussi.",
        "Assimi Goi\u0308ta est a\u0300 Moscou.\r\nSadio Camara est à Niamey.\r\n",
        "Le président TraorÃ© a reÃ§u le gÃ©nÃ©ral Tiani Ã  Ouagadougou.",
        "LE GÉNÉRAL SADIO CAMARA A RENCONTRÉ SERGUEÏ LAVROV À MOSCOU\n\nAssimi Goïta était là.",
        "",
        "\0\u2028\ufeff",
    ],
)
def test_offsets_are_those_of_str(extractor, text):
    read = extractor.extract(text)
    assert read.text == text
    for mention in read.mentions:
        assert text[mention.start : mention.end] == mention.text
    for relation in read.relations:
        assert text[relation.start : relation.end] == relation.evidence


def test_attributes_are_the_keys_of_json_lines(extractor, articles):
    for read in extractor.extract_many(articles):
        line = json.loads(read.to_json())
        assert line == read.to_dict()
        assert (read.id, read.title, read.date, read.source) == tuple(line[key] for key in ("id", "title", "date", "source"))
        for rows, objects in [
            (line["mentions"], read.mentions),
            (line["entities"], read.entities),
            (line["relations"], read.relations),
            (line["cooccurrences"], read.cooccurrences),
        ]:
            assert len(rows) == len(objects)
            for row, it in zip(rows, objects):
                assert {key: getattr(it, key) for key in row} == row


def test_dates(extractor):
    text = "Le ministre malien de la Défense est arrivé à Moscou."
    for date in ["2024-03-05", "5 mars 2024", datetime.date(2024, 3, 5), datetime.datetime(2024, 3, 5, 12)]:
        assert extractor.extract(text, date=date).date == "2024-03-05"
    assert extractor.extract(text, date="2024-03").date == "2024-03"
    unread = extractor.extract(text, date="hier")
    assert unread.date is None
    assert unread.notes == ['unreadable date "hier"']


def test_gazetteers_and_corrections(tmp_path):
    (tmp_path / "people.csv").write_text("id,name,aliases\nzorba-kane,Zorba Kane,\n", encoding="utf-8")
    text = "Zorba Kane a rencontré Assimi Goïta."
    assert palabre.Extractor(tmp_path).extract(text).mentions[0].via == "gazetteer:people:zorba-kane"
    assert "zorba-kane" not in [mention.entity for mention in palabre.Extractor().extract(text).mentions]
    packed = tmp_path / "names.palabre"
    command_line("gazetteer", "build", tmp_path, "-o", packed)
    assert palabre.Extractor([packed]).extract(text).mentions[0].via == "gazetteer:people:zorba-kane"
    (tmp_path / "corrections.csv").write_text("action,a,b\nname,zorba-kane,Kane (Zorba)\n", encoding="utf-8")
    assert "Kane (Zorba)" in [entity.name for entity in palabre.Extractor(tmp_path).extract(text).entities]


def test_errors_say_what_the_command_line_says(tmp_path):
    with pytest.raises(palabre.Error, match="nowhere: no such gazetteer folder\nhint: give the folder"):
        palabre.Extractor(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="nowhere.csv"):
        palabre.Extractor(corrections=tmp_path / "nowhere.csv")
    (tmp_path / "offices.csv").write_text("id\nx\n", encoding="utf-8")
    with pytest.raises(palabre.Error) as caught:
        palabre.Extractor(tmp_path)
    told = command_line("extract", ARTICLES, "--gazetteer", tmp_path, "-f", "jsonl", check=False)
    assert str(caught.value).splitlines()[0] in told.stderr.decode()
    assert told.returncode == 2
    with pytest.raises(ValueError, match="no window `near`\nhint: there are sentence, paragraph, document"):
        palabre.Extractor(window="near")
    with pytest.raises(palabre.Error, match="`all` or `none`"):
        palabre.Extractor(relations="meets")


def test_unreadable_files(extractor, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "Le Mali."}\n{"id": 2}\n{"id": "3", "text": "Le Niger."}\n')
    with pytest.raises(palabre.Error, match="no text"):
        list(extractor.read(tmp_path))
    with pytest.warns(UserWarning, match="a.jsonl:2: no text"):
        assert [read.id for read in extractor.read([tmp_path], errors="warn")] == ["1", "3"]
    with pytest.raises(palabre.Error, match="nowhere: no such file or folder"):
        list(extractor.read(tmp_path / "nowhere"))


def test_rows_of_a_data_frame(extractor):
    rows = [{"text": "Le Mali.", "id": 7, "title": float("nan"), "date": pandas.NaT, "url": "x"}]
    read = next(extractor.extract_many(rows))
    assert (read.id, read.title, read.date) == ("7", None, None)


def test_many_are_read_as_they_come(extractor):
    taken = []

    def texts():
        for number in range(1000):
            taken.append(number)
            yield "Assimi Goïta est à Moscou."

    many = extractor.extract_many(texts())
    assert next(many).id == "0"
    assert len(taken) < 1000
    assert [read.id for read in many] == [str(number) for number in range(1, 1000)]
    assert list(extractor.extract_many([])) == []


def test_extractors_go_to_other_processes():
    text = "Moscou a annoncé. Assimi Goïta a reçu Sergueï Lavrov à Bamako."
    given = palabre.Extractor(relations="none", metonymy="all")
    again = pickle.loads(pickle.dumps(given))
    assert again.extract(text).to_json() == given.extract(text).to_json()


def test_the_lock_is_let_go(extractor):
    """Another thread works while this one reads."""
    text = "Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.\n" * 3000
    turns, done = 0, threading.Event()
    thread = threading.Thread(target=lambda: (extractor.extract(text), done.set()))
    thread.start()
    while not done.wait(0.001):
        turns += 1
    thread.join()
    assert turns > 5


def test_notebook_html_is_escaped(extractor):
    read = extractor.extract('<script>alert("x")</script> Assimi Goïta & Sergueï Lavrov sont à Moscou.', title="<b>&")
    html = read._repr_html_()
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html and "&amp;" in html
    assert html.count("<mark ") == html.count("</mark>") == len(read.mentions)


def test_notebook_html_has_the_whole_text(extractor, articles):
    from html.parser import HTMLParser

    class Text(HTMLParser):
        def __init__(self):
            super().__init__()
            self.texts, self.open = [], []

        def handle_starttag(self, tag, attributes):
            self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

        def handle_data(self, data):
            self.texts.append(data)

    for read in extractor.extract_many(articles):
        parser = Text()
        parser.feed(read._repr_html_())
        assert read.text in "".join(parser.texts).replace("\r\n", "\n")
        assert parser.open == []


def test_the_command_line_ends_as_the_program_does(tmp_path):
    assert command_line("--version").stdout.decode() == f"palabre {palabre.__version__}\n"
    assert command_line("extract", tmp_path / "nowhere", check=False).returncode == 1
    assert command_line("no-such-command", check=False).returncode == 2
    told = command_line("annotate", input="Assimi Goïta est à Moscou.".encode())
    assert "[Assimi Goïta|person:assimi-goita]" in told.stdout.decode()
