"""How something stands in a headline, and whether the text below has it stand otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trucewatch.checks.claim_words import claim_roots
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.vocabulary.passage import Passage

_NOT = (
    r"(?:(?:\b(?:not|never)|n['’]t)(?:\s+(?:yet|been|be|so far|ever|even|formally|actually|fully))*|\b(?:refus\w+|"
    r"declin\w+|fail\w*|yet|unable|still|unwilling)\s+to(?:\s+be)?|\b(?:neither|nobody|no one|none|no)(?:\s+of)?"
    r"(?:\s+[\w’'-]+){0,3}?\s+(?:has|have|had|was|were|is|did)(?:\s+(?:yet|been))*)"
)
_OPEN = re.compile(
    r"\b(?:to|would|will|may|might|could|should|must|can|if|whether|unless|until|before|when|once|hop\w+|expect\w*|"
    r"plan\w*|due|about|ready|want\w*|ask\w*|urg\w+|demand\w*|call\w*|offer\w*|propos\w+|threat\w*|ahead|agree to|"
    r"vow\w*)\s+(?:[\w’'-]+\s+){0,4}$"
)
_TRUCE = r"(?:truce|ceasefire|cease-fire|pause|halt|armistice|accord|agreement|deal|pact|lull)(?: [\w’'-]+){0,4}?"
_WHOLE = rf"(?<!of )(?<!of the )(?<!in the )(?<!earlier )(?<!previous )(?<!last )(?<!first )(?<!another ){_TRUCE}"
_NOT_ITS = r"(?! (?:its|his|her|their|a|the|an|in which|before)\b)"
_TOLD_NO = r"turn(?:s|ed)? down|spurn(?:s|ed)?|vot(?:es?|ed) (?:it )?down"
_STILL = r"(?:is|are|was|were) still"
# What a headline says; how a text says the opposite; the verb as it stands behind "refused to", "yet to".
_STATES = (
    (r"sign(?:s|ed|ing)?|initial(?:s|led)", r"unsigned|without a signature", "sign"),
    (
        r"accept(?:s|ed)?|agree(?:s|d)? to|endors(?:es?|ed)|approv(?:es?|ed)|back(?:s|ed)",
        rf"reject(?:s|ed)?|{_TOLD_NO}|refus(?:es|ed) (?:it|the)",
        "accept|agree|endorse|approve",
    ),
    (
        rf"reject(?:s|ed)?|{_TOLD_NO}|say(?:s)? no",
        r"accept(?:s|ed)|endors(?:es|ed)|approv(?:es|ed)|agreed to (?:it|the)|said yes|voted (?:to accept|for the)",
        "reject",
    ),
    (
        rf"{_TRUCE} (?:is |was |has |still )*(?:holds|held|holding|in force|intact)",
        rf"{_WHOLE} (?:has |had |was |is )?(?:collapsed|brok\w+ down|ended|in tatters|over|expired){_NOT_ITS}",
        "hold",
    ),
    (
        rf"{_TRUCE} (?:is |has )?(?:end(?:s|ed)|collaps(?:es|ed)|br\w+ down|expir(?:es|ed)|in tatters|over$)",
        rf"{_TRUCE} (?:is |was |are |has |have )?(?:still )?(?:holding|holds|held|in force|intact|extended)",
        "collapse|end",
    ),
    (
        r"meet|met|open(?:s|ed)?|beg(?:in|ins|an)|start(?:s|ed)?|resum(?:es?|ed)",
        r"postponed|called off|put off|cancelled|canceled|did not take place",
        "meet|open|begun|begin|started?|resume",
    ),
    (
        r"(?:called|put|call|puts|calls) off|postpon(?:es?|ed)|cancel(?:s|led|ed)?",
        r"went ahead|took place as planned|opened (?:on|as)|met as planned|were held|was held",
        "postpone",
    ),
    (
        r"free(?:s|d)|releas(?:es|ed)|walk free|let go",
        rf"{_STILL} (?:being )?held|remain(?:s|ed)? in (?:captivity|detention)",
        "free|release",
    ),
    (
        r"withdr(?:aws?|ew)|pull(?:s|ed)? (?:out|back)|quits?",
        r"(?:has|have|had) stayed|remain(?:s|ed)? in place|(?:is|are) staying",
        "withdrawn?|leave|left",
    ),
    (r"reopen(?:s|ed)?", rf"(?:{_STILL}|remain(?:s|ed)?|stay(?:s|ed)?) (?:shut|closed)", "reopen"),
)


@dataclass(frozen=True)
class _State:
    """What a headline may say of a matter, and how a text says the opposite; both of words in lower case."""

    told: re.Pattern[str]
    denied: re.Pattern[str]


def _state(told: str, opposite: str, stem: str) -> _State:
    """The opposite may also be the told words with a negation right before them."""
    negated = rf"{_NOT}\s+(?:{told}|{stem})"
    return _State(re.compile(rf"\b(?:{told})\b"), re.compile(rf"\b(?:{opposite})\b|{negated}\b"))


_HELD = tuple(_state(*given) for given in _STATES)


def other_state(text: str, line: Passage, body: int, spoken: tuple[Passage, ...]) -> Passage | None:
    """The first sentence that has the opposite of what the headline says; None where the text has the headline's too.

    Args:
        text: the report.
        line: its headline.
        body: offset at which the text below begins.
        spoken: what is quoted in marks; a sentence wholly inside tells how a speaker sees it.
    """
    head = line.text.lower()
    for state in _HELD:
        m = state.told.search(head)
        if m is None or _OPEN.search(head[: m.start()]) or state.denied.search(head) or _is_quoted(head, m):
            continue
        about = claim_roots(head)
        for sentence in _denials(text, state, body, spoken):
            if about & _roots_around(text, sentence, state):
                return sentence
    return None


def _denials(text: str, state: _State, body: int, spoken: tuple[Passage, ...]) -> list[Passage]:
    """The sentences that have the opposite; none where one has the state itself."""
    if state.denied.search(text[body:].lower()) is None:
        return []
    denials: list[Passage] = []
    for sentence in sentences_of(text):
        if sentence.start < body or any(p.covers(sentence) for p in spoken):
            continue
        plain = sentence.text.lower()
        opposite = [d.span() for d in state.denied.finditer(plain)]
        if any(_affirms(plain, told, opposite) for told in state.told.finditer(plain)):
            return []
        if opposite:
            denials.append(sentence)
    return denials


def _is_quoted(head: str, m: re.Match[str]) -> bool:
    before = head[: m.start()]
    return sum(before.count(mark) for mark in '“‘"') % 2 == 1


def _affirms(sentence: str, m: re.Match[str], opposite: list[tuple[int, int]]) -> bool:
    """Is the state told as a fact: not inside its own denial, and not asked for or ahead?"""
    return not any(a <= m.start() < b for a, b in opposite) and not _OPEN.search(sentence[: m.start()])


def _roots_around(text: str, sentence: Passage, state: _State) -> frozenset[str]:
    """The words of a sentence and its neighbours, without those of the state."""
    held = sentences_of(text)
    at = held.index(sentence)
    told = frozenset(r for s in held[max(0, at - 2) : at + 2] for r in claim_roots(s.text.lower()))
    return told - frozenset(r for m in state.told.finditer(sentence.text.lower()) for r in claim_roots(m[0]))
