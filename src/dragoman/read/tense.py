"""Whether the words around a time expression look back or ahead: what "on Friday" and "in March" take their direction from."""

from __future__ import annotations

import re
from typing import Final

from dragoman.read.patterns import one_of, words

_MODAL: Final = words("will shall 'll ’ll won't won’t may might could can must should would")
_AHEAD: Final = _MODAL | words(
    """due planned scheduled expected slated tipped poised supposed intended proposed proposes pencilled penciled earmarked plans intends
    hopes aims wants upcoming coming forthcoming deadline going ahead invited invites invitation leave leaves arrive arrives meet meets
    open opens begin begins start starts convene convenes resume resumes votes hosts ends expire expires close closes fly flies travels
    comes goes returns holds take takes faces runs speaks confer confers crosses joins addresses gathers reports falls lapses visits
    tomorrow next until till unless avoid warning"""
)
_PAST: Final = words(
    """was were had did has have 'd said been told met began won lost went came left took made gave held sent put saw fell rose broke
    shot fought struck spoke wrote flew brought bought sold built burnt caught chose drew drove fed felt found forgot froze grew heard
    hit hung kept knew laid led lent lit meant paid ran rang rode sang sank sat shook shut shrank slept spent split stood stole stuck
    swore swept swung taught thought threw understood woke wore withdrew yesterday last ago since became cut overthrew underwent swam got
    tore upheld oversaw undertook dealt quit"""
)
_SAME_IN_PRESENT: Final = words("put cut set hit let read shut split quit beat cost hurt spread shed")
_NO_PAST: Final = words(
    """need proceed succeed exceed indeed speed feed breed bleed seed weed deed greed reed united hundred sacred naked wicked kindred red
    bed embed armed limited planned scheduled expected supposed intended proposed pencilled penciled earmarked tipped poised slated
    invited"""
)
_COMMITTING: Final = words(
    """promised pledged vowed agreed threatened called announced offered ordered asked demanded urged hoped suggested accepted discussed
    undertook booked summoned promising pledging vowing threatening demanding urging offering"""
)
_IMPLYING: Final = words(
    """refused tried began started failed managed forced continued helped declined rushed attempted led came went returned gathered moved
    met flew marched used dared appeared seemed stopped paused travelled traveled arrived"""
)
_LINK_AHEAD: Final = re.compile(
    r"\b"
    + one_of("by, until, till, for, from, before, as early as, as soon as, as of, starting, beginning, not before, beyond")
    + r"(?: about| around)?$"
)
_LINK_BACK: Final = re.compile(r"\b(?:since|as late as|as recently as|dated|last|unlike)$")
_CLAUSE_OPENS: Final = re.compile(r"(?:[;:—–]|,\s(?:and|but|yet|so|while|when)|\b(?:when|while|that|which|who|and that|not))$|^$")
_NO_VERB_AFTER_TO: Final = words("the a an his her its their our my this that these those it him them us me no some date prison head be")
_BEFORE_ADJECTIVE: Final = words("the a an behind of with in for on its his her their from into as at by two three more")
_WORD: Final = re.compile(r"['’]?[A-Za-z]+(?:-[A-Za-z]+)*(?:n['’]t)?|[,;]")
_ED: Final = re.compile(r"[a-z]{2,}ed")
_REACH: Final = 26
"""How many words to either side may give the direction."""


def direction(text: str, start: int, end: int, sentence_start: int, sentence_end: int) -> int:
    """Return -1 where the words around `[start, end)` tell of the past, 1 of the future, 0 where they do not show."""
    left = text[max(sentence_start, start - 240) : start]
    tail = left.rstrip(" \n\t“\"'‘(").lower()
    if _LINK_BACK.search(tail):
        return -1
    right = re.split(r"[;:—]", text[end : min(sentence_end, end + 200)], maxsplit=1)[0]
    behind, ahead = _WORD.findall(left)[-_REACH:], _WORD.findall(right)[:_REACH]
    verb = _last(behind)
    if _CLAUSE_OPENS.search(tail) or _verb_at_once(ahead, _last(behind[-4:])):
        return _first(ahead) or verb
    if right.startswith(("'s ", "’s ")):
        return 1 if _first(ahead) > 0 else -1
    promised = tail.endswith((" for", " from", "as early as")) or _COMMITTING & {w.lower() for w in behind}
    if _LINK_AHEAD.search(tail) and (verb >= 0 or promised):
        return 1
    return verb or _first(ahead)


def _verb_at_once(tokens: list[str], behind: int) -> bool:
    # "the ministry in Berlin on Wednesday renewed": between subject and verb, unlike "the envoy who came on Friday will leave".
    return bool(tokens) and ((tokens[0].lower() in _MODAL and behind == 0) or _at(tokens, 0) < 0)


def _first(tokens: list[str]) -> int:
    return next((way for i in range(len(tokens)) if (way := _at(tokens, i))), 0)


def _last(tokens: list[str]) -> int:
    return next((way for i in range(len(tokens) - 1, -1, -1) if (way := _at(tokens, i))), 0)


def _at(tokens: list[str], i: int) -> int:
    """Return the direction that one word gives by itself and its neighbours."""
    word = tokens[i].lower()
    two_before, before = (tokens[j].lower() if j >= 0 else "" for j in (i - 2, i - 1))
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    if word == "to":
        return _infinitive(before, after)
    if word == "couldn't" or (word == "could" and after == "not"):
        return -1
    if word.endswith("ing") and word not in _AHEAD:
        return int(before in ("is", "are") or (before == "not" and two_before in ("is", "are")))
    if word in _AHEAD or (word == "set" and after in ("to", "for")) or (word in _SAME_IN_PRESENT and _MODAL & {before, two_before}):
        return 1
    past = word in _PAST or (tokens[i].islower() and _ED.fullmatch(word) and word not in _NO_PAST)
    return _participle(word, before, after) if past else 0


def _infinitive(before: str, after: str) -> int:
    if after == "be":
        return 1
    plural = after.endswith("s") and not after.endswith("ss") and after != "focus"
    if not after.islower() or after in _NO_VERB_AFTER_TO or plural or after.endswith("ing"):
        return 0
    return -1 if before in _IMPLYING else 1


def _participle(word: str, before: str, after: str) -> int:
    if before in ("be", "to"):
        return 1
    if before in _BEFORE_ADJECTIVE and word.endswith("ed"):
        return 0
    # "the meeting convened by Brazil": a shortened relative clause, not the verb of this one.
    return 0 if after == "by" and word.endswith("ed") and before not in ("was", "were", "been", "being", "is", "are") else -1
