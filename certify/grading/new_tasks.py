"""A task to begin with, about a reduction between two problems, and the text that students begin with."""

from __future__ import annotations

from collections.abc import Sequence

from certify.core import Problem, core_hash
from certify.grading.tasks import GradingTask

STATEMENT, TEMPLATE = "statement.md", "template.red"
"""The names of the statement for students, and of the text that they begin with, which beside the task is no submission."""


def statement_text(task: GradingTask) -> str:
    """Return the statement of a task for students, as Markdown, to be written further.

    >>> from certify.library import standard
    >>> statement_text(new_task(standard().problem("IndependentSet"), standard().problem("Clique"))).splitlines()[0]
    '# Reduce Independent set to Clique'
    """
    claims = "".join(f"- `{claim}`\n" for claim in task.claims)
    return f"""# {task.title}

Write a reduction `{task.source} -> {task.target}` with both witness maps; begin with [the template]({TEMPLATE}).
`certify show {task.source}` and `certify show {task.target}` print the two problems, and `certify watch FILE` says what is
wrong with your text, whenever you save it.
""" + (f"\nWhat is asked of the image:\n\n{claims}" if claims else "")


def new_task(source: Problem, target: Problem, claims: Sequence[str] = ()) -> GradingTask:
    """Return the task to reduce one problem to another, with the problems as they are now.

    >>> from certify.library import standard
    >>> new_task(standard().problem("IndependentSet"), standard().problem("Clique")).title
    'Reduce Independent set to Clique'
    >>> new_task(standard().problem("SetSplitting"), standard().problem("Clique")).title
    'Reduce Set splitting to Clique'
    """
    return GradingTask(
        f"Reduce {_short(source)} to {_short(target)}",
        source.name,
        target.name,
        core_hash(source),
        core_hash(target),
        claims=tuple(claims),
    )


def _short(problem: Problem) -> str:
    """Return the title of a problem without what it says in parentheses at its end."""
    title = problem.about.title or problem.name
    return title.partition(" (")[0] if title.endswith(")") else title


def task_text(task: GradingTask) -> str:
    """Return a task as a TOML text, with comments that say what may be changed."""
    claims = ", ".join(map(_quoted, task.claims))
    through = ", ".join(map(_quoted, task.through))
    measures = ", ".join(f"{name} = {value}" for name, value in task.within.items())
    within = f" {measures} " if measures else ""
    shares = ", ".join(f"{_quoted(name)} = {points:g}" for name, points in task.partial.items())
    partial = f" {shares} " if shares else ""
    return f"""# A task for `certify grade DIR --task FILE`.
title  = {_quoted(task.title)}
points = {task.points:g}

[reduction]
source = {_quoted(task.source)}
target = {_quoted(task.target)}
# The problems, by the hashes of their cores: a submission that changes one is refused.
source_core = {_quoted(task.source_core)}
target_core = {_quoted(task.target_core)}

[wanted]
# Claims that the reduction must fulfil, whether it states them or not, as "target.n <= n" or "parsimonious".
claims = [{claims}]
# The weakest evidence that is accepted: proved, bounded, solver-says, exhausted or sampled.
accept = {_quoted(task.accept)}
# Points of what is not accepted, for what is shown of it, as {{ readable = 1, sizes = 1, time = 1, forward = 2 }}.
partial = {{{partial}}}

[budget]
# The work, counted in steps, and so the same on every machine: quick, standard or deep.
effort = {_quoted(task.effort)}
# Bounds of the source's measures, as {{ n = 4, m = 3 }}: what is examined at least.
within = {{{within}}}
# Where the process of a submission is stopped: seconds, and MiB of memory.
seconds = {task.seconds:g}
memory = {task.memory}

[allowed]
# Hints for the search of a proof in the reasons of a text.
hints = {str(task.hints).lower()}
# A chain of several reductions of the submission; `through` names reductions of the library that it may use.
chain = {str(task.chain).lower()}
through = [{through}]
"""


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    inner = "".join(
        f"\\{c}" if c in '"\\' else c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"
        for c in text
    )
    return f'"{inner}"'
