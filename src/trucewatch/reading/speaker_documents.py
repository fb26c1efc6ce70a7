"""Which document "the text" or "the same resolution" is: one that the report names, if it names only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from trucewatch.reading.speaker_kinds import is_document

_AGREED = "agreement accord accords understanding protocol treaty pact memorandum declaration roadmap deal".split()
_PRINTED = "resolution communique communiqué statement report letter note charter convention plan".split()
_GENERIC = frozenset("text document paper accord agreement deal pact".split())
_NOUN = "|".join(w.capitalize() + "|" + w for w in (*_AGREED, *_PRINTED))
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_ABOUT = rf"(?!on (?:{_DAYS})day)(?:on|of|for)(?: (?:the|a))?(?: [A-Z][\w’'-]+| (?:of|and|the)(?= [A-Z]| the [A-Z]))+"
_NAME = re.compile(
    rf"\b(?:[A-Z][\w’'-]+ (?:of (?=[A-Z]))?){{1,6}}(?:{_NOUN})\b(?: {_ABOUT})?"
    r"|\b(?:[A-Z][\w-]+ ){0,4}(?i:resolution) \d{2,4}(?: \(\d{4}\))?"
    rf"|\b(?:Agreement|Accord|Protocol|Treaty|Memorandum|Declaration) {_ABOUT}"
)
_LEAD = re.compile(r"^(?:The|This|That|Under|By|In|According to|An?)\s+(?:the )?")
_BARE = re.compile(
    r"(?:the|this|that) (?:(?:same|very|\w+-page|whole|full|signed|final) )?(?P<noun>\w+)", re.IGNORECASE
)


class NamedDocuments:
    """The documents that one report names."""

    def __init__(self, text: str) -> None:
        self.text = text

    def name_of(self, mention: str, head: Token) -> str | None:
        """The name of the document that a bare mention ("the text") means; None where it is none or not plain."""
        bare = _BARE.fullmatch(mention)
        if bare is None or not is_document(head):
            return None
        noun = bare["noun"].casefold()
        same = {name for _, name in self._named if name.casefold().split()[0] == noun or f" {noun}" in name.casefold()}
        if not same and noun in _GENERIC:
            same = {name for _, name in self._named if any(w in _AGREED for w in name.casefold().split())}
        if "same" in mention.casefold():
            before = [name for at, name in self._named if at < head.idx and name in same]
            return before[-1] if before else None
        return next(iter(same)) if len(same) == 1 else None

    @cached_property
    def _named(self) -> tuple[tuple[int, str], ...]:
        return tuple(self._find())

    def _find(self) -> Iterator[tuple[int, str]]:
        for found in _NAME.finditer(self.text):
            name = _LEAD.sub("", re.sub(r"\s+", " ", found.group()))
            if " " in name:
                yield found.start(), name
