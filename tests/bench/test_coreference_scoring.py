"""B-cubed over mentions, and speakers of quotes: each figure worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench.quality.measure import Measured, add
from bench.quality.samples import Sample
from bench.scoring.coreference import (
    ActorScore,
    BCubed,
    QuoteSpeakers,
    score_actors,
    score_quote_speakers,
)
from bench.scoring.scorer import score_report

TEXT = "Anna Berg met Karl Ott. Berg left. The envoy spoke. Ruritanian troops stayed."


def at(words: str, start: int) -> dict[str, Any]:
    assert TEXT[start : start + len(words)] == words
    return {"start": start, "end": start + len(words), "text": words}


ANNA, KARL, BERG, ENVOY = at("Anna Berg", 0), at("Karl Ott", 14), at("Berg", 24), at("The envoy", 35)
RURITANIAN, TROOPS, MET = at("Ruritanian", 52), at("Ruritanian troops", 52), at("met", 10)


def gold(**actors: list[dict[str, Any]]) -> dict[str, Any]:
    return {"mentions": [{**place, "actor": actor} for actor, places in actors.items() for place in places]}


def read(*actors: list[dict[str, Any]], how: str = "name") -> dict[str, Any]:
    return {"actors": [{"mentions": [{"passage": place, "how": how} for place in places]} for places in actors]}


def figures(score: BCubed) -> tuple[float, float]:
    measure = score.measure
    assert measure.precision is not None
    assert measure.recall is not None
    return round(measure.precision, 4), round(measure.recall, 4)


def test_what_is_tied_alike_is_wholly_right() -> None:
    score = score_actors(gold(a=[ANNA, BERG, ENVOY], k=[KARL]), read([ANNA, BERG, ENVOY], [KARL]), TEXT)
    assert figures(score.whole) == (1, 1)
    assert figures(score.over_twins) == (1, 1)


def test_an_actor_split_in_two_costs_recall() -> None:
    score = score_actors(gold(a=[ANNA, BERG, ENVOY]), read([ANNA, BERG], [ENVOY]), TEXT)
    assert figures(score.whole) == (1, round((2 / 3 + 2 / 3 + 1 / 3) / 3, 4))


def test_two_actors_made_one_cost_precision() -> None:
    score = score_actors(gold(a=[ANNA, BERG, ENVOY], k=[KARL]), read([ANNA, BERG, ENVOY, KARL]), TEXT)
    assert figures(score.whole) == (round((3 * 3 / 4 + 1 / 4) / 4, 4), 1)


def test_a_mention_that_is_not_read_counts_nothing() -> None:
    score = score_actors(gold(a=[ANNA, BERG]), read([ANNA]), TEXT)
    assert figures(score.whole) == (1, round((1 / 2 + 0) / 2, 4))
    assert figures(score.over_twins) == (1, 1)


def test_a_mention_that_is_not_annotated_costs_the_precision_of_its_actor() -> None:
    score = score_actors(gold(a=[ANNA]), read([ANNA, MET]), TEXT)
    assert figures(score.whole) == (round((1 / 2 + 0) / 2, 4), 1)
    assert figures(score.over_twins) == (1, 1)


def test_an_actor_that_is_not_annotated_at_all_is_left_out() -> None:
    assert score_actors(gold(a=[ANNA]), read([ANNA], [MET]), TEXT).whole == BCubed(1, 1, 1, 1)


def test_a_mention_within_a_longer_annotated_one_is_left_out() -> None:
    score = score_actors(gold(t=[TROOPS], a=[ANNA]), read([TROOPS], [RURITANIAN, ANNA]), TEXT)
    assert figures(score.whole) == (1, 1)
    assert score.whole.predicted == 2


def test_pronouns_are_left_out() -> None:
    given = read([ANNA])
    given["actors"][0]["mentions"].append({"passage": BERG, "how": "pronoun"})
    assert score_actors(gold(a=[ANNA]), given, TEXT).whole == BCubed(1, 1, 1, 1)


def test_a_demonym_is_the_twin_of_the_phrase_around_it_but_not_the_other_way_round() -> None:
    assert score_actors(gold(r=[RURITANIAN]), read([TROOPS]), TEXT).whole == BCubed(1, 1, 1, 1)
    assert score_actors(gold(r=[TROOPS]), read([RURITANIAN]), TEXT).whole.recalled == 0


def test_equal_spans_are_twins_before_longer_ones() -> None:
    score = score_actors(gold(r=[RURITANIAN], t=[TROOPS]), read([TROOPS], [RURITANIAN]), TEXT)
    assert figures(score.whole) == (1, 1)


def test_scores_add_up_over_reports() -> None:
    one = score_actors(gold(a=[ANNA, BERG]), read([ANNA]), TEXT)
    both = one + ActorScore(BCubed(1, 1, 1, 1), BCubed(1, 1, 1, 1))
    assert both.whole == BCubed(2, 2, 1.5, 3)
    assert BCubed().measure.f1 is None


@pytest.mark.parametrize(
    ("speaker", "expected"), [("Anna Berg", (1, 1, 1)), ("Karl Ott", (1, 1, 0)), (None, (1, 0, 0))]
)
def test_speakers_of_found_quotes(speaker: str | None, expected: tuple[int, int, int]) -> None:
    def reading(name: str | None) -> dict[str, Any]:
        return {"quotes": [{"speaker": name, "type": "direct", "content": [ENVOY]}]}

    found = score_quote_speakers(score_report(reading("Anna Berg"), reading(speaker), TEXT).kinds["quotes"])
    assert (found.asked, found.answered, found.right) == expected
    assert found.share_unanswered == 1 - expected[1]
    assert found.share_right == (expected[2] if expected[1] else None)


def test_quotes_of_nobody_and_missed_quotes_are_not_asked_for() -> None:
    given = {"quotes": [{"speaker": None, "type": "direct", "content": [ENVOY]}]}
    assert score_quote_speakers(score_report(given, given, TEXT).kinds["quotes"]) == QuoteSpeakers()
    assert score_quote_speakers(score_report(given, {"quotes": []}, TEXT).kinds["quotes"]).share_unanswered is None


def test_both_figures_stand_in_what_is_measured() -> None:
    quote = {"speaker": "Anna Berg", "type": "direct", "content": [ENVOY]}
    found = Measured()
    add(
        found, Sample("a", TEXT, None, {**gold(a=[ANNA, BERG]), "quotes": [quote]}), {**read([ANNA]), "quotes": [quote]}
    )
    given = found.to_json()
    assert given["actors"]["all"] == {"p": 100.0, "r": 25.0, "f1": 40.0, "gold": 2, "pred": 1}
    assert given["actors"]["twins"]["f1"] == 100.0
    assert given["quote_speakers"] == {"right": 100.0, "unanswered": 0.0, "quotes": 1}
