"""The dates step: what is found, what it means, what is no date. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report

SUNDAY = date(2025, 3, 9)


def read(text: str, published: date | None = SUNDAY) -> Dates:
    page = Page(Report(text=text, published=published))
    run_steps(page, (SentencesStep(), DatesStep()))
    return page.get(Dates)


def values(text: str, published: date | None = SUNDAY) -> list[tuple[str, str, str | None]]:
    return [(e.surface[0].text, e.type, e.value) for e in read(text, published).expressions]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("The two armies traded fire on Tuesday near Goma.", "Tuesday", "2025-03-04"),
        ("A delegation will fly to Doha on Tuesday.", "Tuesday", "2025-03-11"),
        ("Talks are set to resume Monday in Nairobi.", "Monday", "2025-03-10"),
        ("A report due on Wednesday will name the violators.", "Wednesday", "2025-03-12"),
        ("A round of talks scheduled for Friday is in doubt.", "Friday", "2025-03-14"),
        ("The foreign minister arrives in Juba on Thursday.", "Thursday", "2025-03-13"),
        ("The parties have until Thursday to respond.", "Thursday", "2025-03-13"),
        ("The council is to vote on Friday.", "Friday", "2025-03-14"),
        ("On Friday the crews of both ships are to be exchanged.", "Friday", "2025-03-14"),
        ("The crews were told on Friday.", "Friday", "2025-03-07"),
        ("The ministry has promised an answer by Thursday.", "Thursday", "2025-03-13"),
        ("The navy pledged a reply by Tuesday.", "Tuesday", "2025-03-11"),
        ("The army had promised that the pump would be mended by Saturday.", "Saturday", "2025-03-08"),
        ("The mayor had pledged to reopen the port by Tuesday.", "Tuesday", "2025-03-11"),
        ("The Front would call off the march if shelling stopped on Friday.", "Friday", "2025-03-14"),
        ("If the mayor left on Friday, nobody saw it.", "Friday", "2025-03-07"),
        ("The generals agreed to a truce starting on Thursday.", "Thursday", "2025-03-13"),
        ("The line has been quiet since Thursday.", "Thursday", "2025-03-06"),
        ("The envoy failed to reach the village on Friday.", "Friday", "2025-03-07"),
        ("The ministry could not be reached on Saturday.", "Saturday", "2025-03-08"),
        ("Friday's ambush left the accord in tatters.", "Friday", "2025-03-07"),
        ("They met last Wednesday in Colombo.", "Wednesday", "2025-03-05"),
        ("They meet next Wednesday in Colombo.", "Wednesday", "2025-03-12"),
        ("The rebels spoke on Sunday of a betrayal.", "Sunday", "2025-03-09"),
    ],
)
def test_a_weekday_is_the_nearest_one_in_the_direction_of_its_clause(text: str, surface: str, value: str) -> None:
    [expression] = read(text).expressions
    assert surface in expression.surface[0].text
    assert (expression.type, expression.value, expression.date_basis) == ("date", value, "resolved_weekday")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The truce began on January 19.", "2025-01-19"),
        ("The guns fell silent on 27 November.", "2024-11-27"),
        ("The mandate expires on 31 August.", "2025-08-31"),
        ("The truce was extended until February 18.", "2025-02-18"),
        ("The army captured the port in December.", "2024-12"),
        ("Elections will be held in December.", "2025-12"),
        ("The committee will meet before the upcoming June conference.", "2025-06"),
        ("The two leaders signed it last August.", "2024-08"),
        ("The pact was signed on Aug. 4 last year.", "2024-08-04"),
        ("The law ought to be in force by March 31, 2026.", "2026-03-31"),
        ("The war that began in April 2021 was over by November.", "2021-11"),
        ("The war began in April 2021. In October the army took the city.", "2021-10"),
        ("They signed on Saturday, 8 March, in Addis Ababa.", "2025-03-08"),
    ],
)
def test_the_year_left_out_is_chosen_by_clause_and_context(text: str, value: str) -> None:
    assert read(text).expressions[-1].value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 42-day truce", ("42-day", "duration", "P42D")),
        ("It must be done within 72 hours.", ("72 hours", "duration", "PT72H")),
        ("Nearly two decades of war ended.", ("Nearly two decades", "duration", "P20Y")),
        ("After more than 15 months of siege they left.", ("more than 15 months", "duration", "P15M")),
        ("It ran for some four decades.", ("four decades", "duration", "P40Y")),
        ("They asked for another two months.", ("another two months", "duration", "P2M")),
        ("Two and a half years of calm followed.", ("Two and a half years", "duration", "P2Y6M")),
        ("He was held for four years and two months.", ("four years and two months", "duration", "P4Y2M")),
        ("Three days after the signing, shelling resumed.", ("Three days", "duration", "P3D")),
        ("It will last 40 days, he said.", ("40 days", "duration", "P40D")),
        ("In the seven-year-old war both sides lost.", ("seven-year-old", "duration", "P7Y")),
        ("They have waited for decades.", ("decades", "vague", None)),
        ("They will decide in the coming weeks.", ("coming weeks", "vague", None)),
        ("The guns were silent in the holy month of Ramadan.", ("the holy month of Ramadan", "vague", None)),
        ("Last week both sides agreed.", ("Last week", "date", "2025-W09")),
        ("The truce collapsed last year.", ("last year", "date", "2024")),
        ("The truce collapsed two years ago.", ("two years ago", "date", "2023")),
        ("They left in the first week of January.", ("first week of January", "date", "2025-W01")),
        ("It has held since mid-February.", ("mid-February", "date", "2025-02")),
        ("It is to end by the end of the year.", ("the end of the year", "date", "2025")),
        ("The parties met from 25 to 27 May 2022.", ("25 to 27 May 2022", "interval", "2022-05-25/2022-05-27")),
        ("It was quiet on March 1-3.", ("March 1-3", "interval", "2025-03-01/2025-03-03")),
        ("Aid arrived over the weekend.", ("the weekend", "interval", "2025-03-08/2025-03-09")),
        ("It was worst in the 1990s.", ("1990s", "interval", "1990/1999")),
        ("It was worst in the second half of 2023.", ("second half of 2023", "interval", "2023-07/2023-12")),
        ("They returned to the pre-1967 lines.", ("pre-1967", "date", "1967")),
        ("Troops moved on Tuesday night.", ("Tuesday night", "time", "2025-03-04TNI")),
        ("Troops moved at 6 a.m. on Saturday.", ("6 a.m. on Saturday", "time", "2025-03-08T06:00")),
        ("Shelling stopped at 1600 GMT.", ("1600 GMT", "time", "2025-03-09T16:00Z")),
        ("Shelling stopped at 19:00 local time.", ("19:00 local time", "time", "2025-03-09T19:00")),
        ("Firing stops at midnight on 1 April.", ("midnight on 1 April", "time", "2025-04-01T00:00")),
        (
            "Shots rang out between 9 a.m. and noon on Monday.",
            ("9 a.m. and noon on Monday", "interval", "2025-03-03T09:00/2025-03-03T12:00"),
        ),
    ],
)
def test_one_expression(text: str, expected: tuple[str, str, str | None]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"We signed in 2002, and in 2006 it was dead," she said on Feb. 14.', "2025-02-14"),
        ("The vote, planned for the 15th, is in doubt.", "2025-03-15"),
        ("The mediators regretted the October attack.", "2024-10"),
        ("The mediators are ready for the April round.", "2025-04"),
        ("In return the rebels would disband by September.", "2025-09"),
        ("The army gave up that demand long ago.", None),
    ],
)
def test_the_day_meant_where_little_is_told(text: str, value: str | None) -> None:
    assert read(text).expressions[-1].value == value


@pytest.mark.parametrize(
    "text",
    [
        "It was a long night, the fifth in as many days.",
        "The rebels may attack and the army may answer.",
        "May the two peoples live in peace.",
        "Villagers sat in the sun and watched the march to the capital.",
        "A 17-year-old boy and a two-year-old girl were hurt.",
        "Under Resolution 2720 (2024) aid must pass.",
        "The Assembly cited A/RES/79/232 (2024) and resolutions 242 (1967) and 338 (1973).",
        "Some 2,000 prisoners and 1950 soldiers crossed the bridge.",
        "The second phase and the third round are open.",
        "The Good Friday Agreement and the March 23 Movement were named.",
        "Mr. May and Gen. March shook hands.",
        "The patrol was fired on ten times a day.",
    ],
)
def test_look_alikes_are_no_expressions_of_time(text: str) -> None:
    assert values(text) == []


def test_the_month_of_may_beside_the_helping_verb() -> None:
    assert values("The government may sign the accord in May.") == [("May", "date", "2025-05")]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("They met on Tuesday.", "XXXX-WXX-2"),
        ("They signed on January 19.", "XXXX-01-19"),
        ("They met last week.", "XXXX-WXX"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met two years ago.", "XXXX-XX-XX"),
    ],
)
def test_without_a_publication_date_nothing_is_invented(text: str, timex: str) -> None:
    [expression] = read(text, None).expressions
    assert expression.value is None
    assert expression.timex is not None
    assert expression.timex.value == timex


def test_without_a_publication_date_stated_dates_stand() -> None:
    text = "The pact of 12 July 2011 ran for 60 days; the next day it was broken."
    assert [v for *_, v in values(text, None)] == ["2011-07-12", "P60D", "2011-07-13"]


def test_two_numbers_are_one_length_only_where_they_fit() -> None:
    assert values("It is quiet since the raid of 1988, and for five minutes and an hour.")[1:] == [
        ("five minutes", "duration", "PT5M"),
        ("an hour", "duration", "PT1H"),
    ]
    assert values("Since the pact of 1988 and 1,000 days of war, two or three weeks passed.") == [
        ("1988", "date", "1988"),
        ("1,000 days", "duration", "P1000D"),
        ("two or three weeks", "duration", "P3W"),
    ]


def test_a_range_shares_its_year() -> None:
    text = "The report covers 1 January to 30 June 1998 and the calm between November and February 1997."
    assert [v for *_, v in values(text)] == ["1998-01-01/1998-06-30", "1996-11/1997-02"]


def test_qualifiers() -> None:
    found = read("Nearly two decades, more than 15 months, about a week, in early 2024.").expressions
    assert [e.qualifier for e in found] == ["nearly", "more than", "about", "early"]


def test_words_of_the_moment_are_kept_apart() -> None:
    dates = read("The truce is now in force, the envoy said recently, and soon aid will come.")
    assert dates.expressions == ()
    assert [o["timex"] for o in dates.other] == [
        {"type": "DATE", "value": v, "mod": None} for v in ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
    ]


def test_timex_spans_take_in_determiners() -> None:
    text = "The past three years were hard."
    dates = read(text)
    assert dates.expressions[0].surface[0].text == "past three years"
    [row] = dates.timex3
    assert text[int(str(row["start"])) : int(str(row["end"]))] == "The past three years"


def test_today_in_a_quotation_is_the_day_reported_on() -> None:
    text = 'The envoys signed on Saturday. "We are tired, and today we chose life," one of them said.'
    assert [v for *_, v in values(text)] == ["2025-03-08", "2025-03-08"]


def test_swapping_the_parties_swaps_nothing_in_the_dates() -> None:
    text = "{} accused {} of shelling Marib on Monday and will answer on Thursday, two days before Ramadan."
    there, back = values(text.format("Sanaa", "Riyadh")), values(text.format("Riyadh", "Sanaa"))
    assert there == back
    assert there


def test_lookups() -> None:
    text = "It was signed in Juba in 2018. It was renewed in Juba on 3 May 2020 for 30 days."
    dates = read(text)
    second = text.index("It was renewed")
    assert [e.value for e in dates.within(second, len(text))] == ["2020-05-03", "P30D"]
    assert dates.day_near(second, len(text)) == "2020-05-03"
    assert dates.day_near(0, second) == "2018"
    assert dates.day_near(0, 5) is None


def test_a_paragraph_edge_parts_expressions() -> None:
    assert [
        s for s, *_ in values("They left at 6 p.m.\nTuesday was calm in the whole of the north and the south.")
    ] == [
        "6 p.m.",
        "Tuesday",
    ]


WORDS = st.sampled_from(
    "May 31 Feb 30 2024 Monday next the of at 7 p.m. ( ) two years ago half a week in night end early '80s 24:00 1600 "
    "GMT quarter yesterday \n \n\n century until over Q3 \u200b é “ ” 999999 decades 1/2/2024 Ramadan ½".split(" ")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from([None, date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)]))
def test_passages_are_verbatim_whatever_the_text(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    dates = read(text, published)
    assert all(e.surface[0].is_verbatim_in(text) for e in dates.expressions)
    starts = [e.surface[0].start for e in dates.expressions]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pact was signed on March fifth.", [("March fifth", "date", "2025-03-05")]),
        ("Filed 07-Mar-25 by wire.", [("07-Mar-25", "date", "2025-03-07")]),
        ("The guns fell silent at zero hours on Friday.", [("zero hours on Friday", "time", "2025-03-07T00:00")]),
        ("They left at four in the afternoon on Friday.",
         [("four in the afternoon on Friday", "time", "2025-03-07T16:00")]),
        ("The bus came a little after two this morning.", [("two this morning", "time", "2025-03-09T02:00")]),
        ("Thousands fled since 1996. The lull, called on February 26, held.",
         [("1996", "date", "1996"), ("February 26", "date", "2025-02-26")]),
        ("The board was to have met on Tuesday.", [("Tuesday", "date", "2025-03-11")]),
        ("The board was to have met on Friday.", [("Friday", "date", "2025-03-07")]),
        ("A summit is envisaged before December.", [("December", "date", "2025-12")]),
        ("The unit hopes to be home by summer.", [("summer", "date", "2025-SU")]),
        ("They gave the mission a further month.", [("a further month", "duration", "P1M")]),
        ("It holds on three-quarters of the line.", []),
        ("A captain in his forties spoke.", []),
    ],
)  # fmt: skip
def test_forms_that_reports_print_more_rarely(text: str, told: list[tuple[str, str, str | None]]) -> None:
    assert values(text) == told


def test_entries_of_a_running_report_are_of_the_day_they_are_stamped_with() -> None:
    text = "Sat 8 March, 21:03 GMT\nThe envoy spoke today.\n\n20:15 GMT\nShots were heard.\n"
    told = [v for _, _, v in values(text)]
    assert told == ["2025-03-08T21:03Z", "2025-03-08", "2025-03-08T20:15Z"]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("The market was quiet this morning.", "this morning", "2025-03-09TMO"),
        ("Shells fell last night.", "last night", "2025-03-08TNI"),
        ("Shells fell overnight.", "overnight", "2025-03-09TNI"),
        ("They will sign tonight.", "tonight", "2025-03-09TNI"),
        ("They will sign tomorrow afternoon.", "tomorrow afternoon", "2025-03-10TAF"),
        ("It was signed late on Friday afternoon.", "Friday afternoon", "2025-03-07TAF"),
        ("It was signed on the evening of 22 November 2019.", "evening of 22 November 2019", "2019-11-22TEV"),
        ("The column left at first light.", "first light", "2025-03-09TMO"),
        ("The column came back at dusk.", "dusk", "2025-03-09TEV"),
    ],
)
def test_a_part_of_a_day_stands_behind_its_day(text: str, surface: str, value: str) -> None:
    assert values(text) == [(surface, "time", value)]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("The column left at dawn on Monday.", "dawn on Monday", "2025-03-03TMO"),
        ("They came back after nightfall on 3 March.", "nightfall on 3 March", "2025-03-03TEV"),
        ("He has been up since four.", "four", "2025-03-09T04:00"),
        ("By ten the onions were gone.", "ten", "2025-03-09T10:00"),
        ("It was five at night.", "five at night", "2025-03-09T05:00"),
        ("It was nine at night.", "nine at night", "2025-03-09T21:00"),
        ("The gate opened at eight o’clock after heavy night fire.", "eight o’clock", "2025-03-09T08:00"),
        ("They came at dusk on Friday evening.", "dusk on Friday evening", "2025-03-07TEV"),
        ("It is ten past six and this is the evening news.", "ten past six", "2025-03-09T18:10"),
        ("The ship is to be let in by Wednesday week.", "Wednesday week", "2025-03-19"),
        ("Niger agreed to withdraw by Friday.", "Friday", "2025-03-14"),
        ("Niger agreed to a truce on Friday.", "Friday", "2025-03-07"),
    ],
)
def test_hours_and_days_told_in_few_words(text: str, surface: str, value: str) -> None:
    assert [(s, v) for s, _, v in values(text)] == [(surface, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The line has held since two of them left.",
        "By three votes it was lost.",
        "Shots were heard at seven houses.",
        "They waited until ten men came.",
    ],
)
def test_numbers_that_are_no_hours(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The gate shuts at six and opens again tomorrow.", ["2025-03-09T06:00", "2025-03-10"]),
        ("The pact was renewed in November (received on the 24th).", ["2024-11", "2024-11-24"]),
        ("The second came on Friday at 21:40, the third at 22.10 the same evening.",
         ["2025-03-07T21:40", "2025-03-07T22:10"]),
        ("Shots were heard last night. The gate opens at ten.", ["2025-03-08TNI", "2025-03-09T10:00"]),
        ("Shots were heard on Friday. The firing began at ten.", ["2025-03-07", "2025-03-07T10:00"]),
        ("Six o’clock, and neither this morning nor this evening a word.",
         ["2025-03-09T06:00", "2025-03-09TMO", "2025-03-09TEV"]),
    ],
)  # fmt: skip
def test_expressions_that_lean_on_their_sentence(text: str, told: list[str]) -> None:
    assert [v for *_, v in values(text)] == told


def test_a_part_of_an_unknown_day_has_no_value_and_the_same_type() -> None:
    assert values("The market was quiet this morning.", None) == [("this morning", "time", None)]


def test_a_date_looked_up_is_without_the_part_of_its_day() -> None:
    dates = read("The column left Juba on Friday evening.")
    assert dates.day_near(0, 50) == "2025-03-07"


def test_a_clock_is_not_of_a_day_ahead_that_the_sentence_before_names() -> None:
    told = values("The mandate runs out on 31 December 2025. The meeting began at 10:10 a.m.")
    assert told[-1] == ("10:10 a.m.", "time", "2025-03-09T10:10")


@pytest.mark.parametrize("published", [SUNDAY, None])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They signed on 3 June 1998 in Bissau. On Friday the guns fell silent.", "1998-06-05"),
        ("They signed in April 2021. In October the army broke it.", "2021-10"),
        ("They signed in October 2021. In March the army broke it.", "2022-03"),
    ],
)
def test_a_story_of_other_days_has_its_own_calendar(text: str, value: str, published: date | None) -> None:
    assert read(text, published).expressions[-1].value == value


@pytest.mark.parametrize(
    "text",
    [
        "They signed on 3 June 1998. Until Friday nobody had heard of it.",
        "They signed on 3 June 1998, and on Friday the envoy said that it was dead.",
        "They signed on 3 June 1998. The envoy said on Friday that it was dead.",
        "Shots rang since about 3 June 1998. On Friday there were none.",
    ],
)
def test_the_reports_own_days_are_not_of_the_story_it_tells(text: str) -> None:
    assert read(text).expressions[-1].value == "2025-03-07"
    assert read(text, None).expressions[-1].value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lists are due with the mission by Monday.", "2025-03-10"),
        ("It is promised for this Wednesday.", "2025-03-12"),
        ("They had left by Friday.", "2025-03-07"),
        ("Neither he nor the envoys could be reached on Saturday.", "2025-03-08"),
        ("They asked for a delay until mid-April.", "2025-04"),
        ("Clearing could not begin before August.", "2025-08"),
        ("The vote has been put off until the second week of May.", "2025-W19"),
        ("The truce, renewed once, now ran to 26 May.", "2025-05-26"),
        ("They respect the cessation of hostilities of 18 November.", "2024-11-18"),
        ("The mission leaves in the week of 7 April.", "2025-W15"),
        ("Shots were fired on the night of 5 March.", "2025-03-05TNI"),
        ("The envoys met on Tuesday. It was signed in the evening.", "2025-03-04TEV"),
        ("The council voted on the sixth of this month.", "2025-03-06"),
        ("They met two weeks ago today.", "2025-02-23"),
        ("It reports every 30 days.", "P30D"),
        ("It was signed in nineteen ninety-six.", "1996"),
    ],
)
def test_limits_and_dates_that_lean_on_others(text: str, value: str) -> None:
    assert read(text).expressions[-1].value == value


@pytest.mark.parametrize(
    "text",
    [
        "The Protocol of 1942 and the treaties of 1900, 1902 and 1908 bind both.",
        "Pieter-Jan spoke.",
        "It may one day hold.",
    ],
)
def test_more_look_alikes(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The nine months were poor.", [("The nine months", "P9M")]),
        ("The camp has grown over three years.", [("three years", "P3Y")]),
        ("It took over three years.", [("over three years", "P3Y")]),
        ("It was weak in the fourth quarter. A year earlier it was strong, and in the quarter it was not.",
         [("the fourth quarter", "2024-Q4"), ("A year earlier", "2023-Q4"), ("the quarter", "2024-Q4")]),
        ("Next year's first quarter and the 1988 second quarter differ.",
         [("Next year's first quarter", "2026-Q1"), ("the 1988 second quarter", "1988-Q2")]),
        ("In the year ended March 1 it lost 4.", [("the year", "P1Y"), ("March 1", "2025-03-01")]),
        ("It ends at 9 a.m. EST on Friday.", [("9 a.m. EST on Friday", "2025-03-14T09:00")]),
    ],
)  # fmt: skip
def test_timex3_forms(text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text).timex3
    assert [(text[int(str(r["start"])) : int(str(r["end"]))], r["value"]) for r in rows] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KARS, 9 March 2025 - The truce came into force at midnight.", "2025-03-09T00:00"),
        ("KARS, 9 March 2025 - The truce will come into force at midnight.", "2025-03-10T00:00"),
        ("The truce was signed on 5 March. It came into force at midnight.", "2025-03-06T00:00"),
    ],
)
def test_a_midnight_that_is_past_began_the_day_of_the_report(text: str, value: str) -> None:
    assert next(v for surface, _, v in values(text) if surface == "midnight") == value
