"""What has to be shown of a reduction, as a file for Coq: the goals that the checker states, to be proved by hand.

Each goal is a theorem in the section of its hypotheses.  A home is a finite type with a set: a home may be empty, a type has a
label.  A sum over labels is one of MathComp; of another one it is said what it is.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import (
    Facts,
    Formula,
    Least,
    NoRule,
    Statements,
    ToShow,
    Total,
    counting_variables,
    lin,
    parts,
)
from certify.core import Reduction, core_hash, core_json
from certify.errors import CertifyError, ExitCode
from certify.proving.coq_formulas import INT, CoqFormulas, CoqNames, is_home, sorts_in, symbols
from certify.system.nesting import deeply

WIDTH = 110
DEFINED = ("named", "square", "quotient", "power")
"""The kinds of axioms about symbols that have a definition here; the others are hypotheses."""
WITNESSES = {"w!": "Source_witness", "v!": "Image_witness"}
"""The unknown witnesses, and the sections about them."""

HEAD = """\
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
"""
SUMS_TO = """\
(* s is the sum of the values at which a guard holds, which are finitely many. *)
Definition sums_to (T : eqType) (guard : T -> Prop) (value : T -> int) (s : int) : Prop :=
  exists2 members : seq T, uniq members /\\ (forall x, guard x <-> x \\in members) & s = \\sum_(x <- members) value x.
"""
POWER = """\
(* A power of a whole number; 0 if the exponent is negative. *)
Definition power (b e : int) : int := if 0 <= e then b ^+ `|e|%N else 0.
"""


class NoStatements(CertifyError):
    """The checker has no rule for what a reduction says."""

    exit_code = ExitCode.UNKNOWN


def coq_text(reduction: Reduction) -> str:
    """Return the goals of a reduction, and what is known for each, as a file for Coq and MathComp, whose proofs are left open.

    Raises NoStatements if the checker has none of the reduction.

    >>> from certify.library import standard
    >>> text = coq_text(standard().reduction("VertexCover:IndependentSet"))
    >>> text.count("Admitted.")
    13
    """
    core = json.loads(json.dumps(core_json(reduction)))
    work = checker.Work(1 << 50)
    work.here = work.left
    try:
        with deeply(), counting_variables(work):
            return _File(reduction, Statements(checker.Reduction(core, "core", work))).text()
    except NoRule as reason:
        raise NoStatements(f"the checker has no statements of {reduction.name}: {reason}") from None


class _File:
    """The file of one reduction's statements."""

    def __init__(self, reduction: Reduction, statements: Statements) -> None:
        self.reduction, self.statements, self.shared = reduction, statements, statements.shared
        self.names = CoqNames()
        self.coq = CoqFormulas(self.names, set())
        self.axioms = [(kind, f) for kind, f in self.shared.axioms if kind not in DEFINED]
        self.holds = {n: d for n, d in self.shared.named.items() if isinstance(n, str) and n.startswith("holds!")}
        self.goals = list(enumerate(statements.goals))
        stated = [f for goal in statements.goals for f in (goal.formula, *(g for _, g in goal.known))]
        self.stated = list(dict.fromkeys([*stated, *(f for _, f in self.axioms)]))
        self.used = dict[str, tuple[tuple[str, ...], str]]()
        self.order = list[str]()
        self._use(self.stated)
        self.numbers = Counter[str]()
        self.told = set[str]()
        self.lines = list[str]()
        self.depth = 0

    # ---------------------------------------------------------------------------------------------------------- symbols

    def _use(self, objects: Iterable[Any]) -> None:
        """Note the symbols of formulas, those in the definition of a symbol before it."""
        for name, arguments, sort in symbols(objects):
            if name not in self.used and name not in ("square!", "power!", "times!") and not name.startswith("quotient!"):
                self.used[name] = arguments, sort
                self._use(self._definition(name))
                self.order.append(name)

    def _definition(self, name: str) -> list[Formula]:
        named = self.shared.totals.get(name) or self.shared.named.get(name)
        if isinstance(named, Total):
            return [named.guard, named.value]
        return [named.guard] if isinstance(named, Least) else [self.holds[name][1]] if name in self.holds else []

    def _witness(self, objects: Iterable[Formula]) -> str:
        """Return which unknown witness formulas speak of; an empty text for neither.  Raises NoRule for both."""
        found = set[str]()
        for name, _, _ in symbols(objects):
            found |= {w for w in WITNESSES if name.removeprefix("listed!").startswith(w)}
            found |= {self._witness(self._definition(name))} - {""}
        if len(found) > 1:
            raise NoRule("a formula about the witnesses of both sides")
        return next(iter(found), "")

    # ------------------------------------------------------------------------------------------------------------- text

    def text(self) -> str:
        """Return the whole file."""
        title = self.reduction.name.replace(":", "_")
        self._comment(
            f"{self.reduction.name}: what has to be shown for all sizes, as the checker of certificates states it.  Made by "
            f"`certify prove {self.reduction.name} --export coq` from the core {core_hash(self.reduction)[:16]}."
        )
        self._open(title)
        self._sorts()
        self._symbols("", "The instance, and what is named after it.")
        self._known("typed", self.statements.typed)
        self._theorems(self.statements.typed)
        valid = self.statements.valid[len(self.statements.typed) :]
        if valid:
            self._known("valid", valid)
            self._theorems(self.statements.valid)
        for witness, section in WITNESSES.items():
            full = max((goal.known for _, goal in self.goals if goal.witness == witness), key=len, default=())
            if full:
                self._about_witness(witness, section, full)
        self._close(title)
        assert not self.goals
        inner = "\n".join(self.lines)
        sums = f"\n{SUMS_TO}" if "sums_to" in inner else ""
        sums += f"\n{POWER}" if re.search(r"\bpower\b", inner) else ""
        head, _, rest = inner.strip().partition("\n\n")
        return f"{head}\n\n{HEAD}{sums}\n{rest}\n"

    def _about_witness(self, witness: str, section: str, full: Facts) -> None:
        accepted = self.statements.accepted[witness]
        space = full[: len(full) - len(accepted)] if full[len(full) - len(accepted) :] == accepted else full
        outside, self.told = self.told, {*self.told}
        self._open(section)
        self.numbers -= Counter({name: self.numbers[name] for name in ("in_space", "accepts")})
        self._symbols(witness, f"The {'source' if witness == 'w!' else 'image'}'s witness, and what is named after it.")
        self._known("in_space", space[len(self.statements.valid) :])
        self._theorems(space)
        if space != full:
            self._known("accepts", accepted)
            self._theorems(full)
        self._close(section)
        self.told = outside

    def _sorts(self) -> None:
        found = sorted({s for d in (self.used.values()) for s in (*d[0], d[1])} | sorts_in(self.stated))
        for sort in found:
            if sort not in (INT, "Bool"):
                label = self.coq.sort(sort)
                kind = "finType" if is_home(sort) else "eqType"
                self._line(f"Variables ({label} : {kind}) ({self.names.of(f'some.{sort}!')} : {label}).")

    def _symbols(self, witness: str, comment: str) -> None:
        """Write the symbols that belong to a witness or (an empty text) to none, and what is known of them."""
        self._comment(comment)
        for name in self.order:
            if self._witness([("p", name, ())]) != witness:
                continue
            if name in self.holds:
                self._named(name)
            elif name in self.shared.totals:
                self._total(self.shared.totals[name])
            else:
                self._line(f"Variable {self.names.of(name)} : {self.coq.type(*self.used[name])}.")
        self._known("known", tuple((k, f) for k, f in self.axioms if self._witness([f]) == witness))

    def _named(self, name: str) -> None:
        parameters, f = self.holds[name]
        names = self.names.bound(parameters, {})
        given = " ".join(filter(None, [self.names.of(name), self.coq.binders(parameters, names)]))
        if self.coq.is_truth_value(f):
            self._line(f"Definition {given} : bool := {self.coq.truth_value(f, names)}.")
        else:
            self.coq.propositions.add(name)
            self._line(f"Definition {given} : Prop := {self.coq.proposition(f, names)}.")

    def _total(self, s: Total) -> None:
        outer = self.names.bound(s.parameters, {})
        inner = self.names.bound(s.variables, outer)
        given = " ".join(filter(None, [self.names.of(s.name), self.coq.binders(s.parameters, outer)]))
        value = self.coq.term(s.value, inner)
        if all(is_home(v[2]) for v in s.variables) and self.coq.is_truth_value(s.guard):
            guard = self.coq.truth_value(s.guard, inner)
            typed = [f"{inner[v]} : {self.coq.sort(v[2])}" for v in s.variables]
            if len(typed) == 1 and s.value == lin(1):
                self._line(f"Definition {given} : int := #|[set {typed[0]} | {guard}]|%:Z.")
                return
            sums = [f"\\sum_({v})" for v in typed[:-1]] + [f"\\sum_({typed[-1]} | {guard})"]
            self._line(f"Definition {given} : int := {' '.join(sums)} {f'({value})' if ' ' in value else value}.")
            return
        name, told = self.names.of(s.name), self.names.of(f"{s.name}.is!")
        self._line(f"Variable {name} : {self.coq.type([v[2] for v in s.parameters], INT)}.")
        every = f"forall {self.coq.binders(s.parameters, outer)}, " if s.parameters else ""
        this = f"({' '.join([name, *(outer[v] for v in s.parameters)])})" if s.parameters else name
        guard = self.coq.over(s.variables, inner, self.coq.proposition(s.guard, inner))
        self._line(f"Hypothesis {told} : {every}sums_to {guard} {self.coq.over(s.variables, inner, value)} {this}.")

    def _known(self, name: str, facts: Facts) -> None:
        for _, fact in facts:
            for f in parts(fact, "and"):
                text = self.coq.proposition(f, {})
                if text not in self.told:
                    self.told.add(text)
                    self._line(f"Hypothesis {self._numbered(name)} : {text}.")

    def _theorems(self, known: Facts) -> None:
        """Write the goals for which this is known."""
        here = [(i, goal) for i, goal in self.goals if goal.known == known]
        self.goals = [item for item in self.goals if item not in here]
        for i, goal in here:
            self._theorem(i, goal)

    def _theorem(self, i: int, goal: ToShow) -> None:
        self._comment(f"Goal {i}, {goal.obligation}: {goal.part}")
        self._line(f"Theorem {self._numbered(goal.obligation.replace('-', '_'))} : {self.coq.proposition(goal.formula, {})}.")
        self._line("Proof.")
        self._line("Admitted.")

    # ------------------------------------------------------------------------------------------------------------ lines

    def _numbered(self, name: str) -> str:
        self.numbers[name] += 1
        return self.names.of(f"{name}_{self.numbers[name]}")

    def _line(self, line: str) -> None:
        indent = "  " * self.depth
        self.lines += textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
        )

    def _comment(self, comment: str) -> None:
        self.lines.append("")
        self._line(f"(* {comment} *)")

    def _open(self, section: str) -> None:
        self.lines.append("")
        self._line(f"Section {self.names.of(section)}.")
        self.depth += 1

    def _close(self, section: str) -> None:
        self.depth -= 1
        self.lines.append("")
        self._line(f"End {self.names.of(section)}.")
