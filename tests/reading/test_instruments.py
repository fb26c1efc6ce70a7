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
