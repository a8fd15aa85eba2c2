"""Instances and witnesses in files: JSON, and formats of others, each derived from the instance type.

A name is imported from its module when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certify.late_names import late_names

if TYPE_CHECKING:
    from certify.formats.answers import answered, looks_like_an_answer, read_answer
    from certify.formats.bad_input import BadInput
    from certify.formats.dimacs_cnf import cnf_shape, write_cnf_answer
    from certify.formats.files import (
        accepted,
        ending_of,
        pieces_of,
        read_instance,
        read_text,
        text_of_bytes,
        write_instance,
        written_as,
    )
    from certify.formats.instance_json import (
        from_json,
        read_json,
        read_witness_json,
        to_json,
        witness_from_json,
        witness_to_json,
        write_json,
        write_witness_json,
    )
    from certify.formats.kinds import formats_of
    from certify.formats.reading import Reading

__all__ = [
    "BadInput",
    "Reading",
    "accepted",
    "answered",
    "cnf_shape",
    "ending_of",
    "formats_of",
    "from_json",
    "looks_like_an_answer",
    "pieces_of",
    "read_answer",
    "read_instance",
    "read_json",
    "read_text",
    "read_witness_json",
    "text_of_bytes",
    "to_json",
    "witness_from_json",
    "witness_to_json",
    "write_cnf_answer",
    "write_instance",
    "write_json",
    "write_witness_json",
    "written_as",
]

__getattr__ = late_names(globals(), ("files", "instance_json", "reading", "bad_input", "kinds", "dimacs_cnf", "answers"))
