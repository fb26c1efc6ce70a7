"""One answer for all pairs of the same two names: a decision each, none where others wait than were shown."""

from __future__ import annotations

import pytest

from desk.web.test_actors import SPOKEN, asking, decide, leagues, pairs, told
from desk_case import Browser, add
from trucewatch import api

__all__ = ["asking", "told"]

pytestmark = pytest.mark.slow


def judgements(browser: Browser) -> list[tuple[str, str, str]]:
    return [(j.verdict, j.author, j.reason) for j in browser.desk.record.view().judgements()]


def test_each_pair_says_how_many_are_of_its_names(told: Browser) -> None:
    held = leagues(told)
    assert len(held) > 1
    assert {one["alike"] for one in held} == {len(held)}
    assert len({one["seal"] for one in held}) == 1
    page = told.page("/actors")
    for one in pairs(told):
        card = page.partition(f'id="{one["anchor"]}"')[2].partition("</article>")[0]
        assert (f'name="seal" value="{one["seal"]}"' in card) == (one["alike"] > 1)


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_all_are_answered_with_a_decision_each(told: Browser, verdict: str) -> None:
    held = leagues(told)
    decide(told, held[0], verdict, seal=held[0]["seal"])
    assert judgements(told) == [(verdict, "Noor", "her name on the door")] * len(held)
    shown = {one["anchor"] for one in held}
    assert shown.isdisjoint(one["anchor"] for one in pairs(told))
    if verdict == "same":  # where they are two, a pair may wait that the others stood for until then
        assert leagues(told) == []


def test_without_the_seal_one_pair_is_decided(told: Browser) -> None:
    decide(told, leagues(told)[0], "different")
    assert len(judgements(told)) == 1


def test_where_others_wait_than_were_shown_none_is_decided(told: Browser) -> None:
    held = leagues(told)
    with told.desk.writing() as record:
        add(record, SPOKEN, "2031-05-13", "Shore Post")
    assert "Nothing was decided" in decide(told, held[0], "same", status=400, seal=held[0]["seal"])
    for seal in ("ffff", "<b>", held[0]["seal"][:-1]):
        assert "Nothing was decided" in decide(told, leagues(told)[0], "same", status=400, seal=seal)
    assert judgements(told) == []


def test_a_decision_taken_meanwhile_is_seen(told: Browser) -> None:
    held = leagues(told)
    with told.desk.writing() as record:
        ids = held[1]["left"]["id"], held[1]["right"]["id"]
        api.split(record, *ids, author="Ade", reason="two of that name")
    assert "Nothing was decided" in decide(told, held[0], "same", status=400, seal=held[0]["seal"])
    assert [one[1] for one in judgements(told)] == ["Ade"]
