"""Names that only a headline shows: in "Envoy Anna Berg Leaves Karam" capitals do not tell where a name ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from trucewatch.reading.actor_names import Name
from trucewatch.reading.sentences import text_of

_WORD = re.compile(r"[A-Za-z][\w’'-]{3,}")
_LEAST_WORDS = 4
_CAPITALS = 0.75  # share of the longer words that begin with a capital in a headline set so
_LONGEST = 200  # characters of a headline


def heading_names(doc: Doc, names: Iterable[Name]) -> Mapping[str, str]:
    """Forms that stand in headlines alone, with the shorter form that the text below has for them.

    Of several the one that stands first in the headline's words is taken; a form without one is left out.
    """
    text = text_of(doc)
    inside: set[str] = set()
    outside: set[str] = set()
    for name in names:
        is_inside = name.type in {"person", "party"} and _in_heading(text, doc[name.first].idx)
        (inside if is_inside else outside).add(name.form)
    found: dict[str, str] = {}
    for form in inside - outside:
        parts = form.split()
        runs = sorted((i, -k) for i in range(len(parts)) for k in range(1, len(parts) - i + 1) if k < len(parts))
        shorter = [" ".join(parts[i : i - k]) for i, k in runs]
        known = [run for run in shorter if run in outside]
        if known:
            found[form] = max(known[:_LEAST_WORDS], key=lambda run: len(run.split()))
    return found


def _in_heading(text: str, offset: int) -> bool:
    start = text.rfind("\n", max(0, offset - _LONGEST - 1), offset) + 1
    end = text.find("\n", offset, offset + _LONGEST)
    if (start == 0 and offset > _LONGEST) or (end < 0 and len(text) > offset + _LONGEST):
        return False  # the line is longer than a headline
    line = text[start : end if end >= 0 else len(text)]
    words: list[str] = _WORD.findall(line)
    if len(words) < _LEAST_WORDS or len(line) > _LONGEST:
        return False
    return sum(w[0].isupper() for w in words) >= _CAPITALS * len(words)
