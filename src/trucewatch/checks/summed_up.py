"""What a report says that a speaker said, against the words it then quotes: which of them say opposite things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trucewatch.checks.opposites import Sign, Token, signs_of, tokens_of, turned_at
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_MARKED = re.compile(r"[“\"]([^”\"\n]{8,600})[”\"]")
_SENTENCE = re.compile(r"[^\s.!?][^.!?]*[.!?]?")
_BEHIND = 2  # sentences between the summing up and the quotation
_GOVERNED = 7  # words that a word of refusing or promising reaches
_CLOSE = 4  # words before a verb in which its subject or negation stands
_COMMITS = frozenset(
    "promise promises promised pledge pledges pledged vow vows vowed agree agrees agreed offer offers offered accept "
    "accepts accepted "
    "ready willing call calls called ask asks asked urge urges urged want wants wanted approve approves approved "
    "consent consented "
    "undertake undertook insist insists insisted favour favours favoured confirm confirms confirmed admit admits "
    "admitted".split()
)
_TURNING = frozenset(
    "refuse refuses refused deny denies denied dismiss dismisses dismissed reject rejects rejected exclude excludes "
    "excluded "
    "rule rules ruled ruling oppose opposes opposed decline declines declined resist resists resisted".split()
)
_NOT = frozenset("not never no nobody none cannot nothing neither".split())
_SUBJECTS = frozenset("we i they he she it our my you us will can shall would may let to have has yes".split())
_CONDITIONS = frozenset("if unless until provided once whether might could perhaps".split())
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|this|that|them|they|these|those|there|one|such)\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:if|whether|unless|might|could|accus\w+|alleg\w+|despite|rather than|reports? that|rumou?rs?"
    r"|had (?:earlier|previously|once|first)"
    r"|earlier|previously|until now|used to|last (?:year|month|week)|in the past|some time ago)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:envoy|spokes\w+|minister|negotiator|adviser|ambassador|delegate|representative|secretary|president|leader"
    r"|chief|chairman|chairwoman|chair"
    r"|commander|colonel|general|major|captain|admiral|mayor|bishop|archbishop|cardinal|mediator|governor|premier"
    r"|speaker|king|emir|commissioner|head|director"
    r"|official|coordinator|facilitator|judge|sheikh|imam|prefect|deputy|senator|chancellor|prince|prosecutor|lawyer"
    r"|elder|councillor|monitor)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:government|cabinet|army|rebels|militia|movement|front|council|assembly|parliament|party|league|union"
    r"|congress|coalition|opposition"
    r"|guerrillas?|junta|command|ministry|administration|authorit(?:y|ies)|brigade|committee|alliance|federation"
    r"|delegation|mission|group)\b",
    re.IGNORECASE,
)
_ITS_OFFICE = re.compile(rf"\b(?:its|their) (?:[\w-]+ ){{0,2}}?{_OFFICE.pattern}", re.IGNORECASE)
_PERSON = re.compile(r"\b[A-Z][\w’-]+(?: (?:al|el|bin|ibn|ag|de|van|von|da|dos)[ -]?)?(?: [A-Z][\w’-]+)+")
_BODIES = frozenset(
    "front army union league council assembly movement party guard brigade congress command ministry house office "
    "nation security "
    "republic state accord agreement committee commission bank court mission agency force committee river lake "
    "bridge valley island "
    "province district city port camp hall university hospital church society institute monday tuesday wednesday "
    "thursday friday "
    "saturday sunday january february march april may june july august september october november december north "
    "south east west".split()
)
_ONE = {"praise": "stance", "wish": "stance"}  # axes that answer each other
_SLIGHT = _BODIES | frozenset(
    "have has had been should would could will shall must may might can said say them they that this these those "
    "with from some not "
    "one two three four five six seven eight nine ten more most other what when where who which asked ask told tell "
    "want nothing word "
    "very much many few any every make made take taken get got come came people side there here then than just only "
    "also even ever".split()
)
_PLAIN = frozenset(
    {"stance", "praise", "outlook", "blame", "terms"}
)  # told of the whole matter, where the quotation points to it


@lru_cache(maxsize=4096)
def summed_up_otherwise(text: str) -> tuple[tuple[Passage, Passage], ...]:
    """Sentences that sum up what somebody says, each with the words quoted behind it that say the opposite.

    Args:
        text: the text of a report.
    """
    found, told = [], set[int]()
    marks = list(_MARKED.finditer(text))
    for quoted in marks:
        if not quoted[1][0].isupper():
            continue  # a piece of a sentence, which says little by itself
        words = Passage.of(text, quoted.start(1), quoted.end(1))
        for summary, subject in _summaries(text, quoted, marks):
            told_of = Passage.of(text, subject, summary.end)
            if summary.start not in told and _is_opposite(told_of, words):
                told.add(summary.start)
                found.append((summary, words))
                break
    return tuple(found)


def _summaries(text: str, quoted: re.Match[str], marks: list[re.Match[str]]) -> Iterator[tuple[Passage, int]]:
    """The report's own words before a quotation, in its sentence and the ones before, that tell of the same speaker.

    With each the offset at which its speaker is named.
    """
    here = number_at(text, quoted.start())
    sentences = sentences_of(text)
    for number in range(here, max(-1, here - _BEHIND - 1), -1):
        start = sentences[number].start
        end = min([sentences[number].end, *(m.start() for m in marks if m.start() >= start)])
        words = text[start:end].rstrip('“"‘ ,:')
        if any(m.start() < start < m.end() for m in marks) or len(words.split()) < _CLOSE:
            continue
        own = Passage.of(text, start, start + len(words))
        if not _DOUBT.search(own.text):
            subject = _subject(text, own, quoted, sentences[here].end)
            if subject is not None and subject < own.end:
                yield own, subject


def _subject(text: str, own: Passage, quoted: re.Match[str], end: int) -> int | None:
    """Where the summing up names who speaks: the one person named from there to the end of the words of saying."""
    between = _without_quotes(text[own.start : max(end, quoted.end())] + _tag(text, quoted.end(), end))
    persons = {p.split()[-1] for p in _persons(between)}
    if len(persons) > 1:
        return None
    if (body := _BODY.search(own.text)) is not None and _ITS_OFFICE.search(own.text, body.end()):
        return own.start + body.end()
    ends = [m.end() for m in (_OFFICE.search(own.text), _PRONOUN.search(own.text)) if m]
    ends += [at + len(p) for p in persons if (at := own.text.find(p)) >= 0]
    return own.start + min(ends) if ends else None


def _tag(text: str, start: int, end: int) -> str:
    """The words of saying behind a quotation, where its sentence is taken to end with the quotation."""
    return text[max(start, end) : max(start, end) + 80].split("\n", maxsplit=1)[0] if end <= start else ""


def _persons(words: str) -> Iterator[str]:
    """Names of two words and more that are of no body, place or time."""
    for m in _PERSON.finditer(words):
        name = [
            w for w in m[0].split() if w.lower() not in ("the", "mr", "mrs", "ms", "dr") and not _OFFICE.fullmatch(w)
        ]
        if len(name) > 1 and not content_words(" ".join(name)) & _BODIES:
            yield " ".join(name)


def _without_quotes(words: str) -> str:
    return _MARKED.sub(lambda m: " " * len(m[0]), words)


def _is_opposite(summary: Passage, words: Passage) -> bool:
    """Do the words of a summary and a quotation say opposite things of one matter?"""
    told = _told(words)
    ours, theirs = _sides((summary,)), _sides(told)
    topics = (content_words(summary.text) & content_words(words.text)) - _SLIGHT
    points = _POINTS.search(words.text) is not None
    for axis, (side, _) in ours.items():
        other, plain = theirs.get(axis, (set(), False))
        if len(side) == 1 and len(other) == 1 and side != other and (topics or (plain and points)):
            return True
    return any(_turns_a_word(summary, each) for each in told)


def _told(words: Passage) -> tuple[Passage, ...]:
    """The sentences of a quotation that are no questions."""
    found = (Passage(words.start + m.start(), words.start + m.end(), m[0]) for m in _SENTENCE.finditer(words.text))
    return tuple(p for p in found if not p.text.endswith("?"))


def _sides(passages: tuple[Passage, ...]) -> dict[str, tuple[set[bool], bool]]:
    """The sides that words tell, by axis, and whether they tell them of the whole matter; what is possible is both."""
    found = dict[str, tuple[set[bool], bool]]()
    for sign in (s for passage in passages for s in _outermost(signs_of(passage))):
        axis = _ONE.get(sign.axis, sign.axis)
        side, plain = found.get(axis, (set[bool](), False))
        side |= {True, False} if sign.under & _CONDITIONS else {sign.is_on}
        found[axis] = side, plain or sign.axis in _PLAIN
    return found


def _outermost(signs: tuple[Sign, ...]) -> Iterator[Sign]:
    """Of several signs of one axis in a row ("refused to endorse") the first, which governs the others."""
    last = dict[str, Sign]()
    for sign in signs:
        axis = _ONE.get(sign.axis, sign.axis)
        before = last.get(axis)
        if before is None or not (sign.is_turned and sign.start - before.end < 20):
            yield sign
            last[axis] = sign


def _turns_a_word(summary: Passage, words: Passage) -> bool:
    """Is one verb denied in the one and told in the other: "denied that any had crossed", "our men crossed it"?"""
    ours, theirs = tokens_of(summary), tokens_of(words)
    for at, token in enumerate(ours):
        key = _stem(token.word)
        if not key or key in _little():
            continue
        near = [t.word for t in ours[max(0, at - _GOVERNED) : at]]
        denied = turned_at(ours, at)[0] and (any(w in _TURNING for w in near) or any(w in _NOT for w in near[-2:]))
        committed = not turned_at(ours, at)[0] and any(w in _COMMITS for w in near)
        for other, said in enumerate(theirs):
            if (denied or committed) and _stem(said.word) == key and _says(theirs, other, denied=denied):
                return True
    return False


def _says(tokens: tuple[Token, ...], at: int, *, denied: bool) -> bool:
    """Is a word of a quotation told by its speaker (the summary denies it), or denied (the summary commits to it)?"""
    turned, under = turned_at(tokens, at)
    near = [t.word for t in tokens[max(0, at - _CLOSE) : at]]
    if under & _CONDITIONS:
        return False
    if denied:
        return not turned and any(w in _SUBJECTS for w in near)
    return turned and any(w in _TURNING or w.endswith("n't") or w in _NOT for w in near)


@lru_cache(maxsize=1)
def _little() -> frozenset[str]:
    """The stems of words that tell nothing by being denied."""
    return frozenset(filter(None, map(_stem, _SLIGHT | _COMMITS | _TURNING)))


def _stem(word: str) -> str:
    """What the forms of one verb and its noun share; "" for short words."""
    if len(word) < _CLOSE or not word.isalpha():
        return ""
    plain = re.sub(r"(?:ations?|ions?|ments?|ures?|als?|ings?|ed|es|s|e)$", "", word)
    plain = plain if len(plain) >= _CLOSE - 1 else word
    return plain[:-1] if plain[-1] == plain[-2] else plain
