"""The simple linker and its measure, which must count as the bench does."""

from __future__ import annotations

import random

from bench.scoring.attributions import score_attributions
from training.heads import Offsets, Spans
from training.linking import link, right_attributions

TEXT = (
    'The council agreed, Ana Ruiz of the army said on Tuesday. "We will stay," she added.\n\n'
    'Mr. Ode denied that the town had fallen, but Mayor Lis insists it has. "It is gone."'
)


def place(words: str) -> tuple[int, int, str]:
    return TEXT.index(words), TEXT.index(words) + len(words), ""


def spans(**words: list[str]) -> dict[str, Spans]:
    return {role: sorted(place(each) for each in listed) for role, listed in words.items()}


def told(found: list[dict[str, Offsets]]) -> list[tuple[str, ...]]:
    return [
        tuple(" | ".join(TEXT[s:e] for s, e in each[role]) for role in ("source", "cue", "content")) for each in found
    ]


def test_contents_hang_on_the_cue_of_their_sentence() -> None:
    found = link(
        TEXT,
        spans(
            source=["Ana Ruiz of the army", "she", "Mr. Ode", "Mayor Lis"],
            cue=["said", "added", "denied", "insists"],
            content=["The council agreed", '"We will stay,"', "that the town had fallen", "it has"],
        ),
    )
    assert told(found) == [
        ("Ana Ruiz of the army", "said", "The council agreed"),
        ("she", "added", '"We will stay,"'),
        ("Mr. Ode", "denied", "that the town had fallen"),
        ("Mayor Lis", "insists", "it has"),
    ]


def test_a_content_without_cue_goes_to_its_paragraph_and_one_without_anything_is_dropped() -> None:
    found = link(TEXT, spans(source=["Mayor Lis"], cue=["insists"], content=["The council agreed", '"It is gone."']))
    assert told(found) == [("Mayor Lis", "insists", '"It is gone."')]


def test_a_cue_inside_a_content_does_not_carry_it() -> None:
    text = "Ede said that Una claimed victory."
    roles: dict[str, Spans] = {"source": [(0, 3, ""), (14, 17, "")], "cue": [(4, 8, ""), (18, 25, "")]}
    found = link(text, {**roles, "content": [(9, 33, "")]})
    assert found == [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 33]]}]


def test_the_measure_counts_as_the_bench_does() -> None:
    draw = random.Random(4)  # noqa: S311
    words = [(0, 11), (20, 40), (20, 28), (41, 45), (58, 84), (58, 71), (73, 76), (87, 94), (102, 126), (132, 141)]
    found = 0
    for _ in range(200):
        gold, predicted = (
            [
                {
                    "source": [list(draw.choice(words))] if draw.random() < 0.8 else [],
                    "cue": [],
                    "content": [list(each) for each in draw.sample(words, draw.choice([1, 1, 2]))],
                }
                for _ in range(4)
            ]
            for _ in range(2)
        )
        right, wanted, given = right_attributions(gold, predicted, TEXT)
        bench = score_attributions(gold, predicted, TEXT)
        assert (right, wanted, given) == (bench.tp, bench.gold, bench.pred)
        found += right
    assert found > 40
