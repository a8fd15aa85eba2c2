"""How the bounds of a reduction are derived, as HTML: expression by expression, claim by claim, and all bounds in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from certify.bounds.report import PARTS, claim_text, fold_lines, shortened
from certify.bounds.results import Bound, DerivationLine, ReductionBounds, shown
from certify.display.formulas import bound
from certify.display.html import bullets, grid, paragraph, text, verdict


def derivation(bounds: ReductionBounds) -> str:
    """Return the derivation of the bounds of a reduction as HTML."""
    folds = "\n".join(map(text, fold_lines(bounds.folds)))
    parts = [("Expressions of the image", _lines(bounds.trace))]
    parts += [("Folds", f'<pre role="region" tabindex="0" aria-label="Folds">{folds}</pre>')] if folds else []
    claims = bullets(
        f"<code>{text(claim_text(c))}</code> {verdict(c.verdict)}{_by(c.method)}{bullets(map(bound, c.steps))}"
        for c in bounds.claims
    )
    parts += [("Claims", claims)] if claims else []
    parts.append(("Bounds in full", grid("All bounds that are kept", ("what", "at most"), _in_full(bounds))))
    return "".join(f"<h3>{text(title)}</h3>{inner}" for title, inner in parts if inner)


def _by(method: str) -> str:
    return f", by {text(method)}" if method not in ("", "exact") else ""


def _lines(trace: Iterable[DerivationLine]) -> str:
    rows, file = list[str](), ""
    for line in trace:
        if line.mark is not None and line.mark.source.name != file:
            file = line.mark.source.name
            rows.append(f'<li style="--depth:0" class="note">{text(file)}</li>')
        place = ":".join(map(str, line.mark.source.position(line.mark.start))) if line.mark is not None else ""
        rows.append(
            f'<li style="--depth:{line.depth}"><span class="label">{place}</span> '
            f"<code>{text(shortened(line.text))}</code>: {bound(line.says)}</li>"
        )
    return f'<ol class="proof">{"".join(rows)}</ol>' if rows else paragraph("There is nothing to derive.")


def _in_full(bounds: ReductionBounds) -> Iterator[list[str]]:
    for name, found in bounds.sizes.items():
        yield [f"{bound(name)}′", _alternatives(found)]
    for name, found in bounds.values.items():
        yield [f"value of {text(name)}", _alternatives(found)]
    for name, found in bounds.times.items():
        yield [f"steps of {text(PARTS[name])}", _alternatives(found)]


def _alternatives(found: Bound) -> str:
    exact = f"; exactly {bound(shown(found.exact))}" if found.exact is not None else ""
    return (" or ".join(bound(shown(a)) for a in found.alternatives) or "no bound") + exact
