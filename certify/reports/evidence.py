"""Evidence as text, and the progress of gathering it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from certify.audit.region_run import Progress
from certify.evidence import BEYOND, LEVELS, Counterexample, Evidence, listed
from certify.formats.json_text import compact
from certify.system.progress import doing
from certify.wording import counted, for_each_fixed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {
    "refuted": "bold red", "unknown": "yellow", "sampled": "cyan", "solver-says": "cyan", "exhausted": "green",
    "bounded": "bold green", "proved": "bold green",
}  # fmt: skip


def show_evidence(evidence: Evidence, out: Console) -> None:
    """Print each obligation with its verdict, and the counterexample if there is one."""
    from rich.text import Text

    only = "" if evidence.verdict in ("refuted", "unknown") else for_each_fixed(evidence.fixing)
    verdict = (evidence.verdict + only, _STYLES[evidence.verdict])
    title = Text.assemble(evidence.subject, "  ", verdict, f"  {evidence.seconds:.1f} s")
    out.print(title)
    region = evidence.region
    alike = f", {region.isomorphic} of them isomorphic to others" if region.isomorphic else ""
    out.print(f"  region: {region}; {counted(region.instances, 'instance')}{alike}")
    for note in region.defaults:
        out.print(f"    where {note}")
    for finding in evidence.findings:
        figures = _figures(finding.figures)
        verdict = (f"{finding.verdict:12}", _STYLES[finding.verdict])
        out.print(Text.assemble(f"  {finding.obligation:13}", verdict, finding.says, f" ({figures})" if figures else ""))
    for finding in evidence.findings:
        for claim in finding.figures.get("claims", []):
            reached = "attained" if claim["tight"] else "not attained"
            proof = f"{claim['level']} ({claim['proof']}), " if claim["level"] != "sampled" else ""
            seen = f"largest seen {claim['largest']} of {claim['allowed']}, {reached}"
            out.print(f"    {claim['claim']}: {proof}{'no instance was run' if claim['largest'] is None else seen}")
    for how in BEYOND:
        for line in _beyond(evidence, how):
            out.print(line)
    if evidence.far.get("instances"):
        out.print(Text(f"  {'far':13} {_far(evidence.far)}"))
    for sentence in _strength(evidence.strength):
        out.print(Text(sentence))
    if evidence.stopped:
        out.print(Text(f"  stopped: {evidence.stopped}", "yellow"))
    if evidence.worth:
        out.print(Text(f"  worth: {evidence.worth}"))
    if evidence.counterexample is not None:
        _show_counterexample(evidence.counterexample, "counterexample to", out)
    if evidence.interesting is not None:
        _show_counterexample(evidence.interesting, "one that is not degenerate, to", out)


def _show_counterexample(c: Counterexample, title: str, out: Console) -> None:
    from rich.text import Text

    out.print(Text(f"  {title} `{c.obligation}`", "bold red"))
    out.print(f"    instance: {compact(c.instance)}")
    if c.witness is not None:
        whose = "" if c.side == "source" else " of its image"
        out.print(f"    witness{whose}: {compact(c.witness)}")
    for sentence in c.why:
        out.print(f"    {sentence}")
    if c.image is not None:
        out.print(f"    image: {compact(c.image)}")


def _far(far: Mapping[str, Any]) -> str:
    answers = f"{far['yes']} yes, {far['no']} no, {far['settled']} with all witnesses"
    return f"{counted(far['instances'], 'larger instance')} of length up to {far['largest']}: nothing fails ({answers})"


def _strength(strength: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sentence on mutants, and a line for each that survived."""
    if not strength:
        return
    yield f"  {'strength':13} {strength['says']}"
    for survivor in strength["survivors"]:
        yield f"    {survivor['place']}: {survivor['before']} -> {survivor['after']}: {survivor['fate']}"


def _figures(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{v} {k}" for k, v in figures.items() if k not in ("claims", "bounds", "fixing", *BEYOND))


def _beyond(evidence: Evidence, how: str) -> Iterator[Text]:
    """Yield how far obligations are settled beyond the instances that were run, one line for each region."""
    from rich.text import Text

    settled = {f.obligation: f.figures[how] for f in evidence.findings if how in f.figures}
    for within in dict.fromkeys(tuple(s["within"].items()) for s in settled.values()):
        of = {o: s for o, s in settled.items() if tuple(s["within"].items()) == within}
        level = min((s["level"] for s in of.values()), key=LEVELS.index)
        some = next(iter(of.values()))
        region = ", ".join(f"{n} <= {v}" for n, v in within)
        defaults = " and those defaults" if any("(default" in note for note in evidence.region.defaults) else ""
        if "instances" in some:
            instances = f"all instances with {region}{defaults}, at most {some['instances']}"
        else:
            instances = f"all instances with {region}{defaults}, whatever their numbers"
        clauses, steps = sum(s["clauses"] for s in of.values()), sum(s["steps"] for s in of.values())
        proofs = "checked" if all(s["checked"] for s in of.values()) else "not all checked"
        figures = f" ({clauses} clauses; proofs of {steps} steps, {proofs})" if "instances" in some else ""
        yield Text.assemble(f"  {how:13} ", (f"{level:11}", _STYLES[level]), f"  {', '.join(of)}: {instances}{figures}")


def progress_of(subject: str) -> Progress:
    """Return a function that states how many instances were run for a subject, and the measures of the present ones."""
    doing(f"examining {subject}")

    def tell(instances: int, shape: Mapping[str, int]) -> None:
        doing(f"examining {subject}", lambda: f"{instances} instances, at {listed(shape)}")

    return tell
