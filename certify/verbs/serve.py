"""The verb `serve`: the verbs as tools of other programs."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from typing import Annotated

import typer

from certify.console import Usage, verb
from certify.verbs.options import app


@app.command()
@verb
def serve(
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Speak the Model Context Protocol on the standard input and output.")
    ] = False,
    call_seconds: Annotated[float, typer.Option(min=1, metavar="S", help="How long a call may take.")] = 60.0,
    output: Annotated[int, typer.Option(min=1000, metavar="N", help="How many characters a result may have.")] = 1_000_000,
    at_once: Annotated[int, typer.Option(min=1, metavar="N", help="How many calls run at a time; others wait.")] = 2,
) -> None:
    """Offer the verbs as tools to other programs."""
    if not mcp:
        raise Usage("say what to serve: `--mcp`, the Model Context Protocol on the standard input and output")
    if find_spec("mcp") is None:
        raise Usage("`serve --mcp` needs the package `mcp`: pip install 'certify-reductions[mcp]'")
    from certify.serving.calls import CallLimits
    from certify.serving.mcp_server import serve as serve_mcp

    assert sys.__stdout__ is not None
    with redirect_stdout(sys.__stdout__):
        serve_mcp(CallLimits(call_seconds, output, at_once))
