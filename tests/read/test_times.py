"""What time expressions mean: values against a day of writing, an interval of days, and none."""

import random
import string
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval
from dragoman.read.times import read_alone, recognise, resolve

WRITTEN = date(2025, 6, 11)  # a Wednesday
DAY = DayInterval(WRITTEN, WRITTEN)
YEAR = DayInterval(date(2025, 1, 1), date(2025, 12, 31))


def marked(text: str) -> tuple[str, list[Span]]:
    """Return the text without its square brackets and the spans that stood in them."""
    plain, spans, start = "", [], 0
    for char in text:
        if char == "[":
            start = len(plain)
        elif char == "]":
            spans.append(Span(start, len(plain)))
        else:
            plain += char
    return plain, spans


def values(text: str, anchor: DayInterval | None = DAY) -> list[str]:
    plain, spans = marked(text)
    return [t.value for t in resolve(plain, spans, anchor)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("5 March 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("on the first of January 2026", "2026-01-01"),
        ("on Thursday, 5 October 2017", "2017-10-05"),
        ("2024-03-05", "2024-03-05"),
        ("25/12/2024", "2024-12-25"),
        ("03/04/2025", "2025-XX-XX"),
        ("on the morning of 18 May 2023", "2023-05-18TMO"),
        ("at 10:00 on 20 November 2025", "2025-11-20T10:00"),
        ("at half past five in the evening on 3 May 2024", "2024-05-03T17:30"),
        ("10 p.m. on June 12, 2025", "2025-06-12T22:00"),
        ("10-15 June 2024", "2024-06-10/2024-06-15"),
        ("30 August to 2 September 2024", "2024-08-30/2024-09-02"),
        ("September 2022", "2022-09"),
        ("late October 2023", "2023-10"),
        ("the end of June 2025", "2025-06"),
        ("in the first week of July 2024", "2024-W27"),
        ("the second half of May 2024", "2024-05"),
        ("the second quarter of 2027", "2027-Q2"),
        ("the first half of 2025", "2025-H1"),
        ("late 2027", "2027"),
        ("mid-2028", "2028-06"),
        ("in the late 1990s", "199"),
        ("the twentieth century", "19"),
        ("between 2010 and 2015", "2010/2015"),
        ("1950-53", "1950/1953"),
        ("the spring of 2004", "2004-SP"),
        ("the week of 10 November 2025", "2025-W46"),
        ("Easter 2024", "2024-03-31"),
        ("Orthodox Easter 2024", "2024-05-05"),
    ],
)
def test_a_date_with_its_year_is_the_same_whenever_it_was_written(words: str, value: str) -> None:
    for anchor in (None, DAY, YEAR, DayInterval(date(1950, 1, 1), date(2050, 1, 1))):
        read = read_alone(words, anchor)
        assert read is not None
        assert read.value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("P3D", None),
        ("three days", "P3D"),
        ("72 hours", "PT72H"),
        ("thirty years", "P30Y"),
        ("half a century", "P50Y"),
        ("a quarter of a century", "P25Y"),
        ("half an hour", "PT30M"),
        ("a fortnight", "P2W"),
        ("seven years and six months", "P7Y6M"),
        ("two hours and ten minutes", "PT2H10M"),
        ("two and a half years", "P2Y6M"),
        ("a day and a half", "PT36H"),
        ("more than two decades", "P20Y"),
        ("between five and 25 years", "P5Y/P25Y"),
        ("forty-five years", "P45Y"),
        ("a hundred and twenty days", "P120D"),
        ("two-day", "P2D"),
        ("months", "PXM"),
        ("decades", "PXDE"),
        ("several weeks", "PXW"),
        ("within 90 days", "P90D"),
        ("in the past year", "P1Y"),
    ],
)
def test_durations(words: str, value: str | None) -> None:
    read = read_alone(words, DAY)
    assert (read and read.value) == value
    assert not read or (read.days is None and not read.recurs)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("every week", "P1W"),
        ("twice a day", "P1D"),
        ("daily", "P1D"),
        ("every four years", "P4Y"),
        ("on Mondays", "XXXX-WXX-1"),
        ("each month", "P1M"),
    ],
)
def test_what_recurs_is_a_set(words: str, value: str) -> None:
    read = read_alone(words, DAY)
    assert read is not None
    assert (read.value, read.recurs, read.days) == (value, True, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The two leaders met [on Tuesday] in Ankara.", "2025-06-10"),
        ("The two leaders met [on Wednesday] in Ankara.", "2025-06-11"),
        ("The two leaders will meet [on Friday] in Ankara.", "2025-06-13"),
        ("He arrived [late on Tuesday] from Baku.", "2025-06-10TEV"),
        ("She flew home [last Wednesday].", "2025-06-04"),
        ("The ministers will gather [next Wednesday].", "2025-06-18"),
        ("The law was passed [in March].", "2025-03"),
        ("The law is to take effect [in November].", "2025-11"),
        ("Parliament voted [in August] to leave.", "2024-08"),
        ("The vote was held [on October 4].", "2024-10-04"),
        ("The vote will be held [on October 4].", "2025-10-04"),
        ("He called a march for [Thursday].", "2025-06-12"),
        ("The port has been shut since [Thursday].", "2025-06-05"),
        ("They promised a reply before [Friday].", "2025-06-13"),
        ("[On Monday] the army crossed the river.", "2025-06-09"),
        ("[On Monday] the talks will resume.", "2025-06-16"),
        ("The envoy, who is to visit the camp [on Thursday], appealed for calm.", "2025-06-12"),
        ("Dockers refused to load the cargo [on Thursday].", "2025-06-05"),
        ("The truce was signed [yesterday].", "2025-06-10"),
        ("Guns were heard [last night].", "2025-06-10TNI"),
        ("The cabinet meets [this evening].", "2025-06-11TEV"),
        ("It happened [four years ago].", "2021"),
        ("It happened [fourteen months ago].", "2024-04"),
        ("It happened [a week ago].", "2025-06-04"),
        ("Trade fell [last year].", "2024"),
        ("They will try again [next month].", "2025-07"),
        ("They met [last week].", "2025-W23"),
        ("The fair closed at [the weekend].", "2025-W23-WE"),
        ("The pair will sail [this weekend].", "2025-W24-WE"),
        ("Floods came [last autumn].", "2024-FA"),
        ("An election is due [next spring].", "2026-SP"),
        ("It was agreed [in June last year].", "2024-06"),
        ("Inflation eased [earlier this month].", "2025-06"),
        ("The treaty may be signed before [Christmas].", "2025-12-25"),
        ("He has not spoken since [Christmas].", "2024-12-25"),
        ("The plant opens [in the third quarter of 2026].", "2026-Q3"),
    ],
)
def test_the_sentence_gives_the_direction(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy came [on Saturday]. [The same day] he left; [two days later] he wrote.", ["2025-06-07", "2025-06-07", "2025-06-09"]),
        (
            "They met [on Monday]. [That evening] a dinner was given, and [the next morning] he left.",
            ["2025-06-09", "2025-06-09TEV", "2025-06-10TMO"],
        ),
        ("The pact was signed [in 2018] and annulled [the following year].", ["2018", "2019"]),
        ("He was elected [in January 2024] and stabbed [nine months later].", ["2024-01", "2024-10"]),
        ("They agreed [in August 2021]; [that October] the contract lapsed.", ["2021-08", "2021-10"]),
        ("The first bomb went off [at 7:20 a.m.] and the second [eleven minutes later].", ["2025-06-11T07:20", "2025-06-11T07:31"]),
        ("[Two days] after the raid.", ["P2D"]),
        ("Police opened fire [on Thursday]; [hours later] the mayor resigned.", ["2025-06-05", "2025-06-05"]),
    ],
)
def test_what_goes_on_from_the_time_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "value", "days"),
    [
        ("They will meet [on September 15].", YEAR, "2025-09-15", (date(2025, 9, 15), date(2025, 9, 15))),
        ("They will meet [on September 15].", None, "XXXX-09-15", None),
        (
            "They will meet [on September 15].",
            DayInterval(date(2023, 2, 1), date(2025, 3, 1)),
            "XXXX-09-15",
            (date(2023, 9, 15), date(2025, 9, 15)),
        ),
        ("They met [on Friday].", None, "XXXX-XX-XX", None),
        ("They met [last week].", None, "XXXX-WXX", None),
        ("They met [on Friday].", DayInterval(date(2025, 6, 7), date(2025, 6, 12)), "2025-06-06", (date(2025, 6, 6), date(2025, 6, 6))),
        ("They met [on Friday].", DayInterval(date(2025, 6, 1), date(2025, 6, 30)), "2025-XX-XX", (date(2025, 5, 30), date(2025, 6, 27))),
        ("They met [yesterday].", DayInterval(date(2025, 6, 10), date(2025, 6, 20)), "2025-06-XX", (date(2025, 6, 9), date(2025, 6, 19))),
        ("Trade fell [last year].", YEAR, "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("Trade fell [last year].", None, "XXXX", None),
    ],
)
def test_no_day_is_invented(text: str, anchor: DayInterval | None, value: str, days: tuple[date, date] | None) -> None:
    plain, spans = marked(text)
    (read,) = resolve(plain, spans, anchor)
    assert read.value == value
    assert read.days == (DayInterval(*days) if days else None)


def test_thirds_narrow_the_days_and_not_the_value() -> None:
    early, late = read_alone("early 2027", None), read_alone("late 2027", None)
    assert early is not None and late is not None and early.days is not None and late.days is not None  # noqa: PT018
    assert early.value == late.value == "2027"
    assert early.days.latest < late.days.earliest


def test_ids_follow_the_order_of_the_text_whatever_the_order_of_the_spans() -> None:
    text, spans = marked("In [2015] and in [2019] they met.")
    assert [(t.id, t.value) for t in resolve(text, spans[::-1], None)] == [("t1", "2015"), ("t2", "2019")]


VOCABULARY = """last next the a two 5 31 2024 1950-53 half and in on by night years month days ago later before every of to Monday March
Feb. 30 century quarter second noon midnight p.m. 24:00 spring end 1980s million Christmas 80th 9999 0001 32/13/2024 weekend 99999999 , ."""
WORDS = st.lists(st.sampled_from(sorted(set(VOCABULARY.split()))), max_size=10).map(" ".join)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(WORDS.filter(str.strip), st.none() | st.tuples(DAYS, DAYS).map(lambda p: DayInterval(min(p), max(p))))
def test_any_words_are_read_without_failing_and_always_alike(text: str, anchor: DayInterval | None) -> None:
    spans = [*recognise(text, [Span(0, len(text))]), Span(0, len(text))]
    once = resolve(text, spans, anchor)
    assert once == resolve(text, spans, anchor)
    for read in once:
        assert read.value
        assert read.days is None or read.days.earliest <= read.days.latest


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 6), st.sampled_from(["met", "will meet"]))
def test_a_weekday_is_that_weekday_within_a_week(written: date, weekday: int, verb: str) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    text, spans = marked(f"They {verb} [on {name}].")
    (read,) = resolve(text, spans, DayInterval(written, written))
    day = date.fromisoformat(read.value)
    assert day.weekday() == weekday
    assert timedelta(0) <= (day - written if verb == "will meet" else written - day) < timedelta(7)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_full_date_is_itself_in_every_spelling(day: date) -> None:
    month = day.strftime("%B")
    for words in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"on the {day.day}th of {month}, {day.year}",
    ):
        read = read_alone(words, None)
        assert read is not None
        assert (read.value, read.days) == (day.isoformat(), DayInterval(day, day))


def test_cost_grows_with_the_length_and_no_faster() -> None:
    rng = random.Random(7)
    noise = "".join(rng.choice(string.ascii_letters + "  .,-0123456789'") for _ in range(2000))
    for unit in (
        "two ",
        "12 May ",
        "1 000 ",
        "a-",
        "   ",
        "hundreds of thousands of ",
        "the end of the ",
        "on on ",
        "last last ",
        "Monday, ",
        noise,
    ):
        small, large = (_least_seconds(unit * (size // len(unit) + 1)) for size in (1_000, 10_000))
        # Ten times the text costs ten times as much if linear, a hundred times if quadratic; the bar between lets a busy machine pass.
        assert large <= 35 * max(small, 0.005), unit


def _least_seconds(text: str) -> float:
    """Return the least processor time of three tries, in seconds, to read the times of `text`."""
    costs = []
    for _ in range(3):
        start = time.process_time()
        resolve(text, recognise(text, [Span(0, len(text))]), None)
        costs.append(time.process_time() - start)
    return min(costs)
