"""Which reports are copies of one another, and which of them the others were taken from.

Two outlets that print one agency's text are one source, not two. Candidates come from MinHash (rensa); a pair counts
only where the exact share of common shingles says so, so that an estimate never makes two reports one. Nothing here is
stored: the same reports give the same clusters, in whatever order they come.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rensa import RMinHash, RMinHashLSH

from trucewatch.vocabulary.report import Report

CopyKind = Literal["exact", "near", "part"]
OriginBasis = Literal["credited", "earliest"]

NEAR = 0.6
"""Jaccard of word shingles from which two texts are near copies."""
PART = 0.75
"""Share of the shorter text's shingles that the longer one has, from which the shorter is a part of it."""
_SHINGLE = 4  # words
_LEAST = 25  # words that a text needs to be anybody's near copy: formulas of a line or two recur in any news
_HASHES, _BANDS, _SEED = 256, 64, 1  # finds 93 % of pairs at a Jaccard of 0.45, and nearly all from 0.55 on
_WORD = re.compile(r"\w+")
_DATELINE = re.compile(r"^[^\n]{0,60}?\(([A-Z][\w .&-]{1,30})\)\s*[—–-]", re.MULTILINE)
_AGENCY = re.compile(
    r"\b((?:[A-Z][\w&-]+ ){1,3})(?:news|press) agency\b|\b(?:news|press) agency ((?:[A-Z][\w&-]+ ?){1,3})"
)
_ENDING = re.compile(
    r"(?:^|\n)\s*(?:[-–—(]\s*)?(?i:(?:with|additional) (?:reporting|material) (?:by|from)) ([A-Z][\w &-]{1,30})"
)
_CAPITAL = re.compile(r"\b[A-Z]")


@dataclass(frozen=True)
class Copies:
    """Reports that are copies of one text.

    Attributes:
        members: ids of the reports, by publication, then id.
        kinds: id -> how like the member is to the nearest other one; exact before near before part.
        origin: id of the report that the others were taken from, None where it cannot be told.
        basis: credited (others name its outlet as their source) or earliest; None where there is no origin.
    """

    members: tuple[str, ...]
    kinds: Mapping[str, CopyKind]
    origin: str | None
    basis: OriginBasis | None


def find_copies(reports: Iterable[Report]) -> tuple[Copies, ...]:
    """The clusters of two reports or more, by their first member.

    Args:
        reports: reports with different ids.
    """
    texts = {r.id: _Text(r) for r in sorted(reports, key=lambda r: r.id)}
    links = {**_near(list(texts.values())), **_exact(texts.values())}
    groups = _groups(links)
    found = [_cluster([texts[i] for i in group], links) for group in groups]
    return tuple(sorted(found, key=lambda c: c.members))


def credits_of(report: Report) -> tuple[str, ...]:
    """Whom a report names as the source of its text: in its dateline, its byline, or as a news agency, in its words."""
    byline = [report.byline.rpartition(",")[2].strip()] if report.byline and "," in report.byline else []
    datelines = [m[1] for m in _DATELINE.finditer(report.text)]
    agencies = [next(part for part in m.groups() if part).strip() for m in _AGENCY.finditer(report.text)]
    endings = [m[1].strip() for m in _ENDING.finditer(report.text)]
    named = (name.removeprefix("The ") for name in (*datelines, *byline, *agencies, *endings))
    return tuple(dict.fromkeys(name for name in named if name))


class _Text:
    """One report's words as comparison needs them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        folded = unicodedata.normalize("NFKC", report.text).casefold()
        self.words = _WORD.findall(folded)
        self.digest = hashlib.sha256(" ".join(self.words).encode("utf-8", "surrogatepass")).hexdigest()
        self.shingles = frozenset(
            " ".join(self.words[i : i + _SHINGLE]) for i in range(max(len(self.words) - _SHINGLE + 1, 0))
        )

    @property
    def order(self) -> tuple[date, str]:
        return (self.report.published or date.max, self.report.id)


_Links = dict[tuple[str, str], CopyKind]


def _exact(texts: Iterable[_Text]) -> _Links:
    first: dict[str, str] = {}
    links: _Links = {}
    for text in texts:
        other = first.setdefault(text.digest, text.report.id)
        if other != text.report.id and text.words:
            links[other, text.report.id] = "exact"
    return links


def _near(texts: Sequence[_Text]) -> _Links:
    index = RMinHashLSH(threshold=NEAR, num_perm=_HASHES, num_bands=_BANDS)
    links: _Links = {}
    for number, text in enumerate(texts):
        if len(text.words) < _LEAST:
            continue
        signature = RMinHash(num_perm=_HASHES, seed=_SEED)
        signature.update(sorted(text.shingles))
        for other in index.query(signature):
            kind = _likeness(texts[other].shingles, text.shingles)
            if kind is not None:
                links[texts[other].report.id, text.report.id] = kind
        index.insert(number, signature)
    return links


def _likeness(one: frozenset[str], other: frozenset[str]) -> CopyKind | None:
    common = len(one & other)
    if common >= NEAR * len(one | other):
        return "near"
    return "part" if common >= PART * min(len(one), len(other)) else None


def _groups(links: _Links) -> Iterator[list[str]]:
    """The ids that hang together."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for one, other in links:
        above[top(one)] = top(other)
    members: dict[str, list[str]] = {}
    for one in above:
        members.setdefault(top(one), []).append(one)
    yield from members.values()


def _cluster(texts: list[_Text], links: _Links) -> Copies:
    texts.sort(key=lambda text: text.order)
    rank: dict[CopyKind, int] = {"exact": 0, "near": 1, "part": 2}
    kinds: dict[str, CopyKind] = {}
    for pair, kind in links.items():
        for one in pair:
            if one not in kinds or rank[kind] < rank[kinds[one]]:
                kinds[one] = kind
    origin, basis = _origin([text.report for text in texts])
    members = tuple(text.report.id for text in texts)
    return Copies(members, {one: kinds[one] for one in members}, origin, basis)


def _origin(reports: Sequence[Report]) -> tuple[str | None, OriginBasis | None]:
    """Of reports by publication: the first whose outlet is credited, else the one published before all others."""
    named = {_plain(credit) for report in reports for credit in credits_of(report)}
    credited = [r for r in reports if r.outlet and {_plain(r.outlet), _initials(r.outlet)} & named]
    if credited:
        return credited[0].id, "credited"
    first, second = reports[:2]
    is_first = first.published is not None and (second.published is None or first.published < second.published)
    return (first.id, "earliest") if is_first else (None, None)


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def _initials(name: str) -> str:
    """As a dateline has it: "ap" of the Associated Press; one letter stands for nobody."""
    letters = "".join(_CAPITAL.findall(name)).casefold()
    return letters if len(letters) > 1 else _plain(name)
