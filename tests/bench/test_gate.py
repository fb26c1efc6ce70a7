"""The gate of reading quality: shut below a floor, lifted only upwards, shut when a step is switched off."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.quality import gate
from bench.quality.gate import Floors, failures, load, raised, reach, save
from bench.quality.measure import measure, trucewatch_reader
from bench.quality.samples import digest_of, samples
from trucewatch.reading.obligations import Obligations, ObligationsStep
from trucewatch.reading.page import Page
from trucewatch.reading.steps import DEFAULT_STEPS

FLOORS = Floors("digest", 1.0, [], {"quotes found": 60.0, "verbatim": 100.0})


def test_open_at_the_floor_and_within_the_margin() -> None:
    assert failures(FLOORS, {"quotes found": 60.0, "verbatim": 100.0}, "digest") == []
    assert failures(FLOORS, {"quotes found": 59.1, "verbatim": 100.0}, "digest") == []


def test_shut_below_the_margin() -> None:
    (reason,) = failures(FLOORS, {"quotes found": 58.9, "verbatim": 100.0}, "digest")
    assert "58.9 reached, at least 60.0 wanted" in reason


def test_a_passage_that_is_not_verbatim_has_no_margin() -> None:
    assert failures(FLOORS, {"quotes found": 60.0, "verbatim": 99.9}, "digest")


def test_a_figure_that_is_gone_shuts_it() -> None:
    assert failures(FLOORS, {"verbatim": 100.0}, "digest")


def test_another_corpus_shuts_it() -> None:
    (reason,) = failures(FLOORS, {"quotes found": 90.0, "verbatim": 100.0}, "other")
    assert "--raise" in reason


def test_no_floors_shut_it() -> None:
    assert failures(Floors(), {"quotes found": 90.0}, "digest")


def test_raise_lifts_and_never_lowers() -> None:
    lifted = raised(FLOORS, {"quotes found": 59.5, "verbatim": 100.0, "talks found": 40.0}, "new")
    assert isinstance(lifted, Floors)
    assert lifted.floors == {"quotes found": 60.0, "verbatim": 100.0, "talks found": 40.0}
    assert lifted.corpus_digest == "new"
    assert isinstance(raised(FLOORS, {"quotes found": 40.0, "verbatim": 100.0}, "new"), list)


def test_lowering_needs_a_page_of_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "0099-because.md"
    page.write_text("because", "utf-8")
    with pytest.raises(SystemExit):
        gate.main(["--because", str(page)])
    assert "decisions/" in capsys.readouterr().err


def test_floors_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    save(FLOORS, path)
    assert load(path) == FLOORS
    assert json.loads(path.read_text("utf-8"))["floors"]["verbatim"] == 100.0


def test_the_floors_in_the_project_are_for_the_corpus_in_the_project() -> None:
    floors = load()
    assert floors.corpus_digest == digest_of("dev")
    assert {"all found", "all right", "quotes right", "obligations found", "verbatim", "swap"} <= floors.floors.keys()
    for page in floors.because:
        assert (gate.ROOT / page).exists()


@dataclass(frozen=True)
class Off:
    """The step of the obligations, switched off: it writes its layer and finds nothing."""

    name: str = ObligationsStep().name
    version: str = ObligationsStep().version
    reads: tuple[type, ...] = ObligationsStep().reads
    writes: type = Obligations

    def __call__(self, page: Page) -> Obligations:
        return Obligations(())


@pytest.mark.slow
def test_the_gate_shuts_when_a_step_is_switched_off() -> None:
    steps = tuple(Off() if isinstance(step, ObligationsStep) else step for step in DEFAULT_STEPS)
    given = samples("corpus dev")
    measured = gate.figures(measure(trucewatch_reader(steps), given), None)
    reasons = failures(load(), {"swap": 100.0, **measured}, digest_of("dev"))
    assert any(reason.startswith("obligations found") for reason in reasons)
    assert any(reason.startswith("all found") for reason in reasons)
    assert not any(reason.startswith(("quotes", "times", "figures")) for reason in reasons)


@pytest.mark.slow
def test_the_gate_is_open() -> None:
    assert failures(load(), reach(), digest_of("dev")) == []
