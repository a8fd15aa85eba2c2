"""The engine knows types, not problems: problems and reductions with new names work in every verb.

Each template is a problem, another problem, and a reduction between them, with `$name` wherever a name stands; the names are
random words.  Everything is run through the command line, on instances that the enumeration of the type provides.
"""

from __future__ import annotations

import ast
import json
import random
import re
from html import unescape
from itertools import islice
from pathlib import Path
from string import Template
from typing import Any

import pytest

import certify
from certify.core import Problem
from certify.core.mistakes import Source
from certify.core.witness_kinds import witnesses
from certify.formats import to_json
from certify.generate.enumeration import instances
from certify.language.built_in import BUILT_IN
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.system.resources import folder
from tests.conftest import Certify

ENGINE = Path(certify.__file__).parent
GRAMMAR = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")
RESERVED = {
    *re.findall(r'"\W?([a-z]+)"', GRAMMAR),
    *("nat", "int", "rat", "bool", "graph", "digraph", *BUILT_IN),
    *("target", "value", "parsimonious", "vertices", "edges", "arcs"),
}

TEMPLATES = {
    "a graph with a bound": """\
problem $P "$title"
  instance $g : graph
           $k : nat
  measures $n = |$g.vertices|
           $m = |$g.edges|
           $b = bits($k)
  witness  $w : subset of $g.vertices
  accepts  |$w| <= $k and every {$x, $y} in $g.edges: $x in $w or $y in $w

problem $Q
  instance $kk : nat
           $gg : graph
  measures $nn = |$gg.vertices|
           $mm = |$gg.edges|
  witness  $ww : subset of $gg.vertices
  accepts  |$ww| >= $kk
           every {$x, $y} in $gg.edges: not ($x in $ww and $y in $ww)

reduction $P -> $Q
  "$title"
  given    $i
  labels   $old($v : $i.$g.vertices)
  let      $size = |$i.$g.vertices|
  target   $gg.vertices = { $old($x) | $x in $i.$g.vertices }
           $gg.edges    = { {$old($x), $old($y)} | {$x, $y} in $i.$g.edges }
           $kk          = if $i.$k <= $size then $size - $i.$k else 0
  forward  $w -> $ww = { $old($x) | $x in $i.$g.vertices where $x not in $w }
  backward $ww -> $w = { $x | $x in $i.$g.vertices where $old($x) not in $ww }
  claims   target.$nn = $n
           target.$mm <= $m
           parsimonious
""",
    "an indexed family of sets": """\
problem $P
  instance $g : set of labels
           $k : set of labels
           $f : map from each $k to subset of $g
  measures $n = |$g|
           $m = |$k|
           $t = sum(|$x| | $y -> $x in $f)
  witness  $w : subset of $k
  accepts  every $x in $g: some $y in $w: $x in $f[$y]

problem $Q
  instance $gg : set of labels
           $s  : set of subset of $gg
  measures $nn = |$gg|
           $mm = |$s|
           $tt = sum(|$x| | $x in $s)
  witness  $ww : subset of $s
  accepts  every $x in $gg: some $y in $ww: $x in $y

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$g)
  let      $copy($y) = { $old($x) | $x in $i.$f[$y] }
  target   $gg = { $old($x) | $x in $i.$g }
           $s  = { $copy($y) | $y in $i.$k }
  forward  $w -> $ww = { $copy($y) | $y in $w }
  backward $ww -> $w = { $y | $y in $i.$k where $copy($y) in $ww }
  claims   target.$nn = $n
           target.$mm <= $m
           target.$tt <= $t
""",
    "integers and a rational": """\
problem $P
  instance $g : set of labels
           $f : map from each $g to int
           $k : rat
  measures $n = |$g|
           $b = max(bits($x) | $y -> $x in $f)
           $c = bits($k)
  witness  $w : map from each $g to bool
  accepts  sum(if $w[$x] then $f[$x] else 0 | $x in $g) = $k

problem $Q
  instance $kk : rat
           $gg : set of labels
           $s  : map from each $gg to { $left : rat, $right : rat }
  measures $nn = |$gg|
  witness  $ww : subset of $gg
  accepts  sum(if $x in $ww then $y.$left else $y.$right | $x -> $y in $s) = $kk

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$g)
  target   $kk = $i.$k
           $gg = { $old($x) | $x in $i.$g }
           $s  = { $old($x) -> { $left := $i.$f[$x], $right := 0 } | $x in $i.$g }
  forward  $w -> $ww = { $old($x) | $x -> $y in $w where $y }
  backward $ww -> $w = { $x -> $old($x) in $ww | $x in $i.$g }
  claims   target.$nn = $n
           parsimonious
""",
    "clauses over a type of the file": """\
type $T over X = $one(X) or $two(X) or $three
type $U over X = $yes(X) or $no(X)

define $holds($w, $x) = case $x of $one($y): $y in $w; $two($y): $y not in $w; $three: true

problem $P
  instance $g : set of labels
           $f : seq of seq of $T over $g
  measures $n = |$g|
           $m = |$f|
           $t = sum(|$x| | $x in $f)
  witness  $w : subset of $g
  accepts  every $x in $f: some $y in $x: $holds($w, $y)

problem $Q
  instance $gg : set of labels
           $ff : seq of set of $U over $gg
  measures $nn = |$gg|
           $mm = |$ff|
  witness  $ww : map from each $gg to { $left : bool }
  accepts  every $x in $ff: some $y in $x: case $y of $yes($z): $ww[$z].$left; $no($z): not $ww[$z].$left

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$g), $new
  let      $copy($x) = case $x of $one($y): $yes($old($y)); $two($y): $no($old($y)); $three: $yes($new)
  target   $gg = { $old($x) | $x in $i.$g } + {$new}
           $ff = [ { $copy($y) | $y in $x } | $x in $i.$f ] ++ [{$yes($new)}]
  forward  $w -> $ww = { $old($x) -> { $left := $x in $w } | $x in $i.$g } with { $new -> { $left := true } }
  backward $ww -> $w = { $x | $x in $i.$g where $ww[$old($x)].$left }
  claims   target.$nn = $n + 1
           target.$mm = $m + 1
           parsimonious
""",
    "choices and an ordering": """\
problem $P
  instance $g : set of labels
           $f : map from each $g to set of int
  measures $n = |$g|
           $m = max(|$x| | $y -> $x in $f)
           $b = max(bits($z) | $y -> $x in $f, $z in $x)
  witness  $w : choice from $f
           $o : ordering of $g
  accepts  every $x in 0 .. |$o| - 2: $w[$o[$x]] <= $w[$o[$x + 1]]

problem $Q
  instance $gg : set of labels
           $ff : map from each $gg to set of int
  measures $nn = |$gg|
  witness  $oo : ordering of $gg
           $ww : map from each $gg to one of { $z | $x -> $y in $ff, $z in $y }
  accepts  every $x -> $y in $ww: $y in $ff[$x]
           every $x in 0 .. |$oo| - 2: $ww[$oo[$x]] <= $ww[$oo[$x + 1]]

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$g)
  target   $gg = { $old($x) | $x in $i.$g }
           $ff = { $old($x) -> $y | $x -> $y in $i.$f }
  forward  $z ->
           $oo = [ $old($x) | $x in $z.$o ]
           $ww = { $old($x) -> $y | $x -> $y in $z.$w }
  backward $z ->
           $w = { $x -> $z.$ww[$old($x)] | $x in $i.$g }
           $copies = { $old($x) -> $x | $x in $i.$g }
           $o = [ $copies[$x] | $x in $z.$oo ]
  claims   target.$nn = $n
           parsimonious
""",
    "a tour of a digraph": """\
problem $P
  instance $g : digraph
  measures $n = |$g.vertices|
           $m = |$g.arcs|
  witness  $w : cycle of $g.vertices
  accepts  every $x -> $y in $w: ($x, $y) in $g.arcs

problem $Q
  instance $gg : set of labels
           $ff : map from each $gg to subset of $gg
  measures $nn = |$gg|
           $mm = sum(|$x| | $y -> $x in $ff)
  witness  $ww : cycle of $gg
  accepts  every $x -> $y in $ww: $y in $ff[$x]

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$g.vertices)
  target   $gg = { $old($x) | $x in $i.$g.vertices }
           $ff = { $old($x) -> { $old($y) | $y in $i.$g.vertices where ($x, $y) in $i.$g.arcs } | $x in $i.$g.vertices }
  forward  $w -> $ww = { $old($x) -> $old($y) | $x -> $y in $w }
  backward $ww -> $w = { $x -> $y | $old($x) -> $old($y) in $ww }
  claims   target.$nn = $n
           target.$mm = $m
           parsimonious
""",
    "no witness at all": """\
type $T = $one or $two or $three

problem $P
  instance $f : seq of { $left : $T, $right : int }
  measures $n = |$f|
           $b = max(bits($x.$right) | $x in $f)
  witness  none
  let      $sum = fold $x = 1 over $y in $f:
                    case $y.$left of $one: $x + $y.$right; $two: $x - $y.$right; else: $x * $y.$right
  accepts  $sum > 0

problem $Q
  instance $ff : seq of ($T, int)
  measures $nn = |$ff|
  witness  none
  let      $sum = fold $x = 1 over ($y, $z) in $ff: if $y = $one then $x + $z else if $y = $two then $x - $z else $x * $z
  accepts  $sum > 0

reduction $P -> $Q
  given    $i
  target   $ff = [ ($x.$left, $x.$right) | $x in $i.$f ]
  forward  none -> none
  backward none -> none
  claims   target.$nn = $n
""",
    "one of several things": """\
problem $P
  instance $g : set of labels
           $h : set of labels
           $f : set of ($g, $h)
  measures $n = |$g|
           $m = |$h|
           $t = |$f|
  witness  $w : one of $g
           $o : { $left : one of $h, $right : one of 0 .. |$f| }
  accepts  ($w, $o.$left) in $f and (count ($x, $y) in $f: $x = $w) = $o.$right

problem $Q
  instance $gg : set of labels
           $ff : seq of subset of $gg
  measures $nn = |$gg|
           $mm = |$ff|
  witness  $ww : one of 0 .. |$ff| - 1
           $oo : one of $gg
  accepts  $oo in $ff[$ww]

reduction $P -> $Q
  given    $i
  labels   $old($v : $i.$h)
  let      $row($x) = { $old($y) | $y in $i.$h where ($x, $y) in $i.$f }
  target   $gg = { $old($y) | $y in $i.$h }
           $ff = [ $row($x) | $x in listed($i.$g) ]
  forward  $z ->
           $ww = first $v in positions(listed($i.$g)): listed($i.$g)[$v] = $z.$w
           $oo = $old($z.$o.$left)
  backward $z ->
           $w = listed($i.$g)[$z.$ww]
           $o = { $left := the $y in $i.$h: $old($y) = $z.$oo, $right := |$row(listed($i.$g)[$z.$ww])| }
  claims   target.$nn = $m
           target.$mm = $n
           parsimonious
""",
}
SMALL = {"a graph with a bound": 3, "integers and a rational": 2, "clauses over a type of the file": 2, "no witness at all": 2}
"""Bounds of all measures in an audit; 2 by default."""


def word(chance: random.Random) -> str:
    """Return a random name."""
    syllables = [chance.choice("bdfgklmnprstvz") + chance.choice(["a", "e", "i", "o", "u", "ö", "é", "ж"]) for _ in range(3)]
    made = "".join(syllables) + chance.choice(["", "", "n", "_1", "x'", "7", "_"])
    return made.capitalize() if chance.random() < 0.3 else made


def words(count: int, chance: random.Random) -> list[str]:
    """Return different names, none of which the language reserves."""
    found: set[str] = set()
    while len(found) < count:
        made = word(chance)
        if made.lower() not in RESERVED and made.lower() not in {f.lower() for f in found}:
            found.add(made)
    return chance.sample(sorted(found), count)


def rendered(template: str, chance: random.Random) -> tuple[str, dict[str, str]]:
    """Return a text with random names, and the names."""
    keys = sorted(set(re.findall(r"\$(\w+)", template)))
    names = dict(zip(keys, words(len(keys), chance), strict=True))
    return re.sub(r"\$(\w+)", lambda m: names[m[1]], template), names


def picked(problem: Problem, bound: int, chance: random.Random) -> dict[str, Instance]:
    """Return a small instance for each answer that occurs, not always the smallest one."""
    meaning = ProblemMeaning(problem)
    small = list(islice(instances(problem, {n: bound for n, _ in problem.measures}), 2000))
    chance.shuffle(small)
    found: dict[str, Instance] = {}
    for x in small[:300]:
        answer = "yes" if any(meaning.accepts(x, w) for w in witnesses(meaning.space(x))) else "no"
        found.setdefault(answer, Instance(problem, x))
    return found


def test_the_templates_are_templates() -> None:
    for name, template in TEMPLATES.items():
        assert Template(template).is_valid(), name


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        pytest.param(name, seed, marks=[pytest.mark.slow] * (seed > 1 or at > 0))
        for at, name in enumerate(sorted(TEMPLATES))
        for seed in range(1, 6)
    ],
)
def test_every_verb_works_on_names_never_seen(certify: Certify, tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    text, names = rendered(TEMPLATES[name], chance)
    source, target = names["P"], names["Q"]
    reduction = f"{source}:{target}"
    file = tmp_path / f"{word(chance).lower()}.red"
    file.write_text(text, encoding="utf-8")
    use = ["--use", file]

    said = certify("check", file, "--json")
    assert said.code == 0, said
    assert [(r["kind"], r["name"]) for r in said.json["result"]] == [
        ("problem", source),
        ("problem", target),
        ("reduction", reduction),
    ]
    assert certify("check", source, reduction, *use).code == 0
    assert source in [p["name"] for p in certify("problems", "--json", *use).json["result"]]
    assert reduction in [r["name"] for r in certify("reductions", "--json", *use).json["result"]]

    core = [json.loads(certify("show", n, "--core", *use).out) for n in (source, target, reduction)]
    assert certify("format", file).code == 0
    assert certify("format", "--check", file).code == 0
    assert [json.loads(certify("show", n, "--core", *use).out) for n in (source, target, reduction)] == core
    for shown in (certify("show", source, *use), certify("show", reduction, *use)):
        assert shown.code == 0
        assert source in shown.out

    assert certify("path", source, target, *use).out == f"{source} -> {target}  none ({reduction})\n"
    assert certify("path", source.lower(), target.upper(), "--all", *use).out == f"{source} -> {target}  none ({reduction})\n"
    assert certify("path", target, source, *use).code == 2

    library = standard().with_texts([Source(str(file), file.read_text(encoding="utf-8"))])
    bound = SMALL.get(name, 2)
    within = ",".join(f"{n}={bound}" for n, _ in library.problem(source).measures)
    audited = certify("audit", reduction, "--within", within, "--effort", "quick", "--json", *use)
    (evidence,) = audited.json["result"]
    assert (audited.code, evidence["verdict"]) in [(0, "sampled"), (0, "exhausted"), (0, "bounded")], evidence
    assert certify("audit", source, "--within", within, "--effort", "quick", *use).code == 0
    assert certify("audit", file, "--within", within, "--seconds", "0").code == 3

    found = picked(library.problem(source), bound, chance)
    assert found
    for answer, x in found.items():
        check_an_instance(certify, tmp_path, use, source, target, answer, x)
    assert certify("draw", source, target, "-o", tmp_path / "chain.svg", *use).code == 0
    assert certify("draw", "-o", tmp_path / "network.svg", *use).code == 0
    assert source in svg(tmp_path / "network.svg")


def check_an_instance(certify: Certify, at: Path, use: list[Any], source: str, target: str, answer: str, x: Instance) -> None:
    """Solve, map, lift and draw an instance whose answer is known."""
    file, image, witness = at / f"{answer}.json", at / f"{answer}_image.json", at / f"{answer}_witness.json"
    file.write_text(json.dumps(to_json(x)), encoding="utf-8")
    here = certify("solve", source, file, "--json", *use)
    there = certify("solve", source, file, "--via", target, "--json", *use)
    assert here.json["result"]["answer"] == there.json["result"]["answer"] == answer
    assert [s["problem"] for s in there.json["result"]["stages"]] == [source, target]
    assert certify("solve", source, file, *use).code == 0
    assert certify("map", source, target, file, "-o", image, *use).code == 0
    far = certify("solve", target, image, "--json", *use).json["result"]
    assert far["answer"] == answer
    if answer == "yes":
        witness.write_text(json.dumps(far["witness"]), encoding="utf-8")
        lifted = certify("lift", source, target, file, witness, "--json", *use)
        assert lifted.code == 0, lifted
        assert certify("lift", source, source, file, "-", *use, stdin=json.dumps(lifted.json["result"]["witness"])).code == 0
    for arguments in ([source], [source, target], [source, target, "--solve"]):
        out = at / f"{answer}_{len(arguments)}.svg"
        drawn = certify("draw", *arguments, "--instance", file, "-o", out, *use)
        assert drawn.code == 0, drawn
        assert "<svg" in svg(out)


def svg(path: Path) -> str:
    """Return the text of a picture."""
    return unescape(path.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------ the engine's source


def strings_and_names(path: Path) -> list[tuple[int, str]]:
    """Return the names and text constants of a module with their lines, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    doc: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if (
                isinstance(statement, ast.Expr)
                and isinstance(statement.value, ast.Constant)
                and isinstance(statement.value.value, str)
            ):
                doc.add(id(statement.value))
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in doc:
                found.append((node.lineno, text))
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.arg(arg=text):
                found.append((node.lineno, text))
            case ast.FunctionDef(name=text) | ast.ClassDef(name=text):
                found.append((node.lineno, text))
    return found


BY_HAND = ENGINE / "solve" / "algorithms"  # solvers that register themselves by a problem's name
READ_FROM_TEXTS = [path for path in sorted(ENGINE.rglob("*.py")) if BY_HAND not in path.parents]


@pytest.mark.parametrize("path", READ_FROM_TEXTS, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_the_engine_names_no_problem(path: Path) -> None:
    spoken = {
        ("answers.py", "SAT"),
        ("solver_command.py", "SAT"),
        ("instances.py", "not by SAT: "),
    }  # a verdict of a solver, a way of solving
    names = standard().names("problem")
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)")
    found = [(line, text) for line, text in strings_and_names(path) if pattern.search(text)]
    assert [(line, text) for line, text in found if (path.name, text) not in spoken] == []
