from __future__ import annotations

import json
import pickle
from pathlib import Path

from trucewatch import api
from trucewatch.api import running
from trucewatch.reports import relevance
from trucewatch.runs import driver
from trucewatch.runs.hands import Hands, Ready
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

TRUCE = (
    "The two governments agreed to extend the ceasefire for ten days while mediators carry proposals for a prisoner "
    "exchange between the capitals. The truce had been due to end on Friday. "
) * 6
OVENS = (
    "The bakery on the corner has new ovens, and the baker says that bread comes out of them with a better crust. "
    "People from the whole street come in the morning, and the children like the rolls with raisins best. "
) * 6


class NoReader:
    """Reads nothing."""

    def __call__(self) -> Ready:
        return Ready(lambda report: Reading(report, steps=("nothing 1",)), ("nothing 1",), ())


def test_hands_travel_and_name_the_gate() -> None:
    given = pickle.loads(pickle.dumps(running._hands("en_core_web_sm", prefilter=True)))  # noqa: S301 - our own
    assert isinstance(given, Hands)
    assert given.reader == running.ReaderForRuns("en_core_web_sm")
    assert given.judge is relevance.judge
    assert given.judge_version == relevance.version()
    bare = running._hands(None, prefilter=False)
    assert (bare.judge, bare.judge_version) == (None, None)


def test_gate_turns_away_what_is_about_other_things(tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    archive.write_text("".join(json.dumps({"text": text}) + "\n" for text in (TRUCE, OVENS)), encoding="utf-8")
    hands = Hands(NoReader(), relevance.judge, relevance.version())
    done = driver.start([str(archive)], tmp_path / "run", hands, api.RunOptions(), api.Force(workers=1))
    assert done.outcomes == {"read": 1, "rejected": 1, "refused": 0, "failed": 0}
    (reject,) = done.rejects.sample
    assert reject.name == f"{archive}:2"
    assert reject.report_id == Report(OVENS).id
    assert reject.ground == relevance.judge(OVENS, None).ground
    status = api.run_status(tmp_path / "run")
    assert status.to_json() | {"sessions": []} == done.to_json() | {"sessions": []}
