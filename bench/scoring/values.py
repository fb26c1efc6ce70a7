"""Values of fields in a form that is equal where the meaning is equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.scoring.names import plain, words_of

_SEPARATORS = re.compile(r"[\s_-]+")
_THOUSANDS = re.compile(r"[,\s]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_AMOUNT = r"(?:([\d.]+){})?"
_LENGTH = re.compile(
    "P(?=.)" + "".join(map(_AMOUNT.format, "YMWD")) + "(?:T(?=.)" + "".join(map(_AMOUNT.format, "HMS")) + ")?"
)
_MONTHS_IN = (12, 1)
_SECONDS_IN = (7 * 86400, 86400, 3600, 60, 1)

_RESOLUTION = re.compile(
    r"""(?P<lead>[sa]/res/ | \bunscr[ ] | \bresolutions?[ ] | \bres\.?[ ]?)
        (?:no\.?[ ]?)?
        (?P<number>\d+(?:/\d+)?)""",
    re.VERBOSE,
)
_BARE_YEAR = r"(?:19|20)\d\d"
# A year with the day and month in front of it, in either order: "12 August 1949", "August 12, 1949".
_DATED_YEAR = re.compile(
    rf"""(?:\b\d{{1,2}}[ ])?
         (?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ])?
         (?:\d{{1,2}},?[ ])?
         \b({_BARE_YEAR})\b""",
    re.VERBOSE,
)
_WORDS_IN_BRACKETS = re.compile(r"\([^()\d]*\)")
_ARTICLE_ABBREVIATED = re.compile(r"\bart\. ?")


@dataclass(frozen=True)
class Length:
    """A length of time; months stay apart, as they have no fixed number of days."""

    months: float
    seconds: float


@dataclass(frozen=True)
class Citation:
    """What is cited, and the year as printed (None: no year)."""

    instrument: str
    year: str | None


def option(value: object) -> str | None:
    """A value of a closed list; case, blanks, dashes and underscores do not count."""
    return None if value is None else _SEPARATORS.sub("", str(value).casefold())


def number(value: object) -> float | None:
    """A number, or the one of a quantity; None for null, vague and what is no number."""
    printed = _THOUSANDS.sub("", str(value.get("number") if isinstance(value, Mapping) else value))
    return float(printed) if _NUMBER.fullmatch(printed) else None


def iso(value: object) -> object:
    """An ISO 8601 value; None for null.

    Instants with an offset are brought to UTC, lengths to months and seconds (P2W, P14D and PT336H are one), intervals
    to their ends. What is not ISO 8601 is compared as printed.
    """
    printed = str(value or "").strip().upper()
    if "/" in printed:
        return tuple(iso(part) for part in printed.split("/"))
    try:
        if length := _LENGTH.fullmatch(printed):
            return _length([float(amount or 0) for amount in length.groups()])
        return _instant(printed) if "T" in printed else printed or None
    except (ValueError, OverflowError):
        return printed


def citation(value: object) -> Citation:
    """A citation, its year apart: "UN Security Council Resolution 2735 (2024)" is s/res/2735 and 2024."""
    printed = plain(value or "")
    if resolution := _RESOLUTION.search(printed):
        of_assembly = "/" in resolution["number"] or resolution["lead"] == "a/res/" or "general assembly" in printed
        year = re.search(_BARE_YEAR, printed[resolution.end() :])
        return Citation(("a/res/" if of_assembly else "s/res/") + resolution["number"], year[0] if year else None)
    years: list[str] = _DATED_YEAR.findall(printed)
    # A place in brackets goes ("(Helsinki)"), a paragraph stays ("2(5)"); the brackets of the year are empty by now.
    bare = _WORDS_IN_BRACKETS.sub(" ", _DATED_YEAR.sub(" ", printed))
    return Citation(" ".join(words_of(_ARTICLE_ABBREVIATED.sub("article ", bare))), years[-1] if years else None)


def _length(amounts: list[float]) -> Length:
    months, rest = amounts[: len(_MONTHS_IN)], amounts[len(_MONTHS_IN) :]
    return Length(
        months=sum(amount * size for amount, size in zip(months, _MONTHS_IN, strict=True)),
        seconds=sum(amount * size for amount, size in zip(rest, _SECONDS_IN, strict=True)),
    )


def _instant(printed: str) -> str:
    moment = datetime.fromisoformat(printed)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
