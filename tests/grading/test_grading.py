"""Homework: tasks, what is admitted, verdicts, pages, and submissions that try something else than to answer."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certify.console import why_ended
from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.grading.autograders import classroom, gradescope
from certify.grading.grades import Grade, NoGrade, grade_of
from certify.grading.grounds import grounds_of, wanted_claims
from certify.grading.judging import judge
from certify.grading.limited_processes import Request, judged_side_by_side
from certify.grading.new_tasks import new_task, task_text
from certify.grading.pages import page_of
from certify.grading.points import points_of
from certify.grading.session import GradingSession
from certify.grading.submissions import Submission, submissions_in
from certify.grading.tasks import GradingTask, task_from_json, task_of
from certify.library import standard
from tests.conftest import Certify

RIGHT = """\
reduction IndependentSet -> Clique
  given    x
  labels   v(was : x.G.vertices)
  target   G.vertices = { v(a) | a in x.G.vertices }
           G.edges = { {v(a), v(b)} | a in x.G.vertices, b in x.G.vertices where a != b and {a, b} not in x.G.edges }
           k = x.k
  forward  S -> S = { v(a) | a in x.G.vertices where a in S }
  backward S -> S = { a | a in x.G.vertices where v(a) in S }
"""
WRONG = RIGHT.replace("{a, b} not in", "{a, b} in")
WEAK = """\
problem Clique "Clique of at most k"
  instance G : graph
           k : nat
  measures n = |G.vertices|
  witness  S : subset of G.vertices
  accepts  |S| <= k

"""
OWN = (
    """\
problem Mid
  instance G : graph
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  |S| >= k and every {u, v} in G.edges: not (u in S and v in S)

"""
    + RIGHT.replace("IndependentSet ->", "Mid ->")
    + RIGHT.replace("-> Clique", "-> Mid").replace("{a, b} not in", "{a, b} in")
)


@pytest.fixture(scope="module")
def task() -> GradingTask:
    source, target = (standard().problem(name) for name in ("IndependentSet", "Clique"))
    return replace(new_task(source, target), effort="quick", within={"n": 2, "m": 1, "b": 2})


def judged(task: GradingTask, *texts: str) -> Grade:
    return judge(task, standard(), [Source(f"{n}.red", text) for n, text in enumerate(texts)])


# ------------------------------------------------------------------------------------------------ tasks


def test_a_task_that_is_written_is_read_back() -> None:
    made = new_task(standard().problem("ThreeSAT"), standard().problem("Clique"), ["target.n <= 3*m", 'a "quoted" \\ claim'])
    assert task_of(Source("task.toml", task_text(made))) == made
    allowed: dict[str, Any] = {"hints": True, "chain": True, "through": ("SAT:ThreeSAT",)}
    free = replace(made, claims=(), points=0.8, partial={"readable": 0.1, "well-formed": 0.7}, within={"n": 2, "m": 1}, **allowed)
    assert task_of(Source("task.toml", task_text(free))) == free
    assert task_from_json(json.loads(json.dumps(made.json()))) == made


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("points = 10", "points = true", 3, "`points` is a number"),
        ("points = 10", "point = 10", 3, "`point` is no key of a task"),
        ("points = 10", "points == 10", 3, "this is no TOML"),
        ("points = 10", "effort = 'quick'", 3, "stands in the wrong place"),
        ("points = 10", "points = inf", 3, "`points` is a number"),
        ("points = 10", f"points = 1{'0' * 400}", 3, "`points` is a number from 0 to 1000000000"),
        ("points = 10", f"points = 1{'0' * 5000}", 1, "this is no TOML: exceeds the limit"),
        ('accept = "exhausted"', 'accept = "unknown"', 16, "`accept` is no `unknown`"),
        ("partial = {}", "partial = { forwards = 1 }", 18, "`partial` knows no `forwards`"),
        ("partial = {}", "partial = { forward = 'x' }", 18, "`partial` is points for what is shown"),
        ("partial = {}", "partial = { forward = 6, backward = 5 }", 18, "11 points are given for parts, and 10 for the whole"),
        ('effort = "standard"', 'effort = "standart"', 22, "`effort` is no `standart`"),
        ("within = {}", "within = { n = -1 }", 24, "`within` is measures"),
        ("memory = 4096", "memory = 0.5", 27, "`memory` is from 1"),
        ("through = []", 'through = ["a:b"]', 34, "`through` is for chains"),
        ('source = "IndependentSet"', "", 1, "`source` is missing"),
    ],
)
def test_what_is_wrong_with_a_task_has_its_place(task: GradingTask, old: str, new: str, line: int, says: str) -> None:
    text = task_text(replace(task, effort="standard", within={}))
    assert old in text
    with pytest.raises(Mistake, match=says) as caught:
        task_of(Source("task.toml", text.replace(old, new)))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"target_core": "0" * 64}, "the task is about another problem Clique"),
        ({"claims": ("target.q <= n",)}, "the claim `target.q <= n` of the task"),
        ({"claims": ("target.n <= n where x.k = 1",)}, "leave out its condition"),
        ({"within": {"q": 1}}, "the measures of IndependentSet are n, m, b"),
        ({"chain": True, "through": ("IndependentSet:Clique",)}, "which is the reduction that the task asks for"),
        ({"chain": True, "through": ("VertexCover:Nothing",)}, "`Nothing` is no problem"),
    ],
)
def test_a_task_that_does_not_fit_the_library(task: GradingTask, change: dict[str, Any], says: str) -> None:
    wrong = replace(task, **change)
    with pytest.raises(InputError, match=says):
        wanted_claims(wrong, grounds_of(wrong, standard()))


# ------------------------------------------------------------------------------------------------ verdicts


@pytest.mark.parametrize(
    ("text", "verdict", "says"),
    [
        (RIGHT, "accepted", "every instance"),
        (WRONG, "refuted", "`forward` fails"),
        (RIGHT.replace("where a != b and", "where"), "refuted", "`well-formed` fails"),
        (RIGHT + "  claims target.m <= m\n", "refuted", "`sizes` fails"),
        (RIGHT.replace("x.k", "x.q"), "unreadable", "0.red:6:"),
        (RIGHT + "reduction Clique -> Nowhere\n  given x\n", "unreadable", "`Nowhere` is no problem"),
        ("fact Clique is NP-hard cites Nobody\n", "unreadable", "`Nobody` is no reference"),
        ("# nothing\n", "refused", "the text declares no reduction"),
        (RIGHT.replace("IndependentSet -> Clique", "Clique -> IndependentSet"), "refused", "the task asks for"),
        (WEAK + RIGHT, "refused", "declares Clique anew, as another problem"),
        (WEAK.replace("Clique", "IndependentSet", 1) + RIGHT, "refused", "declares IndependentSet anew"),
        (WEAK.replace("problem Clique", "problem IS") + RIGHT, "refused", "which is a name of IndependentSet"),
        (WEAK.replace("problem Clique", "problem SAT") + RIGHT, "refused", "declares SAT anew"),
        (RIGHT + RIGHT, "unreadable", "`IndependentSet:Clique` is declared twice"),
        (RIGHT.replace("  given", '  because "So." shows forward S -> |S| >= 0\n  given'), "refused", "has hints"),
        (OWN, "refused", "in one reduction"),
    ],
)  # fmt: skip
def test_a_submission_gets_its_verdict(task: GradingTask, text: str, verdict: str, says: str) -> None:
    grade = judged(task, text)
    assert grade.verdict == verdict, grade.why
    assert says in grade.why
    kept = json.dumps(grade.json())
    assert json.dumps(grade_of(json.loads(kept)).json()) == kept


def test_the_message_about_a_long_line_is_short(task: GradingTask) -> None:
    grade = judged(task, RIGHT.replace("x.k", " + ".join(["x.k"] * 4_000)))
    assert grade.verdict == "unreadable"
    assert len(grade.why) < 2000


def test_what_is_allowed_is_accepted(task: GradingTask) -> None:
    hint = RIGHT.replace("  given", '  because "So." shows forward S -> |S| >= 0\n  given')
    assert judged(replace(task, hints=True), hint).verdict == "accepted"
    assert judged(replace(task, chain=True), OWN).verdict == "accepted"
    again = judged(task, RIGHT, "define double(n) = 2 * n\n")
    assert again.verdict == "accepted"


def test_a_chain_has_reductions_of_the_library_only_as_far_as_the_task_allows_them(task: GradingTask) -> None:
    source, target = (standard().problem(name) for name in ("IndependentSet", "VertexCover"))
    free = replace(new_task(source, target), effort="quick", within=task.within, chain=True)
    assert "no chain of its own reductions leads there" in judged(free, RIGHT).why
    whole = replace(free, through=("IndependentSet:Clique", "Clique:VertexCover"))
    with pytest.raises(InputError, match="by itself, by IndependentSet:Clique and Clique:VertexCover"):  # any text would do
        grounds_of(whole, standard())
    through = replace(free, through=("Clique:VertexCover",))
    assert judged(through, RIGHT).verdict == "accepted"
    assert judged(through, WRONG).verdict == "refuted"
    assert judged(through, RIGHT.replace("-> Clique", "-> IndependentSet")).verdict == "refused"


def test_a_wanted_claim_is_checked_whether_it_is_stated_or_not(task: GradingTask) -> None:
    assert judged(replace(task, claims=("target.n <= n", "parsimonious")), RIGHT).verdict == "accepted"
    grade = judged(replace(task, claims=("target.m <= m",)), RIGHT)
    assert (grade.verdict, grade.obligation) == ("refuted", "sizes")


def test_what_is_less_than_asked_is_no_pass(task: GradingTask) -> None:
    grade = judged(replace(task, accept="proved"), RIGHT)
    assert (grade.verdict, grade.obligation, grade.evidence) == ("not shown", "well-formed", "exhausted")
    assert "is exhausted, and the task asks for proved or more" in grade.why


# ------------------------------------------------------------------------------------------------ what is handed in


def test_only_texts_in_the_folder_are_read(tmp_path: Path) -> None:
    folder, secret = tmp_path / "in", tmp_path / "solution.red"
    folder.mkdir()
    secret.write_text(RIGHT, encoding="utf-8")
    (folder / "anna.red").write_text(RIGHT.replace("\n", "\r\n"), encoding="utf-8")
    (folder / "bert").mkdir()
    (folder / "bert" / "one.red").write_text(RIGHT, encoding="utf-8")
    (folder / "bert" / "notes.txt").write_text("no text", encoding="utf-8")
    (folder / "bert" / ".git").mkdir()
    (folder / "empty").mkdir()
    (folder / "blank.red").write_text(" \n", encoding="utf-8")
    (folder / "essay.docx").write_bytes(b"PK\3\4")
    (folder / "junk.red").write_bytes(bytes(range(256)))
    (folder / "link.red").symlink_to(secret)
    (folder / "linked").mkdir()
    (folder / "linked" / "a.red").symlink_to(secret)
    (folder / "many").mkdir()
    for n in range(21):
        (folder / "many" / f"{n}.red").write_text(RIGHT, encoding="utf-8")
    (folder / "task.toml").write_text("", encoding="utf-8")
    with (folder / "large.red").open("wb") as large:
        large.truncate(100 << 20)
    os.mkfifo(folder / "pipe.red")
    (folder / "\x1b[31m <b>.red").write_text(RIGHT, encoding="utf-8")
    (folder / "grades").mkdir()
    found = {s.name: s for s in submissions_in(folder / ".." / "in", folder / "grades")}
    assert [name for name, s in found.items() if not s.trouble] == ["\\x1b[31m <b>.red", "anna.red", "bert"]
    assert found["anna.red"].texts == (Source("anna.red", RIGHT),)
    assert [t.name for t in found["bert"].texts] == ["bert/one.red"]
    troubles = {
        "blank.red": "the file is empty", "empty": "has no `.red` file", "essay.docx": "does not end in `.red`",
        "junk.red": "no UTF-8 text", "large.red": "larger than 1 MiB", "link.red": "is a link", "linked": "it is a link",
        "many": "21 texts, and at most 20", "pipe.red": "is no ordinary file",
    }  # fmt: skip
    assert {name for name, s in found.items() if s.trouble} == set(troubles)
    for name, says in troubles.items():
        assert says in found[name].trouble, name
    pages = [s.page for s in found.values()]
    assert len(set(pages)) == len(pages)
    assert all(page.isascii() and "/" not in page and " " not in page and page[0] not in ".-" for page in pages)


def test_no_two_submissions_have_one_name_or_one_page(tmp_path: Path) -> None:
    Path(tmp_path / "\x1b.red").write_text(RIGHT, encoding="utf-8")
    Path(tmp_path / "\\x1b.red").write_text(WRONG, encoding="utf-8")
    right, wrong = submissions_in(tmp_path, tmp_path / "grades")
    assert (right.texts[0].text, wrong.texts[0].text) == (RIGHT, WRONG)
    assert (right.name, wrong.name) == ("\\x1b.red", "\\\\x1b.red")
    taken = Submission("x y").page
    assert Submission(taken.removesuffix(".html")).page != taken


def test_a_page_shows_the_students_text_and_escapes_it(task: GradingTask) -> None:
    text = WRONG.replace("  given", '  "<script>alert(1)</script>"\n  given', 1)
    submission = Submission("<b>.red", (Source("<b>.red", text),))
    page = page_of(task, submission, judged(task, text))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "The smallest counterexample" in page
    assert "<code>forward</code> fails" in page
    assert "0 of 10 points" in page
    assert "certify site" not in page  # it is no page of the site
    assert "http" not in page


@pytest.mark.parametrize(("text", "status"), [(RIGHT, "pass"), (WRONG, "fail"), ("?", "error")])
def test_autograders_get_the_points(task: GradingTask, text: str, status: str) -> None:
    submission, grade = Submission("a.red", (Source("a.red", text),)), judged(task, text)
    score = 10 if status == "pass" else 0
    scope = gradescope(task, submission, grade)
    assert (scope["score"], scope["tests"][0]["score"], scope["tests"][0]["max_score"]) == (score, score, 10)
    assert scope["tests"][0]["status"] == ("passed" if score else "failed")
    assert scope["output"].startswith(f"a.red: {grade.verdict}\n")
    room = classroom(task, submission, grade)
    assert (room["status"], room["max_score"], [t["score"] for t in room["tests"]]) == (status, 10, [score])


def test_a_grade_that_its_own_evidence_contradicts_is_none() -> None:
    shown = Grade("accepted", "", evidence="proved", obligations=[("forward", "proved", "")])
    assert grade_of(shown.json()).verdict == "accepted"
    for changed in ({"evidence": "refuted"}, {"evidence": ""}, {"obligations": [["forward", "refuted", ""]]}):
        with pytest.raises(NoGrade, match="by its evidence"):
            grade_of(shown.json() | changed)


def test_parts_have_points(task: GradingTask) -> None:
    shares = replace(task, partial={"readable": 1, "sizes": 2, "time": 1, "backward": 5})
    wrong = judged(task, WRONG)
    shown = {o: v for o, v, _ in wrong.obligations}
    assert (shown["sizes"], shown["time"], wrong.verdict) == ("proved", "proved", "refuted")
    assert points_of(shares, wrong) == 4 + 5 * (shown["backward"] == "exhausted")
    assert points_of(shares, judged(task, RIGHT)) == 10
    assert points_of(shares, judged(task, "?")) == 0
    assert points_of(task, wrong) == 0
    submission = Submission("a.red", (Source("a.red", WRONG),))
    assert gradescope(shares, submission, wrong)["score"] == points_of(shares, wrong)
    assert f"{points_of(shares, wrong):g} of 10 points" in page_of(shares, submission, wrong)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"why": 3}, "`why` of this grade is not as it was written; expected a text"),
        ({"obligations": [["forward", 1, ""]]}, "`obligations` of this grade is not as it was written"),
        ({"obligations": [["forward", "fine", ""]]}, "expected verdicts among"),
        ({"verdict": "passed"}, "expected one of accepted"),
        ({"counterexamples": 1}, "expected a list of objects"),
        ({"extra": 1}, "`extra` of this grade"),
    ],
)
def test_a_grade_that_somebody_changed_is_told_with_its_place(
    task: GradingTask, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    session = GradingSession(task, (), "", tmp_path)
    submission = Submission("a.red", (Source("a.red", RIGHT),))
    file = session._file(submission)
    assert file is not None
    file.write_text(json.dumps(Grade("refuted", "").json() | change, indent=1), encoding="utf-8")
    with pytest.raises(Mistake, match=says) as caught:
        session.grade([submission], 1, lambda *told: None)
    assert caught.value.line > 1
    assert "a.red: remove the file" in caught.value.fix


# ------------------------------------------------------------------------------------------------ the verbs

ENDLESS = "problem Deep\n  instance k : nat\n  measures b = bits(k)\n  witness none\n  accepts " + "(" * 5_000 + "k" + ")" * 5_000


def test_a_course_sets_and_grades_homework(certify: Certify, tmp_path: Path) -> None:
    home, folder, out = tmp_path / "home", tmp_path / "in", tmp_path / "out"
    said = certify("task", "is", "clique", "-o", home)
    assert said.code == 0
    assert (home / "statement.md").read_text(encoding="utf-8").startswith("# Reduce Independent set to Clique\n")
    assert certify("task", "is", "clique", "-o", home).code == 2
    text = (home / "task.toml").read_text(encoding="utf-8").replace('"standard"', '"quick"')
    task = home / "task.toml"
    task.write_text(text.replace("within = {}", "within = { n = 2, m = 1, b = 2 }"), encoding="utf-8")
    assert "there is no submission in it" in certify("grade", home, "--task", task, "-o", out).err, "the template is none"
    folder.mkdir()
    for name, content in {"a.red": RIGHT, "b.red": WRONG, "c.red": ENDLESS, "d.red": ""}.items():
        (folder / name).write_text(content, encoding="utf-8")
    words = ["grade", folder, "--task", task, "-o", out, "--jobs", 2]
    first = certify(*words)
    assert first.code == 1
    assert [line.split()[:3] for line in first.out.splitlines()[:2]] == [["a.red", "accepted", "10"], ["b.red", "refuted", "0"]]
    assert "4 submissions: 1 accepted, 1 refuted, 2 unreadable" in first.out
    assert "3 judged now, 1 known" in first.out
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert {path.name for path in (out / "pages").iterdir()} == {f"{name}.red.html" for name in "abcd"}
    assert "<svg" in (out / "pages" / "b.red.html").read_text(encoding="utf-8")
    page = (out / "pages" / "a.red.html").read_text(encoding="utf-8")
    library = next(t.source.text for t in standard().texts if ("reduction", "IndependentSet:Clique") in t.declares)
    assert not any(line.strip() in page for line in library.splitlines() if len(line) > 40)
    again = certify(*words)
    assert "0 judged now, 4 known" in again.out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    next((out / "results").iterdir()).write_text("{", encoding="utf-8")
    assert "1 judged now, 3 known" in certify(*words).out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    results = {json.loads(path.read_text(encoding="utf-8"))["verdict"]: path for path in (out / "results").iterdir()}
    results["refuted"].write_bytes(results["accepted"].read_bytes())  # somebody forges a grade
    forged = ["grade", folder / "b.red", "--task", task, "-o", out, "--jobs", 1]
    assert certify(*forged).code == 0
    said = certify(*forged, "--recheck")
    assert (said.code, said.out.splitlines()[-1]) == (1, "1 kept grade: 1 other than now: b.red")
    assert said.out.splitlines()[0].endswith("[kept was: accepted]")
    assert {path: path.read_bytes() for path in results.values()} == {path: before[path] for path in results.values()}
    scope = tmp_path / "results.json"
    alone = certify("grade", folder / "a.red", "--task", task, "-o", out, "--gradescope", scope, "--json")
    assert (alone.code, alone.json["result"][0]["points"]) == (0, 10)
    assert json.loads(scope.read_text(encoding="utf-8"))["score"] == 10


@pytest.mark.parametrize("words", [["nowhere"], ["{}"], ["{}", "--task", "{}/missing.toml"], ["nowhere.red", "--one"]])
def test_what_cannot_be_graded(certify: Certify, tmp_path: Path, words: list[str]) -> None:
    task = tmp_path / "task.toml"
    task.write_text(task_text(new_task(standard().problem("IndependentSet"), standard().problem("Clique"))), encoding="utf-8")
    given = (
        ["--task", str(task), *(word.format(tmp_path) for word in words)]
        if len(words) < 3
        else [w.format(tmp_path) for w in words]
    )
    said = certify("grade", *given, "-o", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_a_submission_that_takes_too_much_gets_its_own_verdict(task: GradingTask) -> None:
    texts = [Source("a.red", RIGHT)]
    short = replace(task, memory=64)
    requests = [Request("large", short, texts, ()), Request("fine", task, texts, ())]
    found = {request.name: grade for request, grade in judged_side_by_side(requests, 1)}
    assert (found["large"].verdict, found["fine"].verdict) == ("not shown", "accepted")
    assert found["large"].why.startswith("unknown: ")


@pytest.mark.parametrize("error", [MemoryError(), SystemError("returned NULL"), ImportError("a.so: failed to map segment")])
def test_want_of_memory_is_no_defect(error: Exception) -> None:
    with pytest.raises(ImportError) as raised:
        raise ImportError("numpy cannot be imported") from error
    assert why_ended(raised.value) == why_ended(error) == "unknown: out of memory"
    assert "defect" in why_ended(ImportError("no module named numpy"))


@pytest.mark.slow
def test_two_hundred_submissions(certify: Certify, tmp_path: Path, task: GradingTask) -> None:
    """Mutants, wrong, hiding and unreadable texts, graded at once: none is accepted that the checks of mutants refute."""
    from certify.mutation.mutants import mutants

    folder, here = tmp_path / "in", Path(__file__).parents[1]
    folder.mkdir()
    for name in ("wrong", "hiding", "unreadable"):
        for path in sorted((here / name).glob("*.red")):
            (folder / f"{name}_{path.name}").write_bytes(path.read_bytes())
    for n, mutant in enumerate(mutants(standard(), task.reduction)):
        (folder / f"mutant{n}.red").write_text(mutant.edit.applied(mutant.source).text, encoding="utf-8")
    text = next(t for t in standard().texts if ("reduction", task.reduction) in t.declares).source.text
    (folder / "right.red").write_text(text, encoding="utf-8")
    file = tmp_path / "task.toml"
    file.write_text(task_text(replace(task, within={"n": 4, "m": 6, "b": 3})), encoding="utf-8")
    said = certify("grade", folder, "--task", file, "-o", tmp_path / "out", "--json")
    rows = {row["submission"]: row for row in said.json["result"]}
    assert len(rows) > 200
    assert said.code == 1
    accepted = {name for name, row in rows.items() if row["verdict"] == "accepted"}
    assert "right.red" in accepted
    assert all(name.startswith("mutant") for name in accepted - {"right.red"})
    assert all(rows[name]["verdict"] != "accepted" for name in rows if name.startswith(("wrong", "hiding", "unreadable")))
    assert certify("grade", folder, "--task", file, "-o", tmp_path / "out", "--json").json["result"] == said.json["result"]
