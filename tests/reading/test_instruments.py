"""Citations as printed, brought to one form."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.instruments import Instruments, InstrumentsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Instrument
from trucewatch.vocabulary.report import Report


def read(text: str) -> tuple[Instrument, ...]:
    page = Page(Report(text, published=date(2020, 6, 1)))
    run_steps(
        page, [EncoderStep(), SentencesStep(), ActorsStep(), AttributionsStep(), SpeakersStep(), InstrumentsStep()]
    )
    found = page.get(Instruments).instruments
    assert all(p.is_verbatim_in(text) for i in found for p in i.evidence)
    return found


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("It recalled resolution 435 (1978).", ["S/RES/435 (1978)"]),
        ("Security Council Resolutions 47 (1948) and 1172 (1998) stand.", ["S/RES/47 (1948)", "S/RES/1172 (1998)"]),
        ("They cited resolutions 242, 338 and 1397.", ["S/RES/242", "S/RES/338", "S/RES/1397"]),
        ("UNSCR 1701 is binding.", ["S/RES/1701"]),
        ("It was laid down in S/RES/1244 (1999).", ["S/RES/1244 (1999)"]),
        ("They invoked Resolution 1325 of 2000.", ["S/RES/1325 (2000)"]),
        ("The 1978 U.N. resolution, 425, called for a pullback.", ["S/RES/425 (1978)"]),
        ("Resolution 598, adopted in 1987, ended the war.", ["S/RES/598 (1987)"]),
        ("Resolution 690 adopted on April 29 set up the mission.", ["S/RES/690"]),
        ("General Assembly resolution 68/262 (2014) was passed.", ["A/RES/68/262 (2014)"]),
        ("Resolution 68/262 (2014) was passed.", ["A/RES/68/262 (2014)"]),
        ("The Assembly adopted A/RES/ES-11/1.", ["A/RES/ES-11/1"]),
        ("It broke Article 2 (4) of the UN Charter.", ["UN Charter, Article 2(4)"]),
        (
            "Articles 33 and 51 of the Charter of the United Nations apply.",
            ["UN Charter, Article 33", "UN Charter, Article 51"],
        ),
        ("The text was adopted under Chapter VII.", ["UN Charter, Chapter VII"]),
        ("It is in line with the U.N. Charter.", ["UN Charter"]),
        ("The Third Geneva Convention protects them.", ["Third Geneva Convention"]),
        ("He cited common Article 3.", ["Geneva Conventions, common Article 3"]),
        (
            "The Vienna Convention on Diplomatic Relations and the Genocide Convention apply.",
            ["Vienna Convention on Diplomatic Relations", "Genocide Convention"],
        ),
        ("The 1949 Geneva Conventions apply.", ["Geneva Conventions (1949)"]),
        ("Neither state signed the Rome Statute.", ["Rome Statute"]),
        (
            "It follows the advisory opinion of the International Court of Justice of 22 July 2010.",
            ["International Court of Justice, advisory opinion of 22 July 2010"],
        ),
        ("It falls under Article 370 of the constitution.", ["Constitution, Article 370"]),
        ("That is contrary to Section 2 of the Constitution.", ["Constitution, Section 2"]),
        (
            "The Council's resolutions are 822, 853 and 874, all of 1993.",
            ["S/RES/822 (1993)", "S/RES/853 (1993)", "S/RES/874 (1993)"],
        ),
        ("The resolution, numbered 2798, was read out.", ["S/RES/2798"]),
        ("It rests on resolution 1701 of 11 August 2006.", ["S/RES/1701 (2006)"]),
        ("The 1978 resolution still stands. Resolution 425 asks for a pullback.", ["S/RES/425 (1978)"]),
        ("The Human Rights Council resolution 46/1 set up an office.", ["A/HRC/RES/46/1"]),
        ("It was laid down in Human Rights Council resolution S-30/1 (2021).", ["A/HRC/RES/S-30/1 (2021)"]),
        ("A/HRC/RES/46/1 set up an office.", ["A/HRC/RES/46/1"]),
        ("It was submitted under Forum resolution 9 (1996).", ["Forum resolution 9 (1996)"]),
        (
            "They recalled resolution 12 (1996) of the Forum of Ocean States.",
            ["Forum of Ocean States resolution 12 (1996)"],
        ),
        ("The Arab League resolution 8456 was cited.", ["Arab League resolution 8456"]),
        ("They act under Chapter VII of the Charter.", ["UN Charter, Chapter VII"]),
        ("Article 5 of the Charter of Lund was read.", []),
        (
            "It named article 17 of the Convention on the Law of the Sea.",
            ["Convention on the Law of the Sea, Article 17"],
        ),
        ("It is a Chapter VII mandate.", ["UN Charter, Chapter VII"]),
        ("He invoked the U.N. Charter. Article 51 allows self-defence, he said.", ["UN Charter, Article 51"]),
        ("The frigate broke the 1979 Incidents Convention.", ["Incidents Convention (1979)"]),
        ("The line follows the River Protocol of 1911.", ["River Protocol of 1911"]),
        (
            "The Treaty of Friendship, Cooperation and Partnership lapsed.",
            ["Treaty of Friendship, Cooperation and Partnership"],
        ),
        ("They initialled a treaty of friendship and cooperation.", ["treaty of friendship and cooperation"]),
        (
            "The Graz Protocol holds. Under Article 4 of the Protocol no gun may stay.",
            ["Graz Protocol, Article 4"],
        ),
        ("Article 7 of the agreement gives it four days.", ["agreement, Article 7"]),
    ],
)
def test_citations_take_one_form(text: str, citations: list[str]) -> None:
    assert [i.citation for i in read(text)] == citations


@pytest.mark.parametrize(
    "text",
    [
        "A state within its pre-1967 borders was promised.",
        "The council is to vote on a new resolution.",
        "Parliament passed Resolution 15 and House Resolution 9.",
        "The Democratic National Convention on Tuesday cheered.",
        "They met the charter flight at gate 7.",
        "A constitutional convention opened in the Peace Convention Center.",
        "The Constitutional Convention meets on Monday.",
        "Article 1. Terms used",
        "A resolution of 3 members was tabled at 79/232 Harbour Street.",
        "The treaty was torn up, and article 6 of the paper's series told why.",
        "The envoy carried 2,254 letters and a resolution.",
        "Their resolution was 100 percent.",
    ],
)
def test_what_only_looks_like_a_citation(text: str) -> None:
    assert read(text) == ()


def test_a_wrong_year_stays_as_printed() -> None:
    assert [i.citation for i in read("They cited resolution 435 (1991).")] == ["S/RES/435 (1991)"]


def test_one_instrument_cited_twice_is_one_record() -> None:
    (found,) = read("Resolution 435 (1978) was cited. Later resolution 435 was read out.")
    assert found.citation == "S/RES/435 (1978)"
    assert len(found.evidence) == 2


def test_who_cites_it() -> None:
    (said,) = read("The army must leave under resolution 435, envoy Peter Zuze said.")
    assert said.cited_by == "Peter Zuze"


def test_the_assembly_and_the_council_are_kept_apart() -> None:
    text = "Resolution 79/232 (2024) was passed by the Assembly, resolution 232 (1966) by the Security Council."
    assert [i.citation for i in read(text)] == ["A/RES/79/232 (2024)", "S/RES/232 (1966)"]


def test_two_resolutions_take_no_year_told_of_one() -> None:
    text = "The 1978 resolution still stands. Resolutions 425 and 426 ask for a pullback."
    assert [i.citation for i in read(text)] == ["S/RES/425", "S/RES/426"]


def test_borders_and_years_beside_a_resolution_stay_out() -> None:
    text = "It asks for the pre-1967 borders, as resolution 242 of 1967 does."
    assert [i.citation for i in read(text)] == ["S/RES/242 (1967)"]
