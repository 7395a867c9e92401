"""A text with its names marked, for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._extraction import Extraction, Mention, Relation

# Dark letters can be read on each.
COLOURS = {
    "person": "#a6cee3",
    "organisation": "#fdbf6f",
    "country": "#b2df8a",
    "place": "#d9e8a5",
    "demonym": "#cab2d6",
    "role": "#e0e0e0",
    "rank": "#e0e0e0",
}


def annotated(extraction: Extraction) -> str:
    """The text in HTML with its mentions as `<mark>`, and the relations below it. Whatever the text holds is escaped."""
    pieces = "".join(_pieces(extraction.text, extraction.mentions))
    heading = escape(extraction.title or extraction.id)
    date = f" <time>{escape(extraction.date)}</time>" if extraction.date else ""
    names = {entity.key or entity.id: entity.name for entity in extraction.entities}
    rows = "".join(_row(relation, names) for relation in extraction.relations)
    table = f"<table><caption>Relations</caption><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f'<article lang="fr"><p><strong>{heading}</strong>{date}</p>'
        f'<p style="white-space:pre-wrap;line-height:1.8">{pieces}</p>{table}</article>'
    )


def _pieces(text: str, mentions: list[Mention]) -> Iterator[str]:
    """The text with tags. A mention that lies across the end of another is left out: elements nest."""
    at, open_ends = 0, list[int]()
    for mention in mentions:
        while open_ends and open_ends[-1] <= mention.start:
            end = open_ends.pop()
            yield escape(text[at:end]) + "</mark>"
            at = end
        if open_ends and mention.end > open_ends[-1]:
            continue
        yield escape(text[at : mention.start]) + _mark(mention)
        at = mention.start
        open_ends.append(mention.end)
    while open_ends:
        end = open_ends.pop()
        yield escape(text[at:end]) + "</mark>"
        at = end
    yield escape(text[at:])


def _mark(mention: Mention) -> str:
    colour = COLOURS.get(mention.kind, "#e0e0e0")
    title = f"{mention.kind}: {mention.entity}" if mention.entity else mention.kind
    style = f"background:{colour};color:#111;padding:0.1em 0.2em;border-radius:0.2em"
    return f'<mark title="{escape(title)}" style="{style}">'


def _row(relation: Relation, names: dict[str, str]) -> str:
    cells = [names.get(relation.source, relation.source), relation.type, names.get(relation.target, relation.target)]
    cells.append("negated" if relation.negated else relation.modality)
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
