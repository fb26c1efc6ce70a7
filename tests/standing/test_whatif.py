from __future__ import annotations

from datetime import date

import pytest

from promised_case import Promised, point
from trucewatch.agreements.paths import TermsPathError
from trucewatch.errors import TrucewatchError
from trucewatch.standing.whatif import SUPPOSED, Question, WhatIf, what_if


def ask(promised: Promised, *events: str, as_of: str = "2031-04-12", **changes: str) -> WhatIf:
    values = {path.replace("__", ".").replace("_", "-"): value for path, value in changes.items()}
    return what_if(promised.terms, promised.view(), Question(values, events), point(as_of))


def moved(asked: WhatIf) -> dict[str, tuple[object, object]]:
    return {m.path: (m.now, m.then) for m in asked.moved}


def test_other_terms_move_deadlines_and_states() -> None:
    found = moved(ask(Promised(), phase_1__lasts="P60D", as_of="2031-05-02"))
    assert found["phase-1.last_day"] == ("2031-04-30", "2031-05-30")
    assert found["phase-1.calendar"] == ("expired", "in_force")
    assert found["phase-1.day"] == (None, 32)
    assert found["leave.due"] == ("overdue", "not_due")
    assert found["quiet.force"] == ("lapsed", "in_force")
    assert not any(path.startswith("free.") for path in found)


def test_answers_that_would_be_gone_are_told() -> None:
    found = moved(ask(Promised(), free__owed="null"))
    assert found["free.owed"] == (10, None)


def test_a_deed_that_is_supposed_counts_under_its_own_name() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", number=4)
    asked = ask(promised, "free done 10 on 2031-04-09")
    found = moved(asked)
    assert found["free.performance"] == ("partial", "full")
    assert found["free.due"] == ("overdue", "met")
    assert asked.then.answers["free.delivered"].value == {"Coast Wire": 4, SUPPOSED: 10}
    assert asked.now.answers["free.delivered"].value == {"Coast Wire": 4}
    assert found["give-back.force"] == ("created", "in_force")
    (told,) = (
        s for g in asked.then.answers["free.delivered"].grounds for s in g.statements if s.published == date(2031, 4, 9)
    )
    assert told.content.passages[0].text == "free done 10 on 2031-04-09"


@pytest.mark.parametrize("id_", ["free", "give-back", "leave", "trucks", "light", "meet"])
def test_what_is_supposed_of_a_duty_is_tied_to_it(id_: str) -> None:
    asked = ask(Promised(), f"{id_} halted")
    assert moved(asked)[f"{id_}.performance"] == ("none", "halted")
    assert asked.then.answers["findings"].value == 0
    opened = ask(Promised(), f"{id_} open")
    assert moved(opened)[f"{id_}.last_reported"] == (None, "2031-04-12")
    assert f"{id_}.performance" not in moved(opened)


def test_without_a_day_it_is_the_day_asked_about_in_the_zone_of_the_terms() -> None:
    assert moved(ask(Promised(), "free done 10"))["free.due"] == ("overdue", "met_late")
    late = ask(Promised(), "leave open", as_of="2031-04-12T21:30+00:00")
    assert "leave.last_reported" not in moved(late)  # a day counts from its end, and there it is the 13th
    over = ask(Promised(), "leave open on 2031-04-12", as_of="2031-04-12T21:30+00:00")
    assert moved(over)["leave.last_reported"] == (None, "2031-04-12")


def test_answers_of_parties_are_supposed() -> None:
    promised = Promised()
    promised.stance("2031-04-05", "Northern Council", "accept")
    found = moved(ask(promised, "south accepts extension of phase-1"))
    assert found["renew.consents"] == (["north"], ["north", "south"])
    assert found["phase-1.last_day"] == ("2031-04-30", "2031-05-30")
    refused = moved(ask(promised, "south rejects extension on 2031-04-11"))
    assert refused == {"renew.refusals": ([], ["south"])}
    assert moved(ask(promised, "south accepts extension of phase-2")) == {}
    pause = Promised({"pause.of": "phase-1"})
    assert moved(ask(pause, "south accepts suspension"))["pause.consents"] == ([], ["south"])


def test_several_events_count_together_and_what_lies_ahead_does_not_yet() -> None:
    found = moved(ask(Promised(), "north accepts extension", "south accepts extension"))
    assert found["renew.state"] == ("open", "spent")
    assert moved(ask(Promised(), "leave done on 2031-04-20")) == {}
    assert moved(ask(Promised(), "leave done on 2031-04-20", as_of="2031-04-20"))["leave.performance"] == (
        "none",
        "full",
    )


def test_events_are_of_the_changed_terms() -> None:
    asked = ask(Promised(), "mend done", obligations__mend="{bearer: north, duty: act, action: other, object: roads}")
    assert moved(asked)["mend.performance"] == (None, "full")


@pytest.mark.parametrize(
    ("event", "found", "expected"),
    [
        ("free burned", "no known form", "OBLIGATION done|halted|open"),
        ("free done ten", "no known form", "PARTY accepts|rejects"),
        ("mend done", "no obligation 'mend'", "free, give-back"),
        ("east accepts extension", "no party 'east'", "north, south"),
        ("north accepts extension of phase-3", "no phase 'phase-3'", "phase-1, phase-2"),
        ("free done on 2031-04-31", "has the day", "2031-04-02"),
    ],
)
def test_an_event_that_cannot_be_is_refused(event: str, found: str, expected: str) -> None:
    with pytest.raises(TrucewatchError) as error:
        ask(Promised(), event)
    assert found in str(error.value)
    assert expected in str(error.value)


def test_a_path_that_names_nothing_is_refused() -> None:
    with pytest.raises(TermsPathError):
        ask(Promised(), phase_9__lasts="P1D")


def test_nothing_is_written() -> None:
    promised = Promised()
    view = promised.view()
    what_if(promised.terms, view, Question({"phase-1.lasts": "P60D"}, ("free done",)), date(2031, 4, 12))
    assert (len(view.reports()), len(view.statements())) == (0, 0)
