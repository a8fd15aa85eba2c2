"""A problem, a reduction or a chain as a part of a paper, in LaTeX: from definitions and construction to bounds and BibTeX.

What is said to be true is what the saved and checked certificates say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import Saved
from certify.chains import Chain
from certify.core import Mark, Problem, Reduction
from certify.empirical.examined_bounds import examine_chain, examine_problem, examine_reduction
from certify.graph.facts import fixed_note
from certify.latex import article, escaped, identifier
from certify.library import Library
from certify.records import dataclass
from certify.reports.certificate_pages import entry, own_entry, theorem
from certify.reports.chain_bounds import ChainReport
from certify.reports.problem_bounds import ProblemReport
from certify.reports.reduction_bounds import ReductionReport
from certify.reports.typesetting import TypesetSection, restriction, typeset, typeset_definition
from certify.wording import key_of

_NEEDS = "% needs the packages amsmath, amssymb and amsthm, and \\newtheorem{theorem}{Theorem} once"

_LIST = (
    "\\begin{list}{}{\\labelwidth5.5em\\leftmargin6.5em\\labelsep1em\\itemsep2pt\\parsep0pt"
    "\\renewcommand{\\makelabel}[1]{\\textbf{#1}\\hfill}}"
)
"""The beginning of a list whose titles stand in a column."""

_LENGTHS = "\\paragraph{Bounds.} Lengths, and steps of the parts of the text, in the measures of the problem."

_POWER = re.compile(r"(\w+)\^(\w*\([^)]*\)|\w+)")

_MAPS = {
    "labels": "Labels",
    "let": "Let",
    "target": "Image $f(x)$",
    "forward": "Forward $g$",
    "backward": "Back $h$",
}
"""The sections of a reduction, as the construction calls them."""


@dataclass(frozen=True)
class _Paper:
    """What is being written, and from which library."""

    library: Library

    # -------------------------------------------------------------------------------------------- problems

    def definition(self, problem: Problem) -> Iterator[str]:
        """Yield the definition of a problem: instance, question, measures, and what its text uses."""
        base = self.library.problem(problem.restricts) if problem.restricts else None
        own = {section.word: section for section in typeset(problem)}
        shown = {section.word: section for section in typeset(base)} | own if base else own
        yield f"\\paragraph{{{escaped(problem.name)}.}}"
        yield f"{escaped(problem.about.title) or _name(problem)}{_cited(problem)}."
        yield _LIST
        yield from _described("Instance", shown.get("instance"))
        conditions = [restriction(problem)] if restriction(problem) else []
        if base is not None:
            yield "\\item[Restricts]"
            yield f"An instance of {_name(base)}" + (f" with {' and '.join(conditions)}." if conditions else ".")
        yield from _described("Where", shown.get("valid"))
        if "witness" in shown or problem.witness_names:
            yield from _described("Question", shown.get("witness"), "Is there a witness, namely \\\\")
            yield from _described("", shown.get("accepts"), "such that \\\\", "?")
        yield from _described("With", shown.get("let"))
        yield from self._definitions(problem)
        yield from _described("Measures", shown.get("measures"))
        if problem.optimum is not None:
            yield f"\\item[Optimum] {problem.optimum[0].removesuffix('s')} ${identifier(problem.optimum[1])}$"
        yield "\\end{list}"
        for fact in self.library.facts(problem.name):
            assuming = f", assuming {', '.join(map(escaped, fact.assuming))}" if fact.assuming else ""
            note = f" ({escaped(fixed_note(problem))})" if fixed_note(problem) else ""
            yield f"It {_verb(fact.says)}{assuming}~\\cite{{{fact.cites[0]}}}{note}."

    def _definitions(self, declared: Problem | Reduction) -> Iterator[str]:
        """Yield the definitions of the library that a text uses, directly or through others."""
        lines = []
        for name in dict.fromkeys(f.name for f in declared.functions):
            text = self.library.text("define", name)
            found = next((d for d in text.declarations if (d.kind, d.name) == ("define", name)), None) if text else None
            if text and found is not None:
                meta = found.tree.meta
                lines.append(typeset_definition(Mark(text.source, meta.start_pos, meta.end_pos)))
        yield from _described("Here", TypesetSection("", tuple(lines)))

    # -------------------------------------------------------------------------------------------- reductions

    def construction(self, reduction: Reduction) -> Iterator[str]:
        """Yield the construction of a reduction: the maps, and what its text uses."""
        source, target = _name(reduction.source), _name(reduction.target)
        yield "\\paragraph{Construction.}"
        yield from [f"{escaped(reduction.about.title.rstrip('.'))}{_cited(reduction)}."] if reduction.about.title else []
        sections = [s for s in typeset(reduction) if s.word in _MAPS]
        if not sections:
            yield f"The instance $x$ of {source} is the instance $f(x)$ of {target}, and both witness maps are the identity."
            return
        yield f"Let $x$ be an instance of {source}. Parts of the instance $f(x)$ of {target}, and of its witnesses, have a prime;"
        yield "$g$ maps a witness of $x$ to one of $f(x)$, and $h$ one of $f(x)$ to one of $x$."
        yield _LIST
        for section in sections:
            yield from _described(_MAPS[section.word], section)
        yield from self._definitions(reduction)
        yield "\\end{list}"

    def reduction(self, reduction: Reduction) -> Iterator[str]:
        """Yield the parts about a reduction: construction, theorem, proof sketch, bounds."""
        saved = saved_in(self.library, reduction.name)
        yield from self.construction(reduction)
        yield ""
        if saved.intact:
            yield from theorem(saved.document, saved.check, {}, f"certificate-{key_of(reduction.name)}")
        else:
            yield f"\\paragraph{{Not shown.}} No valid certificate is saved for this construction ({escaped(str(saved))}), so"
            yield "nothing is stated here about its correctness."
        yield from _sketch(reduction, saved)
        yield "\\paragraph{Bounds.} Measures with a prime are those of $f(x)$; the others are those of $x$."
        yield from ("", "\\noindent", ReductionReport({}, examine_reduction(reduction, run=False)).latex(), "")

    def chain(self, chain: Chain) -> Iterator[str]:
        """Yield the parts about a chain: definitions, each reduction, and what follows for the composition."""
        problems = [chain.source, *(r.target for r in chain.reductions)]
        ends = [_name(problems[0]), _name(problems[-1])]
        yield f"\\section*{{{' to '.join(escaped(p.name) for p in (problems[0], problems[-1]))}}}"
        yield "\\subsection*{Problems}"
        for problem in dict.fromkeys(p.name for p in problems):
            yield from ("", *self.definition(next(p for p in problems if p.name == problem)))
        for reduction in chain.reductions:
            several = len(chain.reductions) > 1
            title = f"{escaped(reduction.source.name)} to {escaped(reduction.target.name)}" if several else "Reduction"
            yield from ("", f"\\subsection*{{{title}}}", *self.reduction(reduction))
        if len(chain.reductions) > 1:
            yield from ("", "\\subsection*{Composition}", *self._composition(chain, ends))

    def _composition(self, chain: Chain, ends: Sequence[str]) -> Iterator[str]:
        saved = [saved_in(self.library, r.name) for r in chain.reductions]
        proved = set.intersection(*({*s.proved} for s in saved))
        says = {
            "well-formed": f"$f(x)$ is an instance of {ends[1]}",
            "forward": "$g(x, w)$ is a witness of $f(x)$ for every witness $w$ of $x$",
            "backward": "$h(x, v)$ is a witness of $x$ for every witness $v$ of $f(x)$",
        }
        if any(s.status == "refuted" for s in saved):
            yield "\\paragraph{Refuted.} One of the reductions is refuted, so nothing follows for the composition."
        elif all(name in proved for name in says):
            yield f"\\begin{{theorem}}[{ends[0]} to {ends[1]}]"
            yield f"Let $f$, $g$ and $h$ be the compositions of the maps above. For every instance $x$ of {ends[0]}:"
            yield "; ".join(says.values()) + ". This is proved, reduction by reduction."
            yield "\\end{theorem}"
        else:
            yield "\\paragraph{How far it is shown.} The composition is as far shown as the weakest of its reductions:"
        yield "\\begin{itemize}"
        for reduction, s in zip(chain.reductions, saved, strict=True):
            names = f"{_name(reduction.source)} to {_name(reduction.target)}"
            everywhere = f"; for all sizes: {', '.join(s.proved)}" if s.proved else ""
            yield f"\\item {names}: {escaped(str(s))}{escaped(everywhere)}"
        yield "\\end{itemize}"
        report = ChainReport({}, examine_chain(chain.source, chain.reductions), {})
        yield f"\\paragraph{{Bounds.}} Measures with a prime are those of {ends[1]}; the others are those of {ends[0]}."
        yield from ("", "\\noindent", report.latex(), "")


def paper(library: Library, subject: Problem | Chain, *, standalone: bool = False) -> str:
    """Return a problem, a reduction (a chain of one) or a chain in LaTeX, with the BibTeX entries of what it cites.

    - `library`: the library that the subject is from.
    - `standalone`: make a document that compiles by itself.
    """
    of = _Paper(library)
    if isinstance(subject, Problem):
        bounds = ProblemReport({}, examine_problem(subject, run=False)).latex()
        body = [
            f"\\section*{{{escaped(subject.name)}}}",
            *of.definition(subject),
            _LENGTHS,
            "",
            "\\noindent",
            bounds,
        ]
        parts: list[Problem | Reduction] = [subject]
    else:
        body = list(of.chain(subject))
        parts = [subject.source, *(part for r in subject.reductions for part in (r, r.target))]
    name = f"certify-{key_of(subject.name)}"
    entries = list(_entries(library, parts))
    references = [f"\\begin{{filecontents}}[overwrite]{{{name}.bib}}", *entries, "\\end{filecontents}"] if entries else []
    if not standalone:
        return "\n".join([_NEEDS, *references, *body]) + "\n"
    listed = ["\\bibliographystyle{plain}", f"\\bibliography{{{name}}}"] if entries else []
    return article([*references, *body, *listed])


def _entries(library: Library, parts: Sequence[Problem | Reduction]) -> Iterator[str]:
    """Yield the BibTeX entries of all that a paper about these parts cites, each once."""
    keys = dict.fromkeys(key for part in parts for key, _ in part.about.cites)
    problems = [part for part in parts if isinstance(part, Problem)]
    keys |= dict.fromkeys(fact.cites[0] for problem in problems for fact in library.facts(problem.name))
    yield from (entry(key, library.reference(key)) for key in keys)
    for name in dict.fromkeys(part.name for part in parts if isinstance(part, Reduction)):
        saved = saved_in(library, name)
        if saved.intact:
            yield own_entry(saved.document, key_of(name))


def _sketch(reduction: Reduction, saved: Saved) -> Iterator[str]:
    """Yield why a reduction is right, as far as its text and its certificate tell."""
    proof = [goal for goal in saved.document.get("proof", {}).get("goals", ()) if goal is not None] if saved.proved else []
    if not (reduction.about.because or proof):
        return
    yield "\\begin{proof}[Proof sketch]"
    yield from map(escaped, reduction.about.because)
    if proof:
        steps = sum(len(goal["steps"]) for goal in proof)
        of = escaped(", ".join(name for name in saved.proved if name in ("well-formed", "forward", "backward", "parsimonious")))
        yield f"The certificate holds a proof for all sizes ({of}), of {steps} steps, which the checker has replayed;"
        name = escaped(reduction.name).replace(":", ":\\allowbreak ")
        yield f"\\texttt{{certify prove {name} -{{}}-explain -{{}}-latex}} writes it out."
    yield "\\end{proof}"


def _described(title: str, section: TypesetSection | None, before: str = "", after: str = "") -> Iterator[str]:
    """Yield an item of a description with the lines of a section; nothing if it has none."""
    lines = [line for item in section.items for line in item] if section else []
    if not lines:
        return
    yield (f"\\item[{title}] " if title else "") + before
    for at, (indent, line) in enumerate(lines):
        last = at + 1 == len(lines)
        yield (f"\\hspace*{{{indent * 0.42:.2f}em}}" if indent else "") + line + (after if last else " \\\\")


def _name(problem: Problem) -> str:
    return f"\\textsc{{{escaped(problem.name)}}}"


def _cited(declared: Problem | Reduction) -> str:
    """Return the citations of a text, each with its place."""
    return "".join(f"~\\cite[{escaped(place)}]{{{key}}}" if place else f"~\\cite{{{key}}}" for key, place in declared.about.cites)


def _verb(says: str) -> str:
    """Return what a fact states about a problem, from the verb on, in LaTeX.

    >>> print(_verb("not in 2^o(n)"))
    is not in $2^{o(n)}$
    """
    parts = _POWER.split(says if says.startswith("is ") else f"is {says}")
    powers = [f"${base}^{{{power}}}$" for base, power in zip(parts[1::3], parts[2::3], strict=True)]
    return "".join(a + b for a, b in zip(map(escaped, parts[::3]), [*powers, ""], strict=True))
