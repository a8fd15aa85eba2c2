"""Which options need which, and which exclude one another: one table for all verbs.

An option that would have no effect is an error, as it is not what its user meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.records import dataclass

Given = Mapping[str, Any]
"""What stands on a command line: options with their dashes, and arguments by their names, with values."""


@dataclass(frozen=True)
class Needs:
    """An option has an effect only beside one of some others.

    - `option`: the option, as `--memory`, or with a value, as `--to=dot`.
    - `one_of`: the others, of which one is needed: options, arguments by their names, or options with a value.
    - `why`: what the option does, in a sentence without subject.

    >>> Needs("--memory", ("--with=dp",), "limits the tables of `dp`").broken({"--memory": 5, "--with": "sat"})
    '`--memory` limits the tables of `dp`, and has no effect here: give `--with dp` as well, or leave it out'
    >>> Needs("--memory", ("--with=dp",), "limits the tables of `dp`").broken({"--memory": 5, "--with": "dp"})
    ''
    """

    option: str
    one_of: tuple[str, ...]
    why: str

    def broken(self, given: Given) -> str:
        """Return what is wrong with the options that are given, and how to mend it; empty if nothing is."""
        if not _holds(self.option, given) or any(_holds(other, given) for other in self.one_of):
            return ""
        wanted = " or ".join(f"`{other.replace('=', ' ')}`" for other in self.one_of)
        return f"`{_words(self.option, given)}` {self.why}, and has no effect here: give {wanted} as well, or leave it out"


@dataclass(frozen=True)
class Apart:
    """At most one of some options may be given.

    - `options`: the options, or arguments by their names.
    - `why`: the reason, or what to do instead.
    - `unless`: an option beside which they go together all the same.

    >>> Apart(("--core", "--compiled"), "each prints something else").broken({"--core": True, "--compiled": True})
    '`--core` and `--compiled` do not go together: each prints something else'
    """

    options: tuple[str, ...]
    why: str
    unless: str = ""

    def broken(self, given: Given) -> str:
        """Return what is wrong with the options that are given, and how to mend it; empty if nothing is."""
        found = [f"`{_words(option, given)}`" for option in self.options if _holds(option, given)]
        if len(found) < 2 or (self.unless and _holds(self.unless, given)):
            return ""
        return f"{', '.join(found[:-1])} and {found[-1]} do not go together: {self.why}"


OptionRule = Needs | Apart


def _holds(option: str, given: Given) -> bool:
    name, _, value = option.partition("=")
    return name in given and (not value or str(given[name]) == value) and given[name] not in (None, [], ())


def _words(option: str, given: Given) -> str:
    """Return an option as it is given on the command line; of an argument, its value."""
    if option.startswith("-"):
        return option.replace("=", " ")
    value = given[option]
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_ALL = "`--all` is all of them, so name nothing beside it"

OF_AN_INSTANCE = (
    Needs("--solve", ("--instance",), "marks a witness of an instance"),
    Needs("--set", ("--instance",), "gives a field of an instance"),
    Needs("--format", ("--instance",), "is the format of an instance"),
    Needs("--steps", ("--instance",), "draws an instance and its image step by step"),
    Needs("--size", ("--instance",), "fits pictures of instances"),
    Needs("--max-nodes", ("--instance",), "limits pictures of instances"),
    Needs("--max-lines", ("--instance",), "limits pictures of instances"),
    Needs("--max-rows", ("--instance",), "limits pictures of instances"),
)
"""The rules of `draw`, whose instance may also stand among the names."""

RULES: Mapping[str, tuple[OptionRule, ...]] = {
    "example": (
        Apart(("--yes", "--no"), "each prints one instance; leave both out for both"),
        Needs("--to", ("--yes", "--no"), "is the format of one instance"),
        Needs("--out", ("--yes", "--no"), "is the file of one instance"),
        Apart(("--to", "--json"), "the object holds the instance as JSON", unless="--out"),
    ),
    "random": (Apart(("--to", "--json"), "the object holds the instance as JSON", unless="--out"),),
    "path": (
        Apart(("--all", "--via", "--smallest"), "each says which routes are printed"),
        Apart(("--all", "--why"), "nothing is chosen among all routes"),
        Needs("--at", ("--smallest",), "gives the measures at which bounds are compared"),
    ),
    "show": (
        Apart(("--core", "--compiled", "--latex", "--badge"), "each prints something else"),
        Apart(("--core", "--compiled", "--explain", "--badge"), "each prints something else"),
    ),
    "format": (Apart(("--check", "--stdout"), "`--check` prints no text"),),
    "audit": (
        Apart(("--all", "names"), _ALL),
        Apart(("--jobs", "--scheduler"), "instances are examined here or on a cluster"),
        Needs("--proofs", ("--save",), "is the folder of `--save`"),
    ),
    "mutate": (Apart(("--all", "names"), _ALL),),
    "prove": (
        Apart(("--all", "names"), _ALL),
        Apart(("--export", "--goals"), "an export holds all statements, and no search tells which are shown"),
        Apart(("--export", "--certificate"), "an export searches no proof that could be kept"),
        Apart(("--export", "--explain"), "an export searches no proof that could be told"),
        Needs("--latex", ("--explain",), "prints proofs in words as LaTeX"),
    ),
    "bounds": (
        Apart(("--all", "names"), _ALL),
        Apart(("--all", "--minimise"), "`--minimise` is about the chains from one problem to another: name SOURCE and TARGET"),
        Apart(("--all", "--at"), "`--at` gives the measures of one source: name it"),
        Apart(("--all", "--fixing"), "`--fixing` names measures of one problem: name it"),
        Apart(("--all", "--trace"), "`--all` prints a line each: name what the derivation is wanted of"),
        Apart(("--latex", "--trace"), "the tables for a paper have no derivation"),
        Apart(("--latex", "--json"), "each is a form of the whole answer"),
        Apart(("--minimise", "--fixing"), "`--fixing` is about one problem"),
        Apart(("--minimise", "--no-run"), "no instances are run for chains"),
    ),
    "verify": (
        Apart(("--record", "--budget"), "`--record` keeps the check of the checker's default part"),
        Apart(("--record", "--within"), "`--record` keeps the check of the checker's default part"),
    ),
    "consequences": (Apart(("--all", "--regimes"), "the table of regimes has one line for each statement"),),
    "map": (
        Apart(("--via", "--smallest"), "the one names the route, and the other chooses it"),
        Apart(("--to", "--json"), "the object holds the image as JSON", unless="--out"),
        Apart(("--pretty", "--json"), "the object holds the image as JSON", unless="--out"),
    ),
    "solve": (
        Needs("--anyway", ("--via",), "uses a chain with a refuted reduction"),
        Needs("--memory", ("--with=dp",), "limits the tables of dynamic programming"),
        Needs("--picture", ("--why",), "draws what `--why` finds"),
        Apart(("--solver-cmd", "--with"), "each says who solves"),
        Apart(("--solver-cmd", "--optimum"), "the command decides one number; give it with --set"),
        Apart(("--solver-cmd", "--onnx"), "a network is written from a witness of the own solvers"),
        Needs("--smallest", ("--via",), "chooses the route to the problem that `--via` names"),
        Apart(("--count", "--all"), "`--all` prints the witnesses, and `--count` their number"),
        *(
            Apart((option, other), why)
            for option in ("--count", "--all")
            for other, why in (
                ("--via", "the image along a chain may have more or fewer witnesses"),
                ("--with", "all witnesses are found by search"),
                ("--why", "it tells of the answer no"),
                ("--dimacs", "the format has one answer"),
                ("--onnx", "a file holds one network"),
                ("--solver-cmd", "all witnesses are found by search"),
                ("--optimum", "find the number first, then give it with `--set`"),
            )
        ),
        Apart(("--optimum", "--dimacs"), "the format has no numbers"),
        Apart(("--optimum", "--onnx"), "networks are trained, without a number to improve"),
        Apart(("--dimacs", "--json"), "each is a form of the whole answer"),
        Apart(("--dimacs", "--why"), "the format has no reasons"),
    ),
    "encode": (
        Needs("--smallest", ("--via",), "chooses the route to the problem that `--via` names"),
        Needs("--anyway", ("--via",), "uses a chain with a refuted reduction"),
    ),
    "decode": (
        Needs("--smallest", ("--via",), "chooses the route to the problem that `--via` names"),
        Needs("--anyway", ("--via",), "uses a chain with a refuted reduction"),
    ),
    "lift": (Apart(("--via", "--smallest"), "the one names the route, and the other chooses it"),),
}
"""The rules of each verb."""
