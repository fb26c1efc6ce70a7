"""Which look-alikes are no expressions of time: "may", a citation's year, a number of people, an age, a name."""

from __future__ import annotations

import re

from spacy.tokens import Token

from trucewatch.reading.date_forms import Form
from trucewatch.reading.sentences import Sentences

_CITATION = re.compile(
    r"(?:\b(?i:resolutions?|res\.|unscr|decisions?|directives?|statute|law|articles?|no\.|number|protocol|paragraph|document"
    r"|case|flight|room|unit|route|highway|battalion|vision|agenda)\s+(?:no\.?\s*)?"
    r"(?:[\w/()-]*\d[\w/()-]*(?:,\s*|\s+)(?:(?:and|of|in)\s+)?)*\(?"  # the numbers before: "242 (1967), 338 and"
    r"|\d[\d/-]{0,9}\s*\(|\d/\s*)\Z"
)
_YEAR_BEFORE = frozenset(
    "in since by until till from during before after of between to through throughout late early mid and or year the "
    "circa around its his her their our a an this that than about fiscal into on for for ( , - – — his pre post "
    "original failed landmark earlier bloody brief another within despite under".split()
)
_COUNTED = frozenset(
    "people persons troops soldiers fighters prisoners detainees civilians homes houses villages villagers men women "
    "children families households miles metres meters kilometres kilometers km tons tonnes dead deaths wounded "
    "refugees hostages captives trucks rounds shells rockets police officers monitors observers peacekeepers members "
    "points dollars euros feet acres hectares rebels militants guerrillas combatants inmates workers employees "
    "students residents schools vehicles tents litres barrels".split()
)
_MILITARY = re.compile(
    r"(?:\b[Aa]t (?:about |around )?|\b(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}),? )\Z"
)  # before four digits that are a time of day: "at 0805", "30 April, 0600"
_CLOCK_LEAD = re.compile(
    r"(?i:\b(?:at|by|from|until|till|about|around|and|between|to|before|after|since|of|on|through|than)\s)\Z"
)
_AT_DAY = re.compile(r"\b(?:(?:19|20)\d\d|[A-Z][a-z]+day|\d{1,2} [A-Z][a-z]{2,8}), (?:at )?\Z")
_MEASURED = re.compile(
    r"\s?(?:%|percent|per\b|[mb]illion|points?|dollars?|euros?|cents?|km|met(?:er|re)s?|miles?|hectares?)"
)
_SAME_PART = re.compile(r"\s(?:the same|that) (?:morning|afternoon|evening|night)\b")
_TREATY = re.compile(
    r"\b(?:Protocol|Convention|Treaty|Charter|Covenant|Statute|Notes|(?i:treaties|conventions|protocols))"
    r"(?: of [A-Z]\w+(?: de \w+)?)? of (?:\d{4}(?:, | and |, and ))*\Z"
)  # "the Protocol of 1942": the year is part of a name
_NAMES = re.compile(
    r"\s+(?:[A-Z]\w+\s+)?(?:Movement|Brigades?|Organi[sz]ation|Group|Front|Square|Street|Bridge|Avenue|Hospital|University|"
    r"Stadium|Party|Mosque|Times|Road|Battalion|Division|Regiment|Airport|Club|Camp|Accords?|Agreement|Mail|Post|Telegraph)\b"
)
_TITLES = frozenset(
    "mr mrs ms miss dr gen general col colonel president minister theresa sir lord lady mayor senator black".split()
)
_OTHER_YEARS = frozenset("chinese lunar jewish persian nepali khmer burmese thai tamil kurdish berber coptic".split())
_MODAL_BEFORE = frozenset("i you he she it we they who which that there this what nobody everyone one".split())
_BARE_BEFORE = frozenset(
    "for in within after of over during through throughout before by since these those recent some into lasted last "
    "took take takes lasting only just until once despite spent spend spending and or than with".split()
)
_BARE_AFTER = frozenset("away apart of into ago later earlier before after long and or that since".split())
_COLOURS = frozenset("long short bloody brutal tense crucial critical solid".split())
_RATE_BEFORE = frozenset("once twice thrice times time percent % per dollars euros more less".split())


def is_meant(form: Form, sentences: Sentences, text: str) -> bool:
    """Is the look-alike really an expression of time, where it stands in the text?"""
    tokens = list(sentences.tokens(form.start, form.end)) or list(sentences.tokens(form.start - 1, form.end + 1))
    if not tokens:
        return form.rule not in ("bare", "now", "past", "future", "then")
    check = _CHECKS.get(form.rule)
    if _crosses_paragraph(form, sentences):
        return False
    return check is None or check(form, tokens, text)


def _crosses_paragraph(form: Form, sentences: Sentences) -> bool:
    return form.end > sentences.paragraph_at(form.start)[1]


def _before(token: Token) -> Token | None:
    i = token.i - 1
    while i >= 0 and token.doc[i].is_space:
        i -= 1
    return token.doc[i] if i >= 0 else None


def _after(token: Token) -> Token | None:
    i = token.i + 1
    while i < len(token.doc) and token.doc[i].is_space:
        i += 1
    return token.doc[i] if i < len(token.doc) else None


def _year(form: Form, tokens: list[Token], text: str) -> bool:
    before, after = text[max(0, form.start - 60) : form.start], text[form.end : form.end + 40]
    if _CITATION.search(before) or _TREATY.search(before) or re.match(r"\s*/\s*\d|-[A-Za-z]", after):
        return False
    if re.search(r"[A-Z]/(?:[A-Z]+/)*\Z|[$€£#]\s?\Z|\d,\Z", before):
        return False
    if form.modifier or form.parts.get("side") or form.rule != "year":
        return True
    follower, leader = _after(tokens[-1]), _before(tokens[0])
    if follower is not None and (follower.lower_ in _COUNTED or follower.lower_ in ("gmt", "hours", "hrs", "utc", "%")):
        return False
    if leader is None or leader.lower_ in _YEAR_BEFORE or leader.text in "(;:":
        return not (
            leader is not None
            and leader.lower_ in ("about", "around", "than", "to", "on", "for")
            and _counts(tokens[-1])
        )
    return leader.ent_type_ == "DATE" or tokens[0].ent_type_ == "DATE"


def _counts(token: Token) -> bool:
    return token.dep_ == "nummod" and token.head.tag_ == "NNS"


def _month(form: Form, tokens: list[Token], text: str) -> bool:
    if _NAMES.match(text[form.end : form.end + 40]) or re.search(r"\w-\Z", text[: form.start][-2:]):
        return False  # "March 23 Movement", "Pieter-Jan"
    if "year" in form.parts or "rel" in form.parts or "way" in form.parts or form.modifier:
        return True
    token = tokens[0]
    word = token.text.rstrip(".")
    if (leader := _before(token)) is not None and leader.text.rstrip(".").lower() in _TITLES:
        return False
    if word.lower() == "may":
        return _may(token)
    if word.lower() in ("march", "mar", "jan", "dec", "jun", "apr", "august"):
        leader = _before(token)
        if (
            word == "March"
            and leader is not None
            and leader.lower_ in ("to", "a", "long", "protest", "the", "peace", "we", "they")
        ):
            return leader.lower_ == "the" and token.ent_type_ == "DATE"
        return token.ent_type_ in ("DATE", "TIME") or (leader is not None and leader.pos_ in ("ADP", "SCONJ", "DET"))
    if word.upper() == word and len(word) > 4:
        return token.ent_type_ != "ORG"
    return token.ent_type_ not in ("PERSON", "ORG") or (leader_is_preposition(token))


def leader_is_preposition(token: Token) -> bool:
    """Does "in", "since", "until" or the like stand right before the word?"""
    leader = _before(token)
    return leader is not None and leader.lower_ in (
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "last",
        "next",
        "this",
        "of",
        "during",
        "to",
    )


def _may(token: Token) -> bool:
    """Is "May" the month? It is where it is no helping verb: after a preposition, or named as a date."""
    leader = _before(token)
    if leader is not None and leader.lower_ in _MODAL_BEFORE:
        return False
    if token.tag_ == "MD" or token.dep_ in ("aux", "auxpass"):
        return False
    if leader is not None and leader.lower_ in (
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "of",
        "during",
        "between",
        "and",
        "to",
        "before",
        "after",
    ):
        return True
    return token.ent_type_ == "DATE"


def _day(form: Form, tokens: list[Token], text: str) -> bool:
    if "year" not in form.parts and _NAMES.match(text[form.end : form.end + 40]):
        return False
    month = form.parts.get("month", "")
    follower = _after(tokens[-1])
    if month in ("May", "March") and form.kind == "day/us" and "year" not in form.parts:
        return not (
            follower is not None and follower.tag_ == "NNS" and _counts(tokens[-1]) and follower.lower_ in _COUNTED
        )
    return True


def _slash(form: Form, tokens: list[Token], text: str) -> bool:
    if "a" in form.parts:
        first, second = int(form.parts["a"]), int(form.parts["b"])
        return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
    return _day(form, tokens, text)


def _weekday(form: Form, tokens: list[Token], text: str) -> bool:
    if set(form.parts) != {"weekday"}:
        return True
    if _NAMES.match(text[form.end : form.end + 40]):
        return False
    leader = _before(tokens[0])
    return not (
        leader is not None and leader.text in ("Bloody", "Black", "Good", "Holy", "Palm", "Ash", "Red", "Super", "Ruby")
    )


def _length(form: Form, tokens: list[Token], text: str) -> bool:
    """An age of a person is no length of time here, a rate ("four a week") neither; an old war's age is one."""
    unit, number = form.parts.get("unit", "").lower(), form.parts.get("num", "").lower()
    leader, follower = _before(tokens[0]), _after(tokens[-1])
    led_by = leader.lower_ if leader is not None else ""
    is_one = number in ("a", "an")
    if (is_one and form.parts.get("filler", "").lower() in _COLOURS) or led_by in ("as", "aged", "age"):
        return False  # "a long night", "the fifth in as many days", "aged six months"
    if unit == "quarters" and (follower is None or follower.lower_ == "of" or "-" in text[form.start : form.end]):
        return False  # "three-quarters of the line"
    if unit == "quarter" or (unit == "second" and number in ("a", "an", "one", "another")):
        return False
    if "old" in form.parts:
        return not form.parts["old"].startswith(" ") and _is_old_thing(follower)
    if follower is not None and follower.lower_ in ("old", "olds", "age"):
        return False
    if number == "one" and unit == "day" and _is_someday(tokens):
        return False
    return not (is_one and form.parts.get("approx") is None and is_rate(form, tokens))


def _is_someday(tokens: list[Token]) -> bool:
    """As in "it will one day be the largest"; a length has its preposition or its verb of lasting."""
    day, leader = tokens[-1], _before(tokens[0])
    if day.dep_ not in ("npadvmod", "nsubj", "dep") or (leader is not None and leader.pos_ in ("ADP", "NUM", "ADV")):
        return False
    follower = _after(day)
    helpers = [t for t in day.head.children if t.dep_ == "aux" and t.i < day.i]
    return bool(helpers) and (follower is None or follower.pos_ in ("VERB", "AUX", "ADV"))


def _is_old_thing(noun: Token | None) -> bool:
    """Is it a war or a truce that is so many years old, not a person?"""
    while (
        noun is not None
        and noun.pos_ in ("ADJ", "PUNCT", "NOUN", "PROPN")
        and noun.dep_ in ("amod", "compound", "punct")
    ):
        noun = _after(noun)
    return noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() in _OLD_THINGS


_OLD_THINGS = frozenset(
    "war conflict truce ceasefire cease-fire insurgency rebellion siege agreement deal accord blockade dispute feud "
    "struggle crisis uprising occupation peace process revolt embargo treaty pact offensive campaign violence "
    "fighting standoff stand-off stalemate boycott government regime republic state alliance coalition mission rule "
    "mandate union strike lull hostility enmity battle confrontation clash quarrel deadlock impasse negotiation talk "
    "effort ban sanction curfew unrest movement tradition".split()
)


def is_rate(form: Form, tokens: list[Token]) -> bool:
    """Is it a rate? "Four a week", "twice a month" tell how often or how much, not how long."""
    if form.parts.get("num", "").lower() not in ("a", "an") or "filler" in form.parts:
        return False
    leader, follower = _before(tokens[0]), _after(tokens[-1])
    if follower is not None and follower.lower_ in (
        "ago",
        "later",
        "earlier",
        "before",
        "after",
        "from",
        "long",
        "since",
        "of",
        "afterwards",
        "afterward",
        "apart",
        "away",
    ):
        return False
    if leader is None or leader.is_punct:
        return False
    if leader.lower_ in _RATE_BEFORE or leader.like_num or leader.pos_ == "SYM":
        return True
    return leader.pos_ == "NOUN" and leader.i != 0 and tokens[-1].dep_ in ("npadvmod", "npmod", "nmod", "appos", "dobj")


def _bare(form: Form, tokens: list[Token], text: str) -> bool:
    del text
    leader, follower = _before(tokens[0]), _after(tokens[-1])
    if leader is not None and leader.lower_ == "small" and form.parts["unit"].lower() == "hours":
        return False
    if form.parts.get("way", "").lower() == "early" and form.parts["unit"].lower() == "hours":
        return False  # "in the early hours of Sunday" tells Sunday
    if "long" in form.parts or "way" in form.parts:
        return (
            form.parts.get("way", "").lower() not in ("first", "early") or follower is None or follower.lower_ != "old"
        )
    if (
        follower is not None
        and follower.lower_ in _BARE_AFTER
        and (leader is None or leader.pos_ not in ("NUM", "NOUN", "PROPN"))
    ):
        return True
    return leader is not None and leader.lower_ in _BARE_BEFORE and not leader.like_num


def _clock(form: Form, tokens: list[Token], text: str) -> bool:
    del tokens
    if form.kind == "clock/log":  # an entry begins with it
        return not text[max(0, form.start - 2) : form.start].strip(" \n.")
    if form.kind == "clock/mil":
        return bool(_MILITARY.search(text[max(0, form.start - 30) : form.start]))
    if form.kind != "clock":
        return True
    plain = not {"ap", "zone", "part"} & set(form.parts)
    if plain and "." in text[form.start : form.end]:
        return _is_dotted(form, text)
    if plain and re.search(r"(?i:[a-z]+\s?)\Z", text[max(0, form.start - 8) : form.start]):
        is_led = _CLOCK_LEAD.search(text[max(0, form.start - 9) : form.start])
        is_padded = len(form.parts["h"]) == len("06") and re.match(r"\s+(?:on|to)\s", text[form.end : form.end + 4])
        return text[form.start : form.end].count(":") == 1 and bool(is_led or is_padded)
    return int(form.parts["h"]) <= 24 and (":" in text[form.start : form.end] or not plain)


def _is_dotted(form: Form, text: str) -> bool:
    """Is "09.20" or "11.00" a time of day, not an amount? With a nought before it, or right beside its day."""
    if len(form.parts["h"]) < len("09") or _MEASURED.match(text[form.end : form.end + 12]):
        return False
    before = text[max(0, form.start - 30) : form.start]
    is_padded = form.parts["h"].startswith("0") or _SAME_PART.match(text[form.end : form.end + 24])
    return bool(_AT_DAY.search(before) or (is_padded and _CLOCK_LEAD.search(before)))


def _decade(form: Form, tokens: list[Token], text: str) -> bool:
    """No decade of a person's life: "in his forties"."""
    del tokens
    return not re.search(r"(?i:\b(?:his|her|their|my|our|your)\s+(?:early |mid-?|late )?)\Z", text[: form.start][-20:])


def _season(form: Form, tokens: list[Token], text: str) -> bool:
    del text
    if form.kind == "season/bare":
        leader = _before(tokens[0])
        return (
            tokens[0].pos_ == "NOUN"
            and leader is not None
            and leader.lower_ in ("the", "in", "by", "this", "since", "until", "before", "after", "early", "late")
        )
    return "season2" not in form.parts or tokens[0].pos_ != "VERB"


def _feast(form: Form, tokens: list[Token], text: str) -> bool:
    feast = form.parts.get("feast", "")
    if re.match(r"\s+(?:Agreement|Accords?|Deal|Island|Rising|offensive|peace|deal)\b", text[form.end : form.end + 20]):
        return False
    leader = _before(tokens[0])
    is_other_year = feast.lower() == "new year" and leader is not None and leader.lower_ in _OTHER_YEARS
    if is_other_year or (feast and feast[0].islower()):
        return False
    return not (feast.lower() in ("ramadan", "tet", "lent", "eid") and tokens[-1].ent_type_ in ("PERSON", "GPE"))


def _future(form: Form, tokens: list[Token], text: str) -> bool:
    del text
    word = form.parts["future"].lower()
    leader = _before(tokens[0])
    if word in ("future", "the future") and leader is not None and leader.pos_ == "ADJ":
        return False
    return not (word == "later" and leader is not None and (leader.lower_ in ("no", "not", "or", "than", "sooner")))


def _past(form: Form, tokens: list[Token], text: str) -> bool:
    del text
    token = tokens[-1]
    return not (form.parts["past"].lower() == "earlier" and token.tag_ == "JJR")


def _then(form: Form, tokens: list[Token], text: str) -> bool:
    """Only "since then", "until then", "by then": elsewhere it tells an order."""
    del form, text
    leader = _before(tokens[0])
    return leader is not None and leader.lower_ in ("since", "until", "till", "by", "from", "before")


_CHECKS = {
    "year": _year, "years": _year, "month": _month, "day": _slash, "days": _day, "weekday": _weekday, "length": _length,
    "bare": _bare, "clock": _clock, "decade": _decade,
    "season": _season, "feast": _feast, "future": _future, "past": _past, "then": _then,
}  # fmt: skip
