"""Our scorers: their rules on small invented readings, and the same counts as the reference scorers where these are."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from perturbing import perturbed

from bench.scoring.aliases import alias_forms
from bench.scoring.attributions import Tokens, attributions_of, score_attributions
from bench.scoring.counts import Counts, Measure
from bench.scoring.events import EVENT_TYPES, country_of, score_events, score_sentences
from bench.scoring.kinds import KINDS
from bench.scoring.matching import HIGHEST_LIKENESS, Fit, best_pairs, most_pairs
from bench.scoring.names import Names, words_of
from bench.scoring.places import sentence_starts
from bench.scoring.scorer import ReportScore, Tally, score_report
from bench.scoring.values import citation, iso, number, option

SHARED = Path(__file__).resolve().parents[3] / "shared"
PERTURBATIONS = 60

TEXT = (
    "Norland and the Free Coast Front signed a truce in Oslo on 3 May 2023, with Kenya as mediator.\n"
    "Norland must free 40 prisoners by 10 May. The Front will withdraw from Port Aru, and both sides will allow aid.\n"
    "“We accept the plan,” Gen. Ana Ruiz of the Front said on Friday. Kenyan envoy Sam Otieno said the talks in "
    "Nairobi would go on, citing Resolution 2719 (2023).\n"
    "Norland accused the Front of shelling Aru; the Front denied it. At least 12 people were killed, he said."
)

Reading = dict[str, Any]


def at(words: str, nth: int = 1) -> list[dict[str, Any]]:
    """The passage of TEXT where `words` stand for the n-th time."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return [{"start": start, "end": start + len(words), "text": words}]


FRONT = "Free Coast Front"
INVENTED: Reading = {
    "parties": [
        {"name": "Norland", "role": "party", "evidence": at("Norland")},
        {"name": FRONT, "role": "party", "aliases": ["the Front"], "evidence": at("the Free Coast Front")},
        {"name": "Kenya", "role": "mediator", "evidence": at("Kenya as mediator")},
    ],
    "agreement": {"kind": "truce", "start": "2023-05-03", "duration": "P14D", "expiry": None, "evidence": at("truce")},
    "obligations": [
        {"bearer": "Norland", "action": "release", "object": "prisoners", "state": "pending",
         "quantity": {"number": 40}, "evidence": at("Norland must free 40 prisoners")},
        {"bearer": FRONT, "action": "withdraw", "state": "pending", "evidence": at("will withdraw from Port Aru")},
        {"bearer": f"Norland and {FRONT}", "action": "allow_aid", "state": "pending", "unsure": True,
         "evidence": at("both sides will allow aid")},
    ],
    "positions": [{"actor": FRONT, "speaker": "Ana Ruiz", "stance": "accept", "evidence": at("We accept the plan")}],
    "quotes": [
        {"speaker": "Ana Ruiz", "type": "direct", "content": at("We accept the plan,"),
         "source": at("Gen. Ana Ruiz of the Front")},
        {"speaker": "Sam Otieno", "type": "indirect", "content": at("the talks in Nairobi would go on"),
         "source": at("Kenyan envoy Sam Otieno")},
    ],
    "times": [
        {"type": "date", "value": "2023-05-03", "surface": at("3 May 2023")},
        {"type": "date", "value": "2023-05-10", "surface": at("10 May")},
    ],
    "figures": [{"what": "killed", "number": 12, "qualifier": "at least", "evidence": at("At least 12 people")}],
    "instruments": [{"citation": "S/RES/2719 (2023)", "evidence": at("Resolution 2719 (2023)")}],
    "talks": [{"venue": "Nairobi", "participants": ["Norland", FRONT], "date": None, "status": "under way",
               "evidence": at("the talks in Nairobi would go on")}],
    "violations": [{"against": FRONT, "what": "shelling Aru", "status": "alleged", "evidence": at("of shelling Aru")}],
    "events": [
        {"type": "RETREAT", "status": "future", "actor": [FRONT], "recipient": [], "trigger": at("withdraw")},
        {"type": "ACCUSE", "status": "actual", "actor": ["Norland"], "recipient": ["Front"], "trigger": at("accused")},
    ],
}  # fmt: skip


def invented() -> Reading:
    """An annotated reading of TEXT with every kind of record."""
    return deepcopy(INVENTED)


def changed(kind: str, index: int = 0, **fields: Any) -> Reading:
    """The invented reading with other fields in one record."""
    reading = invented()
    reading[kind][index] |= fields
    return reading


def levels(score: ReportScore, kind: str) -> tuple[int, int]:
    return score.kinds[kind].levels.found.tp, score.kinds[kind].levels.right.tp


def test_reading_agrees_with_itself_in_every_kind() -> None:
    score = score_report(invented(), invented(), TEXT)
    assert set(score.kinds) == set(KINDS)
    for kind, result in score.kinds.items():
        found, right = result.levels.found, result.levels.right
        assert found.gold == found.tp == found.pred > 0, kind
        assert right.gold == right.tp == right.pred > 0, kind
        assert not result.misses + result.spurious + result.unsupported


@pytest.mark.parametrize(
    ("kind", "index", "fields", "found_less", "right_less"),
    [
        ("parties", 1, {"name": "the Front"}, 0, 0),  # the gold's own alias
        ("parties", 1, {"name": "Inland Front", "aliases": []}, 1, 1),
        ("parties", 2, {"role": "party"}, 1, 1),
        ("agreement", 0, {"duration": "P15D"}, 0, 1),
        ("obligations", 0, {"quantity": {"number": "40"}, "state": "PENDING"}, 0, 0),
        ("obligations", 0, {"quantity": None}, 0, 1),
        ("obligations", 1, {"quantity": {"number": 7}}, 0, 0),  # gold has none, so none is asked for
        ("obligations", 1, {"bearer": None}, 0, 1),
        ("obligations", 1, {"action": "disarm"}, 1, 1),
        ("obligations", 2, {"bearer": "Norland"}, 0, 1),  # one of two bearers
        ("positions", 0, {"stance": "endorse"}, 0, 1),
        ("positions", 0, {"stance": "reject"}, 1, 1),
        ("positions", 0, {"actor": "Ana Ruiz", "speaker": None}, 0, 0),  # the gold's speaker
        ("quotes", 0, {"content": at("plan")}, 1, 1),
        ("quotes", 1, {"type": "direct"}, 0, 1),
        ("times", 0, {"surface": at("May")}, 0, 0),
        ("times", 0, {"value": "2023-05"}, 0, 1),
        ("figures", 0, {"number": None}, 1, 1),
        ("figures", 0, {"evidence": at("people")}, 0, 0),
        ("figures", 0, {"evidence": at("the Front denied it")}, 1, 1),  # the sentence before
        ("instruments", 0, {"citation": "UN Security Council resolution 2719"}, 0, 1),
        ("instruments", 0, {"citation": "S/RES/2720 (2023)"}, 1, 1),
        ("instruments", 0, {"evidence": at("a truce")}, 0, 0),  # instruments stand for the whole text
        ("talks", 0, {"venue": "Oslo"}, 0, 1),
        ("talks", 0, {"venue": "Oslo", "participants": ["Kenya"]}, 1, 1),
        ("talks", 0, {"evidence": at("We accept the plan")}, 0, 0),  # the sentence before
        ("violations", 0, {"against": None}, 0, 1),
        ("violations", 0, {"against": "Norland"}, 1, 1),
    ],
)
def test_one_changed_field(kind: str, index: int, fields: Reading, found_less: int, right_less: int) -> None:
    predicted = invented()
    (predicted[kind][index] if isinstance(predicted[kind], list) else predicted[kind]).update(fields)
    found, right = levels(score_report(invented(), invented(), TEXT), kind)
    assert levels(score_report(invented(), predicted, TEXT), kind) == (found - found_less, right - right_less)


def test_what_is_left_over_is_listed() -> None:
    predicted = changed("times", 0, surface=[{"start": 5, "end": len(TEXT) + 1}])
    predicted["times"].append({"value": "2023-05-05", "surface": at("Friday")})
    result = score_report(invented(), predicted, TEXT).kinds["times"]
    assert [record["value"] for record in result.misses] == ["2023-05-03"]
    assert [record["value"] for record in result.unsupported] == ["2023-05-03"]
    assert [record["value"] for record in result.spurious] == ["2023-05-05"]
    assert [pair.gold["value"] for pair in result.pairs] == ["2023-05-10"]
    assert result.levels.found == Counts(tp=1, gold=2, pred=3)


def test_unsure_gold_is_left_out_with_its_partner() -> None:
    tally = Tally()
    tally.add(score_report(invented(), invented(), TEXT, skip_unsure=True))
    assert (tally.kinds["obligations"].found, tally.dropped) == (Counts(2, 2, 2), 1)
    assert len(score_report(invented(), {}, TEXT, skip_unsure=True).kinds["obligations"].misses) == 2


def test_tally_adds_reports_up() -> None:
    tally = Tally()
    tally.add(score_report(invented(), invented(), TEXT))
    tally.add(score_report({"times": invented()["times"]}, {}, TEXT))
    assert tally.reports == 2
    assert tally.kinds["times"].found == Counts(tp=2, gold=4, pred=2)
    assert tally.kinds["times"].found.measure == Measure(precision=1.0, recall=0.5, f1=2 / 3)
    assert tally.kinds["agreement"].right == Counts(2, 2, 2)
    assert tally.slots["expiry"] == Counts()
    assert tally.micro.found == Counts(tp=16, gold=18, pred=16)
    assert tally.macro.found.f1 == pytest.approx((9 + 2 / 3) / 10)


def test_what_does_not_occur_gives_nothing_and_the_agreement_one_record() -> None:
    score = score_report({}, {}, TEXT)
    assert score.kinds["talks"].levels.found.measure == Measure(None, None, None)
    two = {"agreement": [{}, invented()["agreement"], invented()["agreement"]]}
    assert score_report(two, two, TEXT).kinds["agreement"].levels.found == Counts(1, 1, 1)
    assert Counts(pred=3).measure == Measure(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "share", "agree"),
    [
        ("the Norland’s", "NORLAND", True, True),
        ("Yemeni officials", "Malian officials", False, False),
        ("Yemeni", "Yemen", True, True),
        ("Sudan", "South Sudan", False, False),
        ("Unified Coast Army", "UCA", True, True),
        ("UA", "Unified Army", False, False),
        ("Chad and Mali", "Mali", True, False),
        ("Chad and Mali", "Mali & Chad", True, True),
        (None, "", True, True),
        (None, "Mali", False, False),
    ],
)
def test_names(one: str | None, other: str | None, share: bool, agree: bool) -> None:
    names = Names()
    assert (names.share(one, other), names.agree(one, other)) == (share, agree)
    assert (names.share(other, one), names.agree(other, one)) == (share, agree)


def test_words_and_values_have_one_form() -> None:
    assert words_of("the United States of America’s Organization & U.S. cars")[:3] == ("us", "organisation", "and")
    assert option("Allow-aid") == option("allow_aid") == "allowaid"
    assert number("2,000") == number({"number": 2000}) == 2000
    assert number("vague") is None
    assert iso("P14D") == iso("p2w") == iso("PT336H") != iso("P14M")
    assert iso("2023-05-03T10:00+02:00") == iso("2023-05-03T08:00Z") != iso("2023-05-03T08:00")
    assert iso("") is None
    assert citation("Fourth Treaty of 12 August 1949") == citation("the fourth treaty (1929) of (1949)")
    assert citation("UN Charter, art.2(5)") == citation("the UN Charter, Article 2(5)")
    assert citation("A/RES/79/81").instrument == citation("General Assembly resolution 79/81 (2024)").instrument


def test_sentences_end_where_they_should() -> None:
    text = "Gen. A. Ruiz spoke. “Yes.” He left.\nlast"
    assert [text[start:][:4] for start in sentence_starts(text)] == ["Gen.", "“Yes", "He l", "last"]


@pytest.mark.parametrize("seed", range(30))
def test_best_pairs_are_the_best_of_all(seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311  the same copies every time
    rows, columns = rnd.randint(1, 4), rnd.randint(1, 4)
    fits = {
        (row, column): Fit(rnd.random() < 0.3, rnd.choice((0, 1, 1500, HIGHEST_LIKENESS)), rnd.random() < 0.5)
        for row in range(rows)
        for column in range(columns)
        if rnd.random() < 0.7
    }

    def rank(pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        kept = [fits[pair] for pair in pairs if pair in fits]
        return sum(f.right for f in kept), len(kept), sum(f.likeness for f in kept), sum(f.sure for f in kept)

    places = [*range(columns), *[-1] * rows]
    every = (list(enumerate(order)) for order in permutations(places, rows))
    chosen = best_pairs(fits, rows, columns)
    assert rank(chosen) == max(map(rank, every))
    may = [[(row, column) in fits for column in range(columns)] for row in range(rows)]
    assert most_pairs(may) >= len(chosen)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)


@pytest.mark.parametrize(
    ("fields", "found", "right"),
    [
        ({}, 2, 2),
        ({"trigger": at("shelling")}, 2, 2),  # the same sentence
        ({"trigger": at("killed"), "status": "future"}, 1, 1),
        ({"type": "REJECT"}, 1, 1),
        ({"status": "future"}, 2, 1),
        ({"actor": ["Norland", "Kenya"]}, 2, 1),
        ({"recipient": ["Kenya", "Free Coast Front"]}, 2, 2),
        ({"recipient": []}, 2, 1),
    ],
)
def test_events_of_a_report(fields: Reading, found: int, right: int) -> None:
    score = score_events(invented(), changed("events", 1, **fields), TEXT)
    assert tuple(score.kinds) == EVENT_TYPES
    assert (score.micro.found.tp, score.micro.right.tp) == (found, right)
    assert (score.micro.found.gold, score.micro.found.pred) == (2, 2)


def test_events_of_sentences() -> None:
    kenya, front = {"text": "Kenyan envoy", "code": "KEN"}, {"text": "Nairobi Front", "code": "IMG"}
    rows = [
        {"id": "a", "event_plover2": "AGREE", "source": [kenya, front], "target": []},
        {"id": "b", "event_plover2": "ACCUSE", "source": [front], "target": [kenya]},
        {"id": "c", "event_plover2": "AID", "source": [kenya], "target": []},
    ]
    predicted: dict[str, list[Reading]] = {
        "a": [{"type": "AGREE", "actor": ["Nairobi", "the Nairobi Front"], "recipient": ["Oslo"]}, {"type": "AID"}],
        "b": [{"type": "AGREE", "actor": ["Kenya"], "recipient": ["Kenya"]}],
    }
    score = score_sentences(rows, predicted)
    assert score.accuracy == pytest.approx(1 / 3)
    assert score.types == {"AGREE": Counts(1, 1, 2), "ACCUSE": Counts(0, 1, 0), "AID": Counts(0, 1, 0)}
    assert score.macro_f1 == pytest.approx((2 / 3) / 3)
    assert (score.source, score.target) == (Counts(2, 4, 3), Counts(1, 1, 2))
    assert country_of("Vietnamese-led forces") == "VNM"
    assert country_of("us") is None


def test_attributions_of_a_reading() -> None:
    gold = attributions_of(invented())
    assert score_attributions(gold, gold, TEXT) == Counts(2, 2, 2)
    for fields in ({"content": at("accept")}, {"source": at("Front", 3)}, {"source": None}):
        predicted = attributions_of(changed("quotes", 0, **fields))
        assert score_attributions(gold, predicted, TEXT) == Counts(1, 2, 2), fields
    head_only = attributions_of(changed("quotes", 0, source=at("Ruiz")))
    assert score_attributions(gold, head_only, TEXT).tp == 2
    tokens = Tokens("Gen. Ana Ruiz of the Front")
    assert tokens.head(tokens.covered([(0, 26)])) == 2  # Ruiz


def test_alias_forms_are_those_of_the_reference() -> None:
    theirs = reference("score_gold").FORMS
    assert {" ".join(form): " ".join(one) for form, one in alias_forms().items()} == theirs


@pytest.mark.parametrize("name", ["seed", "invented"])
def test_counts_are_those_of_the_reference_scorer(name: str) -> None:
    scorer = reference("score_gold")
    gold, text = invented(), TEXT
    if name == "seed":
        gold = json.loads((SHARED / "seed" / "00.json").read_text(encoding="utf-8"))
        text = (SHARED / "seed" / "texts" / "00.txt").read_bytes().decode("utf-8")
    doc, unlike = scorer.Doc(text, gold), 0
    gold_records = {kind: scorer.records(kind, gold, doc) for kind in KINDS}
    for seed in range(PERTURBATIONS):
        rnd = random.Random(seed)  # noqa: S311  the same copies every time
        predicted, skip = perturbed(gold, len(text), rnd), seed % 2 == 1
        for kind, score in score_report(gold, predicted, text, skip_unsure=skip).kinds.items():
            theirs, *_ = scorer.compare(kind, gold_records[kind], scorer.records(kind, predicted, doc), doc, skip)
            for level, ours in (("found", score.levels.found), ("right", score.levels.right)):
                wanted = [theirs[level, what] for what in ("tp", "gold", "pred")]
                assert [ours.tp, ours.gold, ours.pred] == wanted, (seed, kind, level)
            unlike += score.levels.right.tp < score.levels.right.gold
    assert unlike > PERTURBATIONS * len(KINDS) / 4  # copies as good as gold would prove nothing


def test_sums_are_those_of_the_reference_scorer(tmp_path: Path) -> None:
    scorer, tally = reference("score_gold"), Tally()
    rnd = random.Random(11)  # noqa: S311  the same copies every time
    for name in ("gold", "predicted", "gold/texts"):
        (tmp_path / name).mkdir()
    for name in ("01", "02", "03", "04", "05", "06"):
        gold, predicted = (perturbed(invented(), len(TEXT), rnd) for _ in range(2))
        for folder, reading in (("gold", gold), ("predicted", predicted)):
            (tmp_path / folder / f"{name}.json").write_text(json.dumps(reading), encoding="utf-8")
        (tmp_path / "gold" / "texts" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        tally.add(score_report(gold, predicted, TEXT))
    theirs, _ = scorer.score(tmp_path / "gold", tmp_path / "predicted")
    for level in ("found", "right"):
        for name, sums in (("micro", getattr(tally.micro, level).measure), ("macro", getattr(tally.macro, level))):
            wanted = [theirs[name][level][what] for what in ("p", "r", "f1")]
            assert [sums.precision, sums.recall, sums.f1] == pytest.approx(wanted), (level, name)
    assert {slot: counts.tp for slot, counts in tally.slots.items()} == {s: n["tp"] for s, n in theirs["slots"].items()}
    assert tally.unsupported == len(theirs["unsupported"]) > 0


def test_attributions_are_counted_as_by_the_reference_scorer() -> None:
    scorer = reference("score_attribution")
    rnd = random.Random(7)  # noqa: S311  the same rows every time
    partly = 0
    for number_of_text in range(300):
        gold = [random_attribution(rnd) for _ in range(rnd.randint(0, 6))]
        predicted = [nudged(row, rnd) for row in gold if rnd.random() < 0.9]
        predicted += [random_attribution(rnd) for _ in range(rnd.randint(0, 2))]
        theirs = scorer.score(
            [{"id": "x", "text": TEXT, "attributions": gold}], [{"id": "x", "attributions": predicted}], boot=0
        )["full"]
        ours = score_attributions(gold, predicted, TEXT)
        assert (ours.tp, ours.gold, ours.pred) == (theirs["tp"], theirs["gold"], theirs["pred"]), number_of_text
        partly += 0 < ours.tp < ours.gold
    assert partly > 60


def random_attribution(rnd: random.Random) -> dict[str, Any]:
    def spans(longest: int, most: int) -> list[list[int]]:
        starts = [rnd.randrange(len(TEXT) - longest) for _ in range(rnd.randint(0, most))]
        return [[start, start + rnd.randint(1, longest)] for start in starts]

    return {"source": spans(40, 1), "cue": [], "content": spans(90, 2)}


def nudged(row: Mapping[str, Any], rnd: random.Random) -> dict[str, Any]:
    """The same attribution with its ends moved a little."""

    def moved(spans: list[list[int]], by: int) -> list[list[int]]:
        return [[max(0, start + rnd.randint(-by, by)), end + rnd.randint(0, by)] for start, end in spans]

    return {"source": moved(row["source"], 8), "cue": [], "content": moved(row["content"], 12)}


def reference(name: str) -> ModuleType:
    """A reference scorer; skips where the shared folder is not there."""
    path = SHARED / "scorers" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"{path} is not there: parity with the reference scorer was not measured")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
