"""The texts that engines are compared on in each run have all constructs of the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from certify.core.document import core_json
from certify.formats.graph_shape import graph_shape
from certify.library import standard
from tests.names import ALIKE, CLAIMED, GRAPHS, REAL


def constructs(document: Any) -> Iterator[tuple[str, str]]:
    """Yield the operations, witness spaces and claims of a core document, each with the kind of its type."""
    if isinstance(document, dict):
        for word in ("op", "space", "claim"):
            if word in document:
                kind = document.get("type", "")
                yield document[word], kind if isinstance(kind, str) else next(iter(kind))
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from constructs(part)


def test_what_is_left_out_has_no_construct_of_its_own() -> None:
    library = standard()
    reads = {"problem": library.problem, "reduction": library.reduction}
    documents = {name: core_json(read(name)) for kind, read in reads.items() for name in library.names(kind)}
    assert set(documents) > ALIKE
    met = {construct for name, document in documents.items() if name not in ALIKE for construct in constructs(document)}
    own = {name: missed for name in ALIKE if (missed := set(constructs(documents[name])) - met)}
    assert own == {}, "take these names out of ALIKE in tests/names.py"


def test_what_is_told_from_the_words_of_texts_is_so() -> None:
    library = standard()
    problems = {name: library.problem(name) for name in library.names("problem")}
    reductions = {name: library.reduction(name) for name in library.names("reduction")}
    assert [name for name, of in problems.items() if not of.witness.enumerable] == REAL
    assert [name for name, of in problems.items() if graph_shape(of.instance)] == GRAPHS
    assert [name for name, of in reductions.items() if any(c.kind in ("size", "value") for c in of.claims)] == CLAIMED
