"""Writes docs/reference/codebook.md: what each kind, field and value of the vocabulary means, for coders.

    python docs/generate_codebook.py [--check]

Kinds and fields come from the classes of the vocabulary with their docstrings; what has no docstring, and what each
value of a closed list means, stands in docs/codebook.yaml. A field or value without a meaning is refused, and so is a
meaning without a field or value. With --check nothing is written; exit code 1 says that the page is not up to date.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml
from generate_contract import remarks_of, values_of
from write_or_check import write_or_check

from trucewatch.vocabulary import actors, events, finding, incidents, kinds, ruling
from trucewatch.vocabulary.agreement import PhaseClaim
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, InvitationAnswer, Phase, Quantity, Timex

MEANINGS = Path(__file__).parent / "codebook.yaml"
_MODULES = (kinds, events, incidents, actors, finding, ruling)
_NOT_CODED = frozenset({"Kind"})  # the names of the kinds themselves; each has its section
_PARTS = (Quantity, Phase, PhaseClaim, Timex, InvitationAnswer)
_OTHERS = (
    events.Event, events.Entity, incidents.Incident, actors.ReportActor, actors.ActorMention, finding.Finding,
    finding.Place, ruling.Ruling,
)  # fmt: skip

_HEAD = """\
# Codebook

<!-- Written by docs/generate_codebook.py; do not edit. -->

What each kind, field and value means, for people who code, review or use what was coded. The form of the JSON is on
[its own page](reading-json.md).

1. **Code what the report states**, and nothing that you know from elsewhere. What it does not state stays empty.
2. **Every statement has its words.** Choose the shortest passage that carries it whole, exactly as printed.
3. **Every statement has a speaker, or the report itself.** Whether it is true is not coded.
4. **A date keeps its precision.** A month stays a month; how a day was come to stands beside it.
5. **The finer value only where the words show it.** Where a careful reader could disagree, mark it `unsure`.
6. **Both sides alike.** Exchange the names of the parties in your mind: the code must stay the same.

"""


@dataclass(frozen=True)
class Meanings:
    """What docs/codebook.yaml says: class -> field -> meaning, and list -> value -> meaning."""

    fields: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Mapping[str, str]]


def closed_lists() -> dict[str, tuple[str, ...]]:
    """The closed lists of the vocabulary by their names, in the order of the modules."""
    found: dict[str, tuple[str, ...]] = {}
    for module in _MODULES:
        for name, value in vars(module).items():
            if get_origin(value) is Literal and name not in _NOT_CODED:
                found.setdefault(name, get_args(value))
    for cls in _coded():
        hints = get_type_hints(cls)
        for name in (f.name for f in fields(cls)):
            values = _values(hints[name])
            if values and values not in found.values():
                found[f"{cls.__name__}.{name}"] = values
    return found


def _coded() -> tuple[type, ...]:
    return (Content, *CONTENT_CLASSES, *_PARTS, *_OTHERS)


def _values(hint: object) -> tuple[str, ...]:
    """The values of a closed list, also where the field may be null or holds several; () for any other type."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for part in get_args(hint) if (found := _values(part))), ())


def told_fields(cls: type, meanings: Meanings) -> dict[str, str | None]:
    """What a docstring of the class or a base, else the file, says of each field of a class; None where none does."""
    inherited = {f.name for f in fields(Content)} if cls is not Content and issubclass(cls, Content) else set()
    bases = [base for base in cls.__mro__ if base not in (object, Content) or cls is Content]
    told: dict[str, str | None] = {}
    for name in (f.name for f in fields(cls) if f.name not in inherited):
        said = [remarks_of(base).get(name) or meanings.fields.get(base.__name__, {}).get(name) for base in bases]
        told[name] = next((words for words in said if words), None)
    return told


def troubles(meanings: Meanings, lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What lacks a meaning, and which meanings belong to nothing; a sentence each."""
    for cls in _coded():
        for name, words in told_fields(cls, meanings).items():
            if words is None:
                yield f"the field {cls.__name__}.{name} has no meaning"
    by_name = {cls.__name__: cls for cls in _coded()}
    for owner, said in meanings.fields.items():
        known = (
            set(told_fields(by_name[owner], meanings)) - set(remarks_of(by_name[owner])) if owner in by_name else set()
        )
        yield from (f"fields: {owner}.{name} is no field, or has a docstring" for name in said if name not in known)
    for name, values in lists.items():
        said = meanings.lists.get(name, {})
        yield from (f'the value "{value}" of {name} has no meaning' for value in values if not said.get(value))
    for name, said in meanings.lists.items():
        yield from (f'lists: {name} has no value "{value}"' for value in said if value not in lists.get(name, ()))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _fields_table(cls: type, meanings: Meanings, lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield "| field | meaning | values |\n|---|---|---|"
    hints = get_type_hints(cls)
    for name, words in told_fields(cls, meanings).items():
        values = _values(hints[name])
        listed = next((known for known, of in lists.items() if of == values), None) if values else None
        shown = "date and time" if hints[name] is datetime else values_of(hints[name])
        if listed:
            several = "list: " if get_origin(hints[name]) is tuple else ""
            null = " or null" if type(None) in get_args(hints[name]) else ""
            shown = f"{several}[{listed}](#{_anchor(listed)}){null}"
        yield _row(f"`{name}`", (words or "").removesuffix("."), shown)


def _anchor(name: str) -> str:
    return "list-" + name.lower().replace(".", "-")


def _lead(cls: type) -> str:
    return " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split())


def page(meanings: Meanings, lists: Mapping[str, tuple[str, ...]]) -> str:
    """The whole page."""
    lines = [_HEAD + "## In every statement\n", *_fields_table(Content, meanings, lists)]
    lines += ["\n## Kinds of statements"]
    for cls in CONTENT_CLASSES:
        lines += [f"\n### {cls.KIND.replace('_', ' ').capitalize()}\n", f"{_lead(cls)}\n"]
        if cls.SUBJECT:
            lines += [f"Its subject is `{cls.SUBJECT}`.\n"]
        lines += _fields_table(cls, meanings, lists)
    lines += ["\n## Parts of statements"]
    for part in _PARTS:
        lines += [f"\n### {part.__name__}\n", f"{_lead(part)}\n", *_fields_table(part, meanings, lists)]
    lines += ["\n## Beside the statements"]
    for other in _OTHERS:
        lines += [f"\n### {other.__name__}\n", f"{_lead(other)}\n", *_fields_table(other, meanings, lists)]
    lines += ["\n## Closed lists\n", "Another word than these is no value. Where none fits, the field stays empty."]
    for name, values in lists.items():
        lines += [f"\n### {name} {{#{_anchor(name)}}}\n", "| value | meaning |\n|---|---|"]
        lines += [_row(f"`{value}`", meanings.lists[name][value]) for value in values]
    lines += ["\n## Modes of events\n", "A type that is not named has no modes.\n", "| type | modes |\n|---|---|"]
    lines += [_row(f"`{kind}`", ", ".join(f"`{mode}`" for mode in modes)) for kind, modes in events.MODES.items()]
    return "\n".join(lines).replace("None", "null") + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page; gives the exit code."""
    said: dict[str, Any] = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    meanings, lists = Meanings(said["fields"], said["lists"]), closed_lists()
    found = list(troubles(meanings, lists))
    for sentence in found:
        sys.stderr.write(f"docs/codebook.yaml: {sentence}.\n")
    return 1 if found else write_or_check("codebook.md", page(meanings, lists), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
