"""Statements of cited facts: hardness, membership, lower bounds on time, and the assumptions that they rest on."""

from __future__ import annotations

import re

from certify.core import Fact
from certify.library import Library, Unknown
from certify.records import dataclass

CLOSED = frozenset({"P", "NP", "coNP", "RP", "coRP", "BPP", "PP", "PH", "CH", "PSPACE", "EXP", "NEXP", "coNEXP", "EXPSPACE"})
"""Classes closed under polynomial-time many-one reductions."""

_HARD = re.compile(r"(?:is )?(?P<strongly>strongly )?(?P<of>\w+)-(?P<kind>hard|complete)")
_IN = re.compile(r"(?:is )?(?P<no>not )?in (?P<of>\w+)")
_SLOW = re.compile(r"(?:is )?not in 2\^o\(([^\W\d]\w*'*(?: \+ [^\W\d]\w*'*)*)\)")
_SLOW_IN_ANY_FORM = re.compile(r"(?:is )?not in .*\^.*")


@dataclass(frozen=True)
class Assumption:
    """A named assumption, or a theorem that is cited instead of one: its text and its citations."""

    name: str
    says: str
    cites: tuple[tuple[str, str], ...] = ()


def assumption(library: Library, name: str) -> Assumption:
    """Return an assumption with its text; the name alone if the library declares no assumption of that name.

    >>> from certify.library import standard
    >>> assumption(standard(), "ETH").cites
    (('ImpagliazzoPaturi2001', ''),)
    """
    text = library.text("assumption", name)
    for declared in text.declarations if text else ():
        if declared.kind == "assumption" and declared.name == name:
            _, says, cites = declared.tree.children
            keys = ((str(cites.children[0]), str(cites.children[1] or "").strip('"')),) if cites else ()
            return Assumption(name, str(says or "").strip('"'), keys)
    return Assumption(name, "")


def statements(fact: Fact) -> list[str]:
    """Return the statements of a fact about hardness and membership; empty for a fact about neither.

    >>> statements(Fact("A", "is NP-complete", (), ("Cook1971", "")))
    ['NP-hard', 'in NP']
    >>> statements(Fact("A", "not in P", (), ("Cook1971", "")))
    ['not in P']
    """
    hard = _HARD.fullmatch(fact.says)
    if hard:
        also = [f"in {hard['of']}"] if hard["kind"] == "complete" else []
        return [f"{hard['strongly'] or ''}{hard['of']}-hard", *also]
    member = _IN.fullmatch(fact.says)
    return [f"{member['no'] or ''}in {member['of']}"] if member else []


def lower_bound(fact: Fact) -> tuple[str, ...] | None:
    """Return the measures in whose sum a fact excludes subexponential time; None for a fact of another kind.  Raises `Unknown` if
    the fact is a bound on time in another form.

    >>> lower_bound(Fact("A", "not in 2^o(n + m)", ("ETH",), ("Cook1971", "")))
    ('n', 'm')
    """
    found = _SLOW.fullmatch(fact.says)
    if found is None and _SLOW_IN_ANY_FORM.fullmatch(fact.says):
        form = "`not in 2^o(n + m)`, with a sum of measures"
        raise Unknown(f"`fact {fact.subject} {fact.says}`: a lower bound on time is read in the form {form}")
    return tuple(found[1].split(" + ")) if found else None


def travels(statement: str) -> bool:
    """Return whether reductions carry a statement at all."""
    return statement.endswith("-hard") or statement.rpartition(" ")[2] in CLOSED
