"""Tells names of states apart from those of towns and counties called alike, by the words that stand right beside them.

News style names the state after the town ("Yonkers, New York") and states in lists among states ("Oregon, Washington and Idaho"); elsewhere
New York and Washington are the cities. A county is never the state of its name ("Guernsey County").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from dragoman.read.cues import Entry, Hit, Word, lexicon
from dragoman.reference import gazetteer
from dragoman.reference.gazetteer import Region

_STATES: Final = {("new", "york"): "New York state", ("washington",): "Washington state"}
_IN_LISTS: Final = frozenset((",", "and", ", and", "or", ", or"))
COUNTIES: Final = frozenset(("county", "parish", "township"))
_STATES_OWN: Final = frozenset(("border", "state", "gov", "governor", "legislature", "lieutenant"))
_LONGEST: Final = 3  # words of a town's name


def told_apart(text: str, words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits without states whose name is a county's, and with New York and Washington as states where they are."""
    kept = [h for h in hits if not _is_county(h, words)]
    found: dict[int, Hit] = {}
    for first, last, region in _cities_or_states(words):
        at = bisect_left(kept, first, key=lambda h: h.first)
        here = kept[at] if at < len(kept) and kept[at].first == first else None
        if (here is None or here.last == last) and (
            _is_bordered(last, words)
            or _is_called_state(first, words)
            or _follows_its_town(first, region, text, words)
            or _stands_in_a_list(first, last, at, here, text, words, kept, found)
        ):
            found[first] = Hit(first, last, Entry(region=region))
    return tuple(sorted([h for h in kept if h.first not in found] + list(found.values()), key=lambda h: h.first)) if found else tuple(kept)


def _is_county(hit: Hit, words: Sequence[Word]) -> bool:
    following = words[hit.last] if hit.last < len(words) else None
    if following is None or not following.capital or following.key not in COUNTIES or not hit.entry.states:
        return False
    return bool(gazetteer.divisions(" ".join(w.key for w in words[hit.first : hit.last + 1])))


def _cities_or_states(words: Sequence[Word]) -> list[tuple[int, int, Region]]:
    """Return where New York and Washington stand, with the state of the name."""
    found = []
    for at, word in enumerate(words):
        for keys, name in _STATES.items():
            if word.key == keys[0] and word.capital and tuple(w.key for w in words[at : at + len(keys)]) == keys:
                region = gazetteer.region(name)
                if region is not None:
                    found.append((at, at + len(keys), region))
    return found


def _is_bordered(last: int, words: Sequence[Word]) -> bool:
    """Tell whether what only a state has stands after a name: its border or its governor, where cities have limits and a mayor."""
    return last < len(words) and words[last].key in _STATES_OWN


def _is_called_state(first: int, words: Sequence[Word]) -> bool:
    """Tell whether "the state of" stands before a name."""
    return first > 1 and words[first - 1].key == "of" and words[first - 2].key in {"state", "states"}


def _follows_its_town(first: int, region: Region, text: str, words: Sequence[Word]) -> bool:
    """Tell whether a comma and before it a town of that state stand before a name; Rome or Athens may be any."""
    if not first or text[words[first - 1].end : words[first].start].strip() != ",":
        return False
    for size in range(1, min(_LONGEST, first) + 1):
        name = " ".join(w.key for w in words[first - size : first])
        if not words[first - size].capital or name in lexicon():
            continue
        if any(c.place.country == "USA" and c.admin1 == region.admin1 for c in gazetteer.cities(name)):
            return True
    return False


def _stands_in_a_list(
    first: int, last: int, at: int, here: Hit | None, text: str, words: Sequence[Word], hits: Sequence[Hit], found: dict[int, Hit]
) -> bool:
    """Tell whether a state of the USA stands before a name or after it in a list, and is not there to tell where a town lies."""
    after = hits[at + (here is not None)] if at + (here is not None) < len(hits) else None
    if after is not None and _is_us_state(after) and text[words[last - 1].end : words[after.first].start].strip() in _IN_LISTS:
        return True
    before = hits[at - 1] if at else None
    if before is None:
        return False
    before = found.get(before.first, before)
    if not _is_us_state(before) or text[words[before.last - 1].end : words[first].start].strip() not in _IN_LISTS:
        return False
    ahead = hits[at - 2] if at > 1 and hits[at - 2].last == before.first else None
    town = before.first and words[before.first - 1].capital and text[words[before.first - 1].end : words[before.first].start].strip() == ","
    return not town or (ahead is not None and _is_us_state(ahead))


def _is_us_state(hit: Hit) -> bool:
    return hit.entry.region is not None and bool(hit.entry.region.admin1)
