"""The gate before the reading: what is kept, what is passed over, and that it says the same each time."""

from __future__ import annotations

import pickle
import string
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.errors import ReportError
from trucewatch.reports import relevance
from trucewatch.reports.relevance import (
    BELOW,
    NO_WORD,
    TOO_LITTLE,
    Weights,
    best_window,
    found,
    judge,
    parsed_words,
    version,
    windows,
    words_of,
)

TRUCE = """The army of Orvane and the rebels of the Sill Front agreed on Tuesday to a truce of ten days along the
river, a mediator said after talks in Basel. Both sides will pull their troops back by two kilometres and exchange
forty prisoners. Observers are to report each breach to a joint commission, and a convoy with food may cross the
front line on Thursday."""
RECIPE = """The bakers of Lindau have chosen the best loaf of the year, and it comes from a shop with one oven. Its
crust is dark, its crumb light, and it keeps for a week. The owner learnt the trade from her aunt and uses flour of
a mill that her cousin runs. She will not sell more than ninety a day. People stand in line from six in the morning,
and on Saturdays they bring chairs. A newspaper had asked its readers for names, four hundred wrote, and a jury of
nine tasted for two days. The second prize went to a rye loaf from the coast, the third to a roll with caraway. All
three can be had at the fair in the town hall next week, where the jury will say what it looked for: time, salt, and
somebody who gets up early."""


def test_a_truce_is_kept_and_a_loaf_is_not() -> None:
    assert judge(TRUCE).kept
    assert judge(RECIPE) == relevance.Relevance(0.0, kept=False, ground=NO_WORD)


def test_the_ground_names_words_of_the_text() -> None:
    told = judge(TRUCE).ground.split(", ")
    assert 1 <= len(told) <= 3
    assert all(word in " ".join(words_of(TRUCE)) for word in told)


def test_one_relevant_part_keeps_a_long_text() -> None:
    assert judge("\n\n".join([RECIPE] * 20 + [TRUCE] + [RECIPE] * 20)).kept
    assert not judge("\n\n".join([RECIPE] * 40)).kept


def test_names_weigh_nothing() -> None:
    other = TRUCE.replace("Orvane", "Tarrant").replace("Sill Front", "Moor League").replace("Basel", "Tunis")
    assert judge(other).score == judge(TRUCE).score


def test_letters_of_a_wire_in_capitals_are_read_alike() -> None:
    assert judge(TRUCE.upper()) == judge(TRUCE)


def test_a_headline_counts() -> None:
    text = " ".join(RECIPE.split()[:80])
    assert not judge(text).kept
    assert judge(text, "Ceasefire holds as guerrillas bake").kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ovens open at six.",
        "١٢٣ ٤٥٦ هدنة لعشرة أيام على طول النهر بعد محادثات في بازل",
        "Der Bäcker von Lindau hat in diesem Jahr das beste Brot gebacken, und es kommt aus einem kleinen Laden. " * 8,
        "Le boulanger de Lindau a fait le meilleur pain de cette année dans une petite boutique près du lac. " * 8,
    ],
)
def test_what_cannot_be_judged_is_kept(text: str) -> None:
    assert judge(text) == relevance.Relevance(1.0, kept=True, ground=TOO_LITTLE)


def test_a_score_below_the_threshold_passes_over() -> None:
    teaser = " ".join(RECIPE.split()[:60])
    verdict = judge(teaser)
    assert (verdict.kept, verdict.ground) == (False, BELOW)
    assert 0 <= verdict.score < relevance._weights().threshold


def test_two_unlike_sure_words_keep_a_text_and_two_forms_of_one_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relevance, "_weights", lambda: Weights({}, 0.0, 2.0))  # nothing reaches this threshold
    assert judge(f"{RECIPE} The mill called a truce, the fourth of such truces.").ground == BELOW
    verdict = judge(f"{RECIPE} The mill called a truce, and a militia came.")
    assert (verdict.kept, verdict.ground) == (True, "militia, truce")


def test_phrases_need_their_words_side_by_side() -> None:
    lexicon = parsed_words(b"# a remark\nbuffer zone\tsure\nunited nations\tnear\nthe\tcommon\n")
    assert found(lexicon, words_of("In the buffer\nzone, the United Nations")) == ({"buffer zone"}, {"united nations"})
    assert found(lexicon, words_of("a zone without a buffer; nations united")) == (set(), set())


def test_words_keep_inner_hyphens_and_nothing_else() -> None:
    assert words_of("Cease-fire -- so they say, U.N.-led; don't - café 12th") == [
        *("cease-fire", "so", "they", "say", "u", "n", "led", "don", "t", "caf", "th"),
    ]


@given(st.lists(st.sampled_from(["peace", "bread", "army", "oven", "talks"]), max_size=400))
def test_windows_hold_every_word_and_overlap(tokens: list[str]) -> None:
    made = list(windows(tokens))
    assert made
    assert set().union(*made) == set(tokens)
    assert len(made) <= max(len(tokens) // relevance.BLOCK, 1)


def test_the_best_window_is_the_one_that_weighs_most() -> None:
    weights = Weights({"peace": 2.0, "oven": -2.0}, -1.0, 0.5)
    tokens = ["oven"] * 200 + ["peace"] * 10 + ["oven"] * 200
    logit, window = best_window(weights, [*tokens, *["peace"] * 130])
    assert window == {"peace"}
    assert logit == pytest.approx(1.0)
    assert best_window(weights, ["bread"]) == (-1.0, {"bread"})


@settings(max_examples=60)
@given(st.text(alphabet=string.printable + "éß–“”中", max_size=800))
def test_any_text_gives_a_verdict(text: str) -> None:
    verdict = judge(text)
    assert 0 <= verdict.score <= 1
    assert verdict.ground
    assert judge(text) == verdict


def test_verdicts_travel_between_processes_and_threads() -> None:
    verdict = judge(TRUCE)
    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301  our own bytes
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(judge, [TRUCE] * 40)) == {verdict}


def test_the_version_follows_words_and_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    now = version()
    assert now.startswith("relevance 1@")
    assert len(now) == len("relevance 1@") + 12
    for changed in (relevance.WORDS_FILE, relevance.WEIGHTS_FILE):
        original = relevance._file
        relevance._digest.cache_clear()
        monkeypatch.setattr(
            relevance, "_file", lambda name, c=changed, o=original: o(name) + (b" " if name == c else b"")
        )
        assert version() != now
        monkeypatch.undo()
        relevance._digest.cache_clear()
    assert version() == now


def test_broken_weights_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relevance, "_file", lambda name: b'{"words": {}}')
    relevance._weights.cache_clear()
    with pytest.raises(ReportError, match=r"relevance_weights\.json.*Install the package again"):
        relevance._weights()
    monkeypatch.undo()
    relevance._weights.cache_clear()


def test_the_lexicon_has_each_entry_once_and_known_kinds() -> None:
    rows = [row.split("\t") for row in relevance._file(relevance.WORDS_FILE).decode().splitlines() if row[0] != "#"]
    assert len({entry for entry, _ in rows}) == len(rows)
    assert {kind for _, kind in rows} == {"sure", "near", "common"}
    assert all(words_of(entry) == entry.split() for entry, _ in rows)


def test_no_name_has_a_weight() -> None:
    """Names of parties and leaders stand in what was learnt from; written large, none became a word."""
    words = relevance._weights().words
    names = (
        "israel russia ukraine syria colombia darfur rwanda clinton trump putin taliban hamas palestinian serbs".split()
    )
    assert not words.keys() & set(names)
