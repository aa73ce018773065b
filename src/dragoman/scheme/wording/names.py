"""English names and noun phrases: articles, number, lists and the preposition of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from dragoman.scheme.ontology import table

_SMALL, _TENS = (table("names.toml")["numbers"][name].split() for name in ("small", "tens"))
_WRITTEN_OUT = 10  # numbers up to this one are words
_NUMBERS = {word: n for n, word in enumerate(_SMALL, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_DETERMINED = re.compile(
    r"(?:the|an?|his|her|its|their|our|my|your|some|any|all|no|several|many|most|few|both|each|every|another|other|those|these|this|that|"
    rf"{'|'.join(_NUMBERS)}|dozens?|hundreds?|thousands?|scores|more|at least|about|around|nearly|over|"
    r"(?!(?:1[5-9]|20)\d\d\b)\d[\d,.]*|(?-i:us|them|him|it|he|she|they|we|you)|everyone|someone|somebody|anybody|anyone|nobody|none|who|what)\b",
    re.IGNORECASE,
)
# "Russia's Defense Ministry" has the article of its owner, none; "the People's Bank" and "the Lord's Resistance Army" their own.
_OWNER = re.compile(
    r"(?!(?:People|Lord|King|Queen|Prince|Women|Men|Children|Workers?|Peasants?|Farmers?|Teachers?|Students?|State|Nation)['’])"
    r"([A-Z][\w.-]*(?: [A-Z][\w.-]*)*)['’]s?\s"
)
_OWNER_BEFORE = re.compile(r"([^'’]+?)['’]s?\s(?=\S)")
_BRACKETS = str.maketrans("", "", "[]")  # an editor's, as in "Andrew [Brunson"
_OPENING = re.compile(r"(?:The|An?|His|Her|Its|Their|Our)\b")
# "More than 1,000 growers" opened its sentence in the report; "One America" is a name.
_OPENS_COUNT = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)? (?:[a-z]|\d)")
_SEVERAL = re.compile(
    rf"(?:{'|'.join([*_SMALL[1:], *_TENS])}|dozens|hundreds|thousands|scores|several|many|most|few|both|these|those|"
    r"[2-9]|(?!(?:1[5-9]|20)\d\d\b)\d\d[\d,.]*|(?-i:they|them|us|we))\b",
    re.IGNORECASE,
)
_BOUND = r"(?:(?:at least|at most|about|around|some|up to|nearly|over|more than|fewer than|less than|as many as|almost|another) )*"
_BOUNDED = re.compile(_BOUND, re.IGNORECASE)
_COUNT = re.compile(
    rf"{_BOUND}(?:(?:{'|'.join(_NUMBERS)}|dozens?|hundreds?|thousands?|scores|several|many|most|few|both|[0-9][0-9,.]*)[ -]?)+"
    r"(?:(?:of them|others|people|persons|dead)\b.*)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"{_BOUND}(?:[0-9][0-9,.]*|{'|'.join(_NUMBERS)}|dozens of|hundreds of|thousands of) (?=[a-z])", re.IGNORECASE)
# Where the noun of a phrase ends: before a preposition, a relative pronoun, a participle or an adjective that follows it.
_TAIL = re.compile(
    r"\s(?:of|in|at|on|from|to|for|with|without|by|under|over|against|between|among|near|across|abroad|who|that|which|still|"
    r"[a-z]+ed(?=\s(?:in|at|by|on|from|to|under|with|for|off|during|near|over|after|earlier|last)\s|$)|"
    r"[a-z]+ing(?=\s(?:at|in|on|for|to|the|with|from))|held|sent|won|built|struck|hurt|"
    r"willing|able|familiar|close|responsible|loyal|opposed|present|aware)(?=\s|$)"
)
_MODIFIER = re.compile(
    r"(?:(?:north|south|east|west|central)ern|pro|anti|own|former|senior|top|new|last|multiple|various|opposing|neighbou?ring|ruling|leading|"
    r"fellow|rival|[a-z]+(?:ional|ical|ive|ous|ful|less))"
)
# What is left of "several hundred mourners" where the word before was lost counts nothing.
_LOST_COUNT = re.compile(r"(?:[Hh]undred|[Tt]housand|[Mm]illion|[Dd]ozen) (?=[a-z])")
_SOUNDS_LIKE_A = re.compile(r"(?:eu|one\b|once\b|uni(?!n|m)|us[aeiu]|ut[aei]|uk|ug|ur[aeiou]|ub|ufo|u\.|ew)", re.IGNORECASE)
_SOUNDS_LIKE_AN = re.compile(r"(?:[aeiou]|hour|honest|honour|heir)", re.IGNORECASE)


def phrase(name: str, actor: str | None = None, *, named_is_known: bool = False) -> str:
    """Return a name as it stands inside a sentence, with the article that it needs.

    `named_is_known` gives "the" to a common noun with a name before it ("the Tazara railway"), as things that are named are known ones.
    """
    name = re.sub(r"^[Oo]wn ", "", " ".join(name.translate(_BRACKETS).split()))  # of "his own farmers"
    name = _LOST_COUNT.sub("", name, count=1) if _LOST_COUNT.match(name) else name
    if _is_group(name):
        return name.casefold()
    if not name or name in {"Hague", "The Hague"}:
        return "The Hague" if name else name
    if _DETERMINED.match(name):
        return name[0].lower() + name[1:] if _OPENING.match(name) or _OPENS_COUNT.match(name) else name
    article = _article(name, actor, named_is_known=named_is_known)
    return f"{article} {name}" if article else name


def _article(name: str, actor: str | None, *, named_is_known: bool) -> str:
    head = _head(name)
    if _is_proper(head):
        return "the" if not _joins_names(head) and _takes_the(name, head, actor) else ""
    if owner := _OWNER_BEFORE.match(name):
        return "" if is_plural(name, actor) else _article(owner[1], None, named_is_known=False)
    if _last(head) in _words("the", "shared"):
        return "the"
    if _owned(name) or is_plural(name, actor) or _last(head) in _words("mass", "nouns"):
        return ""
    if (actor or "").startswith("org:") or _is_known(name, head) or (named_is_known and (name[0].isupper() or name[0].isdigit())):
        return "the"
    return _a_or_an(name)


def indefinite(noun: str) -> str:
    """Return a common noun with "a" or "an" where it takes one ("a summit", "talks", "trade")."""
    if _DETERMINED.match(noun) or is_plural(noun) or _last(noun) in _words("mass", "nouns"):
        return noun
    return f"{_a_or_an(noun)} {noun}"


def is_plural(name: str, actor: str | None = None) -> bool:
    """Tell whether a name takes a plural verb."""
    head = _head(name)
    last = _last(head)
    if last in _words("plural", "names") or _is_group(name):
        return True
    if not _is_proper(head) and last in _words("plural", "nouns"):
        return True
    if actor and actor.split(":")[0] in {"state", "person", "org", "office"}:
        return False
    if re.search(r" and (?:the|an?|its|their|his|her)\b", head) or _joins_names(head):
        return True
    if _is_proper(head):
        return bool(re.fullmatch(r"(?:[Tt]he )?[A-Z][a-z]{2,}(?:ans|nese)", head))
    return _SEVERAL.match(name) is not None or last in _words("plural", "nouns") or _ends_as_plural(last)


def _is_group(name: str) -> bool:
    """Tell whether a name is only the noun of a group of people, as it may open a sentence ("Farmers")."""
    return name.casefold() in _words("plural", "people")


def _ends_as_plural(word: str) -> bool:
    if word.endswith(("men", "people", "children")):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _words("plural", "singular_in_s")


def is_pronoun(name: str) -> bool:
    """Tell whether a name is only a pronoun, which says nothing away from its sentence."""
    return re.sub(r"['’](?:ve|re|ll|d|m|s)$", "", name.strip().casefold()) in _words("pronouns", "words")


def is_modifier(name: str) -> bool:
    """Tell whether a name is only an adjective, whose noun was lost ("northern" of "northern Syria")."""
    return _MODIFIER.fullmatch(name) is not None


def is_counted(name: str) -> bool:
    """Tell whether a name says how many it stands for ("six protesters")."""
    counted = name[_BOUNDED.match(name).end() :]  # type: ignore[union-attr]
    return re.match(r"\d|one\b", counted, re.IGNORECASE) is not None or _SEVERAL.match(counted) is not None


def is_count(name: str) -> bool:
    """Tell whether a name is nothing but a number of people ("at least 22", "five people", "three")."""
    return _COUNT.fullmatch(name) is not None


def is_bare_count(name: str) -> bool:
    """Tell whether a name is a number without what it counts ("at least 22")."""
    return is_count(name) and re.search(r"(?:people|persons|dead|others)\b", name) is None


def count(name: str) -> int | None:
    """Return how many a name says that it stands for ("112 prisoners", "around twenty people"), None where it names no figure."""
    counted = re.match(rf"{_BOUND}(?:([0-9][0-9,]*)(?![0-9.])|({'|'.join(_NUMBERS)})(?![\w-]))", name, re.IGNORECASE)
    if not counted:
        return None
    return int(counted[1].replace(",", "")) if counted[1] else _NUMBERS[counted[2].lower()]


def is_proper(name: str) -> bool:
    """Tell whether a name is a proper one, and not a noun phrase that any might bear."""
    return _is_proper(_head(name))


def refers_back(name: str) -> bool:
    """Tell whether a name is a common noun that may stand for anybody whom a report named before ("a bloc", "key ally")."""
    return not any(c.isupper() for c in name[1:]) and _last(_head(name)) in _words("referring", "nouns") and not is_counted(name)


def without_count(name: str) -> str:
    """Return a noun phrase without the number that opens it ("more than 1,000 growers"), one that is nothing else as it is."""
    match = _COUNTED.match(name)
    return name[match.end() :] if match and not is_count(name) else name


def is_personal(name: str, actor: str | None = None) -> bool:
    """Tell whether a name is a person's: by its stable id, else by its form (two to four names, no word of a body among them)."""
    if actor:
        return actor.startswith(("person:", "office:"))
    names_in = name.split()
    return (
        2 <= len(names_in) <= 4
        and _is_proper(_head(name))
        and " of " not in name
        and not any(w in _words("the", "heads") for w in names_in)
    )


def conjoin(parts: Sequence[str], word: str = "and", most: int = 4) -> str:
    """Join phrases as English does; beyond `most`, the rest is counted."""
    shown = list(parts)
    if len(shown) > most:
        hidden = len(shown) - most + 1
        counted = _SMALL[hidden - 1] if hidden <= _WRITTEN_OUT else str(hidden)
        shown = [*shown[: most - 1], f"{counted} others"]
    if len(shown) < 3:
        return f" {word} ".join(shown)
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def place(name: str, actor: str | None = None) -> str:
    """Return a place with the preposition that its noun takes: "in Ankara", "at the airport", "on the border"."""
    last = _last(_head(name))
    bare = name[:1].isupper() and last in _words("places", "bare")
    where = name if bare else phrase(name, actor, named_is_known=True)
    if name in _names("places", "at_names"):
        return f"at {where}"
    if name in _names("places", "on_names"):
        return f"on {where}"
    if last in _words("places", "on") or last in _words("places", "on_proper"):
        return f"on {where}"
    return f"at {where}" if last.lower() in _words("places", "at") else f"in {where}"


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def _head(name: str) -> str:
    cut = _TAIL.search(name)
    return name[: cut.start()] if cut and cut.start() else name


def _last(head: str) -> str:
    return head.rstrip(",.").rsplit(" ", 1)[-1]


def _is_proper(head: str) -> bool:
    return any(c.isupper() for c in _last(head)) or (head[:1].isupper() and " " not in head)


def _takes_the(name: str, head: str, actor: str | None) -> bool:
    kind = (actor or "").split(":")[0]
    if kind == "person" or name.startswith(("For ", "Saint ", "St ")):
        return False
    if name in _names("the", "names") or name in _words("the", "initials") or name.startswith(("United ", "Republic of", "Kingdom of")):
        return True
    if owner := _OWNER.match(head):
        return _takes_the(owner[1], owner[1], None)
    last = _last(head)
    if kind == "state":
        return last in {"Islands", "Republic", "Kingdom", "Emirates", "States", "Federation"} or " Republic of " in name
    return last in _words("the", "heads") or re.search(r"\bof\b", name[len(head) :]) is not None


def _owned(name: str) -> bool:
    return re.search(r"['’]s?\s", name) is not None


def _is_known(name: str, head: str) -> bool:
    belongs = name[len(head) :].startswith(" of ")
    superlative = re.search(r"\b\w+est\b|\b(?:first|last|only|main|most|next|same)\b", head)
    return belongs or superlative is not None or _last(head) in _words("the", "unique")


def _joins_names(head: str) -> bool:
    before, joined, after = head.partition(" and ")
    return (
        bool(joined)
        and before[:1].isupper()
        and (after.startswith("the ") or _last(after) not in _words("the", "heads") or _last(before) in _words("the", "heads"))
    )


def _a_or_an(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    if re.fullmatch(r"[A-Z0-9.&+-]{2,}s?", first):
        return "an" if first[0] in "AEFHILMNORSX8" else "a"
    if _SOUNDS_LIKE_A.match(first):
        return "a"
    return "an" if _SOUNDS_LIKE_AN.match(first) else "a"


@cache
def _data() -> dict[str, Any]:
    return table("names.toml")


@cache
def _words(group: str, name: str) -> frozenset[str]:
    return frozenset(_data()[group][name].split())


@cache
def _names(group: str, name: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in _data()[group][name].split(";"))
