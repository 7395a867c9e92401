#!/usr/bin/env python3
"""Makes the PDF files of this folder from articles of examples/: two columns, justified, hyphenated, running head and foot.

    tests/pdf/make.py          needs: LibreOffice with hyphen-fr, Chromium; pip install pyphen

`columns-writer.pdf` is set by LibreOffice, `columns-web.pdf` by Chromium (CSS columns; words may break where pyphen says),
`scan.pdf` is a page with a picture and no text. `columns.txt` is the text of the first two.
"""
import html, os, subprocess, sys, tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
ARTICLES = os.path.join(FOLDER, "../../examples/articles")
NAMES = ["2020-08-19-mali-coup-kati", "2022-01-10-cedeao-sanctions-mali", "2023-02-07-lavrov-bamako", "2024-08-06-niger-depart-americain-agadez"]
HEAD = "Le Fleuve du soir – jeudi 8 août 2024"

WRITER = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="0.4cm"/>
  <style:text-properties fo:font-size="9pt" fo:font-family="Liberation Serif" fo:language="fr" fo:country="FR" fo:hyphenate="true"
   fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
 <style:style style:name="Head" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:font-family="Liberation Serif" fo:language="fr" fo:country="FR"/></style:style>
 <style:style style:name="Small" style:family="paragraph"><style:text-properties fo:font-size="8pt" fo:font-family="Liberation Serif"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="21cm" fo:margin="1.5cm">
  <style:columns fo:column-count="2" fo:column-gap="0.7cm"/></style:page-layout-properties>
  <style:header-style><style:header-footer-properties fo:min-height="0.8cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="0.8cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">
 <style:header><text:p text:style-name="Small">{head}</text:p></style:header>
 <style:footer><text:p text:style-name="Small">Page <text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""

WEB = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><style>
@page {{ size: 21cm 21cm; margin: 2cm 1.5cm; @top-left {{ content: "{head}"; font: 8pt serif }} @bottom-center {{ content: "Page " counter(page); font: 8pt serif }} }}
body {{ columns: 2; column-gap: .7cm; font: 9pt "Liberation Serif"; text-align: justify; hyphens: auto; margin: 0 }}
h1 {{ font-size: 13pt; margin: .3cm 0 .2cm; text-align: left; hyphens: none; break-after: avoid }} p {{ margin: 0; text-indent: .4cm }}
</style></head><body>{body}</body></html>"""


def articles():
    for name in NAMES:
        with open(os.path.join(ARTICLES, name + ".txt"), encoding="utf-8") as file:
            lines = [line.strip() for line in file if line.strip()]
        yield lines[0], lines[1:]


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    import pyphen

    dictionary = pyphen.Pyphen(lang="fr_FR")
    soft = lambda text: " ".join(dictionary.inserted(word, "\u00ad") if len(word) > 5 and word.isalpha() else word for word in text.split(" "))
    texts = list(articles())
    with open(os.path.join(FOLDER, "columns.txt"), "w", encoding="utf-8") as file:
        file.write("\n\n".join("\n\n".join([title, *lines]) for title, lines in texts) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        writer, web = os.path.join(folder, "columns-writer.fodt"), os.path.join(folder, "columns-web.html")
        paragraph = lambda style, text: f'<text:p text:style-name="{style}">{html.escape(text)}</text:p>'
        body = "".join(paragraph("Head", title) + "".join(paragraph("Body", line) for line in lines) for title, lines in texts)
        with open(writer, "w", encoding="utf-8") as file:
            file.write(WRITER.format(head=HEAD, body=body))
        body = "".join(f"<h1>{html.escape(title)}</h1>" + "".join(f"<p>{html.escape(soft(line))}</p>" for line in lines) for title, lines in texts)
        with open(web, "w", encoding="utf-8") as file:
            file.write(WEB.format(head=HEAD, body=body))
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", FOLDER, writer)
        pdf = os.path.join(FOLDER, "columns-web.pdf")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", web)


main()
