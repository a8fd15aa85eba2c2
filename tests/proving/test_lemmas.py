"""Every lemma schema and kind of axiom has a formal proof, and Coq accepts it without axioms."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path

import pytest

import certify
from certify.certificates import checker
from certify.certificates.checker import (
    BY_STEPS,
    CARRIES,
    COMBINED,
    HELD,
    MAPPINGS,
    OF_NUMBERS,
    PAIRWISE,
    SCHEMAS,
    Sources,
    counting_variables,
)
from tests.certificates.proof_gate import unlimited
from tests.proving.compile_lemmas import LEMMAS
from tests.proving.coq import CLOSED, PACKAGE, NotCompiled, assumptions, in_order, theorems, without_proofs
from tests.proving.sentences_in_coq import CASES, sentences

ENGINE = Path(certify.__file__).parent
WITHOUT_PROOF = {"axiom_kept"}
"""What is known of the places that a filter keeps is evaluated in structures, and has no formal proof yet."""
SENTENCES = Path(__file__).with_name("schema_sentences.v")


def _read(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _axioms(text: str) -> set[str]:
    """Return the theorems about the kinds of axioms that a program adds."""
    return {f"axiom_{kind}" for kind in re.findall(r'axioms(?:\.append\(| \+= \[)\s*\(\s*"(\w+)"', text)}


def checker_names() -> set[str]:
    """Return the theorems that the sentences of the checker need: its schemas, its gaps, and its axioms."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(Sources.formula)))
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    words = {text for text in texts if text.isidentifier()}
    sources = (words - {"goal", "known", "axiom", "lemma"}) | {*COMBINED, *PAIRWISE, HELD, BY_STEPS}
    inductions = {"keeps", "least", "below", "crossing", "follows", "held", "stepwise", "turns", "leaves"}
    assert sources == inductions | {"digits", *COMBINED, *PAIRWISE}
    text = _read(Path(checker.__file__))
    by_symbol = re.findall(r'axioms(?:\.append\(| \+= \[)\s*\(\s*(name|f"\{name\}\'")', text)
    assert len(by_symbol) == 4, "axioms called by the symbol: three times of places that are kept, once of a fold that appends"
    return {*SCHEMAS, *MAPPINGS, *OF_NUMBERS, *sources, *_axioms(text), "axiom_fold", CARRIES, *WITHOUT_PROOF}


def engine_names() -> set[str]:
    """Return the theorems that the sentences of the engine need."""
    text = _read(ENGINE / "proving" / "schemas.py", ENGINE / "proving" / "stages.py")
    found = {name for name, numbered in re.findall(r'f"([a-z]+)(\{i\})?\(\{', text) if not numbered}
    found |= {f"{name}{i}" for name in re.findall(r'f"([a-z]+)\{i\}\(\{', text) for i in (0, 1)}
    found |= set(re.findall(r'combination\("(\w+)"', text))
    return found | _axioms(_read(*sorted((ENGINE / "formulas").glob("*.py")))) | {"induction"}


def test_the_names_are_found() -> None:
    """Names are read off the programs; these are some of each kind."""
    assert {"monotone", "listed", "fibres1", "least", "axiom_first", "axiom_listed"} <= checker_names() & engine_names()
    assert "induction" in engine_names() - checker_names()
    assert "follows" in checker_names() - engine_names()


def test_each_schema_has_a_theorem_and_each_theorem_a_schema() -> None:
    proved = [name for path in LEMMAS for name in theorems(_read(path))]
    assert len(proved) == len({*proved})
    assert {*proved} == (checker_names() | engine_names()) - WITHOUT_PROOF


def test_no_file_is_without_use_and_each_says_what_it_is_about() -> None:
    required = " ".join(re.findall(rf"From {PACKAGE} Require Import ([^.]*)\.", _read(*LEMMAS))).split()
    for path in LEMMAS:
        text = _read(path)
        assert theorems(text) or path.stem in required
        assert text.startswith("(* ")
        said = " ".join(re.findall(r"\(\*.*?\*\)", text, re.DOTALL))
        for name in theorems(text):
            assert f"`{name.removeprefix('axiom_')}`" in said, (path.name, name)


def test_files_that_are_needed_come_first() -> None:
    names = [path.stem for path in in_order(LEMMAS)]
    assert sorted(names) == sorted(path.stem for path in LEMMAS)
    assert names.index("finite_sums") < names.index("ranges") < names.index("pairs")


def test_the_sentences_that_are_proved_are_those_of_the_checker() -> None:
    with counting_variables(unlimited()):
        stated = sentences()
    assert without_proofs(_read(SENTENCES)).partition("Section ")[2] == stated.partition("Section ")[2]
    assert not re.search(r"\b(Admitted|admit|Axiom)\b", _read(SENTENCES))
    assert {schema for schema, _, _ in CASES} == {*SCHEMAS}
    assert len(theorems(stated)) == len(CASES) + 6


@pytest.mark.slow
@pytest.mark.usefixtures("coq")
def test_coq_accepts_every_proof_without_axioms() -> None:
    found = assumptions(LEMMAS)
    assert len(found) == len((checker_names() | engine_names()) - WITHOUT_PROOF)
    assert set(found.values()) == {CLOSED}


@pytest.mark.slow
@pytest.mark.usefixtures("coq")
def test_the_sentences_of_the_checker_follow_from_the_theorems() -> None:
    assert set(assumptions([SENTENCES], needed=LEMMAS).values()) == {CLOSED}


@pytest.mark.slow
@pytest.mark.usefixtures("coq")
def test_what_is_not_proved_is_seen(tmp_path: Path) -> None:
    """An admitted theorem, one that rests on an axiom, and a wrong proof."""
    file = tmp_path / "wrong.v"
    file.write_text(
        "Axiom no : False.\nTheorem a : 1 = 2.\nProof. Admitted.\nTheorem b : 1 = 2.\nProof. destruct no. Qed.\n"
        "Theorem c : 1 = 1.\nProof. reflexivity. Qed.\n",
        encoding="utf-8",
    )
    found = assumptions([file])
    assert "a : 1 = 2" in found["wrong.a"]
    assert "no : False" in found["wrong.b"]
    assert found["wrong.c"] == CLOSED
    file.write_text("Theorem a : 1 = 2.\nProof. reflexivity. Qed.\n", encoding="utf-8")
    with pytest.raises(NotCompiled, match=r"wrong\.v: .*line 2"):
        assumptions([file])
