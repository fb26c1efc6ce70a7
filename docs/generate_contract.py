"""Writes docs/reference/reading-json.md from the classes that make the JSON of a reading.

    python docs/generate_contract.py [--check]

With --check nothing is written; exit code 1 says that the page is not up to date.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Literal, Union, get_args, get_origin, get_type_hints

from write_or_check import write_or_check

from trucewatch.vocabulary.events import Entity, Event
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, REVIEW, Content, Phase, Quantity, Timex
from trucewatch.vocabulary.passage import Passage

_HEAD = """\
# The JSON of one reading

<!-- Written by docs/generate_contract.py; do not edit. -->

`trucewatch read FILE --published 2025-03-09 --json` prints one object for one report. For several reports, a folder or
JSON Lines input it prints JSON Lines: one object a line, in the order of the input. The names on this page do not
change; fields may be added.

- Offsets count characters (Unicode code points) of the report's text exactly as given, or as extracted from a web page;
  `meta.text` then carries the text. `start` is the first character, `end` the one after the last, and
  `text[start:end]` is the passage, always.
- Dates and lengths of time are ISO 8601, as precise as the report has them: `2025-06` stays a month, `P42D` is 42 days.
- The part of a day stands behind it in the `value` of `times` alone, as in TIMEX3, with the type `time`:
  `2025-03-09TEV` is that evening (`TMO` morning, `TMI` midday, `TAF` afternoon, `TEV` evening, `TNI` night). Every
  other field has the day.
- `null` says that the report does not state it. A list that holds nothing is empty, not missing.
- Names (`actor`, `bearer`, `speaker` ...) are the fullest form in the report; beside some stands the mention as it is
  printed.

## The object

| field | what it holds |
|---|---|
| `id` | the id given in the JSON Lines object, else the report's id (SHA-256 over text, outlet and address) |
| `meta` | what is declared of the report, and how it was read: see below |
KINDS| `events` | list: what was done, is planned or is threatened between actors, in terms of PLOVER 2.0: see below |
| `other_timex` | expressions of time outside `times` ("now", "recently"), as TIMEX3, each with its place |
| `attributions` | what is attributed, quotes, plans and thoughts alike: `source`, `cue`, `content`, `confidence` |
| `findings` | what does not add up in this report, or is missing: see below |

`meta` holds `title`, `outlet`, `byline`, `url`, `published`, `language`, `process`, `file`, `report_id`, `chars` (the
length of the text), `headline` (a passage or null), `steps` ("name version" of each step that ran), `models` (the
learned tagger as "name@digest" and the spaCy pipeline as "name version"), and `text` where it was extracted.

## In every statement

| field | values |
|---|---|
"""
_EVENTS = """\
Passages: `trigger`, repeated as `evidence`. In a sentence the surest event comes first. `trucewatch read --plover`
prints the events as records of PLOVER, one JSON object a line; they fit `plover-event.schema.json` in
`trucewatch.vocabulary`."""
_TITLES = {
    "parties": "Parties", "agreement": "Agreement", "other_agreements": "Other agreements", "proposals": "Proposals",
    "obligations": "Obligations", "positions": "Positions", "quotes": "Quotes", "times": "Times", "figures": "Figures",
    "instruments": "Instruments", "talks": "Talks", "violations": "Violations",
}  # fmt: skip


def values_of(hint: object) -> str:
    """A type as it appears in JSON, for a table."""
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) in {Union, types.UnionType}:
        parts = [values_of(part) for part in get_args(hint) if part is not type(None)]
        nullable = type(None) in get_args(hint)
        return " or ".join(dict.fromkeys(parts)) + (" or null" if nullable else "")
    if get_origin(hint) is tuple:
        return f"list: {values_of(get_args(hint)[0])}"
    if inspect.isclass(hint) and is_dataclass(hint):
        inside = get_type_hints(hint)
        return "passage" if hint is Passage else "{" + ", ".join(f"`{f.name}`" for f in fields(hint) if inside) + "}"
    names: dict[object, str] = {str: "text", int: "number", float: "number", bool: "true or false"}
    return names.get(hint, "any")


def remarks_of(cls: type) -> dict[str, str]:
    """What the docstring of a class says of its attributes."""
    _, _, told = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    found = re.findall(r"^ +(\w+): (.+(?:\n {8,}.+)*)", told, re.MULTILINE)
    return {name: " ".join(words.split()) for name, words in found}


def rows_of(cls: type, hidden: set[str]) -> Iterator[str]:
    """One row a field, with its values and, where the class says more of it, what it means."""
    hints, remarks = get_type_hints(cls), remarks_of(cls)
    for name in (f.name for f in fields(cls) if f.name not in hidden):
        told = f"; {remarks[name]}" if name in remarks and get_origin(hints[name]) is not Literal else ""
        yield f"| `{name}` | {values_of(hints[name])}{told} |"


def section(cls: type[Content]) -> Iterator[str]:
    """The table of one kind."""
    common = {f.name for f in fields(Content)}
    yield f"\n### {_TITLES[cls.KIND]}\n"
    lead = (inspect.getdoc(cls) or "").split("\n\n")[0]
    yield f"{lead}\n" if cls.KIND != "agreement" else f"{lead} One object, or null where there is none.\n"
    yield f"Passages: `{cls.SPANS}`.\n\n| field | values |\n|---|---|"
    yield from rows_of(cls, common)


def page() -> str:
    """The whole page."""
    kinds = "".join(
        f"| `{c.KIND}` | {'one object or null' if c.KIND == 'agreement' else 'list'} |\n" for c in CONTENT_CLASSES
    )
    lines = [_HEAD.replace("KINDS", kinds).rstrip("\n"), "| `id` | text; the statement's id, 64 hex digits |"]
    lines += rows_of(Content, {"evidence"})
    lines += [f"| `review` | true where `confidence` is below {REVIEW}: to be looked at; missing elsewhere |"]
    lines += ["| `evidence` | list: passage; quotes have `content` and times have `surface` in its place |"]
    lines += ["\nA passage is `{start, end, text}`.\n", "## Statements, kind by kind"]
    lines += [line for cls in CONTENT_CLASSES for line in section(cls)]
    for title, cls in (("A quantity", Quantity), ("A phase", Phase), ("An expression in TIMEX3 terms", Timex)):
        lines += [f"\n### {title}\n", "| field | values |\n|---|---|", *rows_of(cls, set())]
    lines += ["\n## Events\n", f"{_EVENTS}\n", "| field | values |\n|---|---|", "| `id` | text; 64 hex digits |"]
    lines += rows_of(Event, set())
    lines += ["\nAn actor or recipient:\n", "| field | values |\n|---|---|", *rows_of(Entity, set())]
    lines += ["\n## Findings\n", "| field | values |\n|---|---|", "| `id` | text; 64 hex digits |"]
    lines += [*rows_of(Finding, set()), "\nA place:\n", "| field | values |\n|---|---|", *rows_of(Place, set())]
    return re.sub(r"\bNone\b", "null", "\n".join(lines)) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check("reading-json.md", page(), sys.argv[1:]))
