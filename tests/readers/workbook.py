"""Reads the workbooks of a folder with openpyxl and pandas, and says `read` where they hold what the graphs hold."""

import datetime
import json
import pathlib
import re
import sys

import openpyxl
import pandas
from openpyxl.utils.escape import unescape

SHEETS = ["Résumé", "Acteurs", "Relations", "Liens", "Preuves", "Mentions", "À vérifier", "Méthode"]


def check(folder, book, expected):
    graph = json.loads((folder / expected).read_text())
    read = openpyxl.load_workbook(folder / book)
    assert read.sheetnames == SHEETS, read.sheetnames
    for sheet in read:
        is_table = sheet.title not in ("Résumé", "Méthode")
        assert (sheet.freeze_panes == "A2", bool(sheet.auto_filter.ref)) == (is_table, is_table), sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
    typed = [edge for edge in graph["edges"] if edge["summary"]]
    evidence = sum(len(edge["evidence"]) for edge in graph["edges"])
    rows = {sheet.title: sheet.max_row - 1 for sheet in read}
    assert rows["Acteurs"] == len(graph["nodes"])
    assert rows["Relations"] == len(typed) and rows["Liens"] == len(graph["edges"]) - len(typed)
    assert rows["Preuves"] == evidence
    relations = read["Relations"]
    for row in range(2, relations.max_row + 1):
        link = relations.cell(row, 1).hyperlink
        assert re.fullmatch(r"'Preuves'!A\d+", link.location), link
    tables = pandas.read_excel(folder / book, sheet_name=None, keep_default_na=False)
    weights = sorted(edge["weight"] for edge in typed)
    read_weights = sorted(tables["Relations"]["Poids"])
    assert all(abs(one - other) < 1e-9 for one, other in zip(weights, read_weights, strict=True))
    return tables


def main():
    folder = pathlib.Path(sys.argv[1])
    tables = check(folder, "palabre.xlsx", "expected.json")
    dates = tables["Acteurs"]["Première date"]
    assert all(isinstance(date, datetime.datetime) for date in dates if date != ""), dates
    assert "CAMEO:04" in set(tables["Relations"]["CAMEO"])
    # Excel's escapes (`_x005F_`) stay in texts that openpyxl finds in the cell itself.
    names = {unescape(name) for name in check(folder, "hostile.xlsx", "hostile.json")["Acteurs"]["Nom"]}
    assert "NA" in names and "=cmd|'/C calc'!A0 _x0041_" in names
    print("read")


main()
