"""A process that makes one part of the site, and writes its files into a folder."""

from __future__ import annotations

from pathlib import Path

from certify.console import why_ended
from certify.library import standard
from certify.site.building import files_of
from certify.site.parts import SitePart
from certify.system.files import replace_file
from certify.system.fork_server import LineChannel


def serve_page(channel: LineChannel) -> None:
    """Make the part `{"kind": ..., "name": ..., "folder": ...}`, and say `{"made": [PLACE, ...]}`, or `{"why": ...}`."""
    for asked in channel:
        try:
            made = files_of(standard(), SitePart(asked["kind"], asked["name"]))
            for place, content in made.items():
                replace_file(Path(asked["folder"]) / place, content)
        except Exception as error:
            channel.say({"why": why_ended(error)})
        else:
            channel.say({"made": list(made)})
        return
