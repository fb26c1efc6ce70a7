"""A duty that one side is said to keep and to break, by the plain words of one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trucewatch.checks.plan_names import matters_named
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.checks.stances_in_words import sides_in
from trucewatch.checks.word_places import sentences_at
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

# Searched in lower case.
_KEEPS = re.compile(
    r"\b(?:respect(?:s|ed|ing)?|observ(?:es|ed|ing)(?! that)|abid(?:es|ed|ing) by|honou?r(?:s|ed|ing)|compl(?:ies|ied"
    r"|ying)|(?:in|to be in) (?:full |strict )?compliance"
    r"|(?:keeps?|kept|keeping|stuck|sticks?|sticking|held|holds|holding|adher\w+) to|li(?:ves?|ved|ving) up to"
    r"|stood by|stands by|(?:upheld|upholds)(?! (?:an?|the) (?:\w+ )?(?:complaint|appeal|verdict|ruling))"
    r"|(?:has|have) (?:\w+ly )?(?:released|freed|pulled|withdrawn|handed|removed|stopped|ended|opened|lifted"
    r"|dismantled|left|kept|let)"
    r"|(?:allow|let|permit|keep|pay)s|no (?:\w+ )?(?:violations?|breach(?:es)?|infringements?) by)\b"
)
_DUTY = re.compile(
    r"\bas (?:it|they|he|she|agreed|promised|required|undertaken|pledged|the [\w-]+ (?:demands?|requires?"
    r"|provides?|lays|has it|says))\b|in (?:line|keeping|accordance) with"
    r"|respect|observ|abid|honou?r|compl(?:i|y)|adher|(?:stuck|sticks?|sticking|keeps?|kept|keeping|held|holds"
    r"|holding) to|up to (?:its|their|the|his)|sto?o?d?n?d?s? by|upheld|upholds"
    r"|no (?:\w+ )?(?:violation|breach|infringement)|under the (?:[\w-]+ )?(?:truce|ceasefire|deal|accord|agreement)"
)
_SIGN_WORD = re.compile(
    r"respect(?:s|ed|ing)?$|observ(?:es|ed|ing)$|abid|honou?r(?:s|ed|ing)$|compl(?:ies|ied|ying|iance)$|adher"
    r"|st(?:uck|icks?|icking)$|liv(?:es?|ed|ing)$"
    r"|upheld$|upholds$|undertook$|agreed$|promised$|required$|pledged$|demands$|requires$|provides$|keeping$"
    r"|line$|accordance$|violations?$|breach(?:es)?$"
)
_DEED = re.compile(
    r"\b(?:shell(?:ed|ing|ings|s)?|mortar(?:ed|s)?|fir(?:ed|ing)|opened fire|attack(?:ed|s)?|bomb(?:ed|ing|ings)"
    r"|raid(?:ed|s)?|ambush(?:ed|es)?|laid|laying|planted"
    r"|poison(?:ed|ing)|flew|flights?|flown|shot|kill(?:ed|ing)|burn(?:ed|t)|shut|clos(?:ed|es|ing)|block(?:ed|s"
    r"|ing|ade)|barr(?:ed|ing)|turned (?:away|back)|sent (?:away|back)"
    r"|still (?:hold|holds|holding|keep|keeps|keeping|has|have|stand|stands|standing|in)|still|stood (?:in"
    r"|inside|on|at)|parked|deployed|recruit(?:ed|s)|abduct(?:ed|s)|took|tak(?:es|ing)"
    r"|stopped|stops|halted|refus(?:ed|es|al)|den(?:ied|ies) \w+|yet to|(?:has|have|did|does|do) not|never"
    r"|fail(?:ed|s|ure)|violat(?:ed|es|ing|ions?)"
    r"|breach(?:ed|es|ing)?|br(?:oke|oken|eaks?|eaking)|defi(?:ed|es|ance)|flout(?:ed|s|ing)|infringe\w*"
    r"|storm(?:ed|s)|crossed|entered|driv\w+|drove)\b"
)
_FIRE = re.compile(r"^(?:shell|mortar|fir|opened fire|attack|bomb|raid|ambush|storm|shot)")
_BROKEN = re.compile(r"^(?:violat|breach|br|defi|flout|infringe)")
_QUIET = re.compile(r"\b(?:truce|cease-?fire|pause|lull|armistice|cessation|halt)\b")
_NO = re.compile(
    r"\b(?:not|no|never|nobody|none|without|deny|denie[sd]|if|would|should|must|could|had|until|before|unless"
    r"|accus\w+|alleg\w+|any|fear\w*)\b|n['’]t\b"
)
_OWN_NOT = re.compile(r"^(?:yet to|has not|have not|did not|does not|do not|never|fail|refus)")
_SAYS = re.compile(r"\b(?:said|says|saying|told|insist\w*|claim\w*|maintain\w*|announced|declared|stated|assured)\b")
_CLAUSE = re.compile(r"[;:]|\b(?:but|while|whereas|although|because|and)\b")
_DULL = frozenset(
    "mission observer report monitor panel commission note count say said day week month year monday tuesday "
    "wednesday thursday friday saturday sunday "
    "full still all every has have been was were also since under accord agreement deal article fully commitment "
    "promise pledge duty word side obligation "
    "one two three four five six seven eight nine ten eleven twelve line its their part violation breach found "
    "not recorded record".split()
)
_MOST = 30  # sentences of a report that tell of keeping and are looked at


@lru_cache(maxsize=65536)
def _is_sign(word: str) -> bool:
    return _SIGN_WORD.match(word) is not None


@lru_cache(maxsize=4096)
def kept_and_broken(text: str) -> tuple[tuple[Passage, Passage], ...]:
    """Sentences of a report that say that one side keeps a duty, each with the first that says that it breaks it."""
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    found = []
    for number in sentences_at(text, _is_sign)[:_MOST]:
        sentence = sentences_of(text)[number]
        if _DUTY.search(lower, sentence.start, sentence.end) is None:
            continue
        kept = _kept(text, lower, sentence)
        broken = next(_broken(text, lower, sentence, *kept), None) if kept else None
        if broken is not None:
            found.append((sentence, broken))
    return tuple(found)


def _kept(text: str, lower: str, sentence: Passage) -> tuple[frozenset[str], frozenset[str], bool] | None:
    """Who keeps (words), what (words), and whether it is to hold fire."""
    m = _KEEPS.search(lower, sentence.start, sentence.end)
    if m is None or sentence.text.endswith("?"):
        return None
    names = matters_named(text)
    if m[0].startswith("no "):
        sides = sides_in(text, m.end(), sentence.end, names)[:1]
    else:
        before = lower[sentence.start : m.start()]
        start = sentence.start + max((c.end() for c in _CLAUSE.finditer(before)), default=0)
        sides = sides_in(text, start, m.start(), names)[-1:]
        if _NO.search(lower[start : m.start()]) or re.search(r"\bto (?:\w+ly )?$", lower[start : m.start()]):
            return None
    if not sides or _says_so_itself(text, sentence, sides[0][0]):
        return None
    who = content_words(sides[0][0]) - {"the"}
    what = content_words(text[m.start() : sentence.end]) - who - _DULL
    return who, what, bool(_QUIET.search(lower, m.start(), sentence.end))


def _says_so_itself(text: str, sentence: Passage, name: str) -> bool:
    who = content_words(name)
    for m in _SAYS.finditer(text, sentence.start, sentence.end):
        beside = text[max(sentence.start, m.start() - 30) : min(sentence.end, m.end() + 40)]
        if who & content_words(beside) or re.search(r"\b(?:it|they|its \w+|their \w+) (?:said|says)", beside):
            return True
    return False


def _broken(
    text: str, lower: str, kept: Passage, who: frozenset[str], what: frozenset[str], fire: bool
) -> Iterator[Passage]:
    for sentence in sentences_of(text):
        if sentence == kept or not who <= content_words(sentence.text):
            continue
        words = content_words(sentence.text) - who - _DULL
        shared = {w for w in words for k in what if w == k or _akin(w, k)}
        for m in _DEED.finditer(lower, sentence.start, sentence.end):
            if not (shared or (fire and _FIRE.match(m[0]))) or (m[0] == "still" and len(shared) < 2):
                continue
            if (
                _is_doer(text, sentence, m, who)
                and not _is_denied(lower, sentence, m)
                and (
                    len(shared) >= 2
                    or _BROKEN.match(m[0])
                    or fire
                    or m[0] not in ("took", "taking", "crossed", "entered")
                )
            ):
                yield sentence
                return


def _akin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= 3
        and (long.startswith(short) if len(short) < 6 else long[:6] == short[:6])
        and len(long) - len(short) <= 4
    )


def _is_denied(lower: str, sentence: Passage, m: re.Match[str]) -> bool:
    before = lower[sentence.start : m.start()]
    clause = _CLAUSE.split(before)[-1]
    return bool(_NO.search(clause) and not _OWN_NOT.match(m[0])) or bool(
        re.search(
            r"\b(?:last (?:year|month)|earlier|previous\w*|former\w*|in the past)\b",
            lower[sentence.start : sentence.end],
        )
    )


def _is_doer(text: str, sentence: Passage, m: re.Match[str], who: frozenset[str]) -> bool:
    """Does the side stand right before the deed in its clause, or behind "by"?"""
    held = matters_named(text)
    by = re.match(r"(?: [\w-]+){0,4}? by (?:the )?", text[m.end() : sentence.end])
    if by is not None:
        behind = sides_in(text, m.end() + by.end() - 4, sentence.end, held)[:1]
        return bool(behind) and content_words(behind[0][0]) & who == who
    start = sentence.start + max((c.end() for c in _CLAUSE.finditer(text[sentence.start : m.start()])), default=0)
    front = sides_in(text, start, m.start(), held)[-1:] or sides_in(text, sentence.start, m.start(), held)[-1:]
    if front:
        return who <= content_words(front[0][0])
    return who <= content_words(text[start : m.start()])
