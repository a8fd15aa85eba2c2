"""The page of the workbench and its files: what they name is there, nothing stands in the page that a strict policy refuses, and
the bundle of the editor is as its sources say."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from certify.editing.colours import rules
from certify.workbench.page import workbench_page

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "certify" / "workbench" / "assets"
SOURCES = ROOT / "grammars" / "codemirror"


def test_the_bundle_is_as_new_as_its_sources() -> None:
    named = re.search(r"const SOURCES = (\[.*?\]);", (SOURCES / "build.mjs").read_text(encoding="utf-8"))
    assert named is not None
    digest = hashlib.sha256(b"".join((SOURCES / name).read_bytes() for name in json.loads(named[1]))).hexdigest()
    first = (ASSETS / "codemirror.js").read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith(f"/* sources {digest}:"), "build it: cd grammars/codemirror && npm ci && npm run build"
    licences = (ASSETS / "codemirror.LICENSES.txt").read_text(encoding="utf-8")
    inside = first.removesuffix(" */").rpartition("LICENSES.txt: ")[2].split(", ")
    assert "@codemirror/view" in inside
    assert [name for name in inside if f"\n{name} " not in licences] == []


def test_scripts_name_parts_of_the_page_and_files_that_are_there() -> None:
    page = workbench_page()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for path in ASSETS.glob("*.js"):
        if path.name == "codemirror.js":
            continue
        script = path.read_text(encoding="utf-8")
        assert [name for name in re.findall(r'from "\./([^"]+)"', script) if not (ASSETS / name).exists()] == []
        assert [name for name in re.findall(r'\b(?:at\("|querySelector\("#)([\w-]+)"', script) if name not in ids] == []
    assert [
        name for name in re.findall(r'(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', page) if name not in ids
    ] == []
    assert [name for name in re.findall(r'"workbench/assets/([^"]+)"', page) if not (ASSETS / name).exists()] == []


def test_nothing_in_the_page_runs_or_comes_from_elsewhere() -> None:
    page = workbench_page()
    assert re.findall(r"\son\w+=|javascript:|https?://", page) == []
    scripts = re.findall(r"<script([^>]*)>", page)
    assert [s for s in scripts if 'src="' not in s and "application/json" not in s] == []
    words = re.search(r'id="words">(.*?)</script>', page)
    assert words is not None
    assert json.loads(words[1]) == [list(rule) for rule in rules()]
