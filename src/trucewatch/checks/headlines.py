"""What heads a report: its headline, and the further lines before the text begins."""

from __future__ import annotations

import re

from trucewatch.checks.material import Material
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_LONGEST = 140  # characters of a line that may be a headline
_LINES = 4  # lines at the head of a text that may be headlines
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_NO_HEADLINE = re.compile(
    r"^(?:by|from) |^\W*\d|^[-–—*•·] |[.:]$|\b(?:tel|nos?)\.\s?\d|\b(?:bulletin|"
    r"digest|newsletter|office of|ministry of)\b|"
    r"(?:^|, )\d{1,2} \w+(?: \d{4})?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-Z][^\n]{2,60}?(?:\d|\)|[A-Z]{3})\.?,? [-–—_]{1,2} ?|[^\n]{0,60}\([A-Z]{2,}\)")


def headlines_of(material: Material, report: Report) -> tuple[tuple[Passage, ...], int]:
    """The lines that head a text, and the offset at which the text proper begins."""
    text = report.text
    outlined = material.view.outline_of(report.id).headline
    found: list[Passage] = [outlined] if outlined else []
    body = outlined.end if outlined else 0
    for number, m in enumerate(_LINE.finditer(text)):
        line = Passage.of(text, m.start(), m.end())
        is_sentence = line.text[-1] in '.”"' and (number > 0 or text[line.end : line.end + 2].strip() != "")
        if number >= _LINES or len(line.text) > _LONGEST or is_sentence or _DATELINE.match(line.text):
            break
        body = max(body, line.end)
        if not (outlined and outlined.overlaps(line)) and not _NO_HEADLINE.search(line.text.rstrip(".")):
            found.append(line)
    return tuple(found), body
