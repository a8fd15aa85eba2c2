"""The tools over the Model Context Protocol, on the standard input and output."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable
from typing import Any

import anyio
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError

from certify.errors import CertifyError
from certify.library import standard
from certify.serving.calls import CallLimits, VerbCall, run
from certify.serving.tools import TOOLS
from certify.system.resources import folder
from certify.version import __version__

INSTRUCTIONS = """certify checks, bounds, draws, chains and runs polynomial-time reductions that are written in a small language.
Texts are given as strings, instances and witnesses as JSON or as texts.  Every result is the JSON object that the verb of this
name prints: `exit` is 0 for fine, 1 for refuted and 3 for unknown, and `result` is described in docs/command-line.md.  The
resource certify://language says how to write problems and reductions; certify://library/NAME is the text of a problem or
reduction of the library."""


def server(limits: CallLimits) -> MCPServer[Any]:
    """Return the server with all tools and resources.

    - `limits`: what each call may take.
    """
    made: MCPServer[Any] = MCPServer(
        "certify", title="certify", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )
    at_once = anyio.Semaphore(limits.at_once)
    for name, tool in TOOLS.items():
        made.add_tool(_answering(tool, limits, at_once), name=name, description=inspect.getdoc(tool))
    made.resource("certify://language", title="The language", mime_type="text/markdown")(language)
    made.resource("certify://grammar", title="The grammar of the language", mime_type="text/plain")(grammar)
    made.resource("certify://library/{name}", title="A text of the library", mime_type="text/plain")(library_text)
    return made


def _answering(tool: Callable[..., VerbCall], limits: CallLimits, at_once: anyio.Semaphore) -> Callable[..., Any]:
    """Return the function that makes a tool's call and answers with the JSON of the verb.  It tells its progress."""

    @functools.wraps(tool)
    async def answer(ctx: Context[Any, Any], **arguments: Any) -> dict[str, Any]:
        async def tell(seconds: float, message: str) -> None:
            await ctx.report_progress(seconds, limits.seconds, message)

        try:
            call = tool(**arguments)
            async with at_once:
                return await run(call, limits, tell)
        except (CertifyError, OSError) as error:
            raise ToolError(str(error)) from None

    hints = typing.get_type_hints(tool, include_extras=True)
    parameters = [p.replace(annotation=hints[name]) for name, p in inspect.signature(tool).parameters.items()]
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=Context)
    answer.__signature__ = inspect.Signature([*parameters, context], return_annotation=dict[str, Any])  # type: ignore[attr-defined]
    answer.__annotations__ = {**hints, "ctx": Context, "return": dict[str, Any]}
    del answer.__wrapped__
    return answer


def language() -> str:
    """Return the page about the language."""
    return (folder("docs") / "language.md").read_text(encoding="utf-8")


def grammar() -> str:
    """Return the grammar of the language."""
    return (folder("grammars") / "certify.lark").read_text(encoding="utf-8")


def library_text(name: str) -> str:
    """Return the text of the file that declares a problem or reduction of the library, given by any of its names."""
    library = standard()
    try:
        kind, found = ("reduction", library.find_reduction(name)) if ":" in name else ("problem", library.find_problem(name))
    except CertifyError as error:
        raise ResourceError(str(error)) from None
    return next(text.source.text for text in library.texts if (kind, found) in text.declares)


def serve(limits: CallLimits) -> None:
    """Serve on the standard input and output until the input ends."""
    anyio.run(server(limits).run_stdio_async)
