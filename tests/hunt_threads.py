"""A search for errors in concurrent use: eight threads ask the same questions as one thread, and must get the same answers.

A seed chooses a library that has not been read yet (the shipped texts, with the shipped names or with new ones), one to three
calls of the API with their subjects, and whether the threads share what they load.  Threads are switched as often as Python
allows.  Afterwards one thread makes the same calls with another unread library, so nothing is cached when the threads begin.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from threading import Barrier, Thread
from typing import Any

from certify.api import LoadedChain, LoadedProblem, load
from certify.bounds.report import bound_json
from certify.chains import Chain
from certify.codegen import compiled_source
from certify.core import Problem, core_hash
from certify.core.mistakes import Mistake, Source
from certify.core.values import FrozenMap
from certify.empirical.examined_bounds import examine_reduction
from certify.evidence import Evidence
from certify.formats import from_json, to_json, witness_to_json
from certify.graph.consequences import implications
from certify.graph.facts import known
from certify.graph.least_routes import best_routes
from certify.graph.solving import verifier_of
from certify.language.formatting import format_text
from certify.library import Library, LibraryText, standard
from certify.pictures.instances import instance_picture
from certify.pictures.reductions import reduction_picture
from certify.reports.bounds import in_full
from certify.semantics.explanations import explain
from certify.semantics.named_instances import Instance
from certify.solve.search import Searcher, search

THREADS = 8
SWITCH = 1e-6

Subject = LoadedProblem | LoadedChain
Load = Callable[[Library], Any]
Use = Callable[[Any], Any]


@dataclass(frozen=True)
class Call:
    """A call of the API with its subject: `load` reads the texts, `use` computes the answer."""

    verb: str
    load: Load
    use: Use

    def answer(self, library: Library) -> str:
        """Return the answer as text."""
        return _text(self.use(self.load(library)))


def said(answer: Callable[[], str]) -> str:
    """Return an answer, or the exception that is raised instead, as text."""
    try:
        return answer()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _text(answer: Any) -> str:
    if isinstance(answer, frozenset | set):
        return "{" + ", ".join(sorted(map(_text, answer))) + "}"
    if isinstance(answer, dict):
        return "{" + ", ".join(sorted(f"{_text(k)}: {_text(v)}" for k, v in answer.items())) + "}"
    if isinstance(answer, tuple | list):
        return "[" + ", ".join(map(_text, answer)) + "]"
    return str(answer)


def hunt(seed: int) -> str | None:
    """Return how the answers of a seed's threads differ from those of one thread, in words; None if they are equal."""
    random = Random(seed)
    sources = _sources(random, seed)
    new = "" if sources == _shipped() else str(seed)
    calls = [_call(random, new) for _ in range(random.choice((1, 1, 2, 3)))]
    shared, warm = random.random() < 0.5, random.random() < 0.5
    together = _together(calls, sources, shared, warm)
    alone = [call.answer(_fresh(sources)) for call in calls]
    for i, found in enumerate(together):
        expected = alone[i % len(calls)]
        if found != expected:
            verbs = ", ".join(c.verb for c in calls)
            return f"{verbs}: thread {i} ({calls[i % len(calls)].verb}) says {found[:300]!r}, alone {expected[:300]!r}"
    return None


def _together(calls: list[Call], sources: tuple[Source, ...], shared: bool, warm: bool) -> list[str]:
    """Return the answer of each thread.

    `shared`: all threads load from one library.  `warm`: the threads also share what is loaded.
    """
    library = _fresh(sources)
    subjects = [call.load(library) for call in calls] if shared and warm else None
    barrier, answers = Barrier(THREADS), ["no answer"] * THREADS

    def run(i: int) -> None:
        call = calls[i % len(calls)]
        mine = library if shared else _fresh(sources)
        barrier.wait()
        if subjects is None:
            answers[i] = said(lambda: call.answer(mine))
        else:
            subject = subjects[i % len(calls)]
            answers[i] = said(lambda: _text(call.use(subject)))

    threads = [Thread(target=run, args=(i,)) for i in range(THREADS)]
    with often_switched():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return answers


@contextmanager
def often_switched() -> Iterator[None]:
    """Switch threads as often as Python allows in this block."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


# ------------------------------------------------------------------------------------------------ texts


def _shipped() -> tuple[Source, ...]:
    return tuple(text.source for text in standard().texts)


def _sources(random: Random, seed: int) -> tuple[Source, ...]:
    """Return the shipped texts, or the same texts with new names for all problems."""
    shipped = _shipped()
    if random.random() < 0.5:
        return shipped
    names = re.compile(r"\b(" + "|".join(standard().names("problem")) + r")\b")
    return tuple(Source(f"new/{s.name}", names.sub(rf"\g<1>{seed}", s.text)) for s in shipped)


def _fresh(sources: tuple[Source, ...]) -> Library:
    """Return a library that has not been read yet."""
    return Library(tuple(LibraryText(source) for source in sources))


REALS = """
problem Squares
  instance numbers : set of labels
           bound   : nat
  measures n = |numbers|, b = bits(bound)
  witness  r : reals over numbers
  accepts  every v in numbers: r[v] * r[v] = bound and r[v] >= 0
"""
"""A text with a witness of real numbers."""


def _with_reals(library: Library, new: str) -> Library:
    return library.with_texts([Source("squares.red", REALS.replace("Squares", f"Squares{new}"))])


# ------------------------------------------------------------------------------------------------ instances


def formula(random: Random, most: int = 4) -> Any:
    """Return a formula with clauses of at most three literals, as JSON data; about half of them are satisfiable."""
    names = [f"x{i}" for i in range(random.randint(1, most))]
    literals = [{sign: name} for name in names for sign in ("positive", "negative")]
    clauses = [random.sample(literals, random.randint(1, min(3, len(literals)))) for _ in range(random.randint(1, 3 * most))]
    return {"variables": names, "clauses": clauses}


def graph(random: Random, most: int = 6) -> Any:
    """Return a graph and a number, as JSON data."""
    names = [f"v{i}" for i in range(random.randint(2, most))]
    pairs = [[u, v] for i, u in enumerate(names) for v in names[:i]]
    edges = random.sample(pairs, random.randint(0, len(pairs)))
    return {"G": {"vertices": names, "edges": edges}, "k": random.randint(0, len(names))}


def sums(random: Random) -> Any:
    """Return sizes and a goal, as JSON data."""
    names = [f"i{n}" for n in range(random.randint(1, 6))]
    return {"item": names, "size": {name: random.randint(0, 30) for name in names}, "goal": random.randint(0, 60)}


SOURCES: dict[str, Callable[[Random], Any]] = {
    "ThreeSAT": formula,
    "VertexCover": graph,
    "IndependentSet": graph,
    "Clique": graph,
    "SubsetSum": sums,
}
CHAINS = [
    ("ThreeSAT", "DNNT"), ("ThreeSAT", "DNNT"), ("ThreeSAT", "VertexCover"), ("ThreeSAT", "ThreeColoring"),
    ("ThreeSAT", "Partition"),
    ("VertexCover", "Clique"), ("IndependentSet", "SetCover"), ("Clique", "VertexCover"), ("SubsetSum", "DNNT"),
    ("SubsetSum", "Knapsack"), ("VertexCover", "HamiltonianCycle"), ("ThreeSAT", "ExactCover"),
]  # fmt: skip
REGIONS = {
    "ThreeSAT:IndependentSet": {"n": 1, "m": 1}, "IndependentSet:VertexCover": {"n": 3, "m": 2},
    "VertexCover:IndependentSet": {"n": 2, "m": 1}, "SubsetSum:Knapsack": {"n": 2, "b": 1},
    "ThreeSAT:ThreeColoring": {"n": 1, "m": 1},
    "SubsetSum:Partition": {"n": 2, "b": 2}, "IndependentSet:Clique": {"n": 3, "m": 3}, "VertexCover:SetCover": {"n": 3, "m": 2},
    "ThreeSAT:OneInThreeSAT": {"n": 1, "m": 1},
}  # fmt: skip


# ------------------------------------------------------------------------------------------------ verbs


def _call(random: Random, new: str) -> Call:
    """Return a random call; the common ones are more likely."""
    makers = [f for f, weight in VERBS for _ in range(weight)]
    return random.choice(makers)(random, new)


def _problem(name: str, new: str) -> Load:
    return lambda library: load(name + new, library=library)


def _chain(source: str, target: str, new: str) -> Load:
    return lambda library: load(source + new, target + new, library=library)


def _solve(random: Random, new: str) -> Call:
    name = random.choice(list(SOURCES))
    data, by = SOURCES[name](random), random.choice(("search", "search", "search", "sat"))

    def use(subject: LoadedProblem) -> Any:
        solution = subject.solve(subject.instance(data), by=by)
        return solution.answer, solution.witness, solution.effort

    return Call(f"solve {name} by {by}", _problem(name, new), use)


def _solve_by_hand(random: Random, new: str) -> Call:
    name, method = random.choice((("SubsetSum", "dp"), ("DNNT", "dp"), ("DNNT", "cp-sat")))
    data = sums(random)

    def use(subject: LoadedProblem) -> Any:
        x = subject.instance(data)
        solution = subject.solve(x, by=method) if name == "SubsetSum" else subject.solve(x, via=name, by=method)
        return solution.answer, solution.witness is None

    def loaded(library: Library) -> Subject:
        """Load a subject by its shipped name: solvers by hand know no other names."""
        return load("SubsetSum", library=_fresh(_shipped()) if new else library)

    return Call(f"solve SubsetSum via {name} by {method}", loaded, use)


def _solve_via(random: Random, new: str) -> Call:
    source, target = random.choice(CHAINS)
    data = formula(random, 3) if source == "ThreeSAT" else SOURCES[source](random)
    if target == "HamiltonianCycle":
        data = graph(random, 3)

    def use(subject: LoadedProblem) -> Any:
        solution = subject.solve(subject.instance(data), via=target + new)
        return solution.answer, solution.found.lifted, solution.effort

    return Call(f"solve {source} via {target}", _problem(source, new), use)


def _many(random: Random, new: str) -> Call:
    """Return a call that solves many small formulas by search, one after the other: it repeats what the solver of one problem
    does.
    """
    source, target = random.choice((("ThreeSAT", "DNNT"), ("ThreeSAT", "ThreeSAT"), ("SubsetSum", "DNNT")))
    many = [SOURCES[source](random) for _ in range(5)]

    def use(subject: LoadedProblem) -> Any:
        return [subject.solve(subject.instance(data), via=target + new).answer for data in many]

    return Call(f"solve {source} via {target}, five times", _problem(source, new), use)


def _all_witnesses(random: Random, new: str) -> Call:
    name = random.choice(list(SOURCES))
    data, searched = SOURCES[name](random), random.random() < 0.5

    def use(subject: LoadedProblem) -> Any:
        x = subject.instance(data)
        found = Searcher(subject.problem, 0).search(x.value) if searched else search(x.problem, x.value, small=0)
        return found.witnesses, found.complete, found.nodes

    return Call(f"all witnesses of {name}", _problem(name, new), use)


def _map(random: Random, new: str) -> Call:
    source, target = random.choice(CHAINS)
    data = SOURCES[source](random)

    def use(subject: LoadedChain) -> Any:
        stages = subject.map(_instance(subject.chain.source, data))
        far = stages.instances[-1]
        return to_json(far), [s.names for s in stages.instances]

    return Call(f"map {source} to {target}", _chain(source, target, new), use)


def _lift(random: Random, new: str) -> Call:
    source, target = random.choice([c for c in CHAINS if "Hamil" not in c[1]])
    data = formula(random, 2) if source == "ThreeSAT" else SOURCES[source](random)

    def use(subject: LoadedChain) -> Any:
        stages = subject.map(_instance(subject.chain.source, data))
        far = stages.instances[-1]
        found = search(far.problem, far.value, limit=2, nodes=2000).witnesses
        lifted = [subject.chain.lift(stages, w)[0] for w in found]
        return lifted, [witness_to_json(stages.instances[0], w) for w in lifted]

    return Call(f"lift {target} to {source}", _chain(source, target, new), use)


def _instance(problem: Problem, data: Any) -> Instance:
    return from_json(problem, data)


def _explain(random: Random, new: str) -> Call:
    data = formula(random)

    def use(subject: LoadedProblem) -> Any:
        x = subject.instance(data)
        w = FrozenMap({v: v % 2 == 0 for v in x.value[0]})
        return explain(subject.problem, x.value, w)

    return Call("explain ThreeSAT", _problem("ThreeSAT", new), use)


def _audit(random: Random, new: str) -> Call:
    name = random.choice(list(REGIONS))
    source, _, target = name.partition(":")
    effort = "standard" if random.random() < 0.1 else "quick"

    def use(subject: LoadedChain) -> Any:
        return _evidence(subject.audit(REGIONS[name], effort=effort))

    return Call(f"audit {name} {effort}", lambda library: load(f"{source}{new}:{target}{new}", library=library), use)


def _evidence(evidence: Evidence) -> str:
    """Return the evidence as text, without times."""
    return re.sub(r'"seconds": [\d.e-]+', "", json.dumps(evidence.json(), sort_keys=True, default=str))


def _audit_problem(random: Random, new: str) -> Call:
    name = random.choice(("VertexCover", "SubsetSum"))

    def use(subject: LoadedProblem) -> Any:
        return _evidence(subject.audit({"n": 2, "m": 1} if name == "VertexCover" else {"n": 2, "b": 1}))

    return Call(f"audit {name}", _problem(name, new), use)


def _bounds(random: Random, new: str) -> Call:
    source, target = random.choice(CHAINS)

    def use(subject: LoadedChain) -> Any:
        bounds = subject.bounds()
        at = dict.fromkeys((n for n, _ in subject.chain.source.measures), 7)
        return {n: (bound_json(b, at), list(in_full(n, b)), b.degree) for n, b in bounds.items()}

    return Call(f"bounds {source} to {target}", _chain(source, target, new), use)


def _problem_bounds(random: Random, new: str) -> Call:
    name = random.choice(("SubsetSum", "VertexCover", "Knapsack", "ThreeSAT", "ThreeColoring", "HamiltonianCycle"))

    def use(subject: LoadedProblem) -> Any:
        bounds = subject.bounds()
        marks = [(line.depth, str(line.mark), line.text, line.says) for line in bounds.trace]
        return bounds.in_np, {n: bound_json(b) for n, b in bounds.times.items()}, marks

    return Call(f"bounds {name}", _problem(name, new), use)


def _report(random: Random, new: str) -> Call:
    name = random.choice(list(REGIONS))
    source, _, target = name.partition(":")

    def use(subject: LoadedChain) -> Any:
        return repr(examine_reduction(subject.reduction, run=False))

    return Call(f"report {name}", lambda library: load(f"{source}{new}:{target}{new}", library=library), use)


def _library(library: Library) -> Library:
    return library


NEAR = re.compile(
    r"(facts|references|logic|/sat|threesat|((clique|independentset|vertexcover|setcover)(_to_)?)+|threesat_to_ind.*)[.]red"
)


def _known(random: Random, new: str) -> Call:
    """Return a call for the known facts about a problem, in a part of the network near it; reading the whole network takes
    seconds.
    """
    name = random.choice(("VertexCover", "Clique"))
    near = [t for t in _shipped() if NEAR.search(t.name)]
    sources = [Source(t.name, re.sub(r"\b(" + name + r")\b", rf"\g<1>{new}", t.text)) for t in near]
    return Call(f"knowledge {name}", lambda _: _fresh(tuple(sources)), lambda library: known(library, name + new).statements)


def _implied(random: Random, new: str) -> Call:
    name = random.choice(("IndependentSet", "VertexCover", "ThreeSAT"))
    return Call(f"implications {name}", _library, lambda library: [i.json() for i in implications(library, name + new)])


def _best(random: Random, new: str) -> Call:
    source, target = random.choice((("ThreeSAT", "VertexCover"), ("ThreeSAT", "Clique"), ("SubsetSum", "Knapsack")))

    def use(library: Library) -> Any:
        routes = best_routes(library, source + new, target + new, ["n"])
        return [(r.reductions, {n: str(b.best) for n, b in r.bounds.items()}) for r in routes]

    return Call(f"best routes from {source} to {target}", _library, use)


def _show(random: Random, new: str) -> Call:
    name = random.choice([*SOURCES, "DNNT", "CNNT", "PosSLP"])

    def use(library: Library) -> Any:
        problem = library.problem(name + new)
        return core_hash(problem), compiled_source(problem), [str(o.mark) for o in problem.obligations], problem.about

    return Call(f"show {name}", _library, use)


def _everything(random: Random, new: str) -> Call:
    """Return a call that loads all names in a random order, so that several threads load the same texts."""
    names = standard().names("reduction")
    random.shuffle(names)

    def use(library: Library) -> Any:
        wanted = [":".join(end + new for end in name.split(":")) for name in names]
        return [core_hash(library.reduction(name)) for name in wanted]

    return Call("read everything", _library, use)


def _format(random: Random, new: str) -> Call:
    text = random.choice(_shipped())
    return Call(f"format {text.name}", _library, lambda library: [format_text(text), format_text(text, unicode=True)])


def _wrong_text(random: Random, new: str) -> Call:
    """Return a call with a wrong text: every thread must report the same mistake."""
    text = random.choice(
        (
            f"problem P{new} restricts P{new} where true\n",
            f"problem P{new} restricts Q{new} where true\n\nproblem Q{new} restricts P{new} where true\n",
            REALS.replace("Squares", f"P{new}").replace("bound and", "bonud and"),
            REALS.replace("Squares", f"P{new}").replace("witness", "witnes"),
        )
    )

    def use(library: Library) -> Any:
        try:
            return core_hash(library.problem(f"P{new}"))
        except Mistake as mistake:
            return str(mistake)

    return Call("a wrong text", lambda library: library.with_texts([Source("wrong.red", text)]), use)


def _reals(random: Random, new: str) -> Call:
    data = {"numbers": ["a", "b"][: random.randint(1, 2)], "bound": random.choice((4, 9, 16, 25))}

    def use(library: Library) -> Any:
        problem = library.problem(f"Squares{new}")
        return search(problem, _instance(problem, data).value, limit=1).witnesses

    return Call("real numbers", partial(_with_reals, new=new), use)


def _encode(random: Random, new: str) -> Call:
    source, target = random.choice([c for c in CHAINS if c[1] in {"VertexCover", "ThreeColoring", "Clique", "SetCover"}])
    data = formula(random, 2) if source == "ThreeSAT" else graph(random, 4)

    def use(subject: LoadedChain) -> Any:
        return verifier_of(subject.chain, _instance(subject.chain.source, data))[1].formula()

    return Call(f"encode {source} by {target}", _chain(source, target, new), use)


def _picture(random: Random, new: str) -> Call:
    data = formula(random, 3)

    def use(subject: LoadedChain) -> Any:
        chain: Chain = subject.chain
        stages = subject.map(_instance(chain.source, data))
        drawn = [instance_picture(x).source for x in stages.instances]
        of = zip(chain.reductions, stages.images, stages.instances, stages.instances[1:], strict=False)
        return drawn, [reduction_picture(r, x, y, image.tables, None, None).source for r, image, x, y in of]

    return Call("pictures", _chain("ThreeSAT", "VertexCover", new), use)


VERBS: list[tuple[Callable[[Random, str], Call], int]] = [
    (_solve, 3), (_solve_via, 6), (_many, 3), (_solve_by_hand, 2), (_all_witnesses, 3), (_map, 4), (_lift, 4), (_explain, 1),
    (_audit, 4), (_audit_problem, 1), (_bounds, 4), (_problem_bounds, 2), (_report, 2), (_known, 1), (_implied, 1), (_best, 1),
    (_show, 2), (_everything, 2), (_format, 1), (_wrong_text, 2), (_reals, 2), (_encode, 2), (_picture, 2),
]  # fmt: skip
