"""Texts of large instances: piece by piece, compact beyond a megabyte, and written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from certify.core.coded_sets import CodedSet
from certify.formats import BadInput, pieces_of, read_instance, to_json, write_instance
from certify.library import standard
from certify.semantics.named_instances import Instance
from certify.system.files import CannotWrite, write_pieces

CLIQUE, COLORING, SAT = (standard().problem(name) for name in ("Clique", "ThreeColoring", "ThreeSAT"))


def path_graph(n: int) -> Instance:
    """Return a path of n vertices."""
    edges = frozenset(frozenset((v, v + 1)) for v in range(n - 1))
    return Instance(CLIQUE, ((frozenset(range(n)), edges), 2), {"G.vertices": tuple(f"v{v}" for v in range(n))})


def test_json_is_laid_out_up_to_a_megabyte() -> None:
    small, large = path_graph(300), path_graph(40_000)
    assert write_instance(small, "json").count("\n") > 300
    assert write_instance(large, "json").count("\n") == 1
    for x, pretty in ((small, False), (large, True)):
        text = "".join(pieces_of(x, "json", pretty))
        assert (text.count("\n") > 1) == pretty
        assert json.loads(text) == to_json(x)


def test_a_large_text_comes_in_pieces() -> None:
    sizes = [len(piece) for piece in pieces_of(path_graph(40_000), "json")]
    assert sum(sizes) > 1 << 20
    assert max(sizes) < 1 << 18
    assert len(sizes) < 1000


@pytest.mark.parametrize("format", ["col", "el", "s6", "lp", "opb", "mps", "cnf", "wcnf"])
def test_texts_of_lines_come_in_pieces(format: str) -> None:
    if format in {"lp", "opb", "mps"}:
        n, rows = 20, range(9000)
        program = (frozenset(range(n)), frozenset(rows), {r: {r % n: -1, (r + 1) % n: 1} for r in rows}, dict.fromkeys(rows, 0))
        x = Instance(standard().problem("ZeroOneProgramming"), program, {})
    elif format in {"cnf", "wcnf"}:
        x = Instance(standard().problem("SAT"), (frozenset({0, 1}), (((0, 0), (1, 1)),) * 9000), {})
    else:
        x = Instance(COLORING, path_graph(9000).value[:1], path_graph(9000).names)
    pieces = list(pieces_of(x, format))
    assert "".join(pieces) == write_instance(x, format)
    assert read_instance(x.problem, "".join(pieces), format).value == x.value
    assert len(pieces) > 1 or format == "s6"


def test_sparse6_is_what_networkx_writes() -> None:
    pairs = [(u, v) for u in range(8) for v in range(u)]
    for n, chosen in ((n, [e for i, e in enumerate(pairs) if bits >> i & 1]) for n in (0, 1, 4, 5, 8, 70) for bits in range(64)):
        edges = [e for e in chosen if max(e) < n]
        graph = nx.empty_graph(n)
        graph.add_edges_from(edges)
        x = Instance(COLORING, ((frozenset(range(n)), frozenset(map(frozenset, edges))),), {})
        assert write_instance(x, "s6").encode() == nx.to_sparse6_bytes(graph, header=False), (n, edges)


def test_other_formats_are_not_laid_out() -> None:
    with pytest.raises(BadInput, match="`--compact` is for JSON"):
        pieces_of(path_graph(3), "col", pretty=False)


@pytest.mark.parametrize("format", ["json", "col", "el", "gml", "s6", "g6"])
def test_coded_sets_are_written_as_other_sets(format: str) -> None:
    x = path_graph(9) if format not in {"s6", "g6"} else Instance(COLORING, path_graph(9).value[:1], path_graph(9).names)
    (vertices, edges), *others = x.value
    coded = CodedSet([9 * min(e) + max(e) for e in edges], (9, 9), True)
    assert write_instance(Instance(x.problem, ((vertices, coded), *others), x.names), format) == write_instance(x, format)


def test_a_text_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def failing() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    file = tmp_path / "a.json"
    for before in (None, "old"):
        with pytest.raises(KeyboardInterrupt):
            write_pieces(file, failing())
        assert (file.read_text() if file.exists() else None) == before
        file.write_text("old")
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_pieces(link, ("new", "er"))
    assert (file.read_text(), file.stat().st_mode & 0o777, link.is_symlink()) == ("newer", 0o640, True)
    with pytest.raises(CannotWrite, match="no folder"):
        write_pieces(tmp_path / "c" / "a", ("new",))
    write_pieces(Path("/dev/null"), ("new",))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("p cnf 2 1\n1 3 0\n", "f:2"),
        ("c a\np cnf 2 2\n1 2 0\n\n-1 x 0\n", "f:5"),
        ("p cnf 2 2\n1 2 0\n", "f:2"),
        ("p cnf 2 1\n1 2 0\np cnf 2 1\n", "f:3"),
    ],
)
def test_mistakes_in_a_formula_have_a_place(text: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        read_instance(SAT, text)
    assert bad.value.place == place.replace("f", "the input")


@pytest.mark.parametrize("form", ["{}0\n{}0\n0\n", "{}\n 0 {}0 0", "c inside\n{}0\n{}0\nc p cnf 1 1\n0\n", "{}0\n{}0\n0\n%\n0\n"])
def test_clauses_may_be_laid_out_anyhow(form: str) -> None:
    usual = read_instance(SAT, "p cnf 3 3\n1 -2 3 0\n2 2 0\n0\n")
    assert usual.value[1] == (((0, 0), (1, 1), (0, 2)), ((0, 1), (0, 1)), ())
    assert read_instance(SAT, "c x\np cnf 3 3\n" + form.format("1 -2 3 ", "2 2 ")) == usual
