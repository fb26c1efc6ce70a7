"""Taking words of a report out of everything that was made of them.

Blocks stand in the place of erased characters, so that the places of all other words stay. What would still tell the
erased words goes as well: a statement that rests on a passage with one of them becomes a mark that it was erased, for
its values say what the words said, and wherever else a value repeats them they are blocked out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from trucewatch.errors import RecordError
from trucewatch.record.rows import content_of
from trucewatch.record.schema import json_text
from trucewatch.record.tombstones import BLOCK
from trucewatch.vocabulary.statement import Statement

Spans = tuple[tuple[int, int], ...]

_WORD = re.compile(r"\w+")
_PASSAGE = {"start", "end", "text"}
WORDED = frozenset(
    {
        "actor", "actor_mention", "against", "aliases", "alleged_by", "answers", "attributed_to", "bearer",
        "bearer_mention", "by", "citation", "cited_by", "condition", "counterparty", "cue", "demanded_by", "expiry_of",
        "guarantors", "invited_by", "label", "means", "measure", "mediators", "mention", "name", "note", "object",
        "observer", "of", "offices", "participants", "parties", "place", "proposal", "proposal_mention", "proposed_by",
        "proposer", "recipient", "relation_to", "repairs", "scope", "sentence", "speaker", "speaker_chain", "status",
        "subtype", "surface", "term_used", "terms", "text", "unit", "venue", "what", "words",
    }
)  # fmt: skip
"""Fields of contents, layers and findings that can hold a report's words."""
FIXED = frozenset(
    {
        "announced", "as_of", "code", "context", "date", "deadline", "duration", "expiry", "kind", "mod", "mode",
        "other_sectors", "qualifier", "scheduled", "sector", "signed", "start", "step", "value",
    }
)  # fmt: skip
"""Fields with text that is never the report's: days, codes, names of steps. Those with a closed list are not named."""
_LONG = 4  # letters: two shorter words in a row ("of the") are nobody's words


class Redaction:
    """What is to be erased of one report, and how it leaves each value that was made of it.

    Args:
        text: the report's text as it stands.
        spans: the places to erase; None: the whole text.
        number: the number of the erasure.
    """

    def __init__(self, text: str, spans: Spans | None, number: int) -> None:
        self.is_whole = spans is None
        self.spans: Spans = ((0, len(text)),) if spans is None else spans
        self.text = "" if spans is None else self._blocked(text, 0)
        self.mark = json_text({"erased": number})
        erased = [list(_tokens(text[start:end])) for start, end in self.spans]
        left = [list(_tokens(part)) for part in self.text.split(BLOCK)]
        self._left = {word.casefold() for words in left for word in words}
        self._words = {word.casefold() for words in erased for word in words} - self._left
        self._pairs = set(_pairs(erased)) - set(_pairs(left))
        lower = {word for words in erased for word in words if word.islower()}
        capital = {word.casefold() for words in erased for word in words if word[0].isupper()}
        self._names = capital - {word.casefold() for word in lower} - self._left

    def touches(self, start: int, end: int) -> bool:
        """Is a character between two offsets erased?"""
        return any(start < b and a < end for a, b in self.spans)

    def also(self, name: str) -> None:
        """Erase a name that was made of erased words though it is none of them ("Velu" of "the Velunese")."""
        self._words |= {word.casefold() for word in _tokens(name)} - self._left

    def content(self, kind: str, text: str, report_id: str) -> str:
        """A statement's content as kept, without the words; the mark where it rested on them."""
        value = json.loads(text)
        if self.is_whole or any(self.touches(p["start"], p["end"]) for p in _passages(value)):
            return self.mark
        changed = json_text(self._value(value))
        if changed == text:
            return text
        try:
            before, after = (Statement(report_id, content_of(kind, t, "")).id for t in (text, changed))
        except RecordError:
            return self.mark
        return changed if before == after else self.mark

    def layers(self, text: str) -> str:
        """The layers of a reading as kept; what rested on the words is left out of them, actors are left unnamed."""
        found = json.loads(text)
        if self.is_whole:
            return json_text({name: [] if isinstance(value, list) else None for name, value in found.items()})
        for actor in found.get("actors", ()):
            self._unname(actor)
        for name in ("events", "incidents", "other_timex"):
            if name in found:
                found[name] = [one for one in found[name] if not self._rests(one)]
        return json_text(self._value(found))

    def names_in(self, layers: str) -> Iterator[str]:
        """The names of actors of a reading whose mentions are erased and whom the rest of the text does not name."""
        for actor in json.loads(layers).get("actors", ()):
            by_name = [m["passage"] for m in actor["mentions"] if m["how"] not in ("pronoun", "nominal")]
            gone = [p for p in by_name if self.touches(p["start"], p["end"])]
            if gone and len(gone) == len(by_name):
                yield actor["name"]

    def notice(self, text: str) -> str:
        """A finding of the reading as kept: where it repeated the words, only that it was there."""
        found = json.loads(text)
        if not self.is_whole and not self._rests(found):
            return text
        places = [{"report_id": place["report_id"], "passage": None} for place in found["places"]]
        left = {"code": found["code"], "severity": found["severity"], "sentence": "Erased."}
        return json_text({**left, "places": places, "repairs": [], "statements": []})

    def subject(self, words: str | None) -> str | None:
        """The mention that a statement is about; None where it repeated the words."""
        if words is None or self.is_whole:
            return None
        return words if self._string(words) == words else None

    def declared(self, words: str | None) -> str | None:
        """A title or byline: of a text that is erased as a whole it goes as well."""
        if words is None or self.is_whole:
            return None
        return self._string(words)

    def said(self, words: str) -> str:
        """What people wrote on the report, without names and word pairs of the erased words."""
        return self._string(words, self._names if self.is_whole else self._words)

    def _unname(self, actor: dict[str, Any]) -> None:
        named = self._string(actor["name"])
        if named != actor["name"]:
            actor["name"], actor["sealed"] = named, True  # nobody is taken for an actor whose name is gone

    def _rests(self, value: object) -> bool:
        return any(self.touches(p["start"], p["end"]) for p in _passages(value)) or self._value(value) != value

    def _value(self, value: Any, worded: bool = False) -> Any:
        if isinstance(value, str):
            return self._string(value) if worded else value
        if isinstance(value, list):
            return [self._value(item, worded) for item in value]
        if isinstance(value, dict):
            if value.keys() == _PASSAGE:
                return {**value, "text": self._blocked(value["text"], value["start"])}
            return {key: self._value(item, _is_worded(key, value)) for key, item in value.items()}
        return value

    def _blocked(self, words: str, offset: int) -> str:
        """Words that stand at an offset of the text, with the erased characters blocked out."""
        return "".join(
            BLOCK if c not in "\r\n" and self.touches(offset + i, offset + i + 1) else c for i, c in enumerate(words)
        )

    def _string(self, value: str, words: set[str] | None = None) -> str:
        gone = self._words if words is None else words
        found = list(_WORD.finditer(value))
        folded = [m[0].casefold() for m in found]
        marked = {i for i, word in enumerate(folded) if word in gone}
        for i, pair in enumerate(pairwise(folded)):
            if pair in self._pairs:
                marked |= {i, i + 1}
        for i in marked:
            start, end = found[i].span()
            value = value[:start] + BLOCK * (end - start) + value[end:]
        return value


def _is_worded(key: str, among: dict[str, Any]) -> bool:
    """Can a field hold a report's words? Two names stand for words in some kinds and for a closed list in others."""
    if key == "what":
        return "number" not in among
    if key == "status":
        return "claims" in among or "counting" in among
    return key in WORDED


def _tokens(text: str) -> Iterator[str]:
    return (m[0] for m in _WORD.finditer(text))


def _pairs(parts: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring words of which one is long enough to tell something."""
    for words in parts:
        for one, other in pairwise(words):
            if max(len(one), len(other)) >= _LONG:
                yield one.casefold(), other.casefold()


def _passages(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.keys() == _PASSAGE:
            yield value
        else:
            for item in value.values():
                yield from _passages(item)
    elif isinstance(value, list):
        for item in value:
            yield from _passages(item)
