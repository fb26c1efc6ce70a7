"""Citations as printed, brought to one form."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.agreements import AgreementsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.instruments import Instruments, InstrumentsStep
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Instrument
from trucewatch.vocabulary.report import Report


def read(text: str) -> tuple[Instrument, ...]:
    page = Page(Report(text, published=date(2020, 6, 1)))
    run_steps(
        page,
        [
            EncoderStep(),
            SentencesStep(),
            DatesStep(),
            ActorsStep(),
            AttributionsStep(),
            SpeakersStep(),
            PartiesStep(),
            AgreementsStep(),
            InstrumentsStep(),
        ],
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


TRUCE = "The two sides signed a truce in Oslo on Monday. "
"""The agreement that the report is about, beside which others are cited."""


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("Judges in Gabon v. Chad gave no ruling on Friday.", ["Gabon v. Chad"]),
        ("The court recalled Peru versus Chile, a case of 2014.", ["Peru v. Chile"]),
        ("It recalled the case of The Republic of Lund vs. Oster.", ["Republic of Lund v. Oster"]),
        (
            "The International Court of Justice's order of 26 January 2024 was read out.",
            ["International Court of Justice, order of 26 January 2024"],
        ),
        (
            "The International Court of Justice's 26 January 2024 order was read out.",
            ["International Court of Justice, order of 26 January 2024"],
        ),
        ("The ICC's arrest warrant for the general stands.", ["ICC, arrest warrant"]),
        (
            "An arrest warrant was issued for the general by the International Criminal Court.",
            ["International Criminal Court, arrest warrant"],
        ),
        (
            "The International Criminal Court has issued two arrest warrants.",
            ["International Criminal Court, arrest warrant"],
        ),
        (TRUCE + "The raid violated the Lund Accord of 1961.", ["Lund Accord of 1961"]),
        (TRUCE + "The raid was a breach of the Lund accord.", ["Lund accord"]),
        (TRUCE + "Under the 1961 Lund agreement the port is open.", ["Lund agreement (1961)"]),
        ("They fired in defiance of the air convention of 1944.", ["air convention of 1944"]),
        ("The Straits Convention of 1961 was cited.", ["Straits Convention of 1961"]),
        (
            "The Straits Convention of 1961 was cited. The Straits Convention is silent on it.",
            ["Straits Convention of 1961"],
        ),
        ("The Lund Protocol was signed. Under Article 6(3) no gun may stay.", ["Lund Protocol, Article 6(3)"]),
        ("The delay is a violation of Article 6. The Lund accord says so.", ["Lund accord, Article 6"]),
        ("He was held under the Emergency Powers Act of 1957.", ["Emergency Powers Act of 1957"]),
        ("He was held under Decree No. 2 of 1984.", ["Decree 2 (1984)"]),
    ],
)
def test_named_agreements_cases_and_orders(text: str, citations: list[str]) -> None:
    assert [i.citation for i in read(text)] == citations


@pytest.mark.parametrize(
    "text",
    [
        "Gabon v Chad ended two to one in the cup.",
        "The police have an arrest warrant for the baker.",
        "The Lund accord was signed in May and is close to collapse.",
        "They hailed the Lund agreement.",
        "Under the peace agreement the port is open.",
        "Under the agreement signed in Lund the port is open.",
        "It was a Balancing Act.",
        "See Article 6.",
    ],
)
def test_what_is_named_without_being_cited_as_law(text: str) -> None:
    assert read(text) == ()


def test_the_main_agreement_is_an_instrument_by_its_articles_only() -> None:
    text = "Peru and Chile signed the Lund Accord in Oslo on Monday. The raid violated the Lund Accord."
    assert read(text) == ()
    assert [i.citation for i in read(text + " It broke Article 4 of the Lund Accord.")] == ["Lund Accord, Article 4"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Under resolution 425 Freedonia must leave the strip.", "Freedonia must leave the strip"),
        ("Resolution 425 calls for a pullback to the line.", "calls for a pullback to the line"),
        ("They recalled resolution 425, which calls for a pullback.", "calls for a pullback"),
        ("The raid on the port violated resolution 425.", "The raid on the port"),
        ("The refusal was a breach of resolution 425.", "The refusal"),
        ("The troops crossed the river in defiance of resolution 425.", "The troops crossed the river"),
        ("The Council adopted resolution 425 to end the blockade.", "to end the blockade"),
        ("He spoke of resolution 425.", None),
        ("Resolution 425 was adopted on Friday.", None),
        ("The resolution, numbered 425, which Freedonia rejects, was read out.", None),
    ],
)
def test_what_it_is_cited_for(text: str, told: str | None) -> None:
    (found,) = read(text)
    assert (found.cited_for.text if found.cited_for else None) == told
    assert found.cited_for is None or found.cited_for.is_verbatim_in(text)


def test_what_it_is_cited_for_is_the_same_of_either_side() -> None:
    one, other = "Ruritania", "Freedonia"
    text = f"The troops of {one} crossed into {other} in breach of resolution 425."
    turned = text.replace(one, "#").replace(other, one).replace("#", other)
    (found,), (back,) = read(text), read(turned)
    assert found.cited_for is not None
    assert back.cited_for is not None
    assert found.cited_for.text.replace(one, "#").replace(other, one).replace("#", other) == back.cited_for.text
