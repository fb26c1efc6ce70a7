"""Talks with venue, date and status, on sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.reading.talks import TalksLayer, TalksStep
from trucewatch.vocabulary.kinds import Talks
from trucewatch.vocabulary.report import Report

PUBLISHED = date(2016, 5, 11)  # a Wednesday


def read(text: str, told: dict[str, tuple[Span, ...]] | None = None) -> tuple[Talks, ...]:
    """The talks of a text, by words alone or with what a tagger would tell of it."""
    page = Page(Report(text, PUBLISHED))
    page.add(Tags(told or {}, "made up"))
    run_steps(page, [SentencesStep(), ActorsStep(), DatesStep(), PartiesStep(), TalksStep()])
    return page.get(TalksLayer).talks


def one(text: str) -> Talks:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "venue", "day", "status"),
    [
        ("Chad and Libya held talks in Geneva on Monday.", "Geneva", "2016-05-09", "held"),
        ("Peru and Ecuador will meet in Lima on 20 May.", "Lima", "2016-05-20", "planned"),
        ("Armenia and Georgia signed the accord in Moscow on 3 May.", "Moscow", "2016-05-03", "held"),
        ("Ethiopia and Eritrea met in the Kenyan capital on Tuesday.", "Nairobi", "2016-05-10", "held"),
        ("A meeting due to be held in Yangon on Friday was cancelled.", "Yangon", "2016-05-13", "postponed"),
        ("The envoys of Chad and Libya are meeting in Cairo for talks.", "Cairo", None, "under way"),
        (
            "Serbian and Bosnian leaders are due in Vienna on 20 May for a new round of talks.",
            "Vienna",
            "2016-05-20",
            "planned",
        ),
        (
            "A planned meeting of the two presidents in Luanda was called off on Monday.",
            "Luanda",
            "2016-05-09",
            "postponed",
        ),
        ("Peru and Ecuador agreed a treaty in the Swiss city of Geneva on Tuesday.", "Geneva", "2016-05-10", "held"),
        (
            "India will send its negotiators to Lima on Monday for a new round of talks.",
            "Lima",
            "2016-05-16",
            "planned",
        ),
    ],
)
def test_venue_date_and_status(text: str, venue: str, day: str | None, status: str) -> None:
    found = one(text)
    assert (found.venue, found.date, found.status) == (venue, day, status)


def test_participants_are_the_sides() -> None:
    found = one("Chad and Libya held peace talks in Geneva on Monday.")
    assert set(found.participants) == {"Chad", "Libya"}


def test_mediators_are_no_participants() -> None:
    found = one("Chad and Libya held peace talks in Geneva on Monday, mediated by Gabon.")
    assert found.mediators == ("Gabon",)
    assert set(found.participants) == {"Chad", "Libya"}


def test_two_states_in_one_phrase() -> None:
    found = one("The foreign ministers of Ethiopia and Sudan spoke by phone on Tuesday.")
    assert set(found.participants) == {"Ethiopia", "Sudan"}
    found = one("Georgian and Russian envoys met in Geneva on Tuesday.")
    assert set(found.participants) == {"Georgia", "Russia"}


def test_a_later_date_of_the_same_meeting_place_is_another_record() -> None:
    found = read("Delegates of Chad and Libya met in Cairo on 25 April and again on Monday.")
    assert [(t.venue, t.date) for t in found] == [("Cairo", "2016-04-25"), ("Cairo", "2016-05-09")]


def test_both_sides_are_the_parties() -> None:
    found = read("A truce between Chad and Libya is holding. The two sides met in Tunis on Monday.")
    assert [set(t.participants) for t in found] == [{"Chad", "Libya"}]


def test_talks_and_signing_in_one_place_and_day_are_one() -> None:
    found = read("Chad and Libya held talks in Geneva on Monday. Chad and Libya signed the accord in Geneva on Monday.")
    assert [(t.venue, t.date) for t in found] == [("Geneva", "2016-05-09")]
    assert len(found[0].evidence) == 2


def test_talks_of_two_places_stay_two() -> None:
    found = read("Chad and Libya met in Geneva on Monday. Chad and Libya met in Tunis on Tuesday.")
    assert [t.venue for t in found] == ["Geneva", "Tunis"]


def test_talks_told_of_without_place_or_day_are_none() -> None:
    assert read("Spain praised the talks.") == ()


def test_a_press_conference_is_no_talks() -> None:
    assert read("The minister told a press conference in Madrid on Monday that he was glad.") == ()


def test_refusing_to_sign_is_no_signing() -> None:
    assert read("Chad would not sign the accord in Geneva on Monday.") == ()


def test_meeting_a_demand_is_no_talks() -> None:
    assert read("Libya met the demand in Tripoli on Monday.") == ()


def test_indirect_talks() -> None:
    assert one("Chad and Libya held indirect talks in Geneva on Monday.").mode == "indirect"


def test_exchanging_names_exchanges_the_participants() -> None:
    text = "Armenian negotiators met Georgian negotiators in Lima on Monday for talks."
    swapped = "Georgian negotiators met Armenian negotiators in Lima on Monday for talks."
    exchange = {"Armenia": "Georgia", "Georgia": "Armenia"}
    first, second = one(text), one(swapped)
    assert tuple(exchange[n] for n in first.participants) == second.participants
    assert (first.venue, first.date, first.status) == (second.venue, second.date, second.status)


def test_evidence_is_verbatim() -> None:
    text = "Chad and Libya  met in Geneva on Monday.\n\nThe next round will open in Tunis on 20 May."
    found = read(text)
    assert len(found) == 2
    assert all(p.is_verbatim_in(text) for t in found for p in t.evidence)


@pytest.mark.parametrize(
    ("text", "day", "status"),
    [
        ("The committee was to have met in Lima on 9 May.", "2016-05-09", "postponed"),
        ("Chad and Libya had been negotiating in Geneva since 2 May.", "2016-05-02", "held"),
        ("There are further talks between Chad and Libya this week.", "2016-W19", "planned"),
        ("Peru and Ecuador signed the accord on 3 May.", "2016-05-03", "held"),
        ("The truce has held since 4 May, when Chad and Libya signed a pact in Tunis.", "2016-05-04", "held"),
        ("The envoy is due to see Libyan negotiators on Friday in Tunis.", "2016-05-13", "planned"),
    ],
)
def test_more_days_and_status(text: str, day: str, status: str) -> None:
    found = one(text)
    assert (found.date, found.status) == (day, status)


def test_a_signing_told_in_two_places_is_one() -> None:
    text = "Chad and Libya saw a ceasefire signed in Tunis. The truce signed on Saturday obliges both armies to leave."
    found = one(text)
    assert (found.venue, found.date) == ("Tunis", "2016-05-07")


def test_the_capital_is_that_of_the_state_told_of_most() -> None:
    assert one("Peru is calm. Peru waits. The envoys met in the capital on Monday.").venue == "Lima"


def told(text: str, word: str, kind: str, probability: float) -> dict[str, tuple[Span, ...]]:
    """What a tagger tells that is sure so far that a word carries talks of a kind."""
    at = text.index(word)
    return {"talks": (Span(at, at + len(word), kind, probability),)}


def test_talks_in_words_that_no_list_has_are_told_by_the_tagger() -> None:
    text = "Chad and Libya put their heads together in Geneva on Monday."
    assert read(text) == ()
    (found,) = read(text, told(text, "put", "held", 0.8))
    assert (found.venue, found.date, found.status) == ("Geneva", "2016-05-09", "held")


def test_talks_that_the_tagger_is_not_told_of_without_place_or_sides_are_dropped() -> None:
    text = "Further discussion of the budget was postponed."
    assert read(text, {"talks": ()}) == ()


def test_where_the_tagger_is_sure_it_says_how_talks_stand() -> None:
    text = "Chad and Libya held talks in Geneva on Monday."
    (found,) = read(text, told(text, "talks", "under way", 0.9))
    assert found.status == "under way"


def test_a_place_that_opens_the_clause_is_the_venue() -> None:
    found = one("Yesterday in Oslo, in the city hall, Chad and Libya signed a truce.")
    assert (found.venue, found.date) == ("Oslo", "2016-05-10")


def test_here_is_the_town_of_the_dateline() -> None:
    assert one("TUNIS, May 11 - Chad and Libya signed a peace agreement here on Tuesday.").venue == "Tunis"


@pytest.mark.parametrize(
    "text",
    [
        "Chad called for talks on Monday.",
        "Libya rejected negotiations on Monday.",
        "The Republic has met its main duties under the text of 3 May.",
        "Chad met with resistance in Geneva on Monday.",
    ],
)
def test_talks_that_are_only_wished_for_are_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "venue", "day", "status"),
    [
        ("The mediator is expected in Tunis on Friday.", "Tunis", "2016-05-13", "planned"),
        ("The mediator visited both capitals on Monday.", None, "2016-05-09", "held"),
        ("The envoy has been shuttling between Chad and Libya since 2 May.", None, "2016-05-02", "under way"),
        ("The president received the ambassadors in Lima on Monday.", "Lima", "2016-05-09", "held"),
        ("Gabon will bring Chad and Libya together in Lima on 20 May.", "Lima", "2016-05-20", "planned"),
        ("Chad and Libya signed the truce at Zenda airport on 3 May.", "Zenda airport", "2016-05-03", "held"),
        ("The council will take up the report on Friday.", None, "2016-05-13", "planned"),
        ("The truce begins at dawn.\n\nDone at Lima, 3 May 2016.", "Lima", "2016-05-03", "held"),
    ],
)
def test_contacts_without_a_word_for_a_meeting(text: str, venue: str | None, day: str, status: str) -> None:
    found = one(text)
    assert (found.venue, found.date, found.status) == (venue, day, status)


@pytest.mark.parametrize(
    "text",
    [
        "Tourists visited Tunis on Monday.",
        "Rain is expected in Tunis on Friday.",
        "The hospital received medicine in Tunis on Monday.",
        "The farmers gathered the harvest near Lima on Monday.",
        "The army will take up new positions on Friday.",
    ],
)
def test_the_same_verbs_of_other_matters_are_no_talks(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Chad and Libya will hold talks in Geneva on 20 May.", "announced"),
        ("Chad and Libya held talks in Geneva on Monday.", "held"),
        ("Chad and Libya are holding talks in Geneva.", "under_way"),
        ("Talks between Chad and Libya in Geneva were adjourned on Monday.", "adjourned"),
        ("Talks between Chad and Libya in Geneva were postponed on Monday.", "postponed"),
        ("A planned meeting of the two presidents in Luanda was called off on Monday.", "called_off"),
        ("Talks between Chad and Libya in Geneva were broken off on Monday.", "broken_off"),
        ("Oman invited Chad and Libya to talks in Muscat on 20 May.", "invited"),
        ("Chad refused to attend the talks with Libya in Geneva on 20 May.", "declined"),
        ("Oman proposed that Chad and Libya hold talks in Muscat on 20 May.", None),
    ],
)
def test_what_became_of_them(text: str, detail: str | None) -> None:
    assert one(text).detail == detail


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("Chad and Libya held proximity talks in Geneva on Monday.", "proximity"),
        ("Chad and Libya held technical talks in Geneva on Monday.", "technical"),
        ("Chad and Libya held working-level talks in Geneva on Monday.", "technical"),
        ("Scholars from Chad and Libya held track-two talks in Geneva on Monday.", "2"),
        ("Chad and Libya held a Track 1.5 meeting in Geneva on Monday.", "1.5"),
        ("Chad and Libya held talks in Geneva on Monday, a mission on the right track.", None),
        ("The presidents of Chad and Libya held talks in Geneva on Monday.", None),
    ],
)
def test_the_track_is_as_told(text: str, track: str | None) -> None:
    assert one(text).track == track


def answers(talks: Talks) -> list[tuple[str, str]]:
    return [(each.actor, each.answer) for each in talks.answers]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ("Chad accepted the invitation on Monday.", [("Chad", "accepted")]),
        ("Chad turned the invitation down.", [("Chad", "declined")]),
        ("Chad declined the invitation, Libya accepted it.", [("Chad", "declined")]),
        ("Libya agreed to attend.", [("Libya", "accepted")]),
        ("Libya will not attend.", [("Libya", "declined")]),
        ("Libya has not replied.", [("Libya", "no_answer")]),
        ("Libya is considering the invitation.", [("Libya", "undecided")]),
        ("Chad agreed to take part. Libya has not answered.", [("Chad", "accepted"), ("Libya", "no_answer")]),
        ("Libya would come if Chad withdrew.", []),
        ("Libya declined the loan.", []),
        ("The weather was fine.", []),
    ],
)
def test_invitations_and_their_answers(reply: str, told: list[tuple[str, str]]) -> None:
    text = "Oman invited Chad and Libya to talks in Muscat on 20 May. " + reply
    found = next(t for t in read(text) if t.venue == "Muscat")
    assert found.invited_by == "Oman"
    assert answers(found) == told
    assert all(p.is_verbatim_in(text) for each in found.answers for p in each.evidence)


def test_an_invitation_told_by_its_answer() -> None:
    found = one("Chad accepted an invitation from Oman to talks with Libya in Muscat on 20 May.")
    assert (found.invited_by, answers(found)) == ("Oman", [("Chad", "accepted")])


def test_talks_without_an_invitation_have_no_answers() -> None:
    (held, *_) = read("Chad and Libya held talks in Geneva on Monday. Libya agreed to attend to the prisoners.")
    assert (held.invited_by, held.answers) == (None, ())


def test_answers_are_the_same_of_either_side() -> None:
    text = (
        "Oman invited Chad and Libya to talks in Muscat on 20 May. Chad accepted the invitation. Libya has not replied."
    )
    turned = text.replace("Chad", "#").replace("Libya", "Chad").replace("#", "Libya")
    back = {"Chad": "Libya", "Libya": "Chad"}
    assert [(back[actor], answer) for actor, answer in answers(one(turned))] == answers(one(text))


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Chad will attend a meeting with Libyan envoys in Havana on 20 May.", "Havana"),
        ("A technical meeting of Chad and Libya is fixed for 21 May in Geneva.", "Geneva"),
        ("GENEVA, May 10 - The two sides held talks on prisoners on Tuesday.", "Geneva"),
        ("Chad and Libya held talks on Monday on the fate of refugees in Beirut.", None),
        ("Chad and Libya held talks on Monday at the request of Oman.", None),
        ("GENEVA, May 10 - The two sides held talks in Lima on Tuesday.", "Lima"),
    ],
)
def test_a_venue_further_down_and_in_the_dateline(text: str, venue: str | None) -> None:
    assert one(text).venue == venue


@pytest.mark.parametrize(
    ("text", "venue", "day", "status"),
    [
        (
            "Chad kept silent at the first round of talks, held in Geneva on Monday with Libya.",
            "Geneva",
            "2016-05-09",
            "held",
        ),
        ("The truce ended with the opening of talks between Chad and Libya in Geneva.", "Geneva", None, "held"),
        (
            "A conference of Chad and Libya will be called in Vienna on 20 May.",
            "Vienna",
            "2016-05-20",
            "planned",
        ),
        ("The mediator, Ann Osei, is to travel to Nairobi on 20 May.", "Nairobi", "2016-05-20", "planned"),
    ],
)
def test_words_beside_the_word_of_talks_tell_of_them(text: str, venue: str, day: str | None, status: str) -> None:
    found = one(text)
    assert (found.venue, found.date, found.status) == (venue, day, status)


@pytest.mark.parametrize(
    "text",
    [
        "The striker, Ann Osei, is to travel to Nairobi on 20 May.",
        "The central bank meets on 20 May.",
        "The minister met journalists on Monday.",
    ],
)
def test_journeys_and_meetings_of_others_are_no_talks(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "venue", "day"),
    [
        (
            "Under the truce agreement concluded in Arusha, Tanzania, on 2 May, fighting was to stop.",
            "Arusha",
            "2016-05-02",
        ),
        ("The accord between Chad and Libya was signed at Kidogo on Thursday.", "Kidogo", "2016-05-05"),
        ("DOHA, May 11 - Flags hung. The protocol signed in this city on May 2 bars flights.", "Doha", "2016-05-02"),
    ],
)
def test_place_and_day_behind_the_signing(text: str, venue: str, day: str) -> None:
    found = one(text)
    assert (found.venue, found.date, found.status) == (venue, day, "held")


def test_a_signing_told_twice_keeps_its_day() -> None:
    text = (
        "The envoys of Chad and Libya put their names on Saturday to a truce. The document was signed in Doha. "
        "A declaration signed on 3 April changed nothing."
    )
    assert [(t.venue, t.date) for t in read(text)] == [("Doha", "2016-05-07"), (None, "2016-04-03")]


@pytest.mark.parametrize(
    "text",
    [
        "The truce between Chad and Libya entered into force on Sunday, 72 hours after signature.",
        "“We can't talk peace in the morning and bury people on Monday,” he said.",
    ],
)
def test_no_talks(text: str) -> None:
    assert read(text) == ()


def test_talks_halted_and_talks_to_follow() -> None:
    assert one("Kenya halted the talks between Chad and Libya in Doha.").status == "postponed"
    assert one("Talks between Chad and Libya are meant to follow in Doha.").status == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "The governor met the widows of the drowned sailors in Dakar on Monday.",
        "The president met the 12 freed prisoners at the airport of Dakar on Tuesday.",
        "The interior minister has been meeting relatives of the missing in Accra.",
    ],
)
def test_comforting_people_is_no_talks(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The governor met commanders of the rebels in Dakar on Monday.",
        "The envoy met survivors and the prime minister in Accra on Tuesday.",
    ],
)
def test_meeting_those_who_can_negotiate_is_talks(text: str) -> None:
    assert [talks.status for talks in read(text)] == ["held"]
