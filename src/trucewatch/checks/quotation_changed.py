"""One speaker's words in quotation marks that two reports print differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from trucewatch.checks.material import Material
from trucewatch.checks.quoted_words import FEWEST, LEFT_OUT, Quoted, quoted_in, same_speaker
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.standing.wording import content_words, stem
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import TimeExpression

_NEAR = 3  # days between two reports of one occasion
_LATER = 21  # days within which one named speaker's words that begin alike are taken for one remark
_RECALLED = 120  # days after which a report may still recall what was said on a day that it names
_OF_OCCASION = 5  # days after an occasion within which a report of it appears
_RARE = 3  # words of a quotation that are looked up, the rarest first
_COMMON = 40  # quotations that may share a word before it tells nothing
_ALIKE = 0.65  # of the shorter quotation's words, how many the other must have in the same order
_RUN = 5  # words in a row by which two quotations are taken for one remark
_MOST = 160  # characters of a quotation that a finding prints
_MEANING = frozenset(
    "not no never none nobody nothing neither nor will shall must may might can cannot could should would only if "
    "until unless before after without all every both half more less".split()
)  # fmt: skip


class QuotationChanged:
    """A direct quotation of one speaker that two reports of one occasion give in different words.

    One occasion: the reports lie within three days; or the quotations begin alike and a named speaker said them; or
    the later report recalls what was said on a day that the earlier one is of. Silent where one is a cut of the other,
    where only spelling, punctuation, a contraction or an ending differs, where the report itself marks what it left
    out or put in, and where two named speakers have no name in common.
    """

    code = "quotation-changed"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        dated = [report for report in material.reports if report.published]
        held = sorted((q for report in dated for q in quoted_in(material, report)), key=lambda q: q.order)
        told: set[frozenset[tuple[str, ...]]] = set()
        for one, other in (*_alike(held), *_recalled(material, held)):
            pair = frozenset((one.words, other.words))
            if pair not in told:
                told.add(pair)
                yield self._finding(one, other)

    def _finding(self, one: Quoted, other: Quoted) -> Finding:
        speaker = one.speaker or other.speaker
        sentence = (
            f"A quotation{f' of {speaker}' if speaker else ''} differs between two reports: "
            f"{report_and_day(one.report)} has “{_short(one.text)}”, {report_and_day(other.report)} has "
            f"“{_short(other.text)}”."
        )
        repairs = (
            "one of the two reports changed the words",
            "the two are translations of one remark",
            "the speaker said both",
        )
        places = tuple(Place(q.report.id, p) for q in (one, other) for p in q.passages)
        return Finding(
            self.code, self.severity, sentence, places, repairs, tuple(q.statement for q in (one, other) if q.statement)
        )


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST].rsplit(" ", 1)[0] + " …"


def _alike(held: list[Quoted]) -> Iterator[tuple[Quoted, Quoted]]:
    """Pairs of two reports that are one remark in different words; copies of one text count once."""
    by_words: dict[tuple[str, ...], list[Quoted]] = defaultdict(list)
    for quoted in held:
        by_words[quoted.words].append(quoted)
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in by_words:
        for word in {w for w in words if len(w) > 3}:
            by_word[word].append(words)
    for words, here in by_words.items():
        rare = sorted({w for w in words if len(w) > 3}, key=lambda w: (len(by_word[w]), w))
        known = [w for w in rare if len(by_word[w]) <= _COMMON]
        looked_up = [*known[:_RARE], *(w for w in words[:_RUN] if w in known)]
        for other in sorted({o for w in looked_up for o in by_word[w]}):
            if words < other and len(set(words) & set(other)) >= FEWEST - 1:
                pair = _nearest(here, by_words[other])
                if pair is not None and _is_changed(*pair):
                    yield pair


def _nearest(here: list[Quoted], there: list[Quoted]) -> tuple[Quoted, Quoted] | None:
    """The two of different reports that lie nearest in time, the earlier first; None where none is near."""
    pairs = [
        sorted((a, b), key=lambda q: q.order)
        for a in here[:_COMMON]
        for b in there[:_COMMON]
        if a.report.id != b.report.id and a.report.process == b.report.process
        if abs((a.day - b.day).days) <= _LATER and same_speaker(a.speaker, b.speaker)
    ]
    nearest = min(pairs, key=lambda p: (p[1].day - p[0].day, p[0].order, p[1].order), default=None)
    return (nearest[0], nearest[1]) if nearest else None


def _is_changed(one: Quoted, other: Quoted) -> bool:
    """Are the two one remark, and do they differ in a word that carries meaning?"""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = matcher.get_matching_blocks()
    shorter = min(sum(w != LEFT_OUT for w in q.words) for q in (one, other))
    is_near = (other.day - one.day).days <= _NEAR
    if not (is_near and sum(b.size for b in blocks) >= _ALIKE * shorter) and not _begin_alike(one, other):
        return False
    for tag, a, b, c, d in matcher.get_opcodes():
        left, right = one.words[a:b], other.words[c:d]
        at_edge = (a == 0 and c == 0) or (b == len(one.words) and d == len(other.words))
        is_cut = at_edge and not (left and right)
        if tag != "equal" and LEFT_OUT not in (*left, *right) and not is_cut and _is_of_weight(left, right):
            return True
    return False


def _begin_alike(one: Quoted, other: Quoted) -> bool:
    """Do two quotations of one named speaker begin with the same words, a few of which carry meaning?"""
    run = one.words[:_RUN]
    if run != other.words[:_RUN] or one.speaker is None or other.speaker is None:
        return False
    return sum(len(w) > 3 and bool(content_words(w)) for w in run) >= 2


def _is_of_weight(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return _roots(left) != _roots(right) and "".join(left) != "".join(right)


def _roots(words: tuple[str, ...]) -> frozenset[str]:
    """The words that carry meaning, without their endings."""
    return frozenset(_root(w) for w in words if w in _MEANING or w.isdigit() or content_words(w))


def _root(word: str) -> str:
    plain = stem(word.removesuffix("'s"))
    for ending in ("ing", "ed", "e"):
        if len(plain) > len(ending) + 3:
            plain = plain.removesuffix(ending)
    return plain


def _recalled(material: Material, held: list[Quoted]) -> Iterator[tuple[Quoted, Quoted]]:
    """What a report recalls as said on an earlier day, with what a report of that day has the speaker say.

    Only where either report has this one quotation of the speaker: of a longer speech two reports cite two sentences.
    """
    by_speaker: dict[tuple[str | None, str], list[Quoted]] = defaultdict(list)
    for quoted in held:
        if quoted.speaker:
            by_speaker[quoted.report.process, quoted.speaker.split()[-1].casefold()].append(quoted)
    for same in by_speaker.values():
        number = Counter(q.report.id for q in same)
        single = [q for q in same if number[q.report.id] == 1]
        for quoted in single if len(single) > 1 else ():
            day = _day_recalled(material, quoted)
            then = next(
                (o for o in single if day and 0 <= (o.day - day).days <= _OF_OCCASION and o is not quoted), None
            )
            if then is None or then.day >= quoted.day or _is_part(then, quoted):
                continue
            if _day_recalled(material, then) in (day, None) and _share_words(then, quoted):
                yield then, quoted


def _day_recalled(material: Material, quoted: Quoted) -> date | None:
    """The one earlier day that stands in the quotation's sentence or the one before it, outside the quotation."""
    text, first = quoted.report.text, quoted.passages[0]
    around = sentences_of(text)[max(0, number_at(text, first.start) - 1) : number_at(text, first.start) + 1]
    days = {
        day
        for s in material.by_report(TimeExpression)[quoted.report.id]
        for p in s.content.surface
        if any(a.start <= p.start < a.end for a in around) and not any(p.overlaps(q) for q in quoted.passages)
        if (day := day_of(s.content.value)) is not None and 0 < (quoted.day - day).days <= _RECALLED
    }
    return min(days) if len(days) == 1 else None


def _is_part(one: Quoted, other: Quoted) -> bool:
    short, long = sorted((one.words, other.words), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _share_words(one: Quoted, other: Quoted) -> bool:
    """Two telling words, or a third of the shorter's: two sentences of one speech may have one in common."""
    left, right = _telling(one.words), _telling(other.words)
    shared = len(left & right)
    return shared > 1 or 3 * shared >= min(len(left), len(right)) > 0


def _telling(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_root(w) for w in words if len(w) > 3 and w not in _MEANING and content_words(w))
