"""What one passage proposes or demands, and another gives as having happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from trucewatch.checks.counts import Count, counts_in, finding_of, first_word, singular
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import sentences_naming, sentences_with
from trucewatch.checks.proposed_things import Thing, is_left_open, things_done, things_proposed
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.surroundings import sentence_passages

_PROPOSED = re.compile(
    r"\b(?=[PSODCAWIUFpsodcawiuf])(?:[Pp]ropos\w+|[Ss]uggest\w*|[Oo]ffer(?:s|ed)?|[Dd]emand\w*|[Cc]all(?:s|"
    r"ed|ing) for|"
    r"[Aa]sk(?:s|ed)? (?:for|that)|would|[Ii]nsist\w*|[Uu]rg(?:es|ed)|[Dd]raft\w*|[Pp]rovides? for|foresees?|"
    r"seeks?|wants?)\b"
)
_PROPOSED_HOLDS = (
    *("propos", "suggest", "offer", "demand", "call", "ask", "would", "insist", "urg", "draft", "provide", "foresee"),
    *("seek", "want"),
)
_PLAN = r"(?:draft|plan|proposal|paper|text|offer|demand)"
_NOT_DONE = re.compile(
    rf"{_PROPOSED.pattern}|\b(?:will|shall|should|may|might|could|must|if|plan\w*|to be|not|never|no|agreed|"
    rf"promis\w+|"
    r"pledg\w+|due|as agreed|under the (?:deal|agreement|accord|truce)|before|until|unless|once|when)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:,? (?:who|which|that))?(?:,? (?:have|has|had|were|was|been|already|now|just|are|being))* "
    r"(?:\w{3,}ed|let|sworn|taken|brought|sent|given|built|gone|come|held|cut|put|withdrawn|driven|flown|"
    r"left|handed)\b"
)
_DEED_OF = re.compile(
    r"\b[Tt]he (?:release|withdrawal|return|handover|evacuation|departure|transfer|swearing-in|opening|removal) of "
    r"(?:the |some |all )?\Z"
)
_PAST = re.compile(r"\s+(?:[\w’'-]+\s+){0,4}?(?:last|on|yesterday|has|have|was|were|took)\b")
_AGREED = re.compile(
    r"\b(?:signed|accepted|agreed|agreement|accord|deal|approved|adopted|took effect|in force|as promised)\b"
)
_ANSWER = (
    r"(?:sign|answer|agree|accept|approv|adopt|decid|settl|repl|vot|said yes|taken? up|"
    r"given (?:an|its|their) (?:answer|word))"
)
_OPEN = re.compile(
    rf"\b(?:(?:neither|no|none|nobody|nothing) (?:\w+ ){{0,5}}?(?:been )?{_ANSWER}\w*"
    rf"|(?:has|have|had|is|are|was|were) (?:not|yet to|still to)(?: yet)? (?:been )?{_ANSWER}\w*"
    rf"|(?:has|have|had|is|are|was|were)n['’]t (?:yet )?(?:been )?{_ANSWER}\w*"
    rf"|not yet (?:been )?{_ANSWER}\w*|merely (?:urges|asks|proposes|recommends|suggests)|under examination|"
    rf"no decision (?:is|has been|was) (?:yet )?(?:taken|made)"
    r"|(?:had|have|has) (?:still )?not (?:yet )?said yes|(?:that was |is )?(?:only|merely) (?:my|a|the|"
    r"our) (?:plan|proposal|draft)"
    r"|yet to say|un(?:answered|decided|signed)|under (?:discussion|consideration)|without(?: an)? (?:answer|reply)"
    r"|still (?:being )?(?:discuss|consider|stud|weigh|negotiat|talk|debat)\w*|no (?:answer|reply)"
    r"|(?:wait|waits|waiting) for (?:an|the|its) (?:answer|reply)|await(?:s|ing) (?:an|its|the) (?:answer|reply)"
    r"|(?:remains?|is still|was still) (?:only )?(?:an? (?:proposal|draft|offer|demand)|open|on the table)"
    rf"|(?:will|(?:is|are)(?: due)? to|going to) (?:{_ANSWER}|discuss|debate|consider|take up)\w* "
    rf"(?:\w+ ){{0,4}}{_PLAN}"
    rf"|will have the (?:\w+ )?{_PLAN} before)",
    re.IGNORECASE,
)
_REPAIRS = ("the deed is only proposed so far", "it was done without waiting for an answer")
_LITTLE = frozenset("who been were had have has was that which not no other more than then there".split())
_LEAST = 10  # a smaller number may come up twice by chance
_SOON = 7  # days
_SHARED = 2  # words that the two passages must share beside the number and what is counted


@dataclass(frozen=True)
class _Telling:
    """A count with its sentence and report; `place` says how far on in the process it stands."""

    report: Report
    place: int
    count: Count
    sentence: Passage
    words: frozenset[str]


class ProposedAsReported:
    """A number of a proposal or demand that another passage gives as a deed, while the proposal is still open.

    Both passages must give the number with what is counted and share further words; a passage beside the deed, or after
    it, must say that the proposal is unanswered, unsigned or discussed. Silent where the deed is told as agreed.
    A thing without a number (a zone, a swap) counts where its name is told as in being beside such a passage, or, in a
    report of the same week, in passing; silent where a report tells as news that it was agreed.
    """

    code = "proposed-as-reported"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        by_process: defaultdict[str, list[Report]] = defaultdict(list)
        for report in material.reports:
            by_process[report.process or report.id].append(report)
        for reports in by_process.values():
            yield from self._of(material, reports)

    def _of(self, material: Material, reports: list[Report]) -> Iterator[Finding]:
        proposed: defaultdict[float, list[_Telling]] = defaultdict(list)
        for place, report in enumerate(reports):
            for telling in _tellings(report, place, sentences_with(report.text, _PROPOSED, holding=_PROPOSED_HOLDS)):
                proposed[telling.count.low].append(telling)
        printed = {first_word(telling.count) for held in proposed.values() for telling in held}
        still: list[tuple[int, Passage]] | None = None
        for place, report in enumerate(reports if proposed else ()):
            for telling in _done(report, place, printed):
                before = [p for p in proposed.get(telling.count.low, ()) if _is_of(p, telling)]
                if before:
                    still = _undecided(reports) if still is None else still
                    now = _open_then(still, reports, before[-1].place, place)
                    if now:
                        yield self._finding(material, before[-1], telling, (reports[now[0]].id, now[1]))
                    break
        yield from self._by_name(material, reports)

    def _by_name(self, material: Material, reports: list[Report]) -> Iterator[Finding]:
        """The same of things without a number, known by their names; one a thing."""
        told = set[frozenset[str]]()
        for place, report in enumerate(reports):
            for thing in things_proposed(report.text):
                done = next(_told_as_done(reports, place, thing), None) if thing.words not in told else None
                if done is not None:
                    told.add(thing.words)
                    yield self._named(material, (report, thing), *done)

    def _named(
        self, material: Material, proposed: tuple[Report, Thing], report: Report, thing: Thing, still: Passage | None
    ) -> Finding:
        sentence = (
            f"One passage tells of a thing as proposed, “{_short(proposed[1].sentence)}”, and another as done, "
            f"“{_short(thing.sentence)}”"
        )
        told = [(proposed[0].id, proposed[1].sentence), (report.id, thing.sentence)]
        if still is not None:
            told.append((proposed[0].id, still))
            sentence += f", while a passage has “{_short(still)}”"
        return finding_of(self, material, f"{sentence}.", told, _REPAIRS)

    def _finding(self, material: Material, before: _Telling, after: _Telling, still: tuple[str, Passage]) -> Finding:
        sentence = (
            f"“{before.count.shown}” stand in a proposal or demand in one passage and are told as a deed in another, "
            f"“{after.count.shown}”, while a passage has “{_short(still[1])}”."
        )
        told = [(before.report.id, before.sentence), (after.report.id, after.sentence), still]
        return finding_of(self, material, sentence, told, _REPAIRS)


def _told_as_done(reports: list[Report], place: int, thing: Thing) -> Iterator[tuple[Report, Thing, Passage | None]]:
    """Where a thing is told as done while it is open, or in passing so soon that nobody has told of an agreement."""
    first = reports[place]
    still = next((s for s in _beside(first.text, thing.sentence) if is_left_open(s)), None)
    for later in islice(reports, place, None):
        if later.published and first.published and (later.published - first.published).days > _SOON:
            return
        for done in things_done(later.text, thing):
            by_the_way = later is not first and done.is_taken_as_known
            if (later is not first or done.at > thing.at) and (by_the_way or (later is first and still is not None)):
                yield later, done, still


def _beside(text: str, sentence: Passage) -> tuple[Passage, ...]:
    """A sentence and the two behind it."""
    number = number_at(text, sentence.start)
    return sentences_of(text)[number : number + 3]


def _open_then(
    still: list[tuple[int, Passage]], reports: list[Report], proposed: int, done: int
) -> tuple[int, Passage] | None:
    """Where the matter is told to be open: beside or after the deed, else before it with no agreement in between."""
    later = (at for at in still if at[0] >= done)
    earlier = (at for at in still if proposed <= at[0] < done and not _is_agreed(reports[at[0] + 1 : done + 1]))
    return next(later, None) or next(earlier, None)


def _is_agreed(reports: list[Report]) -> bool:
    """Does any of the reports speak of something agreed?"""
    return any(_AGREED.search(report.text) for report in reports)


def _undecided(reports: list[Report]) -> list[tuple[int, Passage]]:
    """The sentences that tell that something proposed is open, with the places of their reports."""
    return [
        (place, sentence)
        for place, report in enumerate(reports)
        if _OPEN.search(report.text)
        for sentence in sentence_passages(report.text)
        if _OPEN.search(sentence.text)
    ]


def _tellings(report: Report, place: int, sentences: Iterable[Passage]) -> Iterator[_Telling]:
    for sentence in sentences:
        for count in counts_in(report.text, sentence.start, sentence.end):
            if count.is_exact and count.low >= _LEAST:
                yield _Telling(report, place, count, sentence, _words(sentence.text, count))


def _done(report: Report, place: int, printed: Container[str]) -> Iterator[_Telling]:
    """The counts of a report that are told as done, in sentences with a number that a proposal has as well."""
    for telling in _tellings(report, place, sentences_naming(report.text, printed)):
        done = _DONE.match(report.text, telling.count.end) or _is_noun_of_deed(report.text, telling.count)
        if done and telling.count.noun:
            clause = report.text[max(telling.sentence.start, telling.count.start - 60) : done.end()]
            if not _NOT_DONE.search(clause) and not _PROPOSED.search(telling.sentence.text):
                yield telling


def _is_noun_of_deed(text: str, count: Count) -> re.Match[str] | None:
    """In "the release of 75 students last week" what follows the number; None where no such deed is told as past."""
    if _DEED_OF.search(text, max(0, count.start - 40), count.start) is None:
        return None
    return _PAST.match(text, count.end)


def _is_of(proposal: _Telling, deed: _Telling) -> bool:
    after = (deed.place, deed.count.start) > (proposal.place, proposal.count.start)
    counted = {singular(word) for word in content_words(proposal.sentence.text)}
    return after and deed.count.noun in counted and len(proposal.words & deed.words) >= _SHARED


def _words(text: str, count: Count) -> frozenset[str]:
    """The beginnings of the words around a count, so that "withdrawal" and "withdrawn" are one."""
    found = (w for w in content_words(text) if w not in _LITTLE and w not in count.nouns and not w[0].isdigit())
    return frozenset(w[:4] for w in found)


def _short(passage: Passage) -> str:
    words = " ".join(passage.text.split())
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"
