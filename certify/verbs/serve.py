"""The verb `serve`: the site with a workbench, or the verbs as tools of other programs."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from certify.console import Usage, verb, write_line
from certify.system.stopping import Stopped, current
from certify.verbs.parameters import Option, verbs


@verbs.command()
@verb
def serve(
    mcp: Annotated[
        bool, Option("--mcp", help="Speak the Model Context Protocol on the standard input and output instead.")
    ] = False,
    host: Annotated[str, Option(metavar="HOST", help="Where the workbench is served.")] = "127.0.0.1",
    port: Annotated[int, Option(min=0, max=65535, metavar="N", help="Its port; 0: any that is free.")] = 8000,
    allow_host: Annotated[list[str], Option(metavar="NAME", help="A name of this machine by which others may reach it.")] = [],  # noqa: B006
    call_seconds: Annotated[
        float, Option("--seconds", "--call-seconds", min=1, metavar="S", help="How long a run or a call may take.")
    ] = 60.0,
    memory: Annotated[int, Option(min=256, metavar="MIB", help="The memory of each process, of the workbench.")] = 1024,
    output: Annotated[
        int | None, Option(min=1000, metavar="N", help="How many characters a result may have.", show_default=False)
    ] = None,
    at_once: Annotated[int, Option(min=1, metavar="N", help="How many runs or calls go on at a time; others wait.")] = 2,
    waiting: Annotated[int, Option(min=0, metavar="N", help="How many runs may wait, of the workbench.")] = 100,
    homework: Annotated[
        Path | None,
        Option(metavar="DIR", help="Tasks that the workbench offers, as `certify task` writes them, each in a folder."),
    ] = None,
) -> None:
    """Serve the site with a workbench to write in; or offer the verbs as tools to other programs."""
    if mcp:
        if find_spec("mcp") is None:
            raise Usage("`serve --mcp` needs the package `mcp`: pip install 'certify-reductions[mcp]'")
        from certify.serving.calls import CallLimits
        from certify.serving.mcp_server import serve as serve_mcp

        assert sys.__stdout__ is not None
        with redirect_stdout(sys.__stdout__):
            serve_mcp(CallLimits(call_seconds, output or CallLimits.output, at_once))
        return
    missing = [name for name in ("starlette", "uvicorn", "sse_starlette") if find_spec(name) is None]
    if missing:
        raise Usage(f"`serve` needs the package `{missing[0]}`: pip install 'certify-reductions[workbench]'")
    if not hasattr(os, "fork"):
        raise Usage("`serve` needs a system whose processes can fork, as Linux and macOS; `serve --mcp` does without")
    from certify.workbench.application import application
    from certify.workbench.limits import WorkbenchLimits
    from certify.workbench.server import bound
    from certify.workbench.server import serve as serve_workbench
    from certify.workbench.texts import first_texts

    first_texts(homework)
    limits = WorkbenchLimits(at_once, waiting, call_seconds, memory, output or WorkbenchLimits.output)
    own = bound(host, port)
    shown = f"[{host}]" if ":" in host else host
    write_line(f"http://{shown}:{own.getsockname()[1]}/  (the workbench: /workbench; Ctrl-C ends it)")
    sys.stdout.flush()
    running = current()
    try:
        with running.sheltered():
            serve_workbench(own, application(limits, [host, *allow_host], homework), lambda: running.stop is not None)
    except Stopped as stopped:
        sys.exit(stopped.exit_code)
