"""What a deal provides for: terms of the deeds that a deal's sentence announces are the deal's terms too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.reconcile.told import Told
from dragoman.reconcile.words import stems

# Words that make a SUPPORT or AGREE a deal and not praise or a promise to think about it.
_DEALS = (
    "deal agreement agree accord pact treaty contract convention protocol memorandum compact settlement sign signature signing seal "
    "conclude conclusion finalise finalize clinch ratify ratification initial undertake commit commitment pledge promise"
)
_TYPES = frozenset({"AGREE", "SUPPORT"})
_CONTENT = frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"})
_AHEAD = frozenset({"scheduled", "possible", "hypothetical"})


def with_provisions(tolds: Sequence[Told]) -> tuple[Told, ...]:
    """Return the mentions with each deal holding, beside its own terms, those of what it provides for in its sentence.

    "A deal was signed under which A will sell B 200 MW for 20 years" tells two events, the deal and the sale to come; amount and years are
    annotated on the sale, and whoever asks for the deal's terms means them. A deed belongs to the deal nearest to it in the sentence; a
    kind of term that the deal gives itself is not added to.
    """
    deals: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for told in tolds:
        if is_deal(told):
            deals[told.document.id, told.sentence_number].append(told)
    gained: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in tolds:
        if told.mention.type in _CONTENT and told.mention.status in _AHEAD and told.mention.terms:
            near = deals.get((told.document.id, told.sentence_number), ())
            at = told.mention.trigger.start
            own = min(near, key=lambda d, at=at: (abs(d.mention.trigger.start - at), d.mention.trigger.start), default=None)
            if own is not None and own.name != told.name:
                gained[own.name].append(told)
    return tuple(_holding(told, gained[told.name]) if told.name in gained else told for told in tolds)


def is_deal(told: Told) -> bool:
    """Tell whether a mention names a deal that was made: its type and status say so, and so does its trigger."""
    return told.mention.type in _TYPES and told.mention.status in ("occurred", "scheduled") and bool(set(told.lemmas) & _deal_stems())


@cache
def _deal_stems() -> frozenset[str]:
    return frozenset(stems(_DEALS))


def _holding(deal: Told, contents: Sequence[Told]) -> Told:
    own = {t.kind for t in deal.mention.terms}
    added = sorted((t for c in contents for t in c.mention.terms if t.kind not in own), key=lambda t: (t.span, t.kind))
    return replace(deal, mention=replace(deal.mention, terms=(*deal.mention.terms, *added)))
