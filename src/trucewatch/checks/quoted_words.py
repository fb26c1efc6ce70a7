"""What reports print in quotation marks: the words, their place and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.material import Material
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

FEWEST = 5
"""Words below which a quotation is too short to be known again."""
LEFT_OUT = "…"
"""Stands among a quotation's words for what the report itself marks as left out or put in."""

_MARKED = re.compile(r"“([^“”\n]{15,600})”|\"([^\"\n]{15,600})\"|[‘'](?<![\w’'][‘'])([^‘’'\n]{25,600})[’'](?!\w)")
_WORD = re.compile(r"\[[^\]\n]{0,60}\]|…|\.\s?\.\s?\.|[^\W_]+(?:'[^\W_]+)*")
_SHORT_FORMS = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "n't": " not", "'ll": " will", "'re": " are",
    "'ve": " have", "'m": " am",
}  # fmt: skip
_SPELT = ((re.compile(r"is(e|ed|es|ing|ation)$"), r"iz\1"), (re.compile(r"our(?=s?$)"), "or"))
_SPELT_ENDINGS = ("ise", "ised", "ises", "ising", "isation", "our", "ours")
_GOES_ON = re.compile(r"(?:[,;–—-]|[^\W_])[\"'”’]?$")


@dataclass(frozen=True)
class Quoted:
    """Words in quotation marks.

    Attributes:
        report: where they stand; it has a day of publication.
        passages: their place, without the words that break them.
        words: the words, lower case, spelt in one way; `LEFT_OUT` for what the report marks as left out or put in.
        speaker: who says them, None where the report or the reading does not tell, or the speaker is not named.
        statement: id of the quotation's statement, None where there is none.
    """

    report: Report
    passages: tuple[Passage, ...]
    words: tuple[str, ...]
    speaker: str | None
    statement: str | None

    @property
    def day(self) -> date:
        """The day of publication."""
        return self.report.published or date.min

    @property
    def text(self) -> str:
        """The words as printed, on one line."""
        return " … ".join(" ".join(p.text.strip("“”\"‘’' ,").split()) for p in self.passages)

    @property
    def order(self) -> tuple[date, str, Passage]:
        """By publication, then place."""
        return self.day, self.report.id, self.passages[0]


def quoted_in(material: Material, report: Report) -> Iterator[Quoted]:
    """Every quotation in marks of at least `FEWEST` words; one sentence that words of saying break is one."""
    quotes = material.by_report(Quote)[report.id]
    marked = [Passage.of(report.text, *m.span(m.lastindex or 0)) for m in _MARKED.finditer(report.text)]
    known: list[Passage] = []
    for statement in quotes:
        content = statement.content
        for parts in _sentences(content.quoted or (content.content if content.type == "direct" else ())):
            if any(part.overlaps(other) for part in parts for other in known):
                continue
            known += parts
            marked = [p for p in marked if not any(p.overlaps(part) for part in parts)]
            yield from _long_enough(report, parts, statement)
    for passage in marked:
        holder = next((s for s in quotes if any(p.overlaps(passage) for p in s.content.content)), None)
        yield from _long_enough(report, (passage,), holder)


def same_speaker(one: str | None, other: str | None) -> bool:
    """Is there no sign of two speakers? A name may be given in full at one place and in part at the other."""
    return one is None or other is None or bool(content_words(one) & content_words(other))


def _sentences(parts: tuple[Passage, ...]) -> list[tuple[Passage, ...]]:
    """The parts of one quotation; those whose sentence goes on behind the words of saying stay together."""
    found: list[tuple[Passage, ...]] = []
    for part in parts:
        if found and _GOES_ON.search(found[-1][-1].text) and part.text.lstrip("“\"‘'")[:1].islower():
            found[-1] = (*found[-1], part)
        else:
            found.append((part,))
    return found


def _long_enough(report: Report, parts: tuple[Passage, ...], statement: Statement[Quote] | None) -> Iterator[Quoted]:
    words = tuple(word for part in parts for word in _words(part.text))
    if sum(word != LEFT_OUT for word in words) >= FEWEST:
        named = statement.content if statement is not None and not statement.content.sealed else None
        speaker = (named.speaker or named.mention) if named else None
        yield Quoted(report, parts, words, speaker, statement.id if statement else None)


def _words(text: str) -> Iterator[str]:
    plain = text.lower().replace("’", "'")
    for short, long in _SHORT_FORMS.items() if "'" in plain or "cannot" in plain else ():
        plain = plain.replace(short, long)
    for m in _WORD.finditer(plain):
        word = m[0]
        if word[0] in "[….":
            yield LEFT_OUT
            continue
        for pattern, spelt in _SPELT if word.endswith(_SPELT_ENDINGS) else ():
            word = pattern.sub(spelt, word)
        yield word
