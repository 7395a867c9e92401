"""Reads French press and report text: its actors, and the relations between them.

>>> import palabre
>>> extractor = palabre.Extractor()
>>> extraction = extractor.extract("Le général Sadio Camara a rencontré Sergueï Lavrov à Moscou.", date="2025-05-08")
>>> [(relation.source, relation.type, relation.target) for relation in extraction.relations]
[('sadio-camara', 'meets', 'serguei-lavrov'), ('sadio-camara', 'visits', 'moscou')]

Offsets are code points, as in any `str`: ``extraction.text[mention.start:mention.end] == mention.text``.

The lists of palabre are read when the first `Extractor` is made, which takes a third of a second; others share them. Extractors, extractions and graphs can be used from
several threads; Python's lock is let go while palabre works.
"""

from ._extraction import Cooccurrence, Entity, Extraction, Mention, Relation
from ._extractor import Extractor, Tables
from ._graph import Graph
from ._palabre import __VERSION__ as __version__
from ._palabre import Error
from ._reader import Reader
from ._table import Table

__all__ = [
    "Cooccurrence",
    "Entity",
    "Error",
    "Extraction",
    "Extractor",
    "Graph",
    "Mention",
    "Reader",
    "Relation",
    "Table",
    "Tables",
    "__version__",
]
