"""What became of talks more finely than planned, held, postponed or under way, and on which track they run, as told."""

from __future__ import annotations

import re

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import is_negated, lemma
from trucewatch.reading.talk_status import words_beside
from trucewatch.vocabulary.kinds import TalksDetail, TalksStatus, TalksTrack

_TRACKS: tuple[tuple[re.Pattern[str], TalksTrack], ...] = (
    (re.compile(r"\btrack[\s-]+(?:1\.5|one[\s-]and[\s-]a[\s-]half)\b", re.IGNORECASE), "1.5"),
    (re.compile(r"\b(?:track[\s-]+(?:2|two|ii)|second[\s-]track)\b", re.IGNORECASE), "2"),
    (re.compile(r"\b(?:track[\s-]+(?:1|one|i)|first[\s-]track)\b(?!\.)", re.IGNORECASE), "1"),
    (re.compile(r"\bproximity (?:talks|negotiations|discussions|meetings?|format)\b", re.IGNORECASE), "proximity"),
    (
        re.compile(
            r"\b(?:technical(?:[\s-]level)?|expert(?:s|[\s-]level)?|working[\s-](?:level|groups?)|specialist) "
            r"(?:talks|negotiations|discussions|consultations|meetings?|teams?|sessions?|delegations?|rounds?)\b|"
            r"\b(?:talks|negotiations|discussions|meetings?|session|round) (?:of|between|among|at) (?:the |their )?"
            r"(?:technical|expert|working|specialist)(?:s|[\s-]\w+)?\b|\btechnical committees?\b",
            re.IGNORECASE,
        ),
        "technical",
    ),
)
_REFUSING = frozenset("decline refuse reject spurn snub rebuff boycott".split())
_COMING = frozenset("attend come go join participate take send meet talk negotiate travel sit return".split())
_BY_STATUS: dict[TalksStatus, TalksDetail] = {
    "held": "held", "under way": "under_way", "postponed": "postponed", "planned": "announced",
}  # fmt: skip
_WISHED = frozenset("hope propose offer suggest urge ask call want seek wish envisage demand plead request".split())
_HYPOTHETICAL = frozenset("might could may if should".split())


def track_of(words: str) -> TalksTrack | None:
    """The track that the words of talks name ("proximity talks", "a meeting of experts"); None where they name none."""
    return next((track for pattern, track in _TRACKS if pattern.search(words)), None)


def detail_of(anchor: Token, heads: list[Token], status: TalksStatus) -> TalksDetail | None:
    """What became of the talks, by the words beside them; None where they are only wished for.

    Args:
        anchor: the word of coming together.
        heads: the words that tell of it, nearest first.
        status: as read without the finer words.
    """
    verbs = [h for h in heads if h.pos_ in {"VERB", "AUX"}]
    if any(_refuses(verb) for verb in verbs):
        return "declined"
    told = {detail for word in words_beside(anchor, verbs) if (detail := table("talk_details").get(word))}
    for finer in ("called_off", "broken_off", "adjourned", "postponed"):
        if finer in told and (status != "planned" or finer == "postponed"):
            return finer
    above = [verb.head for verb in verbs if verb.dep_ in {"xcomp", "ccomp", "advcl"}] + verbs
    if status == "planned":
        if "invited" in told or any(lemma(verb) == "invite" for verb in above):
            return "invited"
        if any(lemma(verb) in _WISHED or _is_only_possible(verb) for verb in above):
            return None
    return _BY_STATUS[status]


def _refuses(verb: Token) -> bool:
    """As in "refused to attend", "boycotted the meeting", "turned the invitation down", "will not come"."""
    if lemma(verb) in _REFUSING or (lemma(verb) == "turn" and any(c.lower_ == "down" for c in verb.children)):
        return not is_negated(verb)
    if lemma(verb.head) in _REFUSING and verb.dep_ == "xcomp" and lemma(verb) in _COMING:
        return not is_negated(verb.head)
    ahead = any(c.lower_ in {"will", "would", "wo"} for c in verb.children if c.dep_ == "aux")
    return lemma(verb) in {"attend", "come"} and ahead and any(c.dep_ == "neg" for c in verb.children)


def _is_only_possible(verb: Token) -> bool:
    return any(c.lower_ in _HYPOTHETICAL for c in verb.children if c.dep_ in {"aux", "mark"})
