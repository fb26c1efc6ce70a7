"""Writes docs/reference/steps.md and docs/reference/checks.md from the lists that the program runs.

    python docs/generate_lists.py [--check]

With --check nothing is written; exit code 1 says that a page is not up to date.
"""

from __future__ import annotations

import inspect
import sys

from write_or_check import write_or_check

from trucewatch.checks.all_checks import ALL_CHECKS
from trucewatch.reading.steps import DEFAULT_STEPS

_STEPS = """\
# Steps of the reading

<!-- Written by docs/generate_lists.py; do not edit. -->

The reading runs these steps in this order (`trucewatch.reading.steps.DEFAULT_STEPS`). A step reads layers that steps
before it wrote, and adds one layer of its own. Everything a step makes carries its name, and the record keeps its
version. `tests/snapshots/steps.json` pins names and versions.

| step | version | what it does | reads | writes |
|---|---|---|---|---|
"""
_CHECKS = """\
# Checks

<!-- Written by docs/generate_lists.py; do not edit. -->

The checks run over a view in this order (`trucewatch.checks.all_checks.ALL_CHECKS`). Each gives findings: what reports
print, and what the calendar, a register or another report has. A finding blames nobody. Severities: `error_in_source`
(what is printed cannot be), `tension` (two things that do not fit), `gap` (something is missing).

| code | gravest severity | what it compares |
|---|---|---|
"""
_NOTICES = """
While reports come in, two findings are made that are no checks: `publication-date-missing` (relative dates stay
unresolved until the date is given) and `language-not-read` (the report is kept, nothing is read in it).
"""


def first_sentence(thing: object) -> str:
    """The first line of a docstring, for a table."""
    lines = (inspect.getdoc(thing) or "").split("\n\n")[0].split()
    return " ".join(lines).replace("|", "\\|")


def steps_page() -> str:
    """The page of the steps."""
    rows = []
    for step in DEFAULT_STEPS:
        reads = ", ".join(f"`{layer.__name__}`" for layer in dict.fromkeys(step.reads)) or "the text"
        told = first_sentence(type(step))
        rows.append(f"| `{step.name}` | {step.version} | {told} | {reads} | `{step.writes.__name__}` |\n")
    return _STEPS + "".join(rows)


def checks_page() -> str:
    """The page of the checks."""
    rows = [f"| `{c.code}` | `{c.severity}` | {first_sentence(type(c))} |\n" for c in ALL_CHECKS]
    return _CHECKS + "".join(rows) + _NOTICES


if __name__ == "__main__":
    codes = [
        write_or_check(name, text, sys.argv[1:])
        for name, text in (("steps.md", steps_page()), ("checks.md", checks_page()))
    ]
    sys.exit(max(codes))
