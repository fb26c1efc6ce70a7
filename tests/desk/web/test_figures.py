from __future__ import annotations

from typing import Any

import altair
import pytest

from desk.web.listing_case import NASTY, counts, put
from desk_case import Browser, words

pytestmark = pytest.mark.slow

FIRST = "Fourteen people died on the reef, the council said. More than 20 people died, said the League."
LATER = "About 30 people died, the council said. 5 to 8 people would die. 12 people go free. Many people died."


@pytest.fixture
def figures(empty: Browser) -> Browser:
    on_reef = {"scope": "on the reef", "attributed_to": "Harbour Council"}
    with empty.desk.writing() as record:
        put(
            record, FIRST, "2031-04-01", "Harbour Post",
            counts(14, FIRST, "Fourteen people", **on_reef),
            counts(20, FIRST, "More than 20 people", qualifier="more than", attributed_to=NASTY),
        )  # fmt: skip
        put(
            record, LATER, "2031-05-10", "Island Wire",
            counts(30, LATER, "About 30 people", qualifier="about", **on_reef),
            counts(5, LATER, "5 to 8 people", number_to=8, as_of="2031-05-02"),
            counts(None, LATER, "Many people", qualifier="vague"),
            counts(12, LATER, "12 people", what="released", status="proposed"),
            counts(float("1e300"), LATER, "12 people go free"),
        )  # fmt: skip
    return empty


def layers(browser: Browser) -> list[Any]:
    spec: Any = browser.json("/figures/people-killed-reported-chart.json")
    altair.Chart.from_dict({key: value for key, value in spec.items() if key != "config"})
    return list(spec["layer"])


def drawn(held: list[Any], mark: str, **given: Any) -> list[float]:
    return [
        value["number"]
        for layer in held
        if layer["mark"]["type"] == mark and given.items() <= layer["mark"].items()
        for value in layer["data"]["values"]
    ]


def test_chart_draws_each_number_as_it_is_told(figures: Browser) -> None:
    held = layers(figures)
    assert drawn(held, "point", filled=True) == [14, 20, 5]
    assert drawn(held, "point", filled=False) == [30]
    assert drawn(held, "rule", strokeDash=[3, 3]) == [20]
    (top,) = drawn(held, "point", shape="triangle-up")
    assert top > 30  # "more than" goes on to the edge
    assert drawn(held, "line") == [14, 30]  # one source on one measure and scope
    (ends,) = [layer for layer in held if layer["mark"].get("strokeWidth") == 4]
    assert [(v["number"], v["to"], v["day"]) for v in ends["data"]["values"]] == [(5, 8, "2031-05-02")]


def test_table_has_what_the_chart_lacks_and_nothing_is_summed(figures: Browser) -> None:
    data: Any = figures.json("/api/figures")
    (measure,) = data["measures"]
    rows = [[cell["text"] for cell in row["cells"]] for row in measure["table"]["rows"]]
    assert [row[0] for row in rows][:3] == ["14", "more than 20", "5 to 8"]
    assert len(rows) == 6
    assert measure["not_drawn"] == 2  # one without a number, one too large for an axis
    assert measure["table"]["columns"][0]["sort"] == "number"
    assert "average" not in words(figures.page("/figures")).replace("summed or averaged", "")


def test_proposed_stands_apart_from_reported(figures: Browser) -> None:
    data: Any = figures.json("/api/figures")
    assert [row["group"]["text"] for row in data["others"]["rows"]] == ["people: released, proposed"]
    only: Any = figures.json("/api/figures?status=proposed")
    assert not only["measures"]
    assert len(only["others"]["rows"]) == 1


def test_one_measure_has_an_address_of_its_own(figures: Browser) -> None:
    alone: Any = figures.json("/api/figures?measure=people-released-proposed")
    assert [one["table"]["caption"] for one in alone["measures"]] == ["people: released, proposed"]
    assert not alone["others"]["rows"]
    assert "none fits the filters" in words(figures.page("/figures?measure=nothing"))


def test_as_of_leaves_out_later_reports(figures: Browser) -> None:
    data: Any = figures.json("/api/figures?as_of=2031-04-02")
    assert len(data["measures"][0]["table"]["rows"]) == 2


def test_chart_is_a_picture_too_and_escapes(figures: Browser) -> None:
    picture = figures.client.get("/figures/people-killed-reported-chart.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    for text in (picture.text, figures.page("/figures")):
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_chart_of_many_numbers_is_described_in_one_sentence(empty: Browser) -> None:
    with empty.desk.writing() as record:
        for number in range(1, 15):
            text = f"{number} people died, the council said."
            put(record, text, f"2031-04-{number:02}", "Harbour Post", counts(number, text, f"{number} people"))
    data: Any = empty.json("/api/figures")
    told = data["measures"][0]["drawn"]["description"]
    assert "14 numbers from 1 April 2031 to 14 April 2031" in told
    assert len(told) < 200
