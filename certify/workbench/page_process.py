"""A process that makes one part of the site, and writes its files into a folder.

What was made is kept in the user's cache while the texts and certificates of the library stay the same.
"""

from __future__ import annotations

import base64
from pathlib import Path

from certify.console import why_ended
from certify.library import standard
from certify.site.parts import SitePart
from certify.system.cache import remembered
from certify.system.files import replace_file
from certify.system.fork_server import LineChannel
from certify.system.told_answers import library_files


def serve_page(channel: LineChannel) -> None:
    """Make the part `{"kind": ..., "name": ..., "folder": ...}`, and say `{"made": [PLACE, ...]}`, or `{"why": ...}`."""
    for asked in channel:
        try:
            part = SitePart(asked["kind"], asked["name"])
            found = remembered(f"site {part} {list(library_files())}", lambda: _made(part))  # noqa: B023
            for place, content in found.items():
                replace_file(Path(asked["folder"]) / place, base64.b64decode(content))
        except Exception as error:
            channel.say({"why": why_ended(error)})
        else:
            channel.say({"made": list(found)})
        return


def _made(part: SitePart) -> dict[str, str]:
    """Return the files of a part by their places, each in letters that the cache takes."""
    from certify.site.building import files_of

    made = {p: c.encode() if isinstance(c, str) else c for p, c in files_of(standard(), part).items()}
    return {place: base64.b64encode(content).decode() for place, content in made.items()}
