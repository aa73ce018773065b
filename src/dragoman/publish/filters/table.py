"""The conditions by name, with what each expects and an example, in the order in which help shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["who", "state", "word", "quad", "day", "number", "flag", "text"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `name` is a field of `Criteria`, the keyword, the option (with hyphens) and the key in a query string."""

    name: str
    kind: Kind
    metavar: str
    gloss: str

    @property
    def option(self) -> str:
        """Return the option of the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def several(self) -> bool:
        """Tell whether it may be given more than once."""
        return self.kind in {"who", "state", "word", "quad"}


_WHO: Final = "a state by ISO alpha-3 code (with all who belong to it), a stable id (state:CHN is the state alone), or a name"

CONDITIONS: Final = tuple(
    Condition(*row)
    for row in (
        ("party", "who", "WHO", f"Who takes part in any role: {_WHO}."),
        ("actor", "who", "WHO", "Who does it; written as for --party."),
        ("recipient", "who", "WHO", "Whom it is done to; written as for --party."),
        ("between", "who", "WHO", "Who take part in one event: give it once for each of them."),
        ("state", "state", "STATE", "The state of any party: ISO alpha-3 code or name."),
        ("place", "who", "PLACE", "Where: a name, or a state for all places in it."),
        ("type", "word", "TYPE", "Type of event: CONSULT, AGREE, SANCTION …"),
        ("quad", "quad", "1-4", "PLOVER's class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."),
        ("mode", "word", "MODE", "How: visit, phone, troops …"),
        ("context", "word", "CONTEXT", "About what: military, economic, legal …"),
        ("status", "word", "STATUS", "occurred, ongoing, scheduled, possible, hypothetical, denied or cancelled."),
        ("since", "day", "DAY", "May have happened on this day, in this week (2025-W36), month (2025-09) or year, or later."),
        ("until", "day", "DAY", "May have happened by the end of this day, week, month or year."),
        ("reported_since", "day", "DAY", "Reported on this day, in this week, month or year, or later."),
        ("reported_until", "day", "DAY", "Reported by the end of this day, week, month or year."),
        ("sources", "number", "N", "Told by at least so many independent sources."),
        ("disagreement", "flag", "", "Reports give values that cannot all be true."),
        ("text", "text", "WORDS", 'Words of the reports: gas deal, "visa-free travel", pipe*, gas OR oil, -coal.'),
    )
)
"""Every condition of `dragoman.nouns.filter.Criteria`."""

TWIN: Final = "not_"
"""What the name of a condition's twin begins with: `not_party`, `--not-party`."""


def by_name(name: str) -> tuple[Condition, bool] | None:
    """Return the condition of that name and whether the name is its twin's; hyphens will do for underscores."""
    plain = name.strip().lower().replace("-", "_")
    for condition in CONDITIONS:
        if plain in {condition.name, TWIN + condition.name}:
            return condition, plain != condition.name
    return None


def names() -> tuple[str, ...]:
    """Return the names of all conditions and their twins."""
    return tuple(prefix + c.name for c in CONDITIONS for prefix in ("", TWIN))
