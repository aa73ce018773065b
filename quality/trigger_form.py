"""How a trigger stands in its sentence, by its words alone: verb or noun, active or passive. For slices of figures, not for reading."""

from __future__ import annotations

import re
from typing import Final

from dragoman.nouns.text import Span

_BE: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got|gotten)(?:n[’']t)?\s+(?:(?:not|also|only|now|then|later|all|both|still|already|being|"
    r"been|\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
_PARTICIPLE: Final = re.compile(
    r"(?:\w+(?:ed|en|wn|ought|aught)|held|met|made|hit|set|put|shot|struck|hurt|sent|sold|told|won|lost|led|paid|laid|cut|kept|left|built|"
    r"found|hanged|hung|sunk|sworn|torn|split|shut|read|said|begun|done|overrun)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s+(?:\w+\s+){0,2}by\s")
_BEFORE_NOUN: Final = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|his|her|their|our|my|no|any|some|each|every|another|two|three|several|many|of|in|on|for|"
    r"after|before|during|against|over|about|between|with|from|into|despite|amid|without|"
    r"\w+(?:al|ic|ary|ous|ive|ish|ese|ian|ful|able|ible))|[’']s|s[’'])\s+$",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(
    r"\w+(?:tions?|sions?|ments?|ances?|ences?|ity|ities|ships?|als|ism|ures?)|talks|visits?|summits?|wars?|deals?|attacks?|strikes?|raids?|"
    r"votes?|aid|pacts?|treaty|treaties|ceasefires?|truces?|coups?|elections?|protests?|rall(?:y|ies)|sanctions|threats?|killings?|"
    r"shootings?|bombings?|meetings?|hearings?|trials?|drills?|exercises?",
    re.IGNORECASE,
)


def is_nominal(text: str, trigger: Span, sentence: Span) -> bool:
    """Tell whether the trigger is a noun: by what stands before it, else by its ending; participles after a form of "be" are verbs."""
    word = trigger.of(text)
    before = text[sentence.start : trigger.start]
    if is_passive(text, trigger, sentence) or re.search(
        r"\b(?:to|will|would|may|might|must|can|could|should|shall|has|have|had)\s+$", before
    ):
        return False
    return bool(_NOUN.fullmatch(word) or (_BEFORE_NOUN.search(before) and not word.endswith("ed")))


def is_passive(text: str, trigger: Span, sentence: Span) -> bool:
    """Tell whether the trigger is a participle after a form of "be" or "get", or one before "by" that no determiner makes an adjective."""
    first = re.match(r"\S+", trigger.of(text))
    if first is None or not _PARTICIPLE.fullmatch(first.group()):
        return False
    before, after = text[sentence.start : trigger.start], text[trigger.end : sentence.end]
    return bool(_BE.search(before) or _BY.match(after))
