"""Records of one meeting told in several places become one; for `talks`."""

from __future__ import annotations

import re
from dataclasses import replace

from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import Talks

_SIGNING = re.compile(
    r"\b(?:signed|initialled|signing|put (?:their|its|his|her) (?:names?|signatures?))\b", re.IGNORECASE
)


def merged(found: list[Talks], page: Page) -> list[Talks]:
    """Records of one meeting become one: same place and day, or told in one sentence with nothing that differs."""
    sentences = page.get(Sentences)
    kept: list[Talks] = []
    for talks in found:
        number = sentences.number_at(talks.evidence[0].start)
        for at, known in enumerate(kept):
            near = any(sentences.number_at(p.start) == number for p in known.evidence)
            if _agree(talks, known, near=near):
                kept[at] = _joined(known, talks)
                break
        else:
            kept.append(talks)
    return kept


def _agree(one: Talks, other: Talks, *, near: bool) -> bool:
    same_venue, same_date = one.venue == other.venue, one.date == other.date
    if one.venue and one.date and same_venue and same_date:
        return True
    if near:
        clash = (one.venue and other.venue and not same_venue) or (one.date and other.date and not same_date)
        return not clash and ("planned" not in {one.status, other.status} or one.status == other.status)
    if _is_signing(one) and _is_signing(other) and not (one.venue and other.venue) and not (one.date and other.date):
        return one.status == other.status  # "signed in Zenda", and later "the text signed on Saturday"
    bare = one.venue is None and one.date is None
    if bare or (other.venue is None and other.date is None):
        return one.status == other.status
    if one.venue and same_venue and (one.date is None or other.date is None):
        return one.status == other.status
    return bool(one.date and same_date and (one.venue is None or other.venue is None) and one.status == other.status)


def _is_signing(talks: Talks) -> bool:
    return _SIGNING.search(talks.evidence[0].text) is not None


def _joined(one: Talks, other: Talks) -> Talks:
    fuller = one if len(one.participants) >= len(other.participants) else other
    passages = [p for p in other.evidence if not any(p.overlaps(q) for q in one.evidence)]
    status = one.status if one.status != "held" else other.status
    return replace(
        one,
        venue=one.venue or other.venue,
        date=one.date or other.date,
        participants=fuller.participants,
        mode=one.mode or other.mode,
        status=status,
        detail=one.detail if status == one.status and one.detail is not None else other.detail,
        track=one.track or other.track,
        evidence=(*one.evidence, *passages),
    )
