"""Problems, reductions, and cited facts in the core form."""

from __future__ import annotations

from certify.core.expressions import Function, Mark, Node, Obligation, Space, SpaceKind, Step
from certify.core.mistakes import Source
from certify.core.ops import Op
from certify.core.types import Bool, Edge, Label, Map, Never, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.records import dataclass, field


@dataclass(frozen=True, slots=True)
class About:
    """The parts of a declaration that do not affect its meaning: title, explanations, citations (key and place), its place.

    `unused` are the names that it binds and never uses, with their places.  `frames` are the parameters of constructors by which
    pictures of a reduction frame the labels that it builds.
    """

    title: str = ""
    because: tuple[str, ...] = ()
    cites: tuple[tuple[str, str], ...] = ()
    mark: Mark | None = field(default=None, compare=False)
    unused: tuple[tuple[str, Mark], ...] = ()
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A decision problem: instances, validity, measures, witness space and verifier.

    In every expression `input instance` is the instance and, in `accepts` only, `input witness` the witness.  `optimum` is
    `minimises` or `maximises`, and the field of the instance, a number, that the answer is monotone in (None: none is stated).
    `origin` names it among the declarations of all libraries; empty if no library made it.
    """

    name: str
    instance: Record
    valid: tuple[Node, ...]
    measures: tuple[tuple[str, Node], ...]
    fixing: tuple[str, ...]
    witness: Space
    witness_names: tuple[str, ...]
    accepts: tuple[Node, ...]
    functions: tuple[Function, ...]
    obligations: tuple[Obligation, ...]
    restricts: str = ""
    optimum: tuple[str, str] | None = None
    about: About = field(default=About(), compare=False)
    origin: str = field(default="", init=False, compare=False)

    def __repr__(self) -> str:
        return f"<problem {self.name}>"


@dataclass(frozen=True, slots=True)
class Constructor:
    """A constructor of labels: its parameters, each with a name (which may be empty) and a type."""

    name: str
    parameters: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a reduction.  `kind` is one of

    `size`: `left` compared by `relation` (`<=`, `=`) with `right`, where `left` names a measure of the target and `right` is
    an arithmetic expression over the source's measures (nodes `measure`, data their names);
    `value`: the same for the largest number in the field `left` of the image;
    `parsimonious`: the witness maps are bijections, inverse to each other;
    `counts`: the number of the target's witnesses is `right`, where the node `measure` with data `#source` is the number of the
    source's witnesses.

    The claim is made only for the instances on which the condition `where` holds (None: all).
    """

    kind: str
    left: str = ""
    relation: str = ""
    right: Node | None = None
    where: Node | None = None
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ShownFirst:
    """What a reason shows on the way to a proof: a condition on the instance and one of the witnesses, or on the instance alone.

    `of`: `forward` for the source's witness, `backward` for the target's, or empty; `carries` if it is no condition, but the
    sequence of what a fold of the target's carries along, first before all rounds.
    """

    of: str
    says: Node


@dataclass(frozen=True, slots=True)
class TakenTerms:
    """What a reason tells the search for proofs to take: a number, a label or a tuple of these, or a collection of such terms.

    `of`: as in `ShownFirst`.
    """

    of: str
    terms: Node


@dataclass(frozen=True, slots=True)
class Reduction:
    """A reduction with both witness maps.

    `input instance` is the source instance throughout; `input witness` is the source's witness in `forward` and the
    target's, its labels as terms, in `backward`.  `content` gives the type of the labels of each home of the target.
    `origin` names it among the declarations of all libraries; empty if no library made it.
    """

    name: str
    source: Problem
    target: Problem
    constructors: tuple[Constructor, ...]
    content: tuple[tuple[str, Type], ...]
    image: Node
    forward: Node
    backward: Node
    claims: tuple[Claim, ...]
    functions: tuple[Function, ...]
    obligations: tuple[Obligation, ...]
    about: About = field(default=About(), compare=False)
    shown: tuple[ShownFirst, ...] = field(default=(), compare=False)
    taken: tuple[TakenTerms, ...] = field(default=(), compare=False)
    origin: str = field(default="", init=False, compare=False)

    def __repr__(self) -> str:
        return f"<reduction {self.name}>"


def named(declared: Problem | Reduction, library: str) -> None:
    """Write down from which library a declaration is, and the problems in it, unless that is known."""
    if not declared.origin:
        kind = "problem" if isinstance(declared, Problem) else "reduction"
        object.__setattr__(declared, "origin", f"{library} {kind} {declared.name}")
    if isinstance(declared, Reduction):
        named(declared.source, library)
        named(declared.target, library)


@dataclass(frozen=True, slots=True)
class Fact:
    """A cited statement about a problem, with the assumptions that it depends on and its citation (key and place)."""

    subject: str
    says: str
    assuming: tuple[str, ...]
    cites: tuple[str, str]


RECORDS = (
    Never, Bool, Number, Label, Term, Set, Edge, Seq, Map, Tuple, Record, Sum, Source, Mark, Step, Node, Function, Obligation,
    Space, About, Problem, Constructor, Claim, ShownFirst, TakenTerms, Reduction, SpaceKind,
    Op,
)  # fmt: skip
"""The classes that the core form is made of: records, and the enumerations in them."""
