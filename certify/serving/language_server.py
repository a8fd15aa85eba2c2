"""The language server: what `certify.editing` answers, over the Language Server Protocol."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from certify.core.mistakes import Mistake, Source
from certify.editing.completing import completions
from certify.editing.findings import EditorNote, findings
from certify.editing.hovering import hover
from certify.editing.names import Place, definition, name_at, names, references
from certify.editing.outline import OutlineEntry, outline
from certify.editing.reading import LONGEST_TEXT, EditedText, read
from certify.editing.renaming import RenamingRefused, renamed
from certify.editing.step_limits import REQUEST_STEPS, read_within
from certify.language.formatting import format_text
from certify.library import standard
from certify.system.resources import folder
from certify.system.step_limit import at_most
from certify.version import __version__

T = TypeVar("T")

MOST_FILES = 500
"""The most files of a folder that are read."""
PAUSE = 0.15
"""How many seconds a text is left alone before it is read: who types is not kept waiting."""

_SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "hint": lsp.DiagnosticSeverity.Hint,
}
_COMPLETION = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "operation": lsp.CompletionItemKind.Function,
    "problem": lsp.CompletionItemKind.Class,
    "field": lsp.CompletionItemKind.Field,
    "reference": lsp.CompletionItemKind.Reference,
}
_SYMBOL = {
    "problem": lsp.SymbolKind.Class,
    "reduction": lsp.SymbolKind.Function,
    "define": lsp.SymbolKind.Function,
    "type": lsp.SymbolKind.Enum,
    "section": lsp.SymbolKind.Field,
}


_TOKENS = {
    "problem": "class", "define": "function", "type": "type", "assumption": "macro", "reference": "macro", "local": "variable",
    "given": "parameter", "field": "property", "witness": "property", "measure": "property", "case": "enumMember",
    "constructor": "function",
}  # fmt: skip
"""The kinds of names, in the words of editors."""


class Server(LanguageServer):
    """The server, with what it remembers of the texts that are edited."""

    def __init__(self) -> None:
        super().__init__("certify", __version__)
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.kept: dict[tuple[str, str], EditedText] = {}

    def document(self, uri: str) -> TextDocument:
        """Return a text as the editor has it."""
        return self.workspace.get_text_document(uri)

    def source(self, uri: str) -> Source:
        """Return a text as the editor has it, under the name of its file."""
        return Source(to_fs_path(uri) or uri, self.document(uri).source)

    def others(self, uri: str) -> list[Source]:
        """Return the other texts of the folder of a text, as the editor has them where it has them open."""
        own = Path(to_fs_path(uri) or uri)
        found = {to_fs_path(u) or u: d.source for u, d in list(self.workspace.text_documents.items())}
        try:
            files = sorted(own.parent.glob("*.red"))[:MOST_FILES]
        except OSError:
            files = []
        for file in files:
            if str(file) not in found:
                found[str(file)] = _text_of(file)
        found.pop(str(own), None)
        return [Source(name, text) for name, text in found.items() if Path(name).parent == own.parent and text]

    def reading(self, uri: str) -> EditedText:
        """Return what is read of a text, which is kept while neither it nor its neighbours change."""
        source, others = self.source(uri), self.others(uri)
        key = (uri, repr(hash((source.text, *((o.name, o.text) for o in others)))))
        kept = self.kept.get(key)
        if kept is None or kept.source != source:
            kept = read_within(source, others)
            self.kept = {k: r for k, r in self.kept.items() if k[0] != uri} | {key: kept}
        return kept

    def at(self, uri: str, position: lsp.Position) -> int:
        """Return the offset of a position."""
        document = self.document(uri)
        lines = document.source.split("\n")
        line = min(position.line, len(lines) - 1)
        units = self.units(lines[line])
        column = next((i for i, u in enumerate(units) if u >= position.character), len(units) - 1)
        return sum(len(text) + 1 for text in lines[:line]) + column

    def units(self, line: str) -> list[int]:
        """Return where each character of a line begins, and where the last one ends, in the units of the editor."""
        encoding = self.workspace.position_encoding
        widths: dict[lsp.PositionEncodingKind, Callable[[str], int]] = {
            lsp.PositionEncodingKind.Utf8: _utf8_units,
            lsp.PositionEncodingKind.Utf32: _one_unit,
        }
        width = widths.get(lsp.PositionEncodingKind(encoding), _utf16_units)
        out = [0]
        for character in line:
            out.append(out[-1] + width(character))
        return out

    def range_of(self, text: str, start: int, end: int) -> lsp.Range:
        """Return the range of two offsets in a text."""
        return lsp.Range(self._position(text, start), self._position(text, end))

    def _position(self, text: str, offset: int) -> lsp.Position:
        begin = text.rfind("\n", 0, offset) + 1
        return lsp.Position(text.count("\n", 0, offset), self.units(text[begin:offset])[-1])

    def location(self, reading: EditedText, place: Place) -> lsp.Location | None:
        """Return a place in any text that a reading sees as a location of a file; None if its file is not there."""
        if place.file == reading.source.name:
            return lsp.Location(
                from_fs_path(place.file) or place.file, self.range_of(reading.source.text, place.start, place.end)
            )
        for layer in reading.library.layers:
            for text in layer:
                if text.source.name == place.file:
                    shipped = folder("reductions").parent / place.file
                    file = place.file if layer is not standard().texts else str(shipped)
                    return lsp.Location(from_fs_path(file) or file, self.range_of(text.source.text, place.start, place.end))
        return None


def _one_unit(character: str) -> int:
    return 1


def _utf16_units(character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1


def _utf8_units(character: str) -> int:
    return len(character.encode("utf-8", "replace"))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.is_file() and file.stat().st_size <= LONGEST_TEXT else ""
    except (OSError, ValueError):
        return ""


def _diagnostic(server: Server, text: str, found: EditorNote) -> lsp.Diagnostic:
    says = f"{found.message}\n{found.fix}" if found.fix else found.message
    data = None if found.replacement is None else {"replacements": [found.replacement, *found.alternatives]}
    where = server.range_of(text, found.start, found.end)
    return lsp.Diagnostic(where, says, severity=_SEVERITY[found.severity], source="certify", data=data)


def _answering(otherwise: Any) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Return a decorator for answers: one that fails for a reason of ours is reported, and answered by nothing."""

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        @functools.wraps(function)
        def answer(server: Server, params: Any) -> T:
            try:
                with at_most(REQUEST_STEPS, "this request"):
                    return function(server, params)
            except JsonRpcInvalidParams:
                raise
            except Exception as error:
                server.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, f"{function.__name__}: {error!r}"))
                return otherwise  # type: ignore[no-any-return]

        return answer

    return decorate


def server() -> Server:
    """Return the language server with all that it answers."""
    made = Server()
    for method, function in _FEATURES.items():
        made.feature(method)(function)
    made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["."]))(_completion)
    kinds = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(_code_action)
    legend = lsp.SemanticTokensLegend(list(dict.fromkeys(_TOKENS.values())), [])
    made.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)(_semantic_tokens)
    made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))(_rename)
    return made


# ------------------------------------------------------------------------------------------------ diagnostics


async def _changed(server: Server, params: Any) -> None:
    _look_at(server, params.text_document.uri, bounds=False)


async def _saved(server: Server, params: Any) -> None:
    _look_at(server, params.text_document.uri, bounds=True)


def _look_at(server: Server, uri: str, bounds: bool) -> None:
    """Read a text when nobody has typed for a moment; what was to be read before is given up."""
    waiting = server.waiting.get(uri)
    if waiting is not None:
        waiting.cancel()
    server.waiting[uri] = asyncio.get_running_loop().create_task(_publish(server, uri, bounds))


async def _publish(server: Server, uri: str, bounds: bool) -> None:
    await asyncio.sleep(PAUSE)
    if uri not in server.workspace.text_documents:
        return
    version = server.document(uri).version
    _told(server, (uri, version, False))
    if bounds and any(":" in name for _, name in server.reading(uri).cores):
        await asyncio.sleep(0)
        _told(server, (uri, version, True))


@_answering(None)
def _told(server: Server, what: tuple[str, int | None, bool]) -> None:
    uri, version, bounds = what
    reading = server.reading(uri)
    found = [_diagnostic(server, reading.source.text, f) for f in findings(reading, bounds)]
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
    server.kept = {k: r for k, r in server.kept.items() if k[0] != uri}


# ------------------------------------------------------------------------------------------------ answers


@_answering(None)
def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    reading = server.reading(params.text_document.uri)
    found = hover(reading, server.at(params.text_document.uri, params.position))
    if found is None:
        return None
    says, start, end = found
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, says), server.range_of(reading.source.text, start, end))


@_answering(None)
def _definition(server: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    reading = server.reading(params.text_document.uri)
    found = definition(reading, server.at(params.text_document.uri, params.position))
    return None if found is None else server.location(reading, found)


@_answering(None)
def _references(server: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    uri = params.text_document.uri
    reading = server.reading(uri)
    binding = definition(reading, server.at(uri, params.position))
    if binding is None:
        return []
    others = server.others(uri)
    texts = [reading, *(read(o, [reading.source, *others]) for o in others)]
    found = [(r, p) for r in texts for p in references([r], binding)]
    if not params.context.include_declaration:
        found = [(r, p) for r, p in found if p != binding]
    return [place for r, p in found if (place := server.location(r, p)) is not None]


@_answering(None)
def _prepare_rename(server: Server, params: lsp.PrepareRenameParams) -> lsp.Range | None:
    reading = server.reading(params.text_document.uri)
    found = name_at(reading, server.at(params.text_document.uri, params.position))
    return None if found is None else server.range_of(reading.source.text, found.place.start, found.place.end)


@_answering(None)
def _rename(server: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
    uri = params.text_document.uri
    source = server.source(uri)
    texts = [source, *server.others(uri)]
    try:
        after = renamed(texts, source, server.at(uri, params.position), params.new_name)
    except RenamingRefused as error:
        raise JsonRpcInvalidParams(str(error)) from None
    before = {s.name: s.text for s in texts}
    return lsp.WorkspaceEdit(
        changes={
            from_fs_path(file) or file: [lsp.TextEdit(server.range_of(before[file], 0, len(before[file])), text)]
            for file, text in after.items()
        }
    )


@_answering(None)
def _formatting(server: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    source = server.source(params.text_document.uri)
    try:
        text = format_text(source)
    except (Mistake, RecursionError):  # the diagnostics say why
        return []
    return [] if text == source.text else [lsp.TextEdit(server.range_of(source.text, 0, len(source.text)), text)]


@_answering(None)
def _completion(server: Server, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    uri = params.text_document.uri
    found = completions(server.source(uri), server.at(uri, params.position), server.others(uri))
    kind = lsp.CompletionItemKind.Variable
    return [lsp.CompletionItem(p.word, kind=_COMPLETION.get(p.kind, kind), detail=p.detail or p.kind) for p in found]


@_answering(None)
def _code_action(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri = params.text_document.uri
    actions = []
    for diagnostic in params.context.diagnostics:
        known = diagnostic.data.get("replacements") if isinstance(diagnostic.data, dict) else None
        for number, new in enumerate(known if isinstance(known, list) else ()):
            edit = lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(diagnostic.range, str(new))]})
            kind, best = lsp.CodeActionKind.QuickFix, number == 0
            actions.append(lsp.CodeAction(f"Write `{new}`", kind=kind, diagnostics=[diagnostic], edit=edit, is_preferred=best))
    return actions


@_answering(None)
def _symbols(server: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    source = server.source(params.text_document.uri)

    def symbol(entry: OutlineEntry) -> lsp.DocumentSymbol:
        name = source.text.find(entry.name, entry.start)
        whole = server.range_of(source.text, entry.start, entry.end)
        chosen = server.range_of(source.text, name, min(name + len(entry.name), entry.end)) if name >= 0 else whole
        kind = _SYMBOL.get(entry.kind, lsp.SymbolKind.Constant)
        return lsp.DocumentSymbol(entry.name, kind, whole, chosen, children=[symbol(e) for e in entry.inner])

    return [symbol(entry) for entry in outline(source)]


@_answering(lsp.SemanticTokens([]))
def _semantic_tokens(server: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
    """Answer with the names of a text: each by its line and column from the one before it, its length, and its kind."""
    reading = server.reading(params.text_document.uri)
    kinds = list(dict.fromkeys(_TOKENS.values()))
    data: list[int] = []
    line = column = 0
    for name in names(reading):
        where = server.range_of(reading.source.text, name.place.start, name.place.end)
        data += [where.start.line - line, where.start.character - (column if where.start.line == line else 0)]
        line, column = where.start.line, where.start.character
        data += [where.end.character - column, kinds.index(_TOKENS[name.kind]), 0]
    return lsp.SemanticTokens(data)


_FEATURES: dict[str, Any] = {
    lsp.TEXT_DOCUMENT_DID_OPEN: _saved,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _saved,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.TEXT_DOCUMENT_HOVER: _hover,
    lsp.TEXT_DOCUMENT_DEFINITION: _definition,
    lsp.TEXT_DOCUMENT_REFERENCES: _references,
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: _prepare_rename,
    lsp.TEXT_DOCUMENT_FORMATTING: _formatting,
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
}
