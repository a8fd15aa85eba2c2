"""The page of the workbench: an editor, what it finds, runs and their results."""

from __future__ import annotations

import json
from importlib.resources import files

from certify.editing.colours import rules
from certify.site.shell import whole_page


def workbench_page() -> str:
    """Return the page of the workbench, HTML.  Scripts and styles are files beside it; the kinds of words are in the page.

    >>> "<script>" in workbench_page()
    False
    """
    body = files("certify.workbench").joinpath("assets", "body.html").read_text(encoding="utf-8")
    words = json.dumps(rules()).replace("<", "\\u003c")
    return whole_page(
        "Workbench",
        f'{body}<script type="application/json" id="words">{words}</script>',
        scripts=(),
        about="Write a reduction, and see at once what is wrong with it.",
        head='<link rel="stylesheet" href="workbench/assets/workbench.css">'
        '<script type="module" src="workbench/assets/workbench.js"></script>',
        made="Made by <code>certify serve</code>. Texts are kept in this browser; a run sends the text to this server alone.",
    )
