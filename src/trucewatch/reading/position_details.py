"""What is told of a stance beside who takes which: its basis, a finer sort of it, its condition, its date."""

from __future__ import annotations

import re
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import table
from trucewatch.reading.sentences import sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.stance_syntax import Stand, base_form, is_negated
from trucewatch.vocabulary.dates import without_part
from trucewatch.vocabulary.kinds import PositionBasis, StanceDetail

_SEEMING = frozenset("seem appear think believe understand expect report regard see read view hint".split())
_CONDITION = re.compile(
    r"\b(?:in (?:exchange|return) for|provid(?:ed|ing)(?: that)?|unless|until|once|on (?:the )?condition(?: that)?|"
    r"(?:as|so) long as|only (?:if|when|once|after)|if|subject to|on the day(?: that)?|before)\b[^.;:]*",
    re.IGNORECASE,
)
_ACCEPTING = frozenset({"accept", "endorse", "adopt", "conditional", "welcome"})
_NOT_ACCEPTING = frozenset({"reject", "criticise", "conditional", "undecided"})


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_DETAILS: tuple[tuple[StanceDetail, frozenset[str], re.Pattern[str]], ...] = (
    ("accept_in_principle", _ACCEPTING, _words("in principle")),
    (
        "accept_with_reservations",
        _ACCEPTING,
        _words(r"(?:with|despite|has|have|had|its|their|some) (?:\w+ )?(?:reservations?|misgivings|caveats)"),
    ),
    (
        "withdrew_acceptance",
        frozenset({"reject"}),
        _words(
            r"with(?:drew|drawn|draws|drawing) (?:\w+ ){0,2}(?:acceptance|consent|support|backing|signature|agreement)",
            "backed out", "went back on", "reneged", "backtracked",
        ),
    ),
    (
        "denies_receiving",
        _NOT_ACCEPTING,
        _words(r"(?:not|never|denied|denies|denying)(?: \w+){0,2} (?:received|receiving|seen|got)"),
    ),
    (
        "seeks_amendment",
        _ACCEPTING | _NOT_ACCEPTING,
        _words(
            "amend(?:ed|ing|ments?)?", "redraft(?:ed|ing)?", "rewrit(?:e|ten|ing)", "reword(?:ed|ing)?",
            "renegotiat(?:e|ed|ing|ion)", "(?:changes|adjustments|revisions|modifications) to",
            r"(?:sought|seeks?|want(?:s|ed)?|demand(?:s|ed)?) (?:\w+ )?"
            "(?:changes|revisions|adjustments|modifications|clarifications?)",
        ),
    ),
)  # fmt: skip
_ANSWERING = frozenset("answer reply respond response comment react reaction word unanswered silent silence".split())
_OF_A_DATE = frozenset("pobj npadvmod compound nummod amod prep det appos nmod advmod".split())


def basis_of(stand: Stand, speakers: Speakers) -> PositionBasis:
    """Declared by the holder, shown by what it did, or how the report sees it."""
    told = table("stance_basis").get(base_form(stand.verb)) or table("stance_basis").get(stand.verb.lower_)
    if speakers.at(stand.verb.idx) is not None and told != "conduct":
        return "declared"
    if told is not None:
        return cast("PositionBasis", told)
    above = [stand.verb.head, stand.verb.head.head] if stand.verb.dep_ in {"xcomp", "ccomp", "acomp", "oprd"} else []
    return "characterised" if any(t.lemma_ in _SEEMING for t in above) and not stand.is_saying else "declared"


def detail_of(stand: Stand) -> StanceDetail | None:
    """A finer sort of the stance, where the clause has words for it."""
    start, end = _clause(stand)
    text = stand.verb.doc[start:end].text
    for detail, stances, pattern in _DETAILS:
        if stand.stance in stances and pattern.search(text):
            return detail
    words = {t.lemma_.lower() for t in stand.verb.doc[start:end]}
    return "no_answer" if stand.stance == "undecided" and words & _ANSWERING and _is_silence(stand, words) else None


def _is_silence(stand: Stand, around: set[str]) -> bool:
    return is_negated(stand.verb) or bool(around & {"no", "yet", "not", "silent", "silence", "unanswered", "n't"})


def condition_of(stand: Stand, text: str) -> str | None:
    """On what a conditional stance hangs, in the report's words."""
    if stand.stance != "conditional":
        return None
    sentence = sentence_of(stand.verb)
    found = _CONDITION.search(text, stand.verb.idx, sentence.end_char) or _CONDITION.search(
        text, sentence.start_char, sentence.end_char
    )
    return " ".join(found.group().split()).rstrip(" ,”\"'’") if found is not None else None


def date_of(stand: Stand, dates: Dates) -> str | None:
    """The date told of the stance itself: the expression of time that hangs on its verb (or, misread, its object)."""
    sentence = sentence_of(stand.verb)
    for expression in dates.within(sentence.start_char, sentence.end_char):
        span = sentence.doc.char_span(expression.surface[0].start, expression.surface[0].end, alignment_mode="expand")
        token: Token | None = span.root if span is not None else None
        while token is not None and token.dep_ in _OF_A_DATE and token.head is not token:
            token = token.head
        if token in {stand.verb, stand.matter} and expression.type in {"date", "time"} and expression.value:
            return without_part(expression.value)
    return None


def _clause(stand: Stand) -> tuple[int, int]:
    """From the first to the last token that hangs on the stance's verb, without clauses joined to it by "and"."""
    verb = stand.verb
    joined = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
    own = [t.i for t in verb.subtree if t.i not in joined]
    return min(own), max(own) + 1
