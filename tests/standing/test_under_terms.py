"""The fold as a whole: what counts on which day, figures, findings, versions of the terms."""

from __future__ import annotations

import pytest

from promised_case import WIRE, Promised
from trucewatch.vocabulary.kinds import Figure


def test_what_was_published_later_is_not_known() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-08", number=4, date="2031-04-04")
    assert promised.at("2031-04-05", "2031-04-07")["free.performance"] == "none"
    assert promised.at("2031-04-05", "2031-04-08")["free.performance"] == "partial"
    assert promised.at("2031-04-05")["free.performance"] == "partial"
    assert promised.at("2031-04-03")["free.performance"] == "none"
    promised.duty("leave", "done", None)
    assert promised.at("2031-04-03", "2031-04-03")["leave.performance"] == "full"


def test_the_stances_and_charges_of_later_reports_are_not_known() -> None:
    promised = Promised()
    promised.say(Figure, "2031-04-08", what="held", number=5)
    promised.charge("2031-04-08", "Hill Radio", "slander", date="2031-04-03")
    promised.stance("2031-04-08", "Northern Council", "accept", date="2031-04-03")
    before, after = promised.at("2031-04-05", "2031-04-07"), promised.at("2031-04-09", "2031-04-09")
    assert (before["renew.consents"], before["findings"], "figures.held" in before) == ([], 0, False)
    assert (after["renew.consents"], after["findings"], "figures.held" in after) == (["north"], 1, True)


def test_at_an_hour_a_day_counts_from_its_end_and_an_hour_from_itself() -> None:
    promised = Promised()
    promised.duty("leave", "done", "2031-04-05", date="2031-04-05")
    assert promised.at("2031-04-05T23:00+03:00")["leave.performance"] == "none"
    assert promised.at("2031-04-06T00:00+03:00")["leave.performance"] == "full"
    hour = Promised()
    hour.duty("leave", "done", "2031-04-05", date="2031-04-05T10:00")
    assert hour.at("2031-04-05T09:59+03:00")["leave.performance"] == "none"
    assert hour.at("2031-04-05T10:00+03:00")["leave.performance"] == "full"


def test_the_version_of_the_day_counts() -> None:
    promised = Promised({"amendments.longer": "{on: 2031-04-20, changes: {phase-1.lasts: P40D}, sources: [S2]}"})
    assert promised.of("phase-1.last_day", "2031-04-19", "2031-04-20") == ["2031-04-30", "2031-05-10"]
    assert promised.at("2031-04-20T23:00+03:00")["phase-1.last_day"] == "2031-04-30"
    assert promised.at("2031-04-21T00:00+03:00")["phase-1.last_day"] == "2031-05-10"
    standing = promised.standing("2031-04-20T21:30+00:00", "2031-04-21")
    assert (standing.day.isoformat(), standing.terms.phases[0].lengths[0].lasts) == ("2031-04-21", "P40D")
    assert standing.known_on is not None
    assert (standing.as_of, standing.known_on.isoformat()) == (standing.as_of, "2031-04-21")


def test_figures_are_the_latest_of_each_voice_side_by_side() -> None:
    promised = Promised()
    promised.say(Figure, "2031-04-03", what="held", number=60)
    promised.say(Figure, "2031-04-05", what="held", number=59)
    promised.say(Figure, "2031-04-04", what="held", number=70, by="Northern Council")
    promised.say(Figure, "2031-04-04", what="held", number=71, attributed_to="A Clinic", by="Northern Council")
    promised.say(Figure, "2031-04-06", what="held", number=10, status="proposed")
    promised.say(Figure, "2031-04-06", what="held", number=None)
    promised.say(Figure, "2031-04-06", what="killed", number=2)
    found = promised.at("2031-04-06")
    assert found["figures.held"] == {"A Clinic": 71, WIRE: 59, "Northern Council": 70}
    assert list(found["figures.held"]) == ["A Clinic", WIRE, "Northern Council"]
    assert found["figures.killed"] == {WIRE: 2}
    assert promised.at("2031-04-03", "2031-04-03")["figures.held"] == {WIRE: 60}
    grounds = promised.standing("2031-04-06").answers["figures.killed"].grounds
    assert [(g.words, len(g.statements)) for g in grounds] == [(WIRE, 1)]


@pytest.mark.parametrize(
    ("what", "values", "alleged"),
    [
        ("breaking the truce", {}, 1),
        ("breaking the armistice", {}, 1),
        ("breaking the cease-fire", {}, 1),
        ("breaking what was laid down at Marrow", {}, 1),
        ("breaking the truce", {"status": "denied"}, 0),
        ("slander", {}, 0),
    ],
)
def test_a_charge_that_names_the_agreement_is_counted_apart(what: str, values: dict[str, str], alleged: int) -> None:
    promised = Promised()
    promised.charge("2031-04-05", "Hill Radio", what, **values)
    standing = promised.standing("2031-04-05")
    assert standing.answers["agreement.alleged"].value == alleged
    assert standing.answers["findings"].value == 1
    assert [s.content.KIND for s in standing.unplaced] == ["violations"]
    told = [s for g in standing.answers["findings"].grounds for s in g.statements]
    assert tuple(told) == standing.unplaced
    grounds = standing.answers["agreement.alleged"].grounds
    assert [(g.kind, g.words, g.statements) for g in grounds] == [("said", "alleged", standing.unplaced)] * alleged


def test_a_statement_is_one_finding_however_it_came_to_be_one() -> None:
    promised = Promised(
        {"renew.times": "null", "powers.longer": "{act: extend, of: phase-1, holders: north, lasts: P1D}"}
    )
    promised.relation("2031-05-03", "extends", by="The Envoy")
    promised.charge("2031-05-02", "Northern Council", "shelling", date="2031-05-02")
    promised.duty("leave", "demanded", "2031-04-05")
    assert promised.at("2031-05-04")["findings"] == 2
    assert [s.content.KIND for s in promised.standing("2031-05-04").unplaced] == ["violations", "agreement"]


def test_answers_come_in_the_order_of_the_terms() -> None:
    promised = Promised()
    promised.say(Figure, "2031-04-06", what="killed", number=2)
    paths = [path.rpartition(".")[0] for path in promised.at("2031-04-06")]
    ids = [*(p.id for p in promised.terms.phases), *(o.id for o in promised.terms.obligations)]
    ids += [p.id for p in promised.terms.powers]
    assert list(dict.fromkeys(paths)) == ["agreement", *ids, "figures", ""]


@pytest.mark.parametrize(
    ("own", "as_of", "findings"),
    [
        ("2031-04-05", "2031-04-04", 0),
        ("2031-04-05", "2031-04-05", 1),
        (None, "2031-04-04", 1),  # told on the 5th of the time before it
        (None, "2031-04-03", 0),
    ],
)
def test_a_finding_without_a_date_counts_for_the_day_before_its_report(
    own: str | None, as_of: str, findings: int
) -> None:
    promised = Promised()
    promised.charge("2031-04-05", "Hill Radio", "slander", date=own)
    assert promised.at(as_of)["findings"] == findings
