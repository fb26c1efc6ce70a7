"""Texts with the spans of a tagger written into them."""

from __future__ import annotations

import re

from trucewatch.reading.encoder.windows import Span

_NAMES = {"S": "source", "C": "cue", "K": "content"}
_MARK = re.compile(r"\{([SCK])(\d*) |\}")


def parsed(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Text and spans of "{S The envoy} {C said} {K it would hold}"; {K40 ...} has a probability of 0.40."""
    found: dict[str, list[Span]] = {name: [] for name in _NAMES.values()}
    text, at, opened = "", 0, []
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m.group(1):
            opened.append((m.group(1), len(text), float(m.group(2) or 100) / 100))
        else:
            role, start, sure = opened.pop()
            found[_NAMES[role]].append(Span(start, len(text), "", sure))
    return text + marked[at:], found
