"""Wrong texts and their messages: `tests/unreadable/*.red`.

The first lines of each file give the expected message, `# expect: LINE:COLUMN part of the message`, and the fix if there is one,
`# fix: part of it`.  A file whose name begins with `syntax` does not parse; one whose name begins with `type` parses, but has a
type error on top of the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from certify.core.mistakes import Mistake, Source
from certify.language.parsing import parse
from certify.library import standard


def typed(source: Source) -> None:
    """Lower every problem and reduction of a text that parses."""
    parse(source)
    library = standard().with_texts([source])
    (text,) = library.layers[0]
    _ = text.declarations
    for kind, name in text.declares:
        if kind == "problem":
            library.problem(name)
        elif kind == "reduction":
            library.reduction(name)


READINGS: dict[str, Callable[[Source], object]] = {"syntax": parse, "type": typed}
FILES = sorted((Path(__file__).parent.parent / "unreadable").glob("*.red"))


def test_there_are_files() -> None:
    assert sum(path.name.startswith("syntax_") for path in FILES) >= 30
    assert sum(path.name.startswith("type_") for path in FILES) >= 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_mistake_is_explained(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expect = re.match(r"# expect: (\d+):(\d+) (.+)\n(?:# fix: (.+)\n)?", text)
    assert expect, "the first line says what is expected"
    line, column, problem, fix = expect.groups()
    with pytest.raises(Mistake) as caught:
        READINGS[path.stem.split("_")[0]](Source(path.name, text))
    mistake = caught.value
    assert problem in mistake.problem, str(mistake)
    assert (fix or "") in mistake.fix, str(mistake)
    assert f"{path.name}:{line}:{column}: " in str(mistake), str(mistake)
