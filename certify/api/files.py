"""Instances in files, whose labels are numbers if the file numbers them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from certify.api.instances import LoadedInstance
from certify.api.python_data import plain
from certify.core import Problem
from certify.formats import read_instance
from certify.formats.json_text import compact
from certify.formats.labels import label_names
from certify.formats.reading import Reading

_NUMBER = re.compile(r"-?[1-9][0-9]*|0")


def instance_in_file(
    problem: Problem, path: Path, format: str | None = None, given: Mapping[str, Any] | None = None, how: Reading | None = None
) -> LoadedInstance:
    """Return the instance of a problem in a file.

    - `path`, `format`: the file, and the name of its format; None: chosen by the file.
    - `given`: the values of fields that the file does not contain, as JSON data or as texts.
    - `how`: what is asked for beyond the usual.

    A home whose labels are all called by numbers has these numbers as its labels.  Raises `BadInput`.
    """
    texts = {name: value if isinstance(value, str) else compact(plain(value)) for name, value in (given or {}).items()}
    read = read_instance(problem, path, format, texts, how or Reading())
    numbers = {
        home: tuple(map(int, names)) for home, names in label_names(read).items() if names and all(map(_NUMBER.fullmatch, names))
    }
    return LoadedInstance(problem, read.value, read.names, numbers)
