"""The report's summary of a stance against the holder's own quoted words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of, words_in
from trucewatch.checks.summed_up import summed_up_otherwise
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

_REPAIRS = (
    "the quoted words tell the stance more closely than the summary",
    "summary and quotation are about different things",
    "the summary rests on words that are not quoted",
)
_BEHIND = 2  # sentences after the summary in which its quotation may stand
_SURE_FOR = re.compile(
    r"\b(?:accept|agree|embrac|back|endors|approv|welcom|prais|hail|said yes|consent|support|commend)\w*"
    r"|\b(?:was|is|were|sounded|seemed) (?:\w+ )?(?:enthusiastic|delighted|full of praise|in favou?r)\b",
    re.IGNORECASE,
)
_SAYING = r"(?! to (?:say|comment|speak|give|answer|name|be|discuss|take questions))"
_SURE_AGAINST = re.compile(
    r"\b(?:reject|rule[sd]? out|ruling out|dismiss|turn(?:s|ed)? down|spurn|rebuff|cold[- ]shoulder|thr[eo]w\w* out"
    r"|oppos|said no|shut the door|scorn|scath|dismissive|hostile to|pour(?:s|ed)? cold water)\w*"
    r"|\b(?:was|is|were|are|stood) (?:\w+ly )?(?:against|opposed to)\b"
    rf"|\b(?:refus|declin)(?:e[sd]?|ing)\b{_SAYING}",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?:we|i|they|it|he|she|you|both|all)(?: (?:can|may|could|will|shall|would|do|are|am|is|have"
    r"|has))? (?:(?!not\b|never\b)\w+ )?"
    r"(?:be )?(?:glad to|happy to|pleased to|accept(?:ed)?|agreed?|welcomed?|support(?:ed)?|sign(?:ed)?|back"
    r"|say yes|go ahead|live with|work with|build on|talk|consider|negotiate"
    r"|open to|ready to|willing to|prepared to)"
    r"|(?:they|it|he|she|you|everyone|anyone|everybody|anybody) (?:can|may) (?:come|enter|go|return|have|see"
    r"|stay|start)"
    r"|(?:i|we) want (?:the|this|that|it|a)|what (?:i|we) (?:have )?(?:always )?want\w*|nothing against"
    r"|by all means|why not|let them|(?:is|are"
    r"|would be) (?:\w+ )?(?:fine|welcome|acceptable)|no quarrel|(?:i am|we are) (?:all )?(?:in favou?r|for it)"
    r"|(?:i|we) (?:will|shall|would) (?:gladly )?(?:take|join|attend|meet|receive|sit)|no objections?|door (?:is"
    r"|stays|remains) open"
    r"|(?:a|the) (?:good|first|right|positive) (?:\w+ )?"
    r"(?:step|basis|start|plan|proposal|idea)|right direction|(?:don['’]t|do not|not) rul(?:e|ed|ing) \w* ?out"
    r"|not (?:opposed|against|said no|rejected|refused))\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:(?:can(?:not|['’]t)|(?:will|shall|can|could|would|do|does) not|won['’]t|wouldn['’]t|couldn['’]t|never"
    r"|refuse to) "
    r"(?:\w+ )?(?:accept|agree|sign|support|back|live with|consider|put (?:my|our) names?|have (?:it|this)|touch)"
    r"|(?:do|does) not want|don['’]t want|(?:nobody|no one) (?:will|shall|can|is going to)|not (?:a"
    r"|one) (?:single )?(?:penny|cent|man|inch|step)|unacceptable|not acceptable|out of the question|we reject|i reject"
    r"|no deal|dead letter|insult|surrender"
    r"|not worth the paper|worthless|(?:is|are|was) dead)\b",
    re.IGNORECASE,
)
_OPEN_WORDS = frozenset(
    "accepted agreed welcomed supported signed glad happy pleased want accept agree welcome support sign back say "
    "come enter go have see stay start what return ahead live work build talk consider negotiate open ready "
    "willing prepared nothing against objection objections door step basis start plan proposal idea direction "
    "rule ruled ruling opposed said rejected refused fine acceptable favour favor for take join attend meet "
    "receive sit let means why quarrel".split()
)
_CLOSED_WORDS = frozenset(
    "nobody one not want cannot can will shall could would do does won wouldn couldn never refuse unacceptable "
    "acceptable out reject no dead insult surrender worth worthless".split()
)
_NOT = re.compile(r"\b(?:not|never|no|nobody|nothing|cannot|unless|if)\b|n['’]t\b", re.IGNORECASE)
_TAKEN_ON = re.compile(r"\b(?:accept|agree|endors|approv|consent)\w*", re.IGNORECASE)
_NONE = re.compile(r"\b(?:there (?:will|can) be no|we (?:will|shall) have no|no more) (\w+)", re.IGNORECASE)
_LOOSE = re.compile(r"\b(?:would|could|might|may|to|by|who|which|that|whether|after|before|until)\b", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "they"})
_SUBJECT = 60  # characters before the summing up in which its subject stands
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_CLAUSE = re.compile(r"[,;.:!?—–]|\bbut\b|\band\b", re.IGNORECASE)


class SummaryAgainstWords:
    """A stance that the report sums up in its own words, and the holder's quoted words that say the other thing.

    The summary must name the speaker (or say "he") in the sentence of the quotation or one of the two before it. Silent
    where the quoted words only set a condition, where the summary is itself quoted or denied, and where others speak.
    """

    code = "summary-against-words"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        known = set[str]()
        for report_id, quotes in material.by_report(Quote).items():
            text = material.view.report(report_id).text
            told = set[int]()
            for quote in quotes:
                for words, summing_up, about in _plain_words(quote.content):
                    summary = _summary(text, quote.content, words, summing_up, about)
                    if summary is not None and summary.start not in told:
                        told.add(summary.start)
                        known.add(report_id)
                        yield self._finding(report_id, quote, summary, words)
        for report in material.reports:
            for summary, words in summed_up_otherwise(report.text)[:1] if report.id not in known else ():
                yield Finding(
                    self.code,
                    self.severity,
                    f"The report says “{summary.text.rstrip('.')}”; the words quoted beside it are "
                    f"“{words.text.rstrip('.')}”.",
                    (Place(report.id, summary), Place(report.id, words)),
                    _REPAIRS,
                )

    def _finding(self, report_id: str, quote: Statement[Quote], summary: Passage, words: Passage) -> Finding:
        return Finding(
            self.code,
            self.severity,
            f"The report says “{summary.text.rstrip('.')}”; the quoted words of "
            f"{quote.content.speaker or quote.content.mention} are “{words.text.rstrip('.')}”.",
            (Place(report_id, summary), Place(report_id, words)),
            _REPAIRS,
            (quote.id,),
        )


def _plain_words(said: Quote) -> Iterator[tuple[Passage, re.Pattern[str], frozenset[str]]]:
    """Quoted words plainly for or against something, what summing up would say the other thing, and of what."""
    if said.type == "indirect" or not (said.speaker or said.mention):
        return
    for passage in said.quoted or said.content:
        held = words_in(passage.text)
        if not held.isdisjoint(_CLOSED_WORDS) and _CLOSED.search(passage.text):
            yield passage, _SURE_FOR, frozenset()
        elif not held.isdisjoint(_OPEN_WORDS) and _says_without_not(_OPEN, passage.text):
            yield passage, _SURE_AGAINST, frozenset()
        elif "no" in held and (none := _NONE.search(passage.text)) is not None and (about := content_words(none[1])):
            yield passage, _TAKEN_ON, about


def _summary(
    text: str, said: Quote, words: Passage, summing_up: re.Pattern[str], about: frozenset[str]
) -> Passage | None:
    """The report's own words before the quotation that sum up its speaker's stance as the other thing."""
    here = number_at(text, words.start)
    names = content_words(said.speaker) | content_words(said.mention)
    for sentence in reversed(sentences_of(text)[max(0, here - _BEHIND) : here + 1]):
        own = text[sentence.start : min(sentence.end, words.start)]
        for m in summing_up.finditer(_blanked(own)):
            before = own[: m.start()]
            if not about <= content_words(own[m.end() :]):
                continue
            near = before[-_SUBJECT:]
            clause = near[max(near.rfind(mark) for mark in ",;:") + 1 :]
            if content_words(near) & (names | _PRONOUNS) and not _NOT.search(clause) and not _LOOSE.search(clause):
                return Passage.of(text, sentence.start, sentence.start + len(own.rstrip('“"‘ ')))
    return None


def _blanked(words: str) -> str:
    """The words with what stands in quotation marks blanked, so that only the report's own are searched."""
    return _QUOTED.sub(lambda m: " " * len(m[0]), words)


def _says_without_not(pattern: re.Pattern[str], words: str) -> bool:
    """Is the pattern said in a clause without "not" or "if" before it?"""
    for m in pattern.finditer(words):
        start = max((c.end() for c in _CLAUSE.finditer(words, 0, m.start())), default=0)
        if not _NOT.search(words[start : m.start()]):
            return True
    return False
