"""A digest of JSON data that does not depend on the order of lists and objects, to compare large files one after the other.

PYTHONHASHSEED=0 python tests/benchmarks/digests.py FILE
"""

from __future__ import annotations

import json
import sys
from typing import Any

MASK = (1 << 64) - 1


def digest(data: Any) -> int:
    """Return a number that is the same for data with equal texts, numbers and objects, and lists with equal items in any order.

    >>> digest({"a": [["u", "v"], ["v", "w"]]}) == digest({"a": [["w", "v"], ["u", "v"]]}), digest([1]) == digest([1, 1])
    (True, False)
    """
    if isinstance(data, list):
        return hash(("list", len(data), sum(map(digest, data)) & MASK))
    if isinstance(data, dict):
        return hash(("object", sum(hash((key, digest(value))) for key, value in data.items()) & MASK))
    return hash(data)


if __name__ == "__main__":
    sys.set_int_max_str_digits(0)
    with open(sys.argv[1], encoding="utf-8") as file:
        print(digest(json.load(file)))
