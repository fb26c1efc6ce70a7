"""What is claimed of the phases of an agreement, on sentences of our own."""

from __future__ import annotations

import pytest

from agreement_case import main_of
from trucewatch.vocabulary.kinds import PhaseClaim

TRUCE = "The truce between Peru and Chile took effect in March. "


def claims(text: str, ordinal: int) -> tuple[PhaseClaim, ...]:
    return next((p.claims for p in main_of(TRUCE + text).phases if p.ordinal == ordinal), ())


def facts(text: str, ordinal: int = 1) -> list[tuple[str, str | None, str | None]]:
    return [(c.status, c.by, c.date) for c in claims(text, ordinal)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The first phase was completed on 1 May.", ("completed", None, "2016-05-01")),
        ("Both armies completed the first phase.", ("completed", None, None)),
        ("The first phase expired on 1 May.", ("expired", None, "2016-05-01")),
        ("Phase one is over.", ("expired", None, None)),
        ("After the expiry of the first phase on 1 May, aid stopped.", ("expired", None, "2016-05-01")),
        ("The first phase has yet to begin.", ("not_begun", None, None)),
        ("Phase one never started.", ("not_begun", None, None)),
        ("The first phase is to begin on 20 May.", ("planned", None, "2016-05-20")),
        ("The first phase begins on Friday.", ("planned", None, "2016-05-13")),
        ("Phase one should have begun on Monday.", ("planned", None, "2016-05-09")),
        ("The first phase was postponed until June.", ("delayed", None, None)),
        ("The start of the first phase was postponed.", ("delayed", None, None)),
        ("The first phase came into force on 2 May.", ("in_force", None, "2016-05-02")),
        ("Phase two is over and phase one is under way.", ("in_force", None, None)),
        ("The first phase is on hold.", ("suspended", None, None)),
        ("The first phase was extended on Monday by a week.", ("extended", None, "2016-05-09")),
        ("The first phase was replaced by a new accord.", ("superseded", None, None)),
        ("Since Monday phase one has held without an agreement.", ("observed_without_agreement", None, "2016-05-09")),
        ("Chile said the first phase had collapsed.", ("collapsed", "Chile", None)),
        ("Chile denied that the first phase had ended.", ("disputed", "Chile", None)),
    ],
)  # fmt: skip
def test_a_claim_with_speaker_and_day(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert facts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If the first phase is completed, the captives go home.",
        "Peru wants to extend the first phase.",
        "The first phase may be extended.",
        "The first phase will expire on 20 May.",
        "The first phase was not completed.",
        "Until the first phase is completed, the road stays shut.",
        "Before the expiry of the first phase the captives are to go home.",
        "Chile called for a suspension of the first phase.",
        "The first phase has collapsed.",  # somebody's judgement, and nobody is named
        "The first phase covers two valleys.",
        "The first phase should not start on time, Chile said.",
        "Peru would sooner see the first phase begin on time.",
    ],
)
def test_what_is_wished_for_or_ahead_is_no_claim(text: str) -> None:
    assert facts(text) == []


def test_completed_and_expired_are_two_claims_of_two_speakers() -> None:
    text = "Peru said the first phase had been completed, while Chile said it had expired."
    assert facts(text) == [("completed", "Peru", None), ("expired", "Chile", None)]
    exchanged = "Chile said the first phase had been completed, while Peru said it had expired."
    assert facts(exchanged) == [("completed", "Chile", None), ("expired", "Peru", None)]


def test_a_phase_that_was_due_and_is_delayed_keeps_both_claims() -> None:
    text = "The second phase was due to begin on Sunday but has been delayed."
    assert [status for status, _, _ in facts(text, 2)] == ["planned", "delayed"]


def test_a_claim_keeps_its_words_and_leaves_the_status_as_it_is() -> None:
    (phase,) = main_of(TRUCE + "The first phase, which ended on 9 May, was extended by a week.").phases
    assert [c.words for c in phase.claims] == ["ended on 9 May", "was extended"]
    assert phase.status == "ended on 9 May"


def test_a_phase_that_observers_saw_begin_has_begun() -> None:
    assert facts("Observers saw the first phase begin on 9 May.") == [("in_force", None, "2016-05-09")]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides disagree on whether the first phase should be extended.",
        "Mediators asked how long the first phase should last.",
        "Chile would rather see the first phase end in May.",
    ],
)
def test_what_is_asked_of_a_phase_is_no_status(text: str) -> None:
    (phase,) = main_of(TRUCE + text).phases
    assert phase.status is None


def test_what_is_said_of_a_phase_is_its_status() -> None:
    (phase,) = main_of(TRUCE + "The first phase should be extended, the envoy said.").phases
    assert phase.status == "should be extended"
