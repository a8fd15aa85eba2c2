"""A certificate for readers: a summary, a LaTeX section with the theorem and what was checked, and a line for a README."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from certify.bounds.report import tabular
from certify.certificates.checked import Check, CheckVerdict
from certify.certificates.documents import Document
from certify.certificates.saved import NoCertificate
from certify.evidence import Part
from certify.latex import escaped, identifier
from certify.records import dataclass
from certify.wording import counted, for_each_fixed, key_of

_COLOURS = {"refuted": "red", "unknown": "yellow", "sampled": "blue", "solver-says": "blue"}
_UNCHECKED = "lightgrey"


@dataclass(frozen=True)
class CertificateSource:
    """What the library knows of the subject of a certificate.

    - `titles`: the titles of its problems, by name.
    - `texts`: the texts of its reductions, or of the problem, in order; empty if the certificate is about others.
    - `references`: the works that the texts cite, by key.
    """

    titles: Mapping[str, str]
    texts: Sequence[str]
    references: Mapping[str, str]


def checked_by(check: Check | None) -> str:
    """Return what the record of checks says, in words."""
    return "not checked" if check is None else f"the checker says {check.verdict}: {check.reach}"


def region_of(document: Document) -> str:
    """Return the region of a certificate, in words."""
    region, order = document["evidence"]["region"], _measures(document)
    parts = [str(Part(_in_order(part["within"], order), part.get("length"))) or "every instance" for part in region["parts"]]
    caps = "".join(f", where {slot} <= {cap}" for slot, cap in region["caps"].items())
    return (", or ".join(parts) or "no instance") + caps


def _measures(document: Document) -> list[str]:
    """Return the measures of the source, in the order of its text."""
    core = document["edges"][0]["core"] if document["kind"] == "chain" else document["core"]
    return [name for name, _ in core.get("source", core)["measures"]]


def _in_order(bounds: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    return {name: bounds[name] for name in order if name in bounds}


def at_once(document: Document) -> Iterator[str]:
    """Yield what was settled for all instances within bounds at once: the bounds, and the obligations."""
    found: dict[str, list[str]] = {}
    for of in document["evidence"]["obligations"]:
        if "at once" in of["figures"]:
            within = str(Part(_in_order(of["figures"]["at once"]["within"], _measures(document)), None))
            found.setdefault(within, []).append(of["obligation"])
    for within, obligations in found.items():
        yield f"{within}: {', '.join(obligations)}"


def totals(document: Document) -> dict[str, int | None]:
    """Return the figures of a region, added up over its shapes; None for what is not known everywhere."""
    shapes = document["evidence"]["region"]["shapes"]
    columns = {
        "instances": [s["instances"] for s in shapes],
        "yes": [s["yes"] for s in shapes],
        "witnesses": [s["witnesses"][0] for s in shapes],
        "witnesses of images": [s["witnesses"][1] for s in shapes if len(s["witnesses"]) > 1],
    }
    return {name: None if None in column else sum(column) for name, column in columns.items() if column}


def proof_summary(document: Document, check: Check | None) -> Iterator[str]:
    """Yield the lines that sum up a proof for all sizes."""
    goals = [goal for goal in document["proof"]["goals"] if goal is not None]
    instances, steps = (sum(len(goal[part]) for goal in goals) for part in ("instances", "steps"))
    yield f"{document['subject']}  proved for all sizes: {', '.join(document['proves'])}"
    yield f"  a proof, version {document['certificate']}; {checked_by(check)}"
    yield f"  {counted(len(goals), 'goal')}, by {counted(instances, 'instance')} of sentences and {counted(steps, 'step')}"


def summary(document: Document, check: Check | None) -> Iterator[str]:
    """Yield the lines that say what a certificate holds."""
    evidence, made = document["evidence"], document["made"]
    yield f"{document['subject']}  {evidence['verdict']}"
    yield f"  a certificate of a {document['kind']}, version {document['certificate']}; {checked_by(check)}"
    known = [f"{'unknown' if n is None else n} {name}" for name, n in totals(document).items()]
    yield f"  region: {region_of(document)}" + (f"; {', '.join(known)}" if known else "")
    for found in evidence["obligations"]:
        yield f"  {found['obligation']:13} {found['verdict']:12} {found['says']}"
    yield from (f"  at once       {line}" for line in at_once(document))
    for edge in document.get("edges", []):
        yield f"  edge {edge['subject']}: {edge['evidence']['verdict']}"
    for hole in evidence["told"]["holes"]:
        yield f"  hole: {hole}"
    yield f"  made by: certify {made['certify']}, core {made['core']}: {made['command'] or 'the command is not recorded'}"
    yield f"  hash: sha256 {document['hash']}"


def badge(document: Document, file: str, check: Check | None) -> str:
    """Return a line of Markdown that links a picture, with the verdict, to the certificate.  That of a certificate in which the
    checker has found a mistake says `invalid`.

    - `document`, `file`: the certificate and its file.
    - `check`: the recorded check; None if there is none.
    """
    verdict, subject = document["evidence"]["verdict"], document["subject"].replace(":", " -> ")
    good, wrong = check is not None and check.verdict.holds, check is not None and check.verdict is CheckVerdict.INVALID
    says = "invalid" if wrong else f"{verdict}, {'checked' if good else 'unchecked'}"
    label, message = (quote(text.replace("-", "--").replace("_", "__")) for text in (f"certify: {subject}", says))
    colour = "red" if wrong else _COLOURS.get(verdict, "brightgreen") if good else _UNCHECKED
    target = quote(PurePath(file).as_posix())
    return f"[![{subject}: {says}](https://img.shields.io/badge/{label}-{message}-{colour})]({target})"


# ------------------------------------------------------------------------------------------------ LaTeX


def latex(document: Document, check: Check | None, source: CertificateSource) -> str:
    """Return a section of a paper: the theorem, the construction, the bounds, what was checked, and BibTeX entries.

    - `document`: the certificate.
    - `check`: the recorded check; None if there is none.
    - `source`: what the library knows of the subject.

    Raises `NoCertificate` if the checker has found a mistake in it.
    """
    if check is not None and check.verdict is CheckVerdict.INVALID:
        raise NoCertificate(f"the checker says that this certificate is invalid, so it has no theorem: {check.reach}")
    file = key_of(document["subject"])
    entries = [*(entry(key, work) for key, work in source.references.items()), own_entry(document, file)]
    cites = ",".join([*source.references, f"certificate-{file}"])
    parts = [
        "% needs the package amsthm, and \\newtheorem{theorem}{Theorem} once",
        "\\begin{filecontents}[overwrite]{certificate-" + file + ".bib}",
        *entries,
        "\\end{filecontents}",
        "",
        *theorem(document, check, source.titles, cites),
        "",
        "\\paragraph{Definition.}" if document["kind"] == "problem" else "\\paragraph{Construction.}",
        *_construction(document, source.texts),
        "",
        *_bounds(document),
        *_evidence(document, check),
    ]
    return "\n".join(parts) + "\n"


def bibliography(document: Document) -> list[str]:
    """Return the lines that print the works that the section of a certificate cites."""
    return ["\\bibliographystyle{plain}", f"\\bibliography{{certificate-{key_of(document['subject'])}}}"]


def theorem(document: Document, check: Check | None, titles: Mapping[str, str], cites: str) -> Iterator[str]:
    """Yield the lines of the theorem that a certificate shows, in LaTeX: never more than it says.

    - `document`, `check`: the certificate and its recorded check; None if there is none.
    - `titles`: the titles of problems, which are added below; empty for none.
    - `cites`: the keys that it cites.
    """
    names = re.split(r":| -> ", document["subject"])
    ends = [f"\\textsc{{{escaped(name)}}}" for name in (names[0], names[-1])]
    evidence = document["evidence"]
    yield f"\\begin{{theorem}}[{' to '.join(ends if len(names) > 1 else ends[:1])}; \\cite{{{cites}}}]"
    if check is None or not check.verdict.holds:
        yield "\\emph{Unchecked}: the checker has not confirmed the certificate of this theorem."
    if evidence["verdict"] == "refuted":
        refuted = {o["obligation"] for o in evidence["obligations"] if o["verdict"] == "refuted"}
        if len(names) > 1 and refuted & {"well-formed", "forward", "backward", "agreement"}:
            yield f"The maps are no reduction from {ends[0]} to {ends[1]}: an instance on which they fail is known."
        else:
            yield f"Not all is true that is claimed of {' and '.join(dict.fromkeys(ends))}: {', '.join(sorted(refuted))}."
    else:
        if len(names) > 1:
            yield "Let $f$, $g$ and $h$ be the instance map, the forward and the backward map of the construction."
        yield from _stated(document, list(_statements(document, ends)))
    yield "\\end{theorem}"
    shown = [f"\\textsc{{{escaped(name)}}}: {escaped(titles[name])}" for name in names if titles.get(name)]
    if shown:
        yield f"\\noindent {'; '.join(shown)}."


def _statements(document: Document, ends: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what the obligations of a certificate say of an instance, each with its verdict.

    `ends`: the names of source and target.
    """
    evidence = document["evidence"]
    verdicts = {o["obligation"]: o["verdict"] for o in evidence["obligations"]}
    if document["kind"] == "problem":
        yield verdicts["well-formed"], f"validity, measures and verifier of {ends[0]} are defined"
        return
    says = {
        "well-formed": f"$f(x)$ is an instance of {ends[1]}",
        "forward": "$g(x, w)$ is a witness of $f(x)$ for every witness $w$ of $x$",
        "backward": "$h(x, v)$ is a witness of $x$ for every witness $v$ of $f(x)$",
        "parsimonious": "as the construction claims, $g$ and $h$ are bijections between the witnesses of $x$ and of $f(x)$, "
        "inverse to each other",
        "counts": "the numbers of witnesses of $x$ and of $f(x)$ are as the construction claims",
    }
    yield from ((verdicts[name], text) for name, text in says.items() if name in verdicts)
    if verdicts["sizes"] == verdicts["time"] == "proved":
        figures = evidence["told"].get("figures", {})
        fixed = dict.fromkeys(name for of in ("sizes", "time") for name in figures.get(of, {}).get("fixing", ()))
        polynomial = f"the three maps take polynomial time and the image has polynomial size{escaped(for_each_fixed(fixed))}"
        yield "proved", polynomial


def _stated(document: Document, statements: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the statements in groups: for every instance what is proved, for every instance of the region what is known of all of
    it, and last what is not known."""
    groups: dict[str, list[str]] = {}
    for verdict, text in statements:
        if verdict == "proved":
            where = "For every instance"
        elif verdict in ("unknown", "sampled"):
            where = "Not settled"
        else:
            where = f"For every instance with {_prose(region_of(document))}"
        groups.setdefault(where, []).append(f"{text} (\\emph{{{verdict}}})")
    for where, texts in sorted(groups.items(), key=lambda group: group[0] == "Not settled"):
        yield f"{where}:"
        yield from (f"{text};" for text in texts[:-1])
        yield f"{texts[-1]}."


def _construction(document: Document, texts: Sequence[str]) -> Iterator[str]:
    if not texts:
        yield "It is the core document in the certificate, with the SHA-256"
        yield f"\\texttt{{{document['core_hash']}}}; the library's text says something else by now."
    for text in texts:
        yield from ("{\\footnotesize", "\\begin{verbatim}", text.rstrip(), "\\end{verbatim}", "}")


def _bounds(document: Document) -> Iterator[str]:
    evidence = document["evidence"]
    shown = {o["obligation"]: o["figures"].get("bounds", {}) for o in evidence["obligations"]}
    groups = [[[f"${identifier(name)}$", _math(bound), ""] for name, bound in shown.get("sizes", {}).items()]]
    groups.append([[f"time of {escaped(name)}", _math(bound), ""] for name, bound in shown.get("time", {}).items()])
    groups.append([[_math(claim["claim"]), "claimed", escaped(claim["level"])] for claim in evidence["told"].get("claims", [])])
    if any(groups):
        yield "\\paragraph{Bounds} in the measures of the source."
        rows = [[[f"\\raggedright {cell}" for cell in row[:2]] + row[2:] for row in group] for group in groups]
        columns = r"p{0.3\linewidth}p{0.45\linewidth}p{0.15\linewidth}"
        yield from ("", "\\noindent", tabular("Sizes of the image, times of the maps, and claims", rows, columns), "")


def _evidence(document: Document, check: Check | None) -> Iterator[str]:
    told = document["evidence"]["told"]
    yield "\\paragraph{What was checked.}"
    known = [f"{'unknown' if n is None else n} {name}" for name, n in totals(document).items()]
    yield f"Every instance with {_prose(region_of(document))}" + (f": {', '.join(known)}." if known else ".")
    for line in at_once(document):
        yield f"By circuits, every instance with {_prose(line)}."
    if told.get("strength", {}).get("says"):
        yield f"{escaped(told['strength']['says'])}."
    if told.get("far", {}).get("instances"):
        far = counted(told["far"]["instances"], "larger instance")
        yield f"Mapped as well: {far}, of length up to {told['far']['largest']}."
    yield f"The certificate: {escaped(checked_by(check))}. Not covered:"
    yield "\\begin{itemize}"
    yield from ("\\item " + re.sub(r"`([^`]*)`", r"\\emph{\1}", escaped(hole)) for hole in told["holes"])
    yield "\\end{itemize}"


_WORD = re.compile(r"\^(\d+)|([A-Za-z_]\w*)|(<=)|(\*)|(.)", re.DOTALL)
_FUNCTIONS = ("bits", "value", "max", "min", "size")


def _math(text: str) -> str:
    r"""Return a bound in LaTeX.

    >>> _math("target.n <= 3*m + bits(size)^12")
    '$\\mathit{target}.n \\le 3 m + \\operatorname{bits}(\\mathit{size})^{12}$'
    """

    def word(found: re.Match[str]) -> str:
        power, name, at_most, times, other = found.groups()
        if power:
            return f"^{{{power}}}"
        if name:
            called = text[found.end() :].startswith("(") and name in _FUNCTIONS
            return f"\\operatorname{{{name}}}" if called else identifier(name)
        return "\\le" if at_most else " " if times else {"#": "\\#", "%": "\\%", "&": "\\&"}.get(other, other)

    return f"${_WORD.sub(word, text)}$"


def _prose(text: str) -> str:
    """Return a sentence with conditions in LaTeX.

    >>> _prose("n <= 3 and length <= 9")
    '$n \\\\le 3$ and $\\\\mathit{length} \\\\le 9$'
    """
    parts = re.split(r"([A-Za-z_][\w']*) <= (\d+)", text)
    shown = [escaped(p) if i % 3 == 0 else f"${identifier(p)} \\le" if i % 3 == 1 else f" {p}$" for i, p in enumerate(parts)]
    return "".join(shown)


def entry(key: str, work: str) -> str:
    """Return the BibTeX entry of a work that a text cites.

    >>> print(entry("Cook1971", "Stephen A. Cook: The complexity of proofs. STOC, 1971, pages 151-158."))
    @misc{Cook1971,
      author = {Stephen A. Cook},
      title = {{The complexity of proofs}},
      howpublished = {STOC, pages 151--158},
      year = {1971}
    }
    """
    authors, _, rest = work.partition(": ")
    title, _, where = rest.partition(". ")
    year = re.search(r"\b(?:1[89]|20)\d\d\b", where)
    said = year.group() if year else "-"
    rows = {
        "author": " and ".join(authors.split(", ")) if rest else "",
        "title": f"{{{escaped(title or work)}}}",
        "howpublished": re.sub(r"(\d)-(\d)", r"\1--\2", escaped(re.sub(rf",? {said}\b(?!-)", "", where.rstrip(".")))),
        "year": said.strip("-"),
    }
    return _bibtex(key, rows)


def own_entry(document: Document, file: str) -> str:
    """Return the BibTeX entry of a certificate; `file` names it in the key."""
    made, names = document["made"], re.split(r":| -> ", document["subject"])
    rows = {
        "title": f"{{Certificate of {' to '.join(map(escaped, names))}}}",
        "howpublished": f"certify {made['certify']}, certificate version {document['certificate']}",
        "note": f"sha256 {document['hash']}",
    }
    return _bibtex(f"certificate-{file}", rows)


def _bibtex(key: str, rows: Mapping[str, Any]) -> str:
    inner = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@misc{{{key},\n{inner}\n}}"
