"""Files of 0-1 programs, quadratic functions and MaxSAT: HiGHS, dimod and PySAT read what is written and write what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dimod
import pytest
from dimod.serialization import coo
from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.formula import WCNF

from certify.core import NAT
from certify.formats.bad_input import BadInput
from certify.formats.files import read_instance, write_instance
from certify.formats.instance_json import from_json
from certify.formats.kinds import formats_of
from certify.formats.mps import read_mps
from certify.formats.reading import Reading
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance

from .random_types import clauses, problem, values

PROGRAM = standard().problem("ZeroOneProgramming")
QUBO = standard().problem("QUBO")
ISING = standard().problem("IsingGroundState")
SMALL = st.integers(-20, 20)


@st.composite
def programs(draw: st.DrawFn, large: int = 10**30) -> Instance:
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    number = st.one_of(SMALL, st.just(large))
    row = st.dictionaries(st.integers(0, n - 1), number) if n else st.just({})
    value = (frozenset(range(n)), frozenset(range(m)), {r: draw(row) for r in range(m)}, {r: draw(SMALL) for r in range(m)})
    return Instance(PROGRAM, value, {})


def _no_zeros(x: Instance) -> Any:
    variables, rows, matrix, least = x.value
    return variables, rows, {r: {v: q for v, q in terms.items() if q} for r, terms in matrix.items()}, least


@settings(max_examples=20, deadline=None)
@given(programs(), st.sampled_from(["lp", "mps", "opb"]))
def test_programs_come_back(instance: Instance, format: str) -> None:
    text = write_instance(instance, format)
    assert read_instance(PROGRAM, text, format).value == _no_zeros(instance), text
    assert read_instance(PROGRAM, text).value == _no_zeros(instance)


@settings(max_examples=15, deadline=None)
@given(programs(10**12), st.sampled_from(["lp", "mps"]))
def test_highs_reads_what_is_written(tmp_path_factory: pytest.TempPathFactory, instance: Instance, format: str) -> None:
    import highspy

    variables, rows, _, least = instance.value
    if not variables or not rows:
        return  # HiGHS takes no empty LP file
    path = tmp_path_factory.mktemp("programs") / f"x.{format}"
    path.write_text(write_instance(instance, format))
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    assert h.readModel(str(path)) == highspy.HighsStatus.kOk
    lp = h.getLp()
    assert lp.col_names_ == [f"x{v + 1}" for v in variables]
    assert [(a, b) for a, b in zip(lp.col_lower_, lp.col_upper_, strict=True)] == [(0.0, 1.0)] * len(variables)
    assert set(lp.integrality_) == {highspy.HighsVarType.kInteger}
    assert list(lp.row_lower_) == [least[r] for r in sorted(rows)]
    found: dict[int, dict[int, float]] = {r: {} for r in rows}
    a = lp.a_matrix_
    for column in range(lp.num_col_):
        for k in range(a.start_[column], a.start_[column + 1]):
            row, col = (a.index_[k], column) if a.format_ == highspy.MatrixFormat.kColwise else (column, a.index_[k])
            found[row][col] = a.value_[k]
    assert found == _no_zeros(instance)[2]


def program(text: str, format: str, given: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the rows that a file has: for each name its coefficients by variable, and the least sum."""
    x = read_instance(PROGRAM, text, format, given)
    names, rows = x.names["variable"], x.names["row"]
    return {rows[r]: ({names[v]: q for v, q in terms.items()}, x.value[3][r]) for r, terms in x.value[2].items()}


def test_what_an_lp_file_may_say() -> None:
    text = (
        "\\ hi\nMaximize obj: 2 x + 3 y\n - z + 4\nSubject To\n a: x + 2 y - z <= 1.5 \\ c\n x - y >= -1\n z + x = 1\n"
        " g: -1 <= x - y + 2 z <= 3\n h: 3 x >= 2\nBounds\n x >= 0\n 0 <= y <= 1\n z = 1\nBinaries\n x\n z\nGeneral\n y\nEnd\n"
    )
    with pytest.raises(BadInput, match=r"asks only whether there is a solution; `--set objective=N` asks for one .* at least N"):
        program(text, "lp")
    assert program(text, "lp", {"objective": "5"}) == {
        "a": ({"x": -2, "y": -4, "z": 2}, -3), "r2": ({"x": 1, "y": -1}, -1), "r3": ({"x": 1, "z": 1}, 1),
        "r3~le": ({"x": -1, "z": -1}, -1), "g": ({"x": 1, "y": -1, "z": 2}, -1), "g~2": ({"x": -1, "y": 1, "z": -2}, -3),
        "h": ({"x": 3}, 2), "objective": ({"x": 2, "y": 3, "z": -1}, 1), "z~low": ({"z": 1}, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("RHS\n a r 1\n b r 2\nBOUNDS\n BV s x", "t:10: RHS has two numbers for the row"),
        ("RHS\n a r 1\nRANGES\n a r 1 r 2\nBOUNDS\n BV s x", "t:11: RANGES has two numbers"),
        ("BOUNDS\n UP s x -1", "not 0-1: its values are whole numbers from -inf to -1"),
    ],
)
def test_an_mps_file_that_solvers_read_in_another_way(part: str, says: str) -> None:
    start = "NAME t\nROWS\n N o\n G r\nCOLUMNS\n M 'MARKER' 'INTORG'\n x r 1\n"
    with pytest.raises(BadInput, match=says):
        read_mps(PROGRAM, f"{start}{part}\nENDATA\n", "t", {})


def test_what_an_mps_file_may_say() -> None:
    text = (
        "* hi\nNAME t\nOBJSENSE\n    MAX\nROWS\n N cost\n L a\n G b\n E c\n E d\n N other\nCOLUMNS\n M1 'MARKER' 'INTORG'\n"
        " x cost 2 a 1\n x b 0.5\n y a -1 c 1\n y d 1\n M1 'MARKER' 'INTEND'\nRHS\n R a 4 b .25\n R c 1 cost -3\nRANGES\n"
        " G a 2 c -1\nBOUNDS\n UP B x 1\n BV B y\nENDATA\n"
    )
    assert program(text, "mps", {"objective": "4"}) == {
        "a": ({"x": 1, "y": -1}, 2), "a~le": ({"x": -1, "y": 1}, -4), "b": ({"x": 2}, 1), "c": ({"y": 1}, 0),
        "c~le": ({"y": -1}, -1), "d": ({"y": 1}, 0), "d~le": ({"y": -1}, 0), "objective": ({"x": 2}, 1),
    }  # fmt: skip


def test_what_an_opb_file_may_say() -> None:
    text = "* #variable= 4 #constraint= 3\nmin: 2 x1 3 ~x2 ;\n+2 x1 -3 ~x3 >= 1;\nx1 x2 = 1 ; 1 x3 <=\n 0 ;\n"
    with pytest.raises(BadInput, match="product"):
        program(text, "opb", {"objective": "3"})
    assert program(text.replace("x1 x2 =", "1 x1 1 x2 ="), "opb", {"objective": "3"}) == {
        "r1": ({"x1": 2, "x3": 3}, 4), "r2": ({"x1": 1, "x2": 1}, 1), "r2~le": ({"x1": -1, "x2": -1}, -1),
        "r3": ({"x3": -1}, 0), "objective": ({"x1": -2, "x2": 3}, 0),
    }  # fmt: skip


@st.composite
def quadratics(draw: st.DrawFn) -> Instance:
    n = draw(st.integers(0, 4))
    pairs = [(i, j) for i in range(n) for j in range(n)]
    if draw(st.booleans()):
        terms = draw(st.dictionaries(st.sampled_from(pairs), SMALL)) if pairs else {}
        return Instance(QUBO, (frozenset(range(n)), terms, draw(SMALL)), {})
    couplings = [(i, j) for i, j in pairs if i != j]
    terms = draw(st.dictionaries(st.sampled_from(couplings), SMALL)) if couplings else {}
    return Instance(ISING, (frozenset(range(n)), {i: draw(SMALL) for i in range(n)}, terms, draw(SMALL)), {})


@settings(max_examples=20, deadline=None)
@given(quadratics())
def test_quadratic_functions_come_back_and_dimod_reads_the_same(x: Instance) -> None:
    spins = x.problem is ISING
    n = len(x.value[0])
    models = [
        dimod.BQM.from_serializable(json.loads(write_instance(x, "dimod"))),
        coo.loads(write_instance(x, "coo"), vartype="SPIN" if spins else "BINARY"),
    ]
    given_ = {("energy" if spins else "bound"): str(x.value[-1])}
    texts = [(f, write_instance(x, f)) for f in formats_of(x.problem)]
    readers = [read_instance(x.problem, text, f, given_ if f in ("dimod", "pred") else None) for f, text in texts]
    readers += [read_instance(x.problem, text, None, given_ if f in ("dimod", "pred") else None) for f, text in texts]
    accepts = ProblemMeaning(x.problem).accepts
    for bits in range(1 << n):
        chosen = frozenset(i for i in range(n) if bits >> i & 1)
        wanted = accepts(x.value, chosen)
        assert all(accepts(y.value, chosen) == wanted for y in readers)
        for model, names in zip(models, ([f"{'s' if spins else 'v'}{i}" for i in range(n)], range(n)), strict=True):
            low = -1 if spins else 0
            sample = {v: 1 if i in chosen else low for i, v in enumerate(names) if v in model.variables}
            assert (model.energy(sample) <= x.value[-1]) == wanted


def test_quadratic_functions_with_floats(tmp_path: Path) -> None:
    model = dimod.BQM({"a": 0.5, "b": -1}, {("a", "b"): 0.25}, 0, "BINARY")
    text = json.dumps(model.to_serializable())
    with pytest.raises(BadInput, match=r"linear_biases\[0\]: found 0.5, expected a whole number; `--scale 2`"):
        read_instance(QUBO, text, None, {"bound": "0"})
    x = read_instance(QUBO, text, None, {"bound": "0"}, Reading(scale=4))
    assert x.value[1] == {(0, 0): 2, (1, 1): -4, (0, 1): 1}
    assert x.names["variable"] == ("a", "b")
    (tmp_path / "saved.json").write_text(text)
    assert read_instance(QUBO, tmp_path / "saved.json", None, {"bound": "0"}, Reading(scale=4)) == x
    with pytest.raises(BadInput, match="zeros and ones, and IsingGroundState has spins"):
        read_instance(ISING, text, "dimod", {"energy": "0"})
    with pytest.raises(BadInput, match="no constant"):
        read_instance(QUBO, json.dumps(dimod.BQM({}, {}, 2, "BINARY").to_serializable()), None, {"bound": "0"})


MAXIMUM, LIGHT, SAT = (standard().problem(name) for name in ("MaxTwoSAT", "WeightedTwoSAT", "SAT"))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([MAXIMUM, LIGHT, SAT]), st.data())
def test_wcnf_comes_back_and_pysat_reads_the_same(of: Any, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 4))
    x = Instance(of, data.draw(values(of.instance, {"variables": n})), {})
    text = write_instance(x, "wcnf")
    assert read_instance(of, text, "wcnf").value == x.value
    assert read_instance(of, text).value == x.value
    other = WCNF(from_string=text)
    for old in (write_old(other, max(n, other.nv)),):
        found = read_instance(of, old, "wcnf", {} if of is SAT else {"k": str(x.value[2])})
        assert sorted(found.value[1]) == sorted(x.value[1])
    signed = [[v + 1 if case == 0 else -v - 1 for case, v in clause] for clause in x.value[1]]
    assert (other.soft if of is MAXIMUM else other.hard) == signed
    assert len(other.soft) == {"MaxTwoSAT": len(signed), "WeightedTwoSAT": n, "SAT": 0}[of.name]


def write_old(other: WCNF, n: int) -> str:
    """Return a formula in the form with a header."""
    top = sum(other.wght) + 1
    lines = [f"p wcnf {n} {len(other.hard) + len(other.soft)} {top}"]
    lines += [" ".join(map(str, [top, *clause, 0])) for clause in other.hard]
    lines += [" ".join(map(str, [w, *clause, 0])) for w, clause in zip(other.wght, other.soft, strict=True)]
    return "\n".join(lines)


def test_weights_are_copies_and_what_is_not_meant_is_refused() -> None:
    assert len(read_instance(MAXIMUM, "3 1 0\n1 -1 0\n", "wcnf", {"k": "1"}).value[1]) == 4
    for of, text, says in [
        (MAXIMUM, "h 1 0\n", "counts all its clauses"),
        (MAXIMUM, "99999999 1 0\n", "more than the 100000 clauses"),
        (LIGHT, "h 1 0\n1 1 0\n", "the input:2: the soft clauses have to be the negations"),
        (LIGHT, "h 1 2 0\n1 -1 0\n", "no soft clause -2"),
        (SAT, "h 1 0\n1 2 0\n", "the input:2: a soft clause, and SAT has none"),
        (problem("Silent", clauses() | {"k": NAT}), "1 1 0\n", "does not say that it minimises or maximises"),
    ]:
        with pytest.raises((BadInput, ValueError), match=says):
            read_instance(of, text, "wcnf", {} if of is SAT else {"k": "1"})


def test_labels_that_reductions_make_are_numbered(tmp_path: Path) -> None:
    data = {"variable": ["a b", "é"], "row": ["r(1)"], "coefficient": {"r(1)": {"é": 3}}, "least": {"r(1)": -1}}
    x = from_json(PROGRAM, data)
    for format in ("lp", "mps", "opb"):
        text = write_instance(x, format)
        assert "x1 = a b" in text
        path = tmp_path / f"x.{format}"
        path.write_text(text, encoding="utf-8")
        assert read_instance(PROGRAM, path).value == x.value
