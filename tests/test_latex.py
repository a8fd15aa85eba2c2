"""LaTeX and TikZ: escaped, balanced, never more than is shown, and compiled where LaTeX is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from certify.chains import Chain
from certify.core import Problem, Reduction
from certify.core.mistakes import Source
from certify.display.formulas import formula
from certify.formats import from_json
from certify.latex import article, escaped, identifier
from certify.library import Library, standard
from certify.pictures.instances import instance_picture
from certify.pictures.rendering import rendered
from certify.reports.papers import paper
from certify.reports.typesetting import typeset
from tests.conftest import Certify

HOSTILE = "".join(map(chr, range(32, 127))) + "é→∈…字\x07\u202e"
SOME = ("VertexCover", "ExactCoverByThreeSets", "CircuitSAT", "ThreeSAT:IndependentSet", "SubsetSum:Partition")

MINE = r"""
reduction IndependentSet -> VertexCover
  "50% of a_b & {c} \ ^ ~ # $"
  because  "x^2 < y_1 & 100%"
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
"""


def every() -> Iterator[Problem | Reduction]:
    library = standard()
    yield from map(library.problem, library.names("problem"))
    yield from map(library.reduction, library.names("reduction"))


def subject(library: Library, name: str) -> Problem | Chain:
    if ":" not in name:
        return library.problem(name)
    reduction = library.reduction(name)
    return Chain(reduction.source, (reduction,))


def assert_balanced(text: str) -> None:
    """Braces, mathematical mode and environments of a text are balanced, each line by itself but for environments."""
    opened: list[str] = []
    for line in text.splitlines():
        bare = re.sub(r"\\[\\{}$%#&_]", "", line)
        if bare.startswith("%"):
            continue
        if "@misc" not in bare and not re.match(r"  \w+ = |}$", bare):
            assert bare.count("{") == bare.count("}"), line
        assert bare.count("$") % 2 == 0, line
        for word, name in re.findall(r"\\(begin|end)\{(\w+)\}", bare):
            if word == "begin":
                opened.append(name)
            else:
                assert opened.pop() == name, line
    assert opened == []


@pytest.mark.parametrize("start", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3))])
def test_every_line_of_the_library_is_one_formula(start: int) -> None:
    library, count = standard(), 0
    names = [*library.names("problem"), *library.names("reduction")][start::4]
    for name in names:
        declared = library.reduction(name) if ":" in name else library.problem(name)
        for line in (line for section in typeset(declared) for item in section.items for _, line in item):
            count += 1
            assert line.isascii(), (name, line)
            assert re.fullmatch(r"\$[^$]+\$", line), (name, line)
            bare = re.sub(r"\\[{}#_%]", "", line)
            assert bare.count("{") == bare.count("}"), (name, line)
            assert_typeset(formula(line))
    assert count > 200


def assert_typeset(shown: str) -> None:
    """Check that formulas are MathML Core, without anything that was not understood."""
    parts = ElementTree.fromstring(f"<p>{shown}</p>")
    assert {e.tag for e in parts.iter()} <= {
        "p", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "munder",
    }  # fmt: skip
    for part in parts.iter():
        assert not re.search(r"[\\${}_^]", part.text or "") or part.text in ("{", "}", "_", "^") or part.get("class"), shown
        assert part.tag not in ("mi", "mn", "mtext") or part.text, shown
        wanted = {"msub": 2, "msup": 2, "munder": 2, "msubsup": 3}.get(part.tag)
        assert wanted in (None, len(part)), shown


def test_names_of_any_letters_are_typeset() -> None:
    for name in ("字", "ä_b", "x1'", "phi", "a$b"):
        assert_typeset(formula(f"${identifier(name)}$"))
    assert ">字<" in formula(f"${identifier('字')}$")


def test_what_is_of_the_target_has_a_prime() -> None:
    lines = {s.word: [line for item in s.items for _, line in item] for s in typeset(standard().reduction("Clique:VertexCover"))}
    assert lines["target"][0].startswith("$V(G')=")
    assert lines["forward"] == [r"$S\mapsto S'=\{\mathrm{old}(v)\mid v\in V(G)\;\text{where}\;v\notin S\}$"]
    assert lines["backward"] == [r"$S'\mapsto S=\{v\mid v\in V(G)\;\text{where}\;\mathrm{old}(v)\notin S'\}$"]
    assert lines["claims"][0] == r"$n'\le n+2$"


def test_fields_of_the_source_are_told_from_names_of_the_text() -> None:
    lines = [line for s in typeset(standard().reduction("SubsetSum:Partition")) for item in s.items for _, line in item]
    assert r"$\mathit{total}=\sum _{i\in \mathit{item}_{x}}\,\mathit{size}_{x}[i]$" in lines, "`item` stands for both ends here"


def test_ranges_stand_below_their_signs_and_exponents_are_whole() -> None:
    def lines(name: str) -> list[str]:
        declared = standard().reduction(name) if ":" in name else standard().problem(name)
        return [line for s in typeset(declared) for item in s.items for _, line in item]

    assert r"$q=\max_{i\mapsto o\in \mathit{options}}\,|o|$" in lines("DNNT")
    product = r"$\sum _{i\mapsto s\in \mathit{size}}(s)\cdot 3=|\mathit{item}|\cdot \mathit{bound}$"
    assert product in lines("ThreePartition"), "the sum is multiplied, not the number"
    assert r"$\mathit{goal}'=\sum _{x\in \mathit{variables}}\,10^{\mathit{place}[x]}$" in lines("ThreeSAT:SubsetSum")
    assert r"$\mathrm{one}(u)=2^{\mathit{width}\cdot \mathit{place}[u]}$" in lines("ExactCover:SubsetSum")


def test_names_that_are_words_elsewhere_are_names() -> None:
    lines = [line for s in typeset(standard().reduction("DNNT:CNNT")) for item in s.items for _, line in item]
    assert any(line.startswith(r"$\mathit{most}=\max") for line in lines)
    assert not any(r"\text{most}" in line for line in lines)


def test_signs_of_sets() -> None:
    lines = [line for s in typeset(standard().problem("Partition")) for item in s.items for _, line in item]
    assert any(r"\mathit{item}\setminus S" in line for line in lines)
    lines = [line for s in typeset(standard().reduction("SubsetSum:Partition")) for item in s.items for _, line in item]
    assert any(r"\cup \{\mathit{low}" in line for line in lines)
    assert r"$n'=n+2$" in lines


@pytest.mark.parametrize("name", SOME)
def test_papers_are_balanced(name: str) -> None:
    text = paper(standard(), subject(standard(), name), standalone=True)
    assert_balanced(text)
    keys = set(re.findall(r"^@misc\{(.*),$", text, re.MULTILINE))
    cited = {key.strip() for found in re.findall(r"\\cite(?:\[[^]]*\])?\{([^}]*)\}", text) for key in found.split(",")}
    assert cited <= keys
    assert cited


def test_a_theorem_says_no_more_than_the_certificate() -> None:
    shown = paper(standard(), subject(standard(), "IndependentSet:VertexCover"))
    assert r"\begin{theorem}" in shown
    assert r"\emph{proved}" in shown
    mine = standard().with_texts([Source("mine.red", MINE)])
    text = paper(mine, subject(mine, "IndependentSet:VertexCover"))
    assert r"\begin{theorem}" not in text
    assert "nothing is stated here about its correctness" in text
    assert r"50\% of a\_b \& \{c\} \textbackslash{} \^{} \~{} \# \$" in text
    assert_balanced(text)
    chain = mine.reduction("ThreeSAT:IndependentSet"), mine.reduction("IndependentSet:VertexCover")
    composed = paper(mine, Chain(chain[0].source, chain))
    assert "as far shown as the weakest" in composed
    assert composed.count(r"\begin{theorem}") == 1, "the one of the reduction that has a certificate"


def test_escaping() -> None:
    text = escaped(HOSTILE)
    assert text.isascii() is False
    assert "é" in text
    assert r"\texttt{U+5B57}" in text
    assert r"\texttt{U+202E}" in text
    assert not re.search(r"(?<!\\)[%#&_]", text)
    assert identifier("a_b'") == r"\mathit{a\_b}'"


def hostile_picture() -> str:
    names = ["a_b%$#&{}", "\\^~<>|\"`'", "字é→"]
    x = from_json(standard().problem("VertexCover"), {"G": {"vertices": names, "edges": [names[:2]]}, "k": 1})
    return rendered(instance_picture(x), "tex").decode()


def test_tikz_shows_what_the_svg_shows() -> None:
    text = hostile_picture()
    assert_balanced(text.replace(r"\ifdefined", ""))
    assert text.count("ellipse [") == 3
    assert r"a\_b\%\$\#\&\{\}" in text
    assert r"\texttt{U+5B57}é$\to$" in text


def test_the_verbs(certify: Certify, tmp_path: Path) -> None:
    assert certify("show", "vc", "--latex", "--standalone").out.startswith(r"\documentclass")
    assert certify("show", "vc", "--latex", "--json").json["result"]["latex"].startswith("% needs")
    assert certify("show", "vc", "--standalone").code == 2
    assert "`--latex` prints" in certify("show", "3sat", "vc").err


needs_latex = pytest.mark.skipif(not (shutil.which("pdflatex") and shutil.which("kpsewhich")), reason="LaTeX is not installed")


def compiled(text: str, folder: Path) -> None:
    (folder / "text.tex").write_text(text, encoding="utf-8")
    for style in ("geometry.sty", "amsthm.sty", "tikz.sty"):
        if not subprocess.run(["kpsewhich", style], capture_output=True, check=False).stdout:
            pytest.skip(f"LaTeX has no {style}")
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "text"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-3000:]
    assert (folder / "text.pdf").stat().st_size > 1000


@needs_latex
def test_some_compile_in_one_document(tmp_path: Path) -> None:
    (tmp_path / "picture.tex").write_text(hostile_picture(), encoding="utf-8")
    sections = [paper(standard(), subject(standard(), name)) for name in SOME[:2] + SOME[4:]]
    text = article([*sections, escaped(HOSTILE), r"\input{picture}"])
    compiled(text.replace(r"\begin{document}", r"\usepackage{tikz}\begin{document}"), tmp_path)


@needs_latex
def test_a_picture_compiles_by_itself(tmp_path: Path) -> None:
    compiled(hostile_picture(), tmp_path)


@pytest.mark.slow
@needs_latex
def test_the_library_compiles(tmp_path: Path) -> None:
    for declared in every():
        of = declared if isinstance(declared, Problem) else Chain(declared.source, (declared,))
        text = paper(standard(), of, standalone=True)
        assert_balanced(text)
        compiled(text, tmp_path)
