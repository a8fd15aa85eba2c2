"""Pages in a headless browser: search, filters, chains, steps, light and dark, three widths.

These tests are slow, and are skipped where the package `playwright` or a browser is missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from certify.library import standard
from certify.site.building import build
from certify.site.parts import SitePart

pytestmark = pytest.mark.slow
pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

PAGES = (
    "index.html", "problems/VertexCover.html", "reductions/VertexCover-HamiltonianCycle.html",
    "reductions/VertexCover-SetCover.html", "reductions/VertexCover-SetCover-proof.html",
)  # fmt: skip
WIDTHS = (360, 768, 1280)

OVERLAPS = """() => {
  const controls = "button, select, input", texts = `h1, h2, h3, p, li, th, td, summary, figure, pre, ${controls}`;
  const hidden = e => !e.checkVisibility() || getComputedStyle(e.closest("thead") || e).position === "absolute";
  const boxes = [...document.querySelectorAll(`main :is(${texts}), header a`)]
    .filter(e => !hidden(e) && !e.querySelector(`p, li, table, figure, pre, ${controls}`))
    .map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width && b.height);
  const found = [];
  for (const [a, p] of boxes) for (const [b, q] of boxes) {
    if (a === b || a.contains(b) || b.contains(a)) continue;
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 2) found.push(`${a.outerHTML.slice(0, 80)} | ${b.outerHTML.slice(0, 80)}`);
  }
  return found;
}"""
"""The pairs of texts and controls that overlap."""

CONTRAST = """() => {
  const parts = says => says.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const says = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return [...document.querySelectorAll("body *")]
    .filter(e => !e.closest("svg, button:disabled") && e.checkVisibility() && says(e))
    .map(e => {
      const [a, b] = [parts(getComputedStyle(e).color), ground(e)].map(light).sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 90)];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""
"""The elements whose text has less contrast than WCAG AA asks for."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a few pages."""
    out = tmp_path_factory.mktemp("site")
    edges = [SitePart("reduction", f"VertexCover:{name}") for name in ("SetCover", "HamiltonianCycle")]
    parts = [SitePart("network"), SitePart("problem", "VertexCover"), SitePart("chains", "ThreeSAT"), *edges]
    assert len(list(build(standard(), (), out, parts, 1))) == len(parts)
    return out


@pytest.fixture
def browser(chromium: Any) -> Any:
    return chromium


class Seen:
    """A page that is open, and what its console and its requests said."""

    def __init__(self, browser: Any, url: str, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda sent: sent.url.startswith(("file:", "data:")) or self.wrong.append(sent.url))
        self.page.goto(url)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *failed: object) -> None:
        self.context.close()
        assert failed[0] or self.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", PAGES)
def test_nothing_overlaps_and_everything_is_legible(browser: Any, site: Path, place: str, width: int, scheme: str) -> None:
    with Seen(browser, f"file://{site / place}", width, scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(CONTRAST) == []


def test_search_filters_and_reset(browser: Any, site: Path) -> None:
    with Seen(browser, f"file://{site / 'index.html'}") as page:
        everything = page.locator("#problems tbody tr:visible").count()
        page.fill("#search", "clique")
        assert page.locator("#problems tbody tr:visible").count() < everything
        assert page.locator("#problems tbody tr:visible >> text=Clique cover").count() == 1
        page.press("#search", "Enter")
        assert page.evaluate("document.activeElement.dataset.problem") == "Clique"
        page.click("button:text-is('Reset')")
        page.wait_for_function(f"document.querySelectorAll('#problems tbody tr:not([hidden])').length === {everything}")
        level = page.locator("#evidence option").last.get_attribute("value")
        page.select_option("#evidence", level)
        assert page.locator("#reductions tbody tr:visible .chip").all_inner_texts() == [level] * (
            page.locator("#reductions tbody tr:visible").count()
        )
        page.select_option("#evidence", "")
        page.select_option("#origin", "ThreeSAT")
        page.select_option("#steps", "1")
        near = page.locator("#problems tbody tr:visible").count()
        page.select_option("#steps", "2")
        assert 1 < near < page.locator("#problems tbody tr:visible").count() < everything


def test_a_chain_is_shown_with_bounds_and_evidence(browser: Any, site: Path) -> None:
    with Seen(browser, f"file://{site / 'index.html'}") as page:
        page.select_option("#chain-from", "ThreeSAT")
        page.select_option("#chain-to", "VertexCover")
        page.wait_for_selector("#chain .chain")
        assert page.locator("#chain .chain a").all_inner_texts() == ["ThreeSAT → IndependentSet", "IndependentSet → VertexCover"]
        assert "3\N{INVISIBLE TIMES}m+2" in "".join(page.text_content("#chain table").split())
        assert "Weakest evidence: " in page.inner_text("#chain")
        assert page.locator("#network a.found").count() == 5
        page.select_option("#chain-to", "Sudoku")
        page.wait_for_selector("text=There is no chain of reductions from ThreeSAT to Sudoku.")


def test_a_click_on_a_problem_opens_its_page_and_keys_change_the_size(browser: Any, site: Path) -> None:
    with Seen(browser, f"file://{site / 'index.html'}") as page:
        wide = page.evaluate("document.querySelector('#network svg').clientWidth")
        page.focus("#network")
        page.keyboard.press("+")
        assert page.evaluate("document.querySelector('#network svg').clientWidth") > wide
        page.click("button:text-is('Fit')")
        page.click("#network a[data-problem=VertexCover]")
        page.wait_for_url("**/problems/VertexCover.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"


def test_steps_and_what_lights_up(browser: Any, site: Path) -> None:
    with Seen(browser, f"file://{site / 'reductions/VertexCover-SetCover.html'}") as page:
        last = page.locator(".stepper .step").count()
        assert page.inner_text(".stepper output").startswith(f"{last} of {last}")
        page.click("text=← Back")
        assert page.inner_text(".stepper output").startswith(f"{last - 1} of {last}")
        page.focus(".stepper button")
        page.keyboard.press("ArrowRight")
        assert page.inner_text(".stepper output").startswith(f"{last} of {last}")
        assert page.locator(".step:visible").count() == 1
        part = page.locator(".step:visible [class*='o-']:not(.line)").first
        part.hover()
        page.wait_for_timeout(300)
        looks = page.eval_on_selector_all(".step:not([hidden]) .of", "parts => parts.map(p => getComputedStyle(p).opacity)")
        assert "1" in looks
        assert "0.18" in looks
