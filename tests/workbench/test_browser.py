"""The workbench in a headless browser: writing, problems and their fixes, runs with drawn counterexamples and certificates,
keys, widths, hostile texts.

These tests are slow, and are skipped where the package `playwright` or a browser is missing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.test_browser import CONTRAST, OVERLAPS, WIDTHS

pytestmark = pytest.mark.slow
pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "grammars" / "codemirror" / "node_modules" / "axe-core" / "axe.min.js"
COURSE = ROOT / "docs" / "course"
RIGHT = ROOT / "reductions" / "graphs" / "clique_to_independentset.red"
WRONG = COURSE / "2-vertex-cover" / "attempts" / "no_complement.red"
MISSPELT = RIGHT.read_text(encoding="utf-8").replace("target   G.vertices", "target   G.vertexes")
LONG = (ROOT / "reductions" / "graphs" / "vertexcover_to_hamiltoniancycle.red").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of this module."""
    folder = tmp_path_factory.mktemp("serve")
    command = [sys.executable, "-m", "certify", "serve", "--port", "0"]
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
    try:
        for _ in range(600):
            found = re.search(r"http://127\.0\.0\.1:\d+", (folder / "said").read_text())
            if found or process.poll() is not None:
                break
            time.sleep(0.1)
        assert found, (folder / "said").read_text()
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


class Bench:
    """A workbench that is open in a context of its own, and what its console and its requests said."""

    def __init__(self, browser: Any, address: str, width: int = 1280, scheme: str = "light", place: str = "") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda sent: sent.url.startswith((address, "data:", "blob:")) or self.wrong.append(sent.url))
        self.page.goto(f"{address}/workbench{place}")
        self.page.wait_for_selector(".cm-content")

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *failed: object) -> None:
        self.context.close()
        assert failed[0] or self.wrong == []

    def until(self, condition: str) -> None:
        """Wait until a condition holds (the policy of the page forbids what playwright has for this)."""
        for _ in range(200):
            if self.page.evaluate(f"!!({condition})"):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never: {condition}")

    def write(self, text: str) -> None:
        """Put a text in the place of the one that is there, by the clipboard of the editor."""
        self.until("document.querySelector('#reading').textContent.match(/Reads well|problem|written/)")
        self.page.focus(".cm-content")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def text(self) -> str:
        """Return the text that the browser keeps."""
        return str(json.loads(self.page.evaluate("localStorage.getItem('certify.workbench.text')"))["text"])

    def run(self, verb: str = "audit") -> None:
        """Run the text, and wait for the result."""
        self.page.check(f"input[value={verb}]")
        self.page.click("#start")
        self.page.wait_for_selector("#answer .banner:visible", timeout=120_000)


def test_a_wrong_word_is_marked_and_its_fix_applies(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write(MISSPELT)
        bench.page.wait_for_selector(".cm-lintRange-error")
        assert bench.page.locator(".cm-lintRange-error").first.inner_text().endswith("vertexes")
        assert "did you mean" in bench.page.inner_text("#problems li")
        assert "problem" in bench.page.inner_text("#reading")
        bench.until("document.querySelector('#says').textContent.startsWith('1 problem. Line ')")
        bench.page.click("#problems .fix")
        bench.page.wait_for_selector("#reading.good")
        assert bench.text() == RIGHT.read_text(encoding="utf-8")
        assert bench.page.locator(".cm-lintRange-error").count() == 0
        bench.page.keyboard.press("Control+z")
        bench.page.wait_for_selector("#reading.bad")
        assert bench.text() == MISSPELT


def test_types_proposals_and_format(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write(RIGHT.read_text(encoding="utf-8"))
        bench.page.wait_for_selector("#reading.good")
        bench.page.focus(".cm-content")
        bench.page.keyboard.press("Control+Home")
        for _ in range(12):
            bench.page.keyboard.press("ArrowRight")
        bench.page.keyboard.press("Control+i")
        bench.page.wait_for_selector(".cm-about:has-text('problem Clique')")
        bench.page.keyboard.press("ArrowRight")
        assert bench.page.locator(".cm-about").count() == 0
        bench.page.hover(".cm-line:has-text('given') >> nth=0", position={"x": 109, "y": 8})
        bench.page.wait_for_selector(".cm-about")
        bench.page.keyboard.press("Control+End")
        bench.page.keyboard.type("\n  cla")
        bench.page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('claims')")
        bench.page.keyboard.press("Escape")
        bench.write("problem   P\n  instance  k:nat\n  measures b=bits(k)\n  witness none\n  accepts k=1\n")
        bench.page.wait_for_selector("#reading.good")
        bench.page.click("#format")
        bench.until("localStorage.getItem('certify.workbench.text').includes('k : nat')")


def test_a_wrong_attempt_is_refuted_and_its_counterexample_drawn(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write(WRONG.read_text(encoding="utf-8"))
        bench.run()
        assert "refuted" in bench.page.inner_text("#answer .banner")
        assert "forward" in bench.page.inner_text(".case")
        assert '"k": 1' in bench.page.inner_text(".case .sides")
        picture = bench.page.locator(".case img").first
        assert "The instance: " in picture.get_attribute("alt")
        assert picture.evaluate("image => image.complete && image.naturalWidth > 50")
        bench.page.click(".case button")
        assert bench.page.locator("#larger img").is_visible()
        bench.page.keyboard.press("Escape")
        assert not bench.page.locator("#larger").is_visible()
        assert bench.page.locator(".paper.e-0").count() == 0
        bench.page.focus(".cm-content")
        bench.page.keyboard.press("Control+End")
        bench.page.keyboard.type("# more")
        assert bench.page.locator(".stale").is_visible()


def test_a_right_text_gets_a_certificate_that_the_checker_accepts(chromium: Any, address: str, tmp_path: Path) -> None:
    with Bench(chromium, address) as bench:
        bench.write(RIGHT.read_text(encoding="utf-8"))
        bench.run()
        assert "✓" in bench.page.inner_text("#answer .banner")
        assert "backward" in bench.page.inner_text("#answer .evidence")
        with bench.page.expect_download() as got:
            bench.page.click("text=Download the certificate")
        saved = tmp_path / "certificate.cert"
        got.value.save_as(saved)
        checker = ROOT / "certify" / "certificates" / "checker.py"
        done = subprocess.run([sys.executable, str(checker), str(saved)], capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        bench.run("check")
        assert bench.page.locator("#answer .banner.e-0").count() == 1
        bench.run("bounds")
        assert "polynomial" in bench.page.inner_text("#answer")


def test_a_run_is_cancelled_and_found_again(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write(LONG)
        bench.page.select_option("#effort", "plain")
        bench.page.click("#start")
        bench.page.wait_for_selector("#cancel:visible")
        bench.page.reload()
        bench.page.wait_for_selector("#cancel:visible")
        bench.until("document.querySelector('#state').textContent.length > 0")
        bench.page.click("#cancel")
        bench.page.wait_for_selector("#answer .banner:has-text('ancelled')")
        assert bench.page.locator("#start").is_enabled()
        assert bench.text() == LONG


def test_texts_of_the_library_links_and_files(chromium: Any, address: str, tmp_path: Path) -> None:
    with Bench(chromium, address) as bench:
        bench.write("# my own words\n")
        bench.page.click("#open")
        bench.until("document.querySelectorAll('#list button').length > 50")
        bench.page.fill("#search", "clique independent")
        assert 0 < bench.page.locator("#list button").count() < 20
        bench.page.keyboard.press("ArrowDown")
        name = bench.page.evaluate("document.activeElement.firstChild.data")
        bench.page.keyboard.press("Enter")
        bench.page.wait_for_selector("#reading.good")
        assert bench.page.inner_text("#name") == name
        bench.page.click("#open")
        bench.page.wait_for_selector("#list h3:has-text('Set aside')")
        bench.page.click("#list button:has-text('# my own words')")
        bench.until("document.querySelector('#where') && localStorage.getItem('certify.workbench.text').includes('my own')")
        with bench.page.expect_download() as got:
            bench.page.click("#save")
        got.value.save_as(tmp_path / "own.red")
        assert (tmp_path / "own.red").read_text() == "# my own words\n"
        bench.page.set_input_files("#file", str(WRONG))
        bench.page.wait_for_selector("#reading.good")
        assert bench.text() == WRONG.read_text(encoding="utf-8")
    with Bench(chromium, address, place=f"#{name}") as bench:
        bench.page.wait_for_selector("#reading.good")
        assert bench.page.inner_text("#name") == name
        bench.context.grant_permissions(["clipboard-read", "clipboard-write"])
        bench.page.click("#link")
        bench.page.wait_for_selector("#link:has-text('Copied')")
        assert bench.page.evaluate("navigator.clipboard.readText()") == f"{address}/workbench#{name}"
        bench.write("# <b>mine</b> ∀ 🙂\n")
        assert bench.page.inner_text("#name") == f"{name}, changed"
        bench.page.click("#link")
        bench.until("document.querySelector('#says').textContent.includes('the text is in it')")
        own = bench.page.evaluate("navigator.clipboard.readText()").partition("#")[2]
    with Bench(chromium, address, place=f"#{own}") as bench:
        bench.page.wait_for_selector(".cm-line:has-text('mine')")
        assert bench.text() == "# <b>mine</b> ∀ 🙂\n"


def test_a_served_page_of_the_site_leads_to_its_text(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.page.goto(f"{address}/problems/Clique.html")
        bench.page.click("text=Try it in the workbench", timeout=120_000)
        bench.page.wait_for_selector("#reading.good")
        assert bench.page.inner_text("#name") == "Clique"
        assert bench.text().startswith("problem Clique")


def test_the_keyboard_goes_everywhere_and_out_of_the_editor(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write("problem P\n  measures")
        bench.page.wait_for_selector("#reading.bad")
        bench.page.keyboard.press("Tab")
        assert bench.text() == "problem P\n  measures  "
        bench.page.keyboard.press("Escape")
        bench.page.keyboard.press("Tab")
        assert not bench.page.evaluate("document.activeElement.closest('#editor')")
        reached = []
        for _ in range(30):
            reached.append(
                bench.page.evaluate(
                    "(document.activeElement.id || document.activeElement.className || document.activeElement.value)"
                )
            )
            bench.page.keyboard.press("Tab")
        assert [wanted for wanted in ("at", "effort", "start") if wanted not in reached] == []
        bench.page.focus("#problems .at")
        bench.page.keyboard.press("Enter")
        assert bench.page.evaluate("!!document.activeElement.closest('#editor')")
        bench.page.focus("#new")
        bench.page.keyboard.press("Enter")
        bench.page.check("#begin input[value=nothing]")
        bench.page.keyboard.press("Enter")
        bench.until("document.activeElement.closest('#editor')")
        bench.page.keyboard.insert_text(WRONG.read_text(encoding="utf-8"))
        bench.page.wait_for_selector("#reading.good")
        bench.page.keyboard.press("Control+Enter")
        bench.page.wait_for_selector("#answer .banner:has-text('refuted')", timeout=120_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_and_the_rules_of_access_hold(chromium: Any, address: str, width: int, scheme: str) -> None:
    with Bench(chromium, address, width, scheme) as bench:

        def looks_well(one_above_the_other: bool = False) -> None:
            assert bench.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
            assert one_above_the_other or bench.page.evaluate(OVERLAPS) == []
            assert bench.page.evaluate(CONTRAST) == []
            if AXE.exists():
                bench.page.evaluate(AXE.read_text(encoding="utf-8"))
                rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
                found = bench.page.evaluate("rules => axe.run(document, rules)", rules)
                assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]] == []

        bench.write(MISSPELT)
        bench.page.wait_for_selector("#problems li")
        looks_well()
        bench.write(WRONG.read_text(encoding="utf-8"))
        bench.page.wait_for_selector("#reading.good")
        bench.run()
        looks_well()
        bench.page.click("#open")
        bench.until("document.querySelectorAll('#list button').length > 50")
        looks_well(one_above_the_other=True)
        bench.page.fill("#search", "clique begin")
        bench.page.click("#list button >> nth=0")
        bench.page.wait_for_selector("#asked:visible")
        bench.page.click("#limits summary")
        bench.page.wait_for_selector("#limited li")
        looks_well()
        bench.page.click("#new")
        bench.page.wait_for_selector("#beginnings[open]")
        looks_well(one_above_the_other=True)


def test_a_new_reduction_begins_with_a_frame(chromium: Any, address: str) -> None:
    with Bench(chromium, address, place="#exercise/1-clique/template") as bench:
        bench.page.wait_for_selector("#asked:has-text('From independent sets to cliques')")
        bench.page.reload()
        bench.page.wait_for_selector("#asked:has-text('What is asked of the image')")
        bench.page.click("#new")
        bench.until("document.querySelectorAll('#problems-known option').length > 50")
        bench.page.keyboard.type("Cliqe")
        bench.page.keyboard.press("Enter")
        bench.page.wait_for_selector("#not-begun:has-text('Name both problems')")
        bench.page.keyboard.type("is")
        bench.page.keyboard.press("Enter")
        bench.page.wait_for_selector("#not-begun:has-text('did you mean Clique?')")
        bench.page.fill("#source", "Clique")
        bench.page.click("#begin .main")
        bench.page.wait_for_selector("#reading.good")
        bench.until("localStorage.getItem('certify.workbench.text').includes('reduction Clique -> IndependentSet')")
        assert bench.page.locator("#asked:visible").count() == 0
        bench.page.click("#new")
        bench.page.check("#begin input[value=problem]")
        bench.page.fill("#own-name", "Mine")
        bench.page.keyboard.press("Enter")
        bench.until("localStorage.getItem('certify.workbench.text').includes('problem Mine')")
        bench.page.click("#new")
        bench.page.check("#begin input[value=reduction]")
        bench.page.fill("#source", "Mine")
        bench.page.fill("#target", "Clique")
        bench.page.keyboard.press("Enter")
        bench.until("/problem Mine[^]*reduction Mine -> Clique/.test(localStorage.getItem('certify.workbench.text'))")
        assert all("400" in said for said in bench.wrong)  # the misspelt name
        bench.wrong.clear()


HOSTILE = """problem P "<img src=x onerror=alert(1)><script>alert(2)</script>"
  instance "<svg/onload=alert(3)>" : nat
reduction <img/src/onerror=alert(4)> -> P
"""


def test_names_in_texts_never_run(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.write(HOSTILE)
        bench.page.wait_for_selector("#problems li")
        bench.run("check")
        assert bench.page.locator("#answer :is(script, iframe, [onerror], [onload])").count() == 0
        bench.write(
            WRONG.read_text(encoding="utf-8").replace(
                "IndependentSet -> VertexCover", 'IndependentSet -> VertexCover\n  "<img src=x onerror=alert(5)>"'
            )
        )
        bench.run()
        assert bench.page.locator("#answer img").evaluate_all("all => all.every(i => i.src.startsWith('data:image/svg'))")


def test_what_a_server_sends_is_built_anew_without_what_runs(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        sent = (
            '<p class="a" onclick="alert(1)" style="position:fixed">x<script>alert(2)</script>'
            '<img src="x" onerror="alert(3)"></p><a href="javascript:alert(4)">y</a><iframe src="/"></iframe>'
            '<form action="/"><b>z</b></form><svg viewBox="0 0 9 9" onload="alert(5)"><script>alert(6)</script></svg>'
            "<math><mi>q</mi></math><style>*{display:none}</style>"
        )
        made = bench.page.evaluate(
            """async sent => {
              const { safe } = await import(new URL("workbench/assets/safe.js", location.href));
              const place = document.createElement("div");
              place.append(safe(sent));
              document.body.append(place);
              await new Promise(done => setTimeout(done, 300));
              return [place.innerHTML.replace(/ src="data[^"]*"/, ""), place.querySelector("img").src];
            }""",
            sent,
        )
        assert made[0] == '<p class="a">x</p><a>y</a><img alt="A drawing" width="12" height="12"><math><mi>q</mi></math>'
        assert made[1].startswith("data:image/svg+xml")
        assert all("Content Security Policy" in said for said in bench.wrong)  # the reading of handlers is told, and refused
        bench.wrong.clear()


def test_a_server_that_is_away_is_told_and_the_text_is_kept(chromium: Any, address: str) -> None:
    with Bench(chromium, address) as bench:
        bench.page.wait_for_selector("#reading.good, #reading.bad")
        bench.page.route("**/api/**", lambda route: route.abort())
        bench.write("# written while nobody answers\n")
        bench.page.wait_for_selector("#trouble:visible")
        assert "Your text is kept" in bench.page.inner_text("#trouble")
        bench.page.click("#start")
        bench.page.wait_for_selector("#answer .banner:has-text('does not answer')")
        bench.page.unroute("**/api/**")
        bench.page.wait_for_selector("#trouble", state="hidden", timeout=15_000)
        asked: list[Any] = []
        too_long = {"status": 413, "json": {"error": "This text takes too long to read."}}
        bench.page.route("**/api/read", lambda route: (asked.append(route), route.fulfill(**too_long)))
        bench.page.keyboard.insert_text("# and more")
        bench.page.wait_for_selector("#trouble:has-text('takes too long')")
        bench.page.wait_for_timeout(5000)
        assert len(asked) == 1  # it is not asked again until the text is another one
        bench.page.unroute("**/api/read")
        refusal = {"status": 503, "headers": {"Retry-After": "7"}, "json": {"error": "The queue is full."}}
        bench.page.route("**/api/runs", lambda route: route.fulfill(**refusal))
        bench.page.click("#start")
        bench.page.wait_for_selector("#answer .banner:has-text('Try again in 7 seconds')")
        bench.page.reload()
        bench.page.wait_for_selector(".cm-line:has-text('written while nobody answers')")
        assert [said for said in bench.wrong if "Failed to load resource" not in said] == []
        bench.wrong.clear()
