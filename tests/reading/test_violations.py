"""Charges, denials and records of breaches; who makes them against whom."""

from __future__ import annotations

from datetime import date

import pytest

from told_case import ListsStep
from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import Step, run_steps
from trucewatch.reading.violation_signs import Charge, between
from trucewatch.reading.violations import Violations, ViolationsStep
from trucewatch.vocabulary.kinds import Violation
from trucewatch.vocabulary.report import Report


def read(text: str) -> tuple[Violation, ...]:
    page = Page(Report(text, published=date(2020, 6, 1)))
    run_steps(
        page,
        [
            ListsStep(),
            SentencesStep(),
            DatesStep(),
            ActorsStep(),
            AttributionsStep(),
            SpeakersStep(),
            PartiesStep(),
            ViolationsStep(),
        ],
    )
    found = page.get(Violations).violations
    assert all(p.is_verbatim_in(text) for v in found for p in v.evidence)
    return found


def marked(text: str, *marks: tuple[str, str, str, float]) -> tuple[Violation, ...]:
    """The violations where a tagger marked words as (head, word, type, probability)."""
    spans: dict[str, list[Span]] = {"violation": [], "accused": [], "accuser": []}
    for head, word, kind, sure in marks:
        at = text.index(word)
        spans[head].append(Span(at, at + len(word), kind, sure))
    page = Page(Report(text, published=date(2020, 6, 1)))
    page.add(Tags({head: tuple(sorted(found)) for head, found in spans.items()}, "made-up"))
    steps: list[Step] = [SentencesStep(), DatesStep(), ActorsStep(), AttributionsStep(), SpeakersStep(), PartiesStep()]
    run_steps(page, [*steps, ViolationsStep()])
    return page.get(Violations).violations


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(v.status, v.alleged_by, v.against) for v in read(text)]


@pytest.mark.parametrize(
    ("text", "by", "against"),
    [
        ("Armenia accused Azerbaijan of shelling three villages.", "Armenia", "Azerbaijan"),
        ("Azerbaijan accused Armenia of shelling three villages.", "Azerbaijan", "Armenia"),
        ("Russia blamed Georgia for the shelling.", "Russia", "Georgia"),
        ("Georgia blamed the shelling on Russia.", "Georgia", "Russia"),
        ("Ethiopia was accused by Eritrea of breaking the truce.", "Eritrea", "Ethiopia"),
        ("Pakistan condemned India's violations of the ceasefire.", "Pakistan", "India"),
        ("India condemned Pakistan's violations of the ceasefire.", "India", "Pakistan"),
        ("Peru said that Ecuadorian troops had opened fire on its posts.", "Peru", "Ecuador"),
        ("Chad complained of attacks by the Sudanese army.", "Chad", "Sudan"),
    ],
)
def test_a_charge_names_who_makes_it_and_against_whom(text: str, by: str, against: str) -> None:
    assert told(text) == [("alleged", by, against)]


def test_each_accusing_the_other_is_a_charge_a_side() -> None:
    found = told("Armenia and Azerbaijan accused each other of violating the ceasefire.")
    assert sorted(found) == [("alleged", "Armenia", "Azerbaijan"), ("alleged", "Azerbaijan", "Armenia")]


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Georgia denied opening fire.", "Georgia"),
        ("India denied that its troops had crossed the line.", "India"),
        ("Ecuador's army rejected the accusation.", "Ecuador"),
    ],
)
def test_a_denial_is_a_record_against_the_denier(text: str, against: str) -> None:
    assert told(text) == [("denied", None, against)]


def test_a_charge_and_its_denial_are_two_records() -> None:
    found = told("Russia blamed Georgia for the shelling. Georgia denied opening fire.")
    assert found == [("alleged", "Russia", "Georgia"), ("denied", "Russia", "Georgia")]


def test_monitors_who_record_are_verifiers() -> None:
    (found,) = read("Monitors recorded 350 ceasefire violations over the weekend.")
    assert (found.status, found.alleged_by, found.unsure) == ("confirmed", None, True)


def test_what_a_verifier_says_is_no_party_charge() -> None:
    (found,) = read("The Upland Front has violated the truce 30 times, according to the monitors.")
    assert (found.status, found.alleged_by, found.against) == ("confirmed", "monitors", "Upland Front")


def test_traded_accusations_are_a_charge_a_side() -> None:
    found = told("Pakistan and India traded accusations of ceasefire violations.")
    assert sorted(f for f in found if f[2]) == [("alleged", "India", "Pakistan"), ("alleged", "Pakistan", "India")]


def test_the_doer_of_a_deed_called_a_violation() -> None:
    assert told("Angola called UNITA's raid a violation of the accord.") == [("alleged", "Angola", "UNITA")]


def test_aid_that_is_stopped_is_told_in_the_reports_own_words() -> None:
    (found,) = read("Ethiopia has blocked aid convoys from entering the valley.")
    assert (found.status, found.alleged_by, found.against, found.unsure) == ("confirmed", None, "Ethiopia", True)


def test_none_reported_is_a_denial_of_sorts() -> None:
    (found,) = read("No violations of the ceasefire were reported in the valley.")
    assert (found.status, found.unsure) == ("denied", True)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya urged Somalia to stop the attacks.",
        "Peru warned that Ecuador would attack if the talks failed.",
        "Fighting broke out after Chad accused Sudan of plotting a coup.",
        "Georgia has not violated the ceasefire.",
        "Nepal praised the truce and thanked India.",
    ],
)
def test_fears_demands_and_background_are_no_violations(text: str) -> None:
    assert [v for v in told(text) if v[0] != "denied"] == []


def test_exchanging_the_parties_exchanges_the_reading() -> None:
    text = "{0} said {1} had violated the truce. {1} denied breaking it and accused {0} of shelling a mill."
    one = told(text.format("Chad", "Niger"))
    other = told(text.format("Niger", "Chad"))
    swap = {"Chad": "Niger", "Niger": "Chad"}
    assert [(s, swap.get(b or ""), swap.get(a or "")) for s, b, a in one] == other
    assert len(one) >= 2


def test_the_date_comes_from_the_charge() -> None:
    (found,) = read("Peru accused Ecuador of shelling a border post on 12 March 2020.")
    assert found.date == "2020-03-12"


@pytest.mark.parametrize(
    "text",
    [
        "Chad denied that it had sold the lorry to a trader.",
        "A truce, an envoy said, which Chad had bombed into being, was fragile.",
        "Kenya said no shooting should be heard.",
    ],
)
def test_what_is_no_breach_is_no_record(text: str) -> None:
    assert told(text) == []


def test_fighting_that_went_on_is_alleged_of_nobody_named() -> None:
    (found,) = read("The envoy Anna Berg said the shelling had gone on until noon.")
    assert (found.status, found.alleged_by, found.against, found.unsure) == ("alleged", "Anna Berg", None, True)


def test_a_town_taken_is_a_breach_alleged() -> None:
    assert told("Peru said that Ecuador had taken the town.") == [("alleged", "Peru", "Ecuador")]
    assert told("Ecuador said that Peru had taken the town.") == [("alleged", "Ecuador", "Peru")]


def test_no_shooting_heard_is_a_denial_of_sorts() -> None:
    (found,) = read("No exchange of fire was heard along the line.")
    assert (found.status, found.against, found.unsure) == ("denied", None, True)


def test_a_patrol_kept_out_is_told_in_the_reports_own_words() -> None:
    (found,) = read("Access of the patrol was restricted twice.")
    assert (found.status, found.alleged_by, found.unsure) == ("confirmed", None, True)


@pytest.mark.parametrize(("one", "other"), [("Chad", "Niger"), ("Niger", "Chad")])
def test_in_a_report_of_two_parties_the_other_is_meant(one: str, other: str) -> None:
    sides = _Named()
    bare = Charge(0, 9, (0, 9), one, None, "alleged")
    assert [(c.by, c.against, c.unsure) for c in between(bare, (one, other), sides)] == [(one, other, True)]
    mutual = Charge(0, 9, (0, 9), "both sides", "both sides", "alleged")
    assert [(c.by, c.against) for c in between(mutual, (one, other), sides)] == [(one, other), (other, one)]
    assert [c.against for c in between(bare, (), sides)] == [None]


class _Named:
    """Every name stands for itself."""

    def side_named(self, name: str | None) -> str | None:
        return name


@pytest.mark.parametrize(
    "answer",
    [
        "Niger denied this.",
        "Niger rejected the charge.",
        "Niger called the claim a fabrication.",
        "Niger said the report was baseless.",
        "Niger denied that its men had been there.",
        "It was a charge which Niger dismissed.",
    ],
)
def test_a_denial_repeats_the_accuser_of_the_charge_it_answers(answer: str) -> None:
    (charge, denial) = read(f"Chad accused Niger of shelling a village. {answer}")
    assert (charge.status, charge.alleged_by, charge.against) == ("alleged", "Chad", "Niger")
    assert (denial.status, denial.alleged_by, denial.against) == ("denied", "Chad", "Niger")
    assert denial.answers is not None
    assert "shelling a village" in denial.answers


def test_what_answers_no_charge_is_no_denial() -> None:
    assert told("Niger denied this. Niger called the film a fairy tale. Niger insisted the road was open.") == []


def test_a_charge_thrown_back_answers_the_first() -> None:
    (first, second) = read("Chad accused Niger of shelling a village. Niger accused Chad of mining a road.")
    assert (first.answers, second.answers) == (None, "shelling a village")


def test_what_was_undertaken_and_not_done_is_charged() -> None:
    assert told("Chad said Niger had not honoured the accord.") == [("alleged", "Chad", "Niger")]
    assert told("Niger said Chad had not honoured the accord.") == [("alleged", "Niger", "Chad")]


def test_a_deed_called_a_breach_is_charged() -> None:
    assert told("Chad regards Niger's raid as a violation of the truce.") == [("alleged", "Chad", "Niger")]
    assert told("Chad regards the raid as no violation.") == []


def test_snow_is_blamed_for_nothing() -> None:
    assert told("Chad blamed snow for the delay.") == []


def test_what_is_logged_is_an_incident_and_what_breaks_a_clause_a_breach() -> None:
    (logged,) = read("Ethiopia has blocked aid convoys from entering the valley.")
    (broken,) = read("Monitors recorded 350 ceasefire violations over the weekend.")
    assert (logged.nature, broken.nature) == ("incident", "breach")


def test_marked_words_add_a_charge_that_no_list_has() -> None:
    text = "Chad said that Niger tunnelled under the post."
    assert marked(text) == ()
    marks = [("violation", "tunnelled", "alleged", 0.9), ("accused", "Niger", "", 0.8), ("accuser", "Chad", "", 0.8)]
    (found,) = marked(text, *marks)
    assert (found.status, found.alleged_by, found.against, found.unsure) == ("alleged", "Chad", "Niger", True)
    assert marked(text, ("violation", "tunnelled", "alleged", 0.3)) == ()


def test_what_lists_are_unsure_of_needs_a_mark() -> None:
    text = "Ethiopia has blocked aid convoys from entering the valley."
    assert marked(text) == ()
    (found,) = marked(text, ("violation", "blocked", "confirmed", 0.3))
    assert found.against == "Ethiopia"


def test_a_sure_mark_settles_the_status() -> None:
    (found,) = marked("Chad accused Niger of shelling a village.", ("violation", "accused", "confirmed", 0.9))
    assert found.status == "confirmed"


def test_a_breach_marked_on_the_verb_of_saying_is_not_laid_to_whoever_says_it() -> None:
    text = "Gabon and Chad signed a truce in Oslo on Monday. Gabon reported that Chad had moved its guns over the line."
    (found,) = marked(text, ("violation", "reported", "alleged", 0.9))
    assert (found.alleged_by, found.against, found.status) == ("Gabon", "Chad", "alleged")
    turned = text.replace("Gabon", "#").replace("Chad", "Gabon").replace("#", "Chad")
    (back,) = marked(turned, ("violation", "reported", "alleged", 0.9))
    assert (back.alleged_by, back.against) == ("Chad", "Gabon")


def test_what_monitors_find_is_confirmed_by_whatever_verb_they_tell_it() -> None:
    text = "Gabon and Chad signed a truce in Oslo on Monday. The monitors complained that Chad had moved guns."
    (found,) = marked(text, ("violation", "complained", "alleged", 0.9))
    assert (found.against, found.status) == ("Chad", "confirmed")


def test_troops_of_a_side_are_that_side() -> None:
    text = "Gabon and Chad signed a truce in Oslo on Monday. Gabon accused troops of Chad of shelling a village."
    (found,) = read(text)
    assert (found.alleged_by, found.against) == ("Gabon", "Chad")


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Libya accused each other of shelling villages.",
        "The truce between Chad and Libya fell apart, each side blaming the other.",
        "Chad and Libya signed a truce. The two sides held each other responsible.",
    ],
)
def test_each_sides_charge_stands_on_a_passage_of_its_own(text: str) -> None:
    found = read(text)
    assert {(v.alleged_by, v.against) for v in found} == {("Chad", "Libya"), ("Libya", "Chad")}
    assert len({v.evidence for v in found}) == 2


def test_backed_militias_are_not_the_state_behind_them() -> None:
    (found,) = read("Chad alleged a violation of the truce by Libyan-backed militias.")
    assert found.against == "Libyan-backed militias"


def test_several_accused_at_once() -> None:
    (found,) = read("Chad accused Libya and Niger of violating the truce.")
    assert found.against == "Libya and Niger"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("No shot was fired on the ridge overnight, said Colonel Ana Berg, an observer.", "fired"),
        ("Not a single shell had fallen on the quarter since Friday, the governor said.", "fallen"),
        ("Nobody opened fire on the valley, the monitors said.", "opened"),
    ],
)
def test_a_quiet_day_is_no_denial_of_whoever_tells_of_it(text: str, word: str) -> None:
    assert marked(text, ("violation", word, "denied", 0.9)) == ()


def test_a_side_that_says_it_did_not_fire_still_denies() -> None:
    text = "Gabon and Chad signed a truce in Oslo on Monday. No shot was fired by its troops, Chad said."
    (found,) = marked(text, ("violation", "fired", "denied", 0.9))
    assert (found.status, found.against) == ("denied", "Chad")
