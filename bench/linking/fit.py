"""Measures the weights of the grounds of links on the sequences that the linking is made with, and writes their table.

    python -m bench.linking.fit [--check]

Every candidate between annotated actors of a sequence is one row: its grounds, and whether both have one key. (What
the reader finds is left to `bench.linking`: there a fault within one report would count against a ground.) The weights
are those of a logistic regression that are likeliest together with a prior: a weight given by hand (PRIOR), from which
few rows move it little and many rows far. Rounds build on each other, so the candidates are gathered anew with the new
weights a few times. With a sort or main ground of which fewer than LEAST candidates are right nothing is taken unasked,
unless it is a rule that needs no measure (BY_RULE). --check says whether the table is the one that would be written,
and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.corpus.sequences import SEQUENCES
from bench.linking.gold import GoldSequence, gold_sequence
from trucewatch.linking.actors import decide_actors, link_actors
from trucewatch.linking.agreements import agreement_linking
from trucewatch.linking.decide import Decision
from trucewatch.linking.proposals import proposal_linking
from trucewatch.linking.score import Model, weighed

TABLE = Path(__file__).resolve().parents[2] / "src" / "trucewatch" / "linking" / "weights.json"
SURE, REVIEW = 0.97, 0.2
"""From which score a candidate is taken unasked, and from which it is put before somebody."""
SPREAD = 1.0
"""How far a weight may lie from its prior: the standard deviation."""
PRIOR: Mapping[str, Mapping[str, float]] = {
    "thing": {
        "": -2, "code": 9, "same_name": 7.5, "one_word": -0.5, "same_body": 5, "same_side": 2, "alias_in_report": 6,
        "acronym_in_report": 5.5, "shared_alias": 2.5, "first_letters": 1.5, "like_spelling": 2.5, "longer_name": 0.5,
        "name_of_people": 5, "several_bearers": -4,
        "like_type": -0.5, "other_type": -1, "place_or_actor": -3,
    },
    "short_name": {"": -1, "alias_in_report": 3, "never_so_called": -1, "several_bearers": -4, "other_type": -1.5},
    "person": {
        "": -2, "code": 10, "same_name": 5, "longer_name": 3, "initials": 1.5, "other_order": 1.5, "like_spelling": 2,
        "same_side": 3, "other_side": -4, "unlike_sides": -1, "no_side": 0.5,
        "several_bearers": -4, "same_office": 2.5,
        "other_office": -0.5, "other_gender": -5,
    },
    "surname": {
        "": 0, "same_side": 4, "unlike_sides": -1, "no_side": 1,
        "same_office": 2, "other_office": -1, "named_later_only": -1.5,
        "several_bearers": -4, "others_of_that_name": -0.5,
    },
    "inner_name": {
        "": -2, "same_side": 3, "unlike_sides": -1, "no_side": 0, "same_office": 2, "other_office": -1,
        "named_later_only": -1.5,
        "several_bearers": -4, "others_of_that_name": -0.5,
    },
    "surname_alone": {"": -1, "same_side": 2.5, "same_office": 3, "other_office": -1},
    "office": {
        "": -2, "held_that_day": 6.5, "held_before_and_after": 6.5, "held_before_only": 2, "held_after_only": 0.5,
        "holder_changed": -1, "held_by_several": -2, "several_bearers": -3, "in_file": 9, "same_day": 5,
    },
    "proposal": {
        "": -3, "same_label": 6, "shared_label": 5, "shared_labels": 1, "part_of_label": 2.5, "shared_words": 1,
        "other_label": -1, "bare_label": -1, "same_proposer": 2, "proposer_of_same_side": 1, "proposer_in_label": 2.5,
        "other_proposer": -2, "shared_terms": 1, "same_adopter": 0.5, "near_in_time": 0.5, "far_in_time": -0.5,
    },
    "agreement": {
        "": -3, "same_label": 6, "shared_label": 5, "shared_labels": 0.5, "part_of_label": 2, "shared_words": 0.5,
        "other_label": -2, "bare_label": 0, "same_signed": 4, "other_signed": -6, "same_start": 3, "other_start": -5,
        "same_parties": 1, "other_parties": -3, "other_kind": -1, "one_prolongs": -3, "beside_the_main_one": -0.5,
        "near_in_time": 0.5, "far_in_time": -2,
    },
}  # fmt: skip
LEAST = 3
BY_RULE = frozenset({
    "thing code", "thing alias_in_report", "thing acronym_in_report", "thing same_body", "person code",
    "office in_file", "office same_day", "office held_that_day",
})  # fmt: skip
"""The register, the user's file, and what the rules of linking say outright (`linking.tenures`, `linking.things`)."""
ASKED = frozenset({"thing place_or_actor"})
"""What annotated actors cannot measure: whether a reader took the town's name rightly for the town or its rulers."""
_ROUNDS = 4
Row = tuple[tuple[str, ...], bool]


def prior() -> dict[str, float]:
    """The weights by hand, by the names under which they are weighed."""
    return {f"{sort} {ground}".strip(): value for sort, table in PRIOR.items() for ground, value in table.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    made_with = [name for name, use in SEQUENCES.items() if use == "dev"]
    golds = [gold_sequence(name) for name in made_with]
    weights = prior()
    rows: list[Row] = []
    for _ in range(_ROUNDS):
        rows = list(_rows(golds, Model(weights, SURE, 0.0, hardly_seen(rows), ASKED)))
        weights = fitted(rows, prior())
    text = table_text(rows, weights, made_with)
    if options.check:
        fits = TABLE.read_text(encoding="utf-8") == text
        print("the table is up to date" if fits else "the table is not what would be written")
        return 0 if fits else 1
    TABLE.write_text(text, encoding="utf-8")
    _print_sorts(rows, Model(weights, SURE, REVIEW, hardly_seen(rows), ASKED))
    return 0


def _rows(golds: Sequence[GoldSequence], model: Model) -> Iterator[Row]:
    for gold in golds:
        nodes, decision = decide_actors(gold.view, model=model)
        yield from _labelled(decision, [n.id for n in nodes], gold.keys)
        actors = link_actors(gold.view, model=model)
        keys = gold.statement_keys
        for linking in (
            proposal_linking(gold.view, (), actors, model),
            agreement_linking(gold.view, (), actors, model),
        ):
            ids = [t.statement.id for t in linking.told]
            yield from _labelled(linking.decision(), ids, keys)


def _labelled(decision: Decision, ids: Sequence[str], keys: Mapping[str, str | None]) -> Iterator[Row]:
    for pair, _ in decision.weighed():
        key = keys[ids[pair.left]]
        yield pair.grounds, key is not None and key == keys[ids[pair.right]]


def fitted(rows: Sequence[Row], start: Mapping[str, float]) -> dict[str, float]:
    """The weights that are likeliest by rows and prior, by Newton's method, to two places.

    Raises:
        KeyError: a row has a ground that the prior lacks.
    """
    names = sorted(start)
    place = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for number, (grounds, _) in enumerate(rows):
        for name in weighed(grounds):
            x[number, place[name]] = 1
    y = np.array([right for _, right in rows], dtype=float)
    mean = np.array([start[name] for name in names])

    def loss(at: np.ndarray) -> float:
        odds = x @ at
        return float(np.logaddexp(0, odds).sum() - y @ odds + ((at - mean) ** 2).sum() / (2 * SPREAD**2))

    weights = mean.copy()
    for _ in range(100):
        odds = 1 / (1 + np.exp(-np.clip(x @ weights, -60, 60)))
        slope = x.T @ (y - odds) - (weights - mean) / SPREAD**2
        bend = (x.T * (odds * (1 - odds))) @ x + np.eye(len(names)) / SPREAD**2
        step = np.linalg.solve(bend, slope)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > 1e-9:
            step /= 2
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weights[place[name]]), 2) for name in names}


def hardly_seen(rows: Sequence[Row]) -> frozenset[str]:
    """The sorts and main grounds of which too few rows are right for anything to be taken unasked."""
    right = Counter(name for grounds, is_right in rows if is_right for name in weighed(grounds)[:2])
    return frozenset(name for name in prior() if name not in BY_RULE and right[name] < LEAST) if rows else frozenset()


def table_text(rows: Sequence[Row], weights: Mapping[str, float], made_with: Sequence[str]) -> str:
    """The table as it lies in the package: each ground's weight, prior, and its right and wrong rows."""
    right: Counter[str] = Counter(name for grounds, is_right in rows if is_right for name in weighed(grounds))
    wrong: Counter[str] = Counter(name for grounds, is_right in rows if not is_right for name in weighed(grounds))
    lines = [
        f'"{name}": {{"weight": {weights[name]}, "prior": {given}, "right": {right[name]}, "wrong": {wrong[name]}}}'
        for name, given in prior().items()
    ]
    made = (
        f"python -m bench.linking.fit on {', '.join(made_with)}, annotated actors: logistic regression of "
        f"{len(rows)} candidates, weights drawn to a prior by hand (standard deviation {SPREAD})"
    )
    seldom = json.dumps(sorted(hardly_seen(rows)))
    head = f'{{\n"made": {json.dumps(made)},\n"sure": {SURE},\n"review": {REVIEW},\n"hardly_seen": {seldom},\n'
    head += f'"asked": {json.dumps(sorted(ASKED))},\n'
    return head + '"grounds": {\n' + ",\n".join(lines) + "\n}\n}\n"


def _print_sorts(rows: Sequence[Row], model: Model) -> None:
    """For each sort of candidate: how many are taken unasked, how many are queued, and how many of them are right."""
    for sort in PRIOR:
        scored = [(model.score(grounds), right) for grounds, right in rows if grounds[0] == sort]
        sure = [right for score, right in scored if score.sure]
        queued = [right for score, right in scored if not score.sure and score.value >= model.review]
        left = [right for score, right in scored if score.value < model.review]
        print(
            f"{sort:14} sure {sum(sure)}/{len(sure)}  queued {sum(queued)}/{len(queued)}  left {sum(left)}/{len(left)}"
        )


if __name__ == "__main__":
    sys.exit(main())
