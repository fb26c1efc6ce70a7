"""A brief as Markdown, with footnotes as most readers of Markdown take them (`[^1]`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.exports.brief import Brief, Clause, Section
from trucewatch.exports.brief_build import note_text
from trucewatch.exports.brief_wording import plain_words

_MARKS = re.compile(r"([\\*_\[\]<>#|~^`])")


def brief_markdown(brief: Brief) -> str:
    """The whole brief; words of reports cannot make marks, links or HTML of it."""
    lines = [f"# {_safe(brief.title)}", ""]
    lines += [f"{_safe(line)}  " for line in brief.heading]
    lines.append("")
    for section in brief.sections:
        lines += _section(brief, section)
    lines += ["", *(f"*{_safe(remark)}*" for remark in brief.remarks), ""]
    lines += [f"[^{number}]: {_safe(note_text(note))}" for number, note in enumerate(brief.notes, 1)]
    return "\n".join(lines) + "\n"


def _section(brief: Brief, section: Section) -> Iterator[str]:
    yield f"## {_safe(section.title)}"
    yield ""
    for sentence in section.sentences:
        yield "- " + " ".join(_clause(brief, clause) for clause in sentence.clauses)
    if section.rest:
        yield f"- *{section.rest}*"
    yield ""


def _clause(brief: Brief, clause: Clause) -> str:
    return _code(_safe(clause.text)) + "".join(f"[^{number}]" for number in brief.numbers(clause))


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", plain_words(text))


def _code(text: str) -> str:
    """Names of our own commands stay code."""
    return re.sub(r"\\`(trucewatch [a-z -]+)\\`", r"`\1`", text)
