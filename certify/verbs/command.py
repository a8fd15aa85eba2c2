"""What all verbs have in common as commands: `-h`, `-q`, two examples in the help, and options that do not fit together.

Typer makes the commands; this module adds to them what it leaves to each: an option that is given twice, or without the options
that it needs, or beside one that excludes it, is an error and not silently without effect.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from inspect import Signature, signature
from typing import Annotated, Any, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

from certify.console import Usage, refuse, write_line
from certify.verbs.option_rules import RULES, Given
from certify.verbs.parameters import MODULES, QUIET, Option, verbs
from certify.verbs.verb_examples import EXAMPLES
from certify.version import __version__
from certify.wording import did_you_mean


class VerbCommand(TyperCommand):
    """A verb as a command."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.params.append(
            TyperOption(param_decls=[*QUIET, "quiet"], is_flag=True, default=False, help="No progress and no notes.")
        )

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples of the verb at the end of its help."""
        with formatter.section("Examples"):
            for line in EXAMPLES.get(str(self.name), ()):
                formatter.write(f"  {line}\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, up to a semicolon, for the list of verbs."""
        return re.split(r"[.;](?:\s|$)", (self.help or "").strip())[0]

    def invoke(self, ctx: Any) -> Any:
        """Run the verb, if its options fit together.  Otherwise report what does not, and leave with the exit code 2."""
        given = {} if ctx.resilient_parsing else self._given(ctx)
        for rule in RULES.get(str(self.name), ()):
            wrong = rule.broken(given)
            if wrong:
                refuse(str(self.name), bool(ctx.params.get("as_json")), Usage(wrong))
        return super().invoke(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command line.  An option that takes one value and is given twice is an error."""
        given = list(args)
        try:
            return self._parsed(ctx, args)
        except Exception as error:  # the class of usage errors is private to typer
            if hasattr(error, "message") and hasattr(error, "format_message"):
                hint = self._hint(given, error.format_message())
                error.message = f"{str(error.message).rstrip('.')}: {hint}".removeprefix(": ") if hint else error.message
            raise

    def _hint(self, words: list[str], message: str) -> str:
        """Return what was probably meant by words that cannot be parsed, to go on with after the message."""
        option = re.match(r"No such option: --?(\w+)$", message)
        takes_fields = any("--set" in p.opts for p in self.params)
        if option and takes_fields and len(option[1]) <= 2:
            return f"a field of the instance is given by `--set {option[1]}=3`"
        if "unexpected extra argument" in message and "--set" in words and "=" not in words[words.index("--set") + 1]:
            return "a field and its value are one word, as in `--set k=3`"
        pair = next((word for word in words if re.fullmatch(r"[\w-]+:[\w-]+", word)), None)
        if "Missing argument" in message and pair:
            return f"name two problems as two words, as in `{pair.replace(':', ' ')}`"
        return ""

    def _parsed(self, ctx: Any, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            for parameter, times in Counter(p for p in order if isinstance(p, TyperOption) and not p.multiple).items():
                both = [
                    name for name in (*parameter.opts, *parameter.secondary_opts) if parameter.secondary_opts and name in args
                ]
                if len(both) > 1:
                    ctx.fail(f"`{both[0]}` and `{both[1]}` do not go together: give one of them.")
                if times > 1:
                    ctx.fail(f"`{_long(parameter)}` is given {'twice' if times == 2 else f'{times} times'}: give it once.")
        return super().parse_args(ctx, args)

    def _given(self, ctx: Any) -> Given:
        """Return the options and arguments that stand on the command line, with their values.

        An option has the name with its dashes; of a pair such as `--run/--no-run` the one that was given.
        """
        found: dict[str, Any] = {}
        for parameter in self.params:
            source = ctx.get_parameter_source(parameter.name)
            if source is None or source.name != "COMMANDLINE":
                continue
            value = ctx.params.get(parameter.name)
            if not isinstance(parameter, TyperOption):
                found[str(parameter.name)] = value
            elif parameter.secondary_opts and value is False:
                found[parameter.secondary_opts[0]] = value
            else:
                found[_long(parameter)] = value
        return found


def _long(option: Any) -> str:
    """Return the long name of an option, with its dashes."""
    return str(max(option.opts, key=len))


class Commands(Mapping[str, Any]):
    """The verbs as commands, in the order of the help.  The module of a verb is imported when its command is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            info = CommandInfo(name, cls=VerbCommand, callback=_as_typer_has_it(verbs.function(name)))
            self._made[name] = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*MODULES, *verbs.declared]))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in MODULES or name in verbs.declared


class VerbGroup(TyperGroup):
    """The verbs of certify.  A word that is no verb is answered with the verb that was probably meant."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Commands()  # type: ignore[assignment]  # nothing is added to them

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs in the order in which the help lists them."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the verbs with the first sentences of their help.  These are cached, so that no verb is imported for them."""
        from certify.system.cache import remembered

        says = remembered("help of the verbs", lambda: {name: c.get_short_help_str() for name, c in self.commands.items()})
        with formatter.section("Commands"):
            formatter.write_dl(list(says.items()))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words before the verb.  Options of verbs stand after it."""
        first = args[0] if args else ""
        known = {word for p in self.params for word in p.opts} | {"--help", "-h"}
        if not ctx.resilient_parsing and first.startswith("-") and first not in known and self._of_verbs(first):
            ctx.fail(f"`{first}` is an option of verbs, and stands after the verb: certify VERB {first}")
        return super().parse_args(ctx, args)

    def _of_verbs(self, word: str) -> bool:
        """Return whether a word is an option of some verb, perhaps with its value."""
        return any(word.partition("=")[0] in p.opts for command in self.commands.values() for p in command.params)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the verb that the first word names, and the words after it."""
        if args and not ctx.resilient_parsing and args[0] not in self.commands and not args[0].startswith("-"):
            near = did_you_mean(_OTHER_WORDS.get(args[0].lower(), args[0]), self.commands)
            known = f"the verbs are {', '.join(self.list_commands(ctx))}"
            word = _OTHER_WORDS.get(args[0].lower())
            near = f"did you mean `{word}`?" if word else near
            ctx.fail(f"`{args[0]}` is no verb: {near or known}")
        return super().resolve_command(ctx, args)


_OTHER_WORDS: Mapping[str, str] = {
    "lint": "check", "validate": "check", "parse": "check", "test": "audit", "run": "solve", "reduce": "map", "translate": "map",
    "convert": "map", "apply": "map", "list": "problems", "ls": "problems", "cat": "show", "view": "show", "info": "show",
    "route": "path", "chain": "path", "fmt": "format", "plot": "draw", "picture": "draw", "init": "new", "create": "new",
    "edges": "neighbours", "neighbors": "neighbours", "generate": "random", "sample": "random", "complexity": "bounds",
    "implications": "consequences", "hardness": "consequences", "examples": "example", "decide": "solve", "help": "--help",
    "version": "--version", "homework": "grade", "mark": "grade", "lsp": "language-server",
}  # fmt: skip
"""What other programs call what a verb does."""


def _tell_version(wanted: bool) -> None:
    if wanted:
        write_line(f"certify {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=VerbGroup, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip


@app.callback()
def certify(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version.")] = False,
) -> None:
    """Write polynomial-time reductions; have them checked, drawn, chained and run."""


def _as_typer_has_it(function: Callable[..., None]) -> Callable[..., None]:
    """Return a verb whose parameters are annotated as typer's."""

    @wraps(function)
    def call(**given: Any) -> None:
        function(**given)

    hints = get_type_hints(function, include_extras=True)
    parameters = []
    for parameter in signature(function).parameters.values():
        type, said = get_args(hints[parameter.name])
        info = typer.Option(*said.names, **said.settings) if isinstance(said, Option) else typer.Argument(**said.settings)
        parameters.append(parameter.replace(annotation=Annotated[type, info]))
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return call
