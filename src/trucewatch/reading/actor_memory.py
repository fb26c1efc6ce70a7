"""The mentions met so far in a report, with look-ups that cost the same however long the report is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from trucewatch.reading.actor_draft import INSTITUTIONS, Draft, Found

_MOST = 400  # persons, offices or sides looked back through, so that the cost stays even in long reports
_LONGEST_PHRASE = 400  # characters; a mention that covers an offset begins no further before it


class Memory:
    """Mentions in the order in which they were tied, which is nearly that of the text.

    Attributes:
        found: all of them.
    """

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._holders: dict[int, Draft] = {}
        self._sides: dict[int, Draft] = {}
        self._long_forms: dict[str, Draft] = {}

    def add(self, mentions: Iterable[Found]) -> None:
        """Take further mentions in."""
        for mention in mentions:
            self.found.append(mention)
            draft = mention.draft
            if draft.type in {"person", "office"}:
                self._holders.pop(id(draft), None)
                self._holders[id(draft)] = draft  # the last told of stands last
            elif draft.type in {"body", "party", "group"}:
                self._sides.pop(id(draft), None)
                self._sides[id(draft)] = draft
            parts = draft.name.casefold().split()
            if draft.type in {"party", "body"} and len(parts) > 1:
                self._long_forms[parts[0] if parts[0] in INSTITUTIONS else parts[-1]] = draft

    def since(self, floor: int) -> Iterator[Found]:
        """The mentions from an offset on, the last one first."""
        for mention in reversed(self.found):
            if mention.start < floor:
                return
            yield mention

    def at(self, offset: int) -> Found | None:
        """The mention that covers an offset, the latest tied first."""
        return next((f for f in self.since(offset - _LONGEST_PHRASE) if f.start <= offset < f.end), None)

    def last_person(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """The fitting person named last."""
        return next((d for d in self.holders() if d.type == "person" and fits(d)), None)

    def last_side(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """The fitting body, movement or group told of last."""
        return next((d for d in itertools.islice(reversed(self._sides.values()), _MOST) if fits(d)), None)

    def holders(self) -> Iterator[Draft]:
        """The persons and offices, the one told of last first; no more than are looked through at a time."""
        return itertools.islice(reversed(self._holders.values()), _MOST)

    def long_form(self, word: str) -> Draft | None:
        """The body or movement named last whose name ends in a word, or begins so ("Ministry of ...")."""
        return self._long_forms.get(word)
