"""Words told as a topic: whether they are a noun phrase or a clause, and what kind of thing they name."""

from __future__ import annotations

import re

from dragoman.scheme.wording import frames

_OPENS_CLAUSE = re.compile(r"(?:to|not to|that|whether|how|why)\b", re.IGNORECASE)
_OPENS_NOUN_PHRASE = re.compile(
    r"(?:the|an?|its|their|his|her|any|all|no|some|this|these|those|such|both|several|more|two|three|four|five|six|seven|eight|nine|ten|"
    r"[A-Z\d$€£“\"‘]|\S+['’]s?\s)"
)
_BROKEN_AFTER_BARE_NOUN = re.compile(r"\s(?:an?|the|his|her|its|their|to|not|by|be|he|she|they|it)\s", re.IGNORECASE)
_MODIFIER = re.compile(r"(?:\w{3,}(?:ed|ly|ful|ive|ous)|joint|bilateral|mutual|military|diplomatic)")  # its noun was lost: "coordinated"
_FINITE = re.compile(r"\b(?:might|may|will|would|could|should|must|is|are|was|were|has|have|had)\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when|if|as)\b|[“\"]")
_DEAL = re.compile(
    r"\b(?:accords?|agreements?|bill|charter|communiqu[eé]|compact|contracts?|conventions?|deals?|declaration|documents?|laws?|measure|motions?|memorand(?:um|a)|"
    r"notes?|pacts?|papers?|plans?|protocols?|resolutions?|texts?|treat(?:y|ies)|understanding)$",
    re.IGNORECASE,
)
_TIES = re.compile(
    r"\b(?:ties|relations|borders?|trade|talks|cooperation|treaty|pact|agreement|negotiations|links|contacts|dialogue|frontier)\b",
    re.IGNORECASE,
)


def noun_phrase(words: str) -> str:
    """Return the words where they can stand after a preposition, else ""; verbs without "to" ("form a government") cannot."""
    if not words or _OPENS_CLAUSE.match(words) or _is_finite(words):
        return ""
    if _OPENS_NOUN_PHRASE.match(words):
        return words
    first, _, rest = words.partition(" ")
    if not rest and _MODIFIER.fullmatch(first):
        return ""
    is_bare_verb = bool(rest) and frames.is_verb(first)
    return "" if is_bare_verb or _BROKEN_AFTER_BARE_NOUN.search(f" {rest} ") else words


def clause(words: str) -> str:
    """Return the words as a clause that a verb can take ("to ...", "that ..."), else ""."""
    if _OPENS_CLAUSE.match(words):
        return words
    return f"that {words}" if _is_finite(words) else ""


def is_deal(words: str) -> bool:
    """Tell whether the words name a thing that is signed."""
    return _DEAL.search(words) is not None


def is_tie(words: str) -> bool:
    """Tell whether the words name something that two sides share: relations, a border, talks."""
    return _TIES.search(words) is not None


def _is_finite(words: str) -> bool:
    """Tell whether the words are a whole clause ("the move would fail") and not a noun phrase with a relative clause in it."""
    verb = _FINITE.search(words)
    return verb is not None and not words.startswith(("“", '"')) and not _RELATIVE.search(words[: verb.start()])
