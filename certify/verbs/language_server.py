"""The verb `language-server`: what editors ask, over the Language Server Protocol."""

from __future__ import annotations

from importlib.util import find_spec

from certify.console import Usage, verb
from certify.verbs.parameters import verbs


@verbs.command("language-server")
@verb
def language_server() -> None:
    """Answer an editor: the Language Server Protocol on the standard input and output."""
    if find_spec("pygls") is None:
        raise Usage("`language-server` needs the package `pygls`: pip install 'certify-reductions[editor]'")
    import logging
    import os

    from certify.serving.language_server import server

    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # refusals are answers, and no errors to log
    # the server closes what it speaks through
    server().start_io(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
