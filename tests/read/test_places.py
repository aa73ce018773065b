"""Where places lie: the likeliest of several of one name, regions and waters, and places that no table knows."""

from __future__ import annotations

import pytest

from dragoman.read.cues import hits, words_of
from tests.read.test_actors import one, read


@pytest.mark.parametrize(
    ("marked", "geonames"),
    [
        ("Rain fell in [GPE Paris], Texas.", 4717560),
        ("Rain fell in [GPE Paris].", 2988507),
        ("Shells hit [GPE Odessa], Ukraine said.", 698740),
        ("Shells hit [GPE Odessa], Texas.", 5527554),
        ("The vote in [GPE Tripoli], Lebanon, was close.", 266826),
        ("The vote in [GPE Tripoli], Libya, was close.", 2210247),
        ("They met in [GPE Saigon] on Sunday.", 1566083),
    ],
)
def test_of_several_cities_the_one_that_the_text_means(marked: str, geonames: int) -> None:
    place = one(marked).place
    assert place is not None
    assert place.geonames == geonames


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("The United States and Iran will meet in [GPE Geneva].", "CHE"),
        ("U.S. senators flew to [GPE Florence].", "ITA"),
        ("U.S. senators from Illinois met in [GPE Geneva].", "USA"),
        ("The United States said that deputies met in [GPE Salina].", "USA"),  # no great city has the name
    ],
)
def test_of_the_usa_without_any_of_its_states_a_great_city_elsewhere_is_meant(marked: str, country: str) -> None:
    place = one(marked).place
    assert place is not None
    assert place.country == country


def test_a_town_of_a_common_name_is_found_only_where_the_document_has_to_do_with_its_state() -> None:
    there = one("Sierra Leone's president flew to [GPE Waterloo], the Sierra Leonean radio said.")
    assert there.place is not None
    assert there.place.country == "SLE"
    elsewhere = one("Kenyan police closed the road to [GPE Waterloo], the Kenyan radio said.")
    assert elsewhere.place is None
    assert elsewhere.state == "KEN"


@pytest.mark.parametrize(
    ("words", "name", "state"),
    [
        ("the Gaza Strip", "Gaza Strip", "PSE"),
        ("Donbas", "Donbas", "UKR"),
        ("the South China Sea", "South China Sea", None),
        ("Kashmir", "Kashmir", None),
        ("the Strait of Hormuz", "Strait of Hormuz", None),
        ("North Kivu", "North Kivu", "COD"),
    ],
)
def test_regions_and_waters_have_a_point_and_a_state_where_they_have_one(words: str, name: str, state: str | None) -> None:
    found = one(f"Ships and trucks reached [LOC {words}] from India, Russia and Egypt.")
    assert found.place is not None
    assert (found.place.name, found.state, found.actor) == (name, state, None)


def test_the_capital_of_a_state_by_description() -> None:
    found = one("He landed in [GPE the Turkish capital] at noon.")
    assert found.place is not None
    assert (found.place.name, found.state) == ("Ankara", "TUR")


def test_borders_and_crossings_belong_to_no_one_state() -> None:
    found = one("Trucks waited at [LOC the Lithuanian border] with Belarus.")
    assert (found.state, found.place) == (None, None)


def test_a_site_is_in_the_state_of_the_city_in_its_name() -> None:
    found = one("Lithuania closed [LOC Vilnius airport] for an hour.")
    assert found.state == "LTU"
    assert found.place is not None
    assert found.place.name == "Vilnius"
    square = one("Crowds filled [LOC Independence Square] in Paramaribo, Suriname.")
    assert square.place is None


def test_a_capital_whose_name_others_share_needs_its_state() -> None:
    assert one("Talks opened in [GPE Victoria] in Canada.").state == "CAN"
    assert one("Seychelles hosted talks in [GPE Victoria], the Seychellois leader said.").state == "SYC"


def test_an_unknown_village_takes_the_state_of_what_stands_around_it() -> None:
    village, _ = read("Kenyan police searched [GPE Mnarani Juu] for two days. [GPE Kenya] sent help to the village.")
    assert village.state == "KEN"
    assert village.place is None


def test_a_state_that_is_marked_as_a_location_has_its_point() -> None:
    found = one("She came from [LOC New Zealand] by ship.")
    assert found.place is not None
    assert (found.place.name, found.state, found.actor) == ("New Zealand", "NZL", None)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The firm works in [GPE the states of Texas].", "Texas"),
        ("Rain fell in [GPE Kenya's capital Nairobi].", "Nairobi"),
        ("Ohio police closed [LOC the Toledo waterfront].", "Toledo"),
        ("Storms hit [LOC the Punjab province of Pakistan].", "Punjab"),
        ("Storms hit [LOC the Gold Coast of Australia].", "Gold Coast"),
        ("Storms hit [LOC East Java].", "East Java"),
        ("The choir sang in [GPE downtown Cleveland].", "Cleveland"),
        ("Rain fell in [GPE Northeast Nebraska].", "Nebraska"),
        ("Farms in [GPE Kenya's Kisumu county] were flooded.", "Kisumu"),
        ("Voters in [GPE Rhode] Island, Vermont and Maine queued.", "Rhode Island"),
        ("The ferry crossed [LOC Lake Ontario] at noon.", "Lake Ontario"),
        ("Snow fell on [LOC Mt. Hood], Oregon.", "Mount Hood"),
        ("Buses to [GPE London], Ont., were late.", "London"),
        ("Rain fell in Oregon, [GPE Washington] and Idaho.", "Washington state"),
        ("The trial opened in Yonkers, [GPE New York].", "New York state"),
        ("The cow was found in the state of [GPE Washington].", "Washington state"),
        ("Farms in [LOC the Jiangsu province of eastern China] closed.", "Jiangsu"),
        ("The trial opened in [GPE New York].", "New York City"),
    ],
)
def test_a_longer_mention_lies_where_the_name_in_it_does(marked: str, name: str) -> None:
    found = one(marked)
    assert found.place is not None
    assert found.place.name == name


def test_a_city_named_for_a_state_is_no_part_of_it() -> None:
    found = one("Trains from [GPE Kansas City] stopped.")
    assert found.place is not None
    assert found.place.name == "Kansas City"


@pytest.mark.parametrize(
    ("marked", "country", "north"),
    [
        ("A fire broke out in [GPE Augusta], Ga., on Monday.", "USA", 33),
        ("A fire broke out in [GPE Augusta], Kan., on Monday.", "USA", 38),
    ],
)
def test_abbreviated_states_tell_towns_apart(marked: str, country: str, north: int) -> None:
    found = one(marked)
    assert found.place is not None
    assert (found.place.country, round(found.place.latitude)) == (country, north)


def test_an_abbreviation_needs_its_full_stop() -> None:
    assert all(hit.entry.region is None for hit in hits(words_of("La Paz and Miss World and PA. In Del Rio Ill Wind.")))
    regions = [hit.entry.region for hit in hits(words_of("Erie, Pa., Ada, Okla., and Boone, N.C., but not L.A."))]
    assert [region.admin1 for region in regions if region is not None] == ["PA", "OK", "NC"]


def test_divisions_have_points_and_the_document_tells_which_is_meant() -> None:
    english = one("British police searched a farm in [GPE Norfolk].")
    assert english.place is not None
    assert english.place.country == "GBR"
    county = one("Ohio deputies searched a farm in [GPE Licking County].")
    assert county.place is not None
    assert (county.place.country, round(county.place.latitude)) == ("USA", 40)


def test_a_town_goes_before_the_capital_of_its_name_where_the_places_around_it_are_named() -> None:
    near = read("[GPE Paris] voted. So did [GPE Sulphur Springs], [GPE Hugo] and [GPE Lamar County], all in Texas.")[0]
    assert near.place is not None
    assert near.place.geonames == 4717560
    far = read("[GPE Paris] voted. So did [GPE Sulphur Springs] and [GPE Lamar County] in Texas, French officials said.")[0]
    assert far.place is not None
    assert far.place.country == "FRA"


def test_a_list_of_towns_goes_on_and_says_of_none_where_it_lies() -> None:
    assert read("Floods hit [GPE Zagwira], [GPE Mombasa] and Kisumu.")[0].place is None
    for text in ("The ferry reached [GPE Zagwira], [GPE Mombasa], at noon.", "Trucks left [LOC Zagwira camp] near [GPE Mombasa]."):
        place = read(text)[0].place
        assert place is not None
        assert place.name == "Mombasa"


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("[GPE Augusta] burnt. Crews from Augusta, Kan., and [GPE Augusta] itself came.", "USA"),
        ("Police in [GPE Jersey County] drove from St. Louis to Illinois.", "USA"),
        ("[GPE Lebanon] voted, and so did [GPE Palmyra] and [GPE Annville], all in Pennsylvania.", "USA"),
        ("[GPE Lebanon] voted, and so did Syria and Iraq, Lebanese officials said.", "LBN"),
        ("Cases rose in Mexico, [GPE China], Japan, Ukraine and Brazil.", "CHN"),
        ("[GPE Lebanon] and Cyprus voted, and so did [GPE Palmyra] and [GPE Annville], all in Pennsylvania.", "LBN"),
    ],
)
def test_what_stands_in_the_document_tells_namesakes_apart(marked: str, country: str) -> None:
    found = read(marked)[0]
    assert found.place is not None
    assert found.place.country == country


def test_a_town_is_none_elsewhere_where_the_text_says_that_it_lies_in_another_state() -> None:
    place = one("Police stopped a truck in [GPE Stroud], Ontario, British papers said.").place
    assert place is None or place.country == "CAN"
    county = one("Iowa labs tested swans from [GPE Monroe County], Michigan officials said in Michigan.").place
    assert county is not None
    assert (county.country, round(county.latitude), round(county.longitude)) == ("USA", 42, -83)


def test_a_town_that_the_document_once_puts_into_a_state_lies_there_elsewhere_too() -> None:
    first, _ = read("[GPE Augusta] burnt on Monday. It was the worst fire in [GPE Augusta], Kan., for years.")
    assert first.place is not None
    assert round(first.place.latitude) == 38
