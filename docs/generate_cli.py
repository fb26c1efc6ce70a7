"""Writes docs/reference/command-line.md from the command line itself.

    python docs/generate_cli.py [--check]

With --check nothing is written; exit code 1 says that the page is not up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import typer
from write_or_check import write_or_check

from trucewatch.desk.cli.app import app

_MARKUP = re.compile(r"\[/?(?:bold|dim|italic|cyan|green|red|yellow|magenta|blue)(?: [a-z ]+)?\]")
_HEAD = """\
# Command line

<!-- Written by docs/generate_cli.py; do not edit. -->

`trucewatch COMMAND --help` prints the same in the terminal. Exit codes: 0, all done; 2, something was refused or asked
for wrongly, and a sentence on standard error says what; 130, stopped with Ctrl-C. What was added before is kept.
"""


def plain_words(text: str | None) -> str:
    """Help text without the marks for the terminal."""
    return _MARKUP.sub("", text or "").strip()


def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command and all below it, in the order of the help, each with its full name."""
    yield name, command
    for below, sub in getattr(command, "commands", {}).items():
        if not sub.hidden:
            yield from walk(f"{name} {below}", sub)


def _usage(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    words = [name]
    words += ["[OPTIONS]"] if len(arguments) < len(command.params) else []
    words += [_metavar(p) if p.required else f"[{_metavar(p)}]" for p in arguments]
    words += ["COMMAND ..."] if getattr(command, "commands", None) else []
    return " ".join(words)


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _option_name(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{_metavar(param)}`"
    names = [*param.opts, *param.secondary_opts]
    shown = ", ".join(f"`{name}`" for name in names)
    return shown if param.is_flag else f"{shown} `{param.metavar or 'VALUE'}`"


def _notes(param: Any) -> str:
    notes = []
    if param.required and param.param_type_name == "option":
        notes.append("required")
    if param.multiple:
        notes.append("may be given several times")
    if param.default not in (None, False) and not callable(param.default) and param.show_default:
        notes.append(f"default `{param.default}`")
    return f" ({', '.join(notes)})" if notes else ""


def _section(name: str, command: Any) -> Iterator[str]:
    parents = name.split()
    yield f"\n{'#' * (2 if len(parents) < 3 else 3)} {name}\n"
    yield plain_words(command.help) + "\n"
    yield f"```\n{_usage(name, command)}\n```\n"
    params = [p for p in command.params if not p.hidden]
    if params:
        yield "| | |\n|---|---|"
        for p in params:
            told = " ".join(plain_words(p.help).split()).replace("|", "\\|")
            yield f"| {_option_name(p)} | {told}{_notes(p)} |"
        yield ""
    lines = [line.strip() for line in plain_words(command.epilog).splitlines() if line.strip()]
    if lines:
        head, *rest = lines
        yield f"{head}:\n\n```\n" + "\n".join(rest) + "\n```\n"


def page() -> str:
    """The whole page."""
    sections = (line for name, command in walk("trucewatch", _root()) for line in _section(name, command))
    return re.sub(r"\n{3,}", "\n\n", "\n".join([_HEAD, *sections])).rstrip() + "\n"


def _root() -> Any:
    return typer.main.get_command(app)


if __name__ == "__main__":
    sys.exit(write_or_check("command-line.md", page(), sys.argv[1:]))
