"""Counts as a report's words print them: a number with its bounds and what it counts, dates and the like left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.checks.check import Check
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import NUMBER_BEGINS, TOKEN, numbered
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.number_forms import NumberForm, find_numbers
from trucewatch.standing.figures import bounds
from trucewatch.standing.wording import stem
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_RATIO = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_LABELS = (
    "resolutions?|articles?|chapter|no\\.|number|nos\\.|paragraphs?|section|phase|stage|annex|day|page|aged?|item|"
    "point|route|highway|case|category|version|class|level|channel|flight|radio|protocol|option"
)
_BEFORE = re.compile(rf"(?:\b(?:{_LABELS})\s+|[§/:.]|\b{_MONTH}\s+\d{{1,2}}(?:,|\s+(?:and|to))\s+)$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?$", re.IGNORECASE)
_DAY_LIST = re.compile(rf"(?:, ?\d{{1,2}})*,? (?:and|or|to|until) \d{{1,2}} {_MONTH}", re.IGNORECASE)
_NAMED_PLACE = re.compile(
    r"\b(?:group|line|post|gate|cell|room|ward|block|unit|brigade|division|zone|sector|part|area|district|camp)\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s+(?:of\s+)?{_MONTH}(?=[\s,.;:)\]–—-]|$)|\s+(?:in the (?:morning|afternoon|evening)|at night)\b"
    rf"|\s*(?:a\.m\.|p\.m\.|am\b|pm\b|hrs\b|o['’]clock|GMT|UTC)|[-–](?:\w)|°|:\d|\([a-z]\)"
    rf"|(?:st|nd|rd|th)\b|\s+(?:in|out of)(?: every)? {_RATIO}\b(?![,.]?\d)|\s+(?:and|or) (?:over|under|older"
    rf"|younger|up)\b",
    re.IGNORECASE,
)
_SHARE_BEFORE = re.compile(rf"\b{_RATIO} (?:in|out of)(?: every)? \Z", re.IGNORECASE)
# "the vote was 31 to 24", "by 12 votes to 7": one result, and neither number a count of what comes next
_SCORE_BEHIND = re.compile(r"(?: votes?)?(?: to |-|–)\d{1,3}\b(?=[.,;)]| with| after| in favou?r| against)")
_SCORE_BEFORE = re.compile(r"\d(?: votes?)? to $")
_PLURAL = re.compile(r"\s+(?:[a-z]+ )?(?:[a-z]{3,}s|people|men|women|children)\b")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|of|since|by|from|until|till|before|after|during|year|late|early|mid|summer|winter|spring|autumn|"
    rf"to|and|for|the)[\s-]+|\b{_MONTH},?\s+(?:\d{{1,2}},?\s+)?|[(,]\s*|^\s*|[-–/])$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?!(?:was|has|its|this|his|hers|as|is|does|says|across|besides|perhaps|always|less|yes|thus|towards|afterwards"
    r"|hours|days|weeks|months|years|times)\b)(?:[a-z]{2,}[^\Wsu_]s|people|men|women|children|police)\b"
)
_WITH = re.compile(
    r"\b(?:in|from|at|of|to|on|by|with|near|under|for|into|over|after|before|through|against) (?:[\w’'-]+ ){0,2}\Z"
)
_NEXT = re.compile(r"[ \n]\s*([^\W\d_][\w’'-]*)")
_KIND = re.compile(r"\s+(?:of (?:them|whom) )?(?:(?:were|are|was|is) )?(?:still )?([^\W\d_]+)")
_WHOSE = re.compile(r" (?:from|for|by|with|on)\b")
_STOPS = frozenset(
    "a an the this that these those of to for in on at by with from and or but nor as than into over under between "
    "who whom which whose what when where while because since until after before during if so is are was were be "
    "been being am has have had having do does did will would shall should can could may might must not no it its he "
    "she they them their his her we our you your i us still yet now then there here also only both all each others "
    "came come comes went go goes gone got get made make makes took take taken taking gave give given crossed stood "
    "stand stands died killed wounded injured hurt freed held let left leave leaves remain remains remained remaining "
    "including among across through throughout along near inside outside around about against per cent said says say "
    "told tell missing outstanding back home out up down off away together altogether today yesterday tomorrow ago "
    "later earlier owed lay sat sit wait waiting seen found fell rose never always already apiece more less many "
    "plus alive arrive arrived reached fled live lived stay stayed sworn driven flown built cut put "
    "withdrawn brought sent face awaiting facing belonging coming going doing carrying every another such "
    "within without needed wanted required received demanded refused joined entered crossed reached carried signed "
    "consist consists consisted comprises comprise comprised visited attended asked backed opposed supported "
    "rejected accepted returned belonged".split()
)
_LENGTHS = frozenset(
    "second minute hour day night week weekend fortnight month year decade century time percent percentage dollar "
    "euro pound franc crown peso mile kilometre kilometer metre meter km foot feet yard inch degree "
    "article paragraph resolution phase stage round side party page "
    "o'clock step word phrase cent line".split()
)
_AREAS = frozenset(("sq", "square", "cubic"))
_PEOPLE_KINDS = frozenset(("people", "held", "troops", "killed", "wounded", "displaced"))
_BODIES = frozenset("family household hh battalion brigade life killing murder assassination beheading slaying".split())
_MORE_PEOPLE = frozenset(
    "adult guard staff volunteer recruit militia dead elderly wounded sick suspect convict "
    "internee deportee migrant patient".split()
)
_DAYS = 31  # of a month, at most
_LABELLED = 300  # "number 17" names one; a greater number is a count of many
_LARGE = 10_000  # from here on numbers that end in noughts are taken to be rounded
_KEPT = 2048  # texts whose sentences are kept, for every check goes through all reports of a view


@dataclass(frozen=True)
class Count:
    """A number that counts something.

    Attributes:
        passage: the number with the words that qualify it and the nouns behind it.
        number: its value; None where it is vague ("dozens").
        low, high: the least and the greatest number its words allow.
        nouns: the words of what is counted, as singulars; () where no noun follows the number.
    """

    passage: Passage
    number: float | None
    low: float
    high: float
    nouns: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.passage.start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.passage.end

    @property
    def noun(self) -> str:
        """The last word of what is counted, "" where there is none."""
        return self.nouns[-1] if self.nouns else ""

    @property
    def of_people(self) -> bool:
        """Does its noun name people?"""
        return is_person(self.noun)

    @property
    def is_exact(self) -> bool:
        """Does it allow one number only?"""
        return self.number is not None and self.low == self.high

    @property
    def shown(self) -> str:
        """Its words, on one line."""
        return " ".join(self.passage.text.split())


def names_others(text: str, start: int, end: int, noun: str) -> bool:
    """Does a stretch name others in the plural, of whom "of them" and "of whom" behind it are said?

    Those told with a preposition ("from two camps") are passed by.

    Args:
        text: the text of a report.
        start: where the stretch begins, behind a count.
        end: where it ends.
        noun: what is counted, as a singular.
    """
    found = (m for m in _OTHERS.finditer(text, start, end) if singular(m[0]) != noun)
    return any(not _WITH.search(text, max(start, m.start() - 40), m.start()) for m in found)


def kind_of(text: str, count: Count) -> str:
    """What sort a part is of: "woman" of "92 women", "92 were women" and "92 of them women"; "" where none is told."""
    if count.noun:
        return count.noun
    m = _KIND.match(text, count.end)
    return singular(m[1]) if m else ""


def singular(word: str) -> str:
    """A noun as a singular, in lower case: "Women" -> "woman"."""
    plain = re.sub(r"['’]s?$", "", word.lower())
    if plain == "children" or plain.endswith("schoolchildren"):
        return "child"
    return plain[:-2] + "an" if plain.endswith("men") else stem(plain)


def is_person(noun: str) -> bool:
    """Does a noun, as a singular, name people one by one?"""
    if noun in _BODIES:
        return False
    return table("figure_nouns").get(noun) in _PEOPLE_KINDS or noun in _MORE_PEOPLE or noun in words("private_nouns")


def may_be_same(one: Count, other: Count) -> bool:
    """May two counts be of the same things, by their nouns?"""
    if not one.noun or not other.noun or one.noun == other.noun:
        return True
    return one.of_people and other.of_people


def is_shared_out(text: str, items: Iterable[Count]) -> bool:
    """In "184 names, 101 from Karsa and 73 from the Front" one word tells of all items whose they are."""
    whose = {m[0] if (m := _WHOSE.match(text, c.end)) else "" for c in items}
    return len(whose) == 1 and "" not in whose


def slack(count: Count) -> float:
    """Half of the last place that a large number is printed to: 12,600 may be rounded from 12,550 to 12,650."""
    if count.number is None or count.number < _LARGE:
        return 0.0
    place = 1
    while count.number % (place * 10) == 0:
        place *= 10
    return place / 2 if place > 1 else 0.0


def first_word(count: Count) -> str:
    """The first word of a number, in lower case, without what qualifies it: "400", "twenty-two"."""
    m = NUMBER_BEGINS.search(count.passage.text)
    token = TOKEN.match(count.passage.text, m.start()) if m else None
    return token[0].lower() if token else ""


def numbers_in(text: str, start: int, end: int) -> tuple[Count, ...]:
    """The same as `counts_in`, with lengths of time and way, and sums of named money."""
    limit = _limit(text, end)
    return tuple(_count(text, start, form, limit) for form in _forms(text[start:end]))


def _limit(text: str, end: int) -> int:
    """Where nouns must end: at the end of a line that closes a stretch, for the next line tells of something else."""
    return end if "\n" in text[end - 1 : end + 1] else len(text)


def counts_in(text: str, start: int, end: int) -> tuple[Count, ...]:
    """The counts in a stretch of a text, in order; no dates, years, ages, percentages, money, lengths or citations."""
    held = _read_counts(text)
    if (start, end) not in held:
        limit = _limit(text, end)
        found = (_count(text, start, form, limit) for form in _forms(text[start:end]))
        held[start, end] = tuple(
            c
            for c in found
            if (c.noun not in _LENGTHS or c.nouns[0] in _AREAS) and (c.noun or not _names_place(text, c.start))
        )
    return held[start, end]


def counts_by_sentence(text: str) -> Iterator[tuple[int, Passage, tuple[Count, ...]]]:
    """The counts of a whole text, with the sentences they stand in and the numbers of these."""
    places = {s.start: n for n, s in enumerate(sentences_of(text))}
    for sentence, _ in numbered(text):
        held = counts_in(text, sentence.start, sentence.end)
        if held:
            yield places[sentence.start], sentence, held


@lru_cache(maxsize=_KEPT)
def _read_counts(text: str) -> dict[tuple[int, int], tuple[Count, ...]]:  # noqa: ARG001 - the key of the cache
    """What has been read of a text so far, by the stretches read: every check asks for the same sentences."""
    return {}


def _names_place(text: str, at: int) -> bool:
    return _NAMED_PLACE.search(text, max(0, at - 12), at) is not None


@lru_cache(maxsize=8 * _KEPT)
def printed_numbers(stretch: str) -> tuple[NumberForm, ...]:
    """Every number of a stretch of text, shares and dates among them."""
    return tuple(find_numbers(stretch))


@lru_cache(maxsize=8 * _KEPT)
def _forms(stretch: str) -> tuple[NumberForm, ...]:
    return tuple(form for form in printed_numbers(stretch) if not _is_other(stretch, form))


def beside(text: str, sentence: Passage) -> tuple[Passage, ...]:
    """The sentences right before and behind one."""
    held = sentences_of(text)
    at = held.index(sentence)
    return held[max(0, at - 1) : at] + held[at + 1 : at + 2]


def sentence_of(text: str, passage: Passage) -> tuple[int, Passage]:
    """The sentence that a passage of a text begins in, and its number in the text."""
    held = sentences_of(text)
    at = max(0, bisect_right(held, passage.start, key=lambda s: s.start) - 1)
    return at, held[at]


def preceding(text: str, sentence: Passage, most: int) -> tuple[Passage, ...]:
    """The sentences before one, at most so many, in order."""
    held = sentences_of(text)
    at = held.index(sentence)
    return held[max(0, at - most) : at]


def counts_before(text: str, sentence: Passage) -> tuple[Count, ...]:
    """The counts in the sentence before one."""
    return tuple(c for s in preceding(text, sentence, 1) for c in counts_in(text, s.start, s.end))


def _is_other(text: str, form: NumberForm) -> bool:
    """A share, a sum of money, a date, a year, an age, a clock time, a decimal, a number that names?"""
    before, printed = text[max(0, form.at - 24) : form.at], text[form.at : form.core_end]
    label = _BEFORE.search(before)
    if label and (form.number or 0) > _LABELLED and label[0].lower().startswith("number"):
        label = None  # "the displaced number 2,640"
    if form.unit or (form.number or 0) % 1 or label or _AFTER.match(text, form.core_end):
        return True
    is_day = (form.number or 0) <= _DAYS
    if is_day and (_MONTH_BEFORE.search(before) or _DAY_LIST.match(text, form.core_end)):
        return True
    if _SHARE_BEFORE.search(before) or (len(printed) > 1 and printed.startswith("0")):
        return True
    if _SCORE_BEHIND.match(text, form.core_end) or _SCORE_BEFORE.search(before):
        return True
    last = form.number_to
    is_year = form.number is not None and 1800 <= form.number < 2100 and printed.isdigit()
    if last is not None and form.number is not None and 1800 <= form.number < last < 2100:
        return _PLURAL.match(text, form.core_end) is None  # "between 1994 and 2004"
    return is_year and (_YEAR_BEFORE.search(before) is not None or _PLURAL.match(text, form.core_end) is None)


def _count(text: str, offset: int, form: NumberForm, limit: int) -> Count:
    start, end = offset + form.start, offset + form.end
    nouns: list[str] = []
    while len(nouns) < 4 and (m := _NEXT.match(text, end, limit)) is not None:
        word = m[1].lower()
        if word in _STOPS or (word.endswith("ed") and (nouns or not _goes_on(text, m.end()))):
            break
        nouns.append(singular(word))
        end = m.end()
        if nouns[-1] != word and not _goes_with_person(text, end, nouns[-1]):
            break
    figure = Figure(what="other", number=form.number, number_to=form.number_to, qualifier=form.qualifier)
    low, high = bounds(figure)
    return Count(Passage.of(text, start, end), form.number, low, high, tuple(nouns))


def _goes_with_person(text: str, at: int, noun: str) -> bool:
    """Tells "women prisoners": the one plural that often stands before another noun."""
    following = _NEXT.match(text, at)
    return noun in ("woman", "man") and following is not None and is_person(singular(following[1]))


def _goes_on(text: str, at: int) -> bool:
    following = _NEXT.match(text, at)
    return following is not None and following[1].lower() not in _STOPS


def figures_at(material: Material, report_id: str, passages: Iterable[Passage]) -> tuple[Statement[Figure], ...]:
    """The figures of a reading that lie in passages of a report."""
    held = tuple(passages)
    return tuple(
        s
        for s in material.by_report(Figure)[report_id]
        if any(p.start < q.end and q.start < p.end for p in s.content.passages for q in held)
    )


def finding_of(
    check: Check,
    material: Material,
    sentence: str,
    told: Iterable[tuple[str, Passage]],
    repairs: tuple[str, ...],
) -> Finding:
    """A finding on passages, given with the ids of their reports, and on the figures of the reading in them."""
    held = tuple(dict.fromkeys(told))
    ids = dict.fromkeys(s.id for report_id, passage in held for s in figures_at(material, report_id, (passage,)))
    return Finding(check.code, check.severity, sentence, tuple(Place(*each) for each in held), repairs, tuple(ids))
