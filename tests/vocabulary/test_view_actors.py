"""The actors of a view in memory."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView

EARLY, LATE = Report("Arda met.", published=date(2031, 3, 1)), Report("Belm met.", published=date(2031, 4, 1))
ARDA = ReportActor(name="Arda", type="state", mentions=(ActorMention(passage=Passage(0, 4, "Arda"), how="name"),))


def test_actors_of_a_report() -> None:
    view = MemoryView((EARLY, LATE), (), all_actors={EARLY.id: (ARDA,)})
    assert view.actors_of(EARLY.id) == (ARDA,)
    assert view.actors_of(LATE.id) == ()


def test_a_view_without_actors_has_none() -> None:
    assert MemoryView((EARLY,), ()).actors_of(EARLY.id) == ()


def test_a_report_that_is_not_in_the_view_is_refused() -> None:
    view = MemoryView((EARLY, LATE), (), known_on=date(2031, 3, 2), all_actors={LATE.id: (ARDA,)})
    with pytest.raises(KeyError):
        view.actors_of(LATE.id)
