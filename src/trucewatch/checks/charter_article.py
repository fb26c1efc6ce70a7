"""Articles and chapters of the Charter and of treaties against how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from trucewatch.checks.material import Material
from trucewatch.registers.law import chapter_of, chapters, charter_chapter, treaties
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_CHARTER = "the Charter of the United Nations"
_CHARTER_NAMES = (
    r"(?:(?:UN|U\.N\.|United Nations)(?:['’]s?)?\s+(?:founding\s+)?[Cc]harter|"
    r"(?:founding\s+)?[Cc]harter\s+of\s+(?:the\s+)?(?:United\s+Nations|UN\b|U\.N\.))"
)
# Treaties outside the register, with their last articles, from general knowledge of the treaties.
_FURTHER = {
    "Vienna Convention on the Law of Treaties": 85,
    "Vienna Convention on Diplomatic Relations": 53,
    "Rome Statute": 128,
    "Genocide Convention": 19,
    "Convention against Torture": 33,
    "Convention Against Torture": 33,
    "Refugee Convention": 46,
    "Convention on the Rights of the Child": 54,
    "International Covenant on Civil and Political Rights": 53,
    "Universal Declaration of Human Rights": 30,
    "Statute of the International Court of Justice": 70,
}
_NUMBER = r"\d{1,4}(?:\s?\(\d{1,2}\)|\.\d{1,2})*(?:\s?\([a-z]\))?"
_LINK = r"(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|\s?[-–]\s?)"
_PARTS = rf"{_NUMBER}(?:{_LINK}(?:[Aa]rt(?:icle|\.)\s+)?{_NUMBER})*"
_ARTICLES = rf"\b[Aa]rt(?:icles?|s?\.)\s*(?P<parts>{_PARTS})"
_CHAPTER = r"\b[Cc]hapter\s+(?P<chapter>[IVXL]+|\d{1,2})\b"
_DATED = r"(?:(?:19|20)\d\d\s+)?"
_OF = rf",?\s+(?:(?:of|in|under|to)\s+(?:the\s+|that\s+|its\s+)?)?{_DATED}"
_BARE = r"(?<![A-Z]\w )(?:(?<=the )|(?<=The )|(?<=its ))Charter\b(?!\s+(?:of|for|on|[A-Z]))"
_ARTICLES_IN = re.compile(_ARTICLES)
_CHAPTERS_IN = re.compile(_CHAPTER)
_LONGEST_LIST = 40  # characters of a list of articles before their chapter
_LONGEST_NAME = 120  # characters before an article in which the name of its treaty is looked for
_OTHER_CHARTER = re.compile(
    r"\b(?!UN\b|Nations\b|The\b|Organi[sz]ation)[A-Z][\w’']+\s+Charter\b|\bCharter\s+(?:of|for|on)\s+(?!the\s+U|"
    r"UN|United)"
)
_SIGNS = ("rticle", "rt.", "rts.")
_INSIDE = re.compile(r"\d+")


class CharterArticle:
    """An article of the United Nations Charter, a Geneva Convention or another known treaty that it does not have.

    Also a chapter that the Charter does not have, and an article printed as one of a chapter in which it does not
    stand. "The Charter" alone is the United Nations' only in a text that names it in full and no other charter.
    """

    code = "charter-article"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            found: dict[tuple[str, tuple[str, ...]], list[Place]] = {}
            for passage, why, repairs in (*_articles(report), *_chapters(report)):
                found.setdefault((why, repairs), []).append(Place(report.id, passage))
            for (why, repairs), places in found.items():
                first = places[0].passage.text if places[0].passage else ""
                yield Finding(self.code, self.severity, f"The report prints “{first}”; {why}.", tuple(places), repairs)


def _articles(report: Report) -> Iterator[tuple[Passage, str, tuple[str, ...]]]:
    for m in _ARTICLES_IN.finditer(report.text) if any(s in report.text for s in _SIGNS) else ():
        whole = _whole(report.text, m)
        if whole is None:
            continue
        passage, name, last = whole
        for number in _numbers(m["parts"]):
            if not 1 <= number <= last:
                why = f"{name} has {last} articles, and none is numbered {number}"
                repairs = (*(f"Article {n}" for n in _similar(number, last)), "an article of another treaty")
                yield passage, why, repairs


def _whole(text: str, m: re.Match[str]) -> tuple[Passage, str, int] | None:
    """What printed articles are articles of, with the words of both: "Article 3 of X", "X, Article 3"."""
    behind = _name_behind().match(text, m.end())
    if behind is not None:
        name, last = _named(behind["name"], text)
        return (Passage.of(text, m.start(), behind.end()), name, last) if name else None
    start = max(0, m.start() - _LONGEST_NAME)
    before = _name_before().search(text[start : m.start()])
    if before is not None:
        name, last = _named(before["name"], text)
        return (Passage.of(text, start + before.start(), m.end()), name, last) if name else None
    return None


def _chapters(report: Report) -> Iterator[tuple[Passage, str, tuple[str, ...]]]:
    text = report.text
    if "hapter" not in text or "harter" not in text:
        return
    for found in _CHAPTERS_IN.finditer(text):
        start = max(0, found.start() - _LONGEST_LIST)
        m = _chapter_of_charter().search(text, start)
        if m is None or m.end() < found.end() or m.start("chapter") != found.start("chapter"):
            continue
        numeral = m["chapter"]
        name, _ = _named(m["name"], text)
        if name != _CHARTER:
            continue
        passage = Passage.of(text, m.start(), m.end())
        chapter = charter_chapter(_roman(numeral))
        if chapter is None:
            highest = chapters()[-1].number
            yield (
                passage,
                f"{_CHARTER} has the chapters I to {highest}",
                ("another chapter", "an article of that number"),
            )
            continue
        for number in _numbers(m["parts"] or m["behind"] or ""):
            stands_in = chapter_of(number)
            if stands_in is not None and stands_in != chapter:
                where = f"Chapter {stands_in.number} of {_CHARTER}, not in Chapter {chapter.number}"
                articles = f"an article from {chapter.first_article} to {chapter.last_article}"
                yield passage, f"Article {number} stands in {where}", (f"Chapter {stands_in.number}", articles)


def _numbers(parts: str) -> list[int]:
    """The articles of "2 (4), 39 and 133", without their paragraphs."""
    return [int(found[0]) for part in re.split(_LINK, parts) if (found := _INSIDE.search(part))]


def _named(printed: str, text: str) -> tuple[str | None, int]:
    """What a printed name is the name of and its last article; None where that is not certain."""
    name = " ".join(printed.split())
    if name == "Charter":
        known = re.search(_CHARTER_NAMES, text) is not None and _OTHER_CHARTER.search(text) is None
        return (_CHARTER, chapters()[-1].last_article) if known else (None, 0)
    if "harter" in name:
        return _CHARTER, chapters()[-1].last_article
    return _treaties().get(name.lower()) or (None, 0)


@lru_cache(maxsize=1)
def _treaties() -> Mapping[str, tuple[str, int]]:
    """Every form of a treaty's name -> how it is called in a sentence and its last article."""
    found = {name.lower(): (f"the {name}", last) for name, last in _FURTHER.items()}
    for treaty in treaties():
        plain = next(a for a in treaty.aliases if a.startswith(("First", "Second", "Third", "Fourth")))
        for form in (treaty.name, *treaty.aliases):
            if not form.startswith("Convention"):
                found[form.lower()] = (f"the {plain}", treaty.last_article)
    longest = max(t.last_article for t in treaties() if t.code.startswith("GC"))
    found["geneva conventions"] = found["geneva convention"] = ("the longest of the four Geneva Conventions", longest)
    return found


def _names() -> str:
    forms = sorted(_treaties(), key=len, reverse=True)
    named = "(?i:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + r")\b(?!\s+[IVX]+\b)"
    return f"(?:{_CHARTER_NAMES}|{named})"


@lru_cache(maxsize=1)
def _name_behind() -> re.Pattern[str]:
    """As in "(Article 133) of the Charter", "(Articles 39 and 133) of Chapter VII of the Charter"."""
    return re.compile(rf"(?:,?\s+(?:of|in|under)\s+{_CHAPTER})?{_OF}(?P<name>{_names()}|{_BARE})")


@lru_cache(maxsize=1)
def _name_before() -> re.Pattern[str]:
    """As in "the Charter's (Article 133)", "Fourth Geneva Convention (Article 195)"."""
    return re.compile(rf"(?P<name>{_names()}|{_BARE})(?:['’]s)?,?\s+\(?(?:(?:under|in|at|by)\s+)?(?:its\s+)?$")


@lru_cache(maxsize=1)
def _chapter_of_charter() -> re.Pattern[str]:
    """As in "Chapter XXI of the Charter", "Article 41 of Chapter VI of the Charter"."""
    behind = rf"(?:,?\s+\(?{_ARTICLES.replace('<parts>', '<behind>')}\)?)?"
    name = rf"(?P<name>{_CHARTER_NAMES}|{_BARE})"
    return re.compile(rf"(?:{_ARTICLES},?\s+(?:of|in|under)\s+)?{_CHAPTER}{behind}{_OF}{name}")


def _roman(numeral: str) -> str:
    if not numeral.isdigit():
        return numeral
    held = chapters()
    return held[int(numeral) - 1].number if 0 < int(numeral) <= len(held) else numeral


def _similar(number: int, last: int) -> list[int]:
    """Numbers of existing articles that the printed one may stand for: digits exchanged first, then one too many."""
    digits = str(number)
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    shorter = [digits[:at] + digits[at + 1 :] for at in range(len(digits))] if len(digits) > 1 else []
    likely = dict.fromkeys(int(d) for d in (*swapped, *shorter) if not d.startswith("0"))
    return [n for n in likely if 1 <= n <= last][:3]
