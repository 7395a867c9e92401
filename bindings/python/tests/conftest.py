import json
import pathlib
import subprocess
import sys

import palabre
import pytest

ARTICLES = pathlib.Path(__file__).parents[3] / "examples" / "articles"


@pytest.fixture(scope="session")
def extractor():
    return palabre.Extractor()


@pytest.fixture(scope="session")
def articles():
    """The example articles as rows: text, id, date."""
    paths = sorted(path for path in ARTICLES.rglob("*.txt"))
    rows = [{"id": path.name, "text": path.read_text(encoding="utf-8"), "date": "2025-05-08"} for path in paths]
    assert len(rows) > 5
    return rows


def command_line(*arguments, check=True, **options):
    """The command line of the package."""
    command = [sys.executable, "-m", "palabre", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=check, **options)


def json_lines(rows, path):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
