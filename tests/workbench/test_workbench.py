"""The workbench as its page asks it: every address, right and wrong questions, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from certify.certificates import checker
from certify.errors import InputError
from certify.system.fork_server import confined_child
from certify.workbench.texts import first_texts, statement_html
from tests.conftest import Certify
from tests.workbench.conftest import PROBLEM, Browser

WRONG = Path("examples/wrong.red").read_text(encoding="utf-8")
SPINNING = """problem Spinning
  instance k : nat
  measures b = bits(k)
  witness  none
  accepts  fold s = 3 over i in 1..60: s * s = k
"""


def test_a_text_is_read_with_places_and_fixes(browser: Browser) -> None:
    found = browser.post("read", text=PROBLEM.replace("measures", "mesures"))
    (mistake,) = found["diagnostics"]
    assert (mistake["line"], mistake["severity"], mistake["fix"]) == (3, "error", "did you mean `measures`?")
    assert mistake["edits"] == [{"line": 3, "column": 3, "end_line": 3, "end_column": 10, "text": "measures"}]
    (mistake, *_) = browser.post("read", text="problme P")["diagnostics"]
    assert (mistake["found"], mistake["expected"].startswith("`problem`, `reduction`")) == ("`problme`", True)
    assert found["declarations"] == [{"kind": "problem", "name": "Own", "line": 1}]
    assert browser.post("read", text="")["diagnostics"] == []


def test_hover_complete_and_format(browser: Browser) -> None:
    hovered = browser.post("hover", text=PROBLEM, line=5, column=13)
    assert "subset" in hovered["html"] or "set" in hovered["html"]
    assert (hovered["line"], hovered["column"], hovered["end_column"]) == (5, 13, 14)
    assert browser.post("hover", text=PROBLEM, line=99, column=99)["html"] is None
    items = browser.post("complete", text=PROBLEM + "problem Other\n  inst", line=7, column=7)
    assert items["from_column"] == 3
    assert [i["insert"] for i in items["items"]] == ["instance"]
    assert browser.post("format", text=PROBLEM.replace("T : subset", "T:subset"))["text"] == PROBLEM
    refused = browser.client.post("/api/format", json={"text": "problem"})
    assert refused.status_code == 400
    assert "text.red:1" in refused.json()["error"]


def test_a_new_text_is_that_of_the_verb(browser: Browser, certify: Certify) -> None:
    found = browser.post("new", text="", source="is", target="Clique")
    assert found == {"name": "IndependentSet:Clique", "text": certify("new", "is", "clique").out, "beside": False}
    assert browser.post("new", text="?", name="Mine")["text"] == certify("new", "Mine").out
    found = browser.post("new", text=PROBLEM, source="own", target="Clique")
    assert (found["beside"], found["text"].startswith(f"{PROBLEM}\nreduction Own -> Clique")) == (True, True)
    assert [d for d in browser.post("read", text=found["text"])["diagnostics"] if d["severity"] == "error"] == []
    for names, says in (
        ({"source": "Cliqe", "target": "Clique"}, "did you mean `Clique`?"),
        ({"source": "", "target": "Clique"}, "is no problem of the library"),
        ({"name": "Clique"}, "choose another name"),
        ({"name": "<b>"}, "is no name for a problem"),
        ({"name": 1}, "`name` is to be a name"),
        ({"source": "a" * 300, "target": "b"}, "`source` is to be a name"),
    ):
        refused = browser.client.post("/api/new", json={"text": PROBLEM, **names})
        assert (refused.status_code, says in refused.json()["error"]) == (400, True), refused.text
    half = b'{"text": "", "source": "\\ud800", "target": "SAT"}'
    refused = browser.client.post("/api/new", content=half, headers={"Content-Type": "application/json"})
    assert (refused.status_code, "`source` has a half of a surrogate pair" in refused.text) == (400, True), refused.text


def test_an_exercise_has_its_statement(browser: Browser) -> None:
    for name in ("exercise/1-clique/template", "exercise/1-clique/loops"):
        statement = browser.client.get(f"/api/texts/{name}").json()["statement"]
        assert statement.startswith("<h1>From independent sets to cliques</h1>")
        assert "<code>target.n &lt;= n</code>" in statement
    assert browser.client.get("/api/texts/Clique").json()["statement"] == ""


def test_a_class_has_its_own_homework(certify: Certify, tmp_path: Path) -> None:
    (tmp_path / "week1").mkdir()
    with pytest.raises(InputError, match="there is no task in it"):
        first_texts(tmp_path)
    assert certify("serve", "--homework", tmp_path, "--port", "0").code == 2
    assert certify("task", "is", "vc", "-o", tmp_path / "week1").code == 0
    for place in (tmp_path, tmp_path / "week1"):
        text = next(iter(first_texts(place).values()))
        assert (text.name, text.title) == ("homework/week1", "Reduce Independent set to Vertex cover")
        assert text.text == (tmp_path / "week1" / "template.red").read_text(encoding="utf-8")
    (tmp_path / "week1" / "statement.md").write_text("# <script>x</script>\n![a](b) [c](javascript:d)", encoding="utf-8")
    first_texts.cache_clear()
    (text, *_) = first_texts(tmp_path / "week1").values()
    assert "<script" not in statement_html(text.statement)
    assert "javascript" not in statement_html(text.statement)


def test_what_a_run_may_take_is_told(browser: Browser) -> None:
    given = browser.client.get("/api/limits").json()
    assert (given["seconds"], given["memory"], given["at_once"], given["waiting"]) == (600, 1024, 1, 1)
    confined = confined_child()
    assert (given["network"], given["writes_elsewhere"]) == (confined.network, confined.writes_elsewhere)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b'{"text": "\xff"}', 400, "UTF-8"),
        (b"{", 400, "no JSON"),
        (b"[" * 100_000, 400, "no JSON"),
        (b"[1]", 400, "an object with a text"),
        (b'{"text": 1}', 400, "an object with a text"),
        (b'{"text": "\\ud800"}', 400, "surrogate"),
        (json.dumps({"text": "a" * 201_000}).encode(), 413, "201000 characters"),
        (json.dumps({"text": "a" * 1_000_000}).encode(), 413, "longer than"),
        (b'{"text": "x", "line": 0, "column": 1}', 400, "`line`"),
        (b'{"text": "x", "line": true, "column": 1}', 400, "`line`"),
        (b'{"text": "x", "line": 1}', 400, "`column`"),
    ],
)
def test_a_wrong_body_is_refused_in_a_sentence(browser: Browser, body: bytes, status: int, says: str) -> None:
    answer = browser.client.post("/api/hover", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert says in answer.json()["error"]


def test_a_body_that_does_not_say_how_long_it_is_is_cut(browser: Browser) -> None:
    pieces = (b" " * 50_000 for _ in range(20))
    answer = browser.client.post("/api/read", content=pieces, headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("method", "place", "status"),
    [
        ("PUT", "/api/read", 405),
        ("GET", "/api/runs/none", 404),
        ("DELETE", "/api/runs/none", 404),
        ("GET", "/api/runs/none/events", 404),
        ("GET", "/api/runs/none/certificate", 404),
        ("GET", "/api/texts/../../etc/passwd", 404),
        ("GET", "/api/texts/None", 404),
        ("GET", "/workbench/assets/..%2fapplication.py", 404),
        ("GET", "/workbench/assets/../application.py", 404),
        ("GET", "/workbench/assets/.hidden", 404),
        ("GET", "/..%2f..%2f..%2f..%2fetc%2fpasswd", 404),
        ("GET", "/certificates/..%2f..%2fpyproject.toml", 404),
        ("GET", "/certificates/data/" + "a" * 64 + ".xz", 404),
        ("GET", "/problems/None.html", 404),
        ("GET", "/assets/%2e%2e/shell.py", 404),
        ("POST", "/", 405),
    ],
)
def test_nothing_else_is_there(browser: Browser, method: str, place: str, status: int) -> None:
    answer = browser.client.request(method, place)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"host": "localhost.evil.example:8000"}, 400),
        ({"host": "evil.example@localhost"}, 400),
        ({"host": ""}, 400),
        ({"host": "[::1"}, 400),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[evil"}, 403),
        ({"origin": "http://localhost:9000"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}, 200),
        ({"host": "127.0.0.1:8000"}, 200),
    ],
)
def test_only_pages_of_this_server_may_ask(browser: Browser, headers: dict[str, str], status: int) -> None:
    given = {"content-type": "application/json"} | headers
    assert browser.client.post("/api/read", content=b'{"text": ""}', headers=given).status_code == status


def test_the_headers_say_what_a_page_may_do(browser: Browser) -> None:
    for place in ("/workbench", "/api/texts", "/nothing"):
        headers = browser.client.get(place).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    cookie = browser.client.get("/workbench").headers["set-cookie"]
    assert re.search(r"visitor=[\w-]{24};.*HttpOnly.*SameSite=strict", cookie)


def test_texts_to_begin_with(browser: Browser) -> None:
    texts = {t["name"]: t for t in browser.client.get("/api/texts").json()["texts"]}
    assert texts["ThreeSAT:IndependentSet"]["kind"] == "reduction"
    assert texts["Clique"]["kind"] == "problem"
    assert {"restriction", "exercise"} <= {t["kind"] for t in texts.values()}
    for name in ("ThreeSAT:IndependentSet", "exercise/empty", "exercise/3-set-cover/dominating"):
        text = browser.client.get(f"/api/texts/{name}").json()
        assert text["name"] == name
        assert not [d for d in browser.post("read", text=text["text"])["diagnostics"] if d["severity"] == "error"]


def test_a_run_shows_the_smallest_counterexample_and_its_certificate_is_checked(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, run = browser.run(WRONG)
    result = run["result"]
    assert (run["state"], result["verdict"], result["exit_code"], run["why"]) == ("done", "refuted", 1, None)
    assert result["text"].startswith("text.red:2:11: reduction `IndependentSet:VertexCover` hides")
    assert "counterexample to `backward`" in result["text"]
    assert result["counterexample"]["instance"] == {"G": {"vertices": [], "edges": []}, "k": 1}
    assert result["counterexample"]["svg"].startswith("<svg")
    assert "<script" not in result["html"]
    saved = browser.client.get(f"/api/runs/{number}/certificate")
    assert 'filename="IndependentSet-VertexCover.cert"' in saved.headers["content-disposition"]
    file = tmp_path / "own.cert"
    file.write_bytes(saved.content)
    assert checker.main([str(file)]) == 0
    assert capsys.readouterr().out.startswith("IndependentSet:VertexCover  valid with holes")


def test_the_events_of_a_run_end_with_its_last_state(browser: Browser) -> None:
    number = browser.post("runs", text=PROBLEM, verb="bounds", effort="plain")["run"]
    with browser.client.stream("GET", f"/api/runs/{number}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]
    assert events[-1]["state"] == "done"
    assert events[-1]["result"]["text"].startswith("Own  polynomial")
    assert events[-1]["result"]["certificate"] is False


def test_a_wrong_text_and_a_well_formed_one(browser: Browser) -> None:
    _, run = browser.run(PROBLEM.replace("labels", "lables"), "check")
    assert (run["state"], run["result"]["exit_code"]) == ("done", 2)
    assert run["result"]["text"].startswith("text.red:2:23: ")
    _, run = browser.run(PROBLEM, "check")
    assert run["result"]["text"] == "problem Own is well formed\n"
    refused = browser.client.post("/api/runs", json={"text": "", "verb": "prove"})
    assert (refused.status_code, "`verb`" in refused.json()["error"]) == (400, True)


def test_files_of_the_site_that_need_not_be_made(browser: Browser) -> None:
    assert browser.client.get("/certificates/checker.py").text.startswith('"""')
    style = browser.client.get("/assets/site.css")
    assert (style.status_code, style.headers["content-type"].partition(";")[0]) == (200, "text/css")
    script = browser.client.get("/workbench/assets/workbench.js")
    assert (script.status_code, script.headers["content-type"].partition(";")[0]) == (200, "text/javascript")
    assert '<a href="/workbench">Workbench</a>' in browser.client.get("/workbench").text


@pytest.mark.slow
def test_pages_of_the_site_are_made_when_they_are_asked_for(browser: Browser) -> None:
    for place in ("/", "/reductions/ThreeSAT-IndependentSet.html", "/reductions/ThreeSAT-IndependentSet-proof.html"):
        while (page := browser.client.get(place)).status_code == 202:
            assert page.headers["refresh"] == "1"
        assert page.status_code == 200
        assert '<a href="/workbench">Workbench</a></li></ul></nav>' in page.text
    assert browser.client.get("/certificates/ThreeSAT-IndependentSet.cert").json()["subject"] == "ThreeSAT:IndependentSet"
    assert browser.client.get("/data/ThreeSAT.js").status_code == 200
