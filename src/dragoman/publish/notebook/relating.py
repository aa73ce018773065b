"""Relations and blocs in Python: the noun, its table and its view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.nouns.relation import Blocs, Relation, RelationPeriod
from dragoman.publish.notebook import html

if TYPE_CHECKING:
    import polars as pl

    from dragoman.publish.notebook.plots import Figure

_ESTIMATES = ("expected", "cooperation", "conflict", "score", "balance")


class RelationView:
    """What two sides did to each other over time; `relation` is the noun with every figure and the ids of the events behind it."""

    def __init__(self, relation: Relation) -> None:
        self.relation = relation

    def to_polars(self) -> pl.DataFrame:
        """Return the periods as a Polars frame: counts, estimates with their bands, and the ids of the events that weigh most."""
        import polars as pl

        return pl.DataFrame([_row(p) for p in self.relation.periods], infer_schema_length=None)

    def to_pandas(self) -> Any:
        """Return the periods as a pandas frame; needs pandas and pyarrow."""
        return self.to_polars().to_pandas()

    def plot(self) -> Figure:
        """Draw cooperation and conflict over time with their bands, and a mark where the level changed."""
        from dragoman.publish.notebook.plots import relation

        return relation(self.relation)

    def __repr__(self) -> str:
        told = self.relation
        return f"<{told.first_side} and {told.second_side}: {told.events} events in {len(told.periods)} periods>"

    def _repr_html_(self) -> str:
        told = self.relation
        rows = [
            (p.period, p.events, *(f"{e.value:.1f}" if e else "" for e in (p.cooperation, p.conflict, p.score)), p.strongest)
            for p in told.periods
        ]
        headers = (told.grain, "events", "cooperation", "conflict", "score", "strongest")
        return html.table(headers, rows, caption=f"{told.first_side} and {told.second_side}")


class BlocsView:
    """Who stands together in windows of days; `blocs` is the noun."""

    def __init__(self, blocs: Blocs) -> None:
        self.blocs = blocs

    def to_polars(self) -> pl.DataFrame:
        """Return a row for each member of each bloc of each window."""
        import polars as pl

        schema = {
            "window": pl.String,
            "bloc": pl.Int64,
            "actor": pl.String,
            "belonging": pl.Float64,
            "stability": pl.Float64,
            "chance": pl.Float64,
        }
        rows = [
            (w.window, n, m.actor, m.belonging, b.stability, b.chance)
            for w in self.blocs.windows
            for n, b in enumerate(w.blocs, 1)
            for m in b.members
        ]
        return pl.DataFrame(rows, schema=schema, orient="row")

    def __repr__(self) -> str:
        said = [w.refusal or f"{len(w.blocs)} blocs in {w.window}" for w in self.blocs.windows]
        return f"<{'; '.join(said)}>"

    def _repr_html_(self) -> str:
        parts = []
        for window in self.blocs.windows:
            rows = [(", ".join(m.actor for m in b.members), b.events, f"{b.stability:.2f}", f"{b.chance:.3f}") for b in window.blocs]
            shown = html.table(("members", "events", "stability", "chance"), rows, caption=window.window) if rows else ""
            parts.append(shown or f"<p>{html.words(window.window)}: {html.words(window.refusal)}</p>")
        return "".join(parts)


def _row(period: RelationPeriod) -> dict[str, Any]:
    estimates = {
        f"{name}{end}": getattr(found, part) if (found := getattr(period, name)) else None
        for name in _ESTIMATES
        for end, part in (("", "value"), ("_low", "low"), ("_high", "high"))
    }
    quads = {f"quad_{n}": count for n, count in enumerate(period.quads, 1)}
    days = {"first": date.fromisoformat(period.first), "last": date.fromisoformat(period.last)}
    counts = {"events": period.events, "forward": period.forward, "backward": period.backward}
    return {"period": period.period, **days, **counts, **quads, **estimates, "strongest": list(period.strongest)}
