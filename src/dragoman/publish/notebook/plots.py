"""Plots: a series over time, a network, a map and a calendar, drawn with Altair without a browser and without a network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError
from dragoman.nouns.relation import Relation
from dragoman.publish.brief.words import clean
from dragoman.publish.exports.geojson import features
from dragoman.publish.exports.graph import Network
from dragoman.publish.exports.graph import network as network_of
from dragoman.publish.tables.columns import day
from dragoman.publish.tables.ledger import codes
from dragoman.publish.tables.told import Told
from dragoman.reference import states

if TYPE_CHECKING:
    import altair as alt

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
# Blue for cooperation, orange for conflict: told apart also by those who see no red and green (Okabe and Ito, 2008).
COLOURS = {1: "#56B4E9", 2: "#0072B2", 3: "#E69F00", 4: "#D55E00"}
_STATUS_COLOURS = {"scheduled": "#0072B2", "possible": "#E69F00", "cancelled": "#999999", "occurred": "#009E73", "ongoing": "#009E73"}
_LABEL_CHARS = 60


class Figure:
    """A drawing: `chart` is Altair's, to be changed at will; it is shown in a notebook and saved as PNG, SVG or Vega-Lite JSON."""

    def __init__(self, chart: alt.Chart | alt.LayerChart) -> None:
        self.chart = chart

    def save(self, path: str | Path) -> None:
        """Write the drawing; the end of the name says what as (.png, .svg, .json)."""
        kind = Path(path).suffix
        if kind not in {".png", ".svg", ".json"}:
            raise DragomanError(f"{path}: expected a name that ends in .png, .svg or .json, saw {kind or 'none'}")
        self.chart.save(str(path), scale_factor=2 if kind == ".png" else 1)

    def svg(self) -> str:
        """Return the drawing as SVG."""
        import vl_convert

        return str(vl_convert.vegalite_to_svg(self.chart.to_json()))

    def _repr_svg_(self) -> str:
        return self.svg()


def relation(told: Relation) -> Figure:
    """Draw cooperation upwards and conflict downwards with their bands, a dashed mark at each change point, and ids under the pointer."""
    alt = _altair()
    rows = [
        {
            "day": _moment(p.first),
            "what": what,
            "value": sign * estimate.value,
            "low": sign * estimate.low,
            "high": sign * estimate.high,
            "period": p.period,
            "events": ", ".join(p.strongest),
        }
        for p in told.periods
        for what, sign, estimate in (("cooperation", 1, p.cooperation), ("conflict", -1, p.conflict))
    ]
    colour = alt.Color("what:N", title=None, scale=alt.Scale(domain=["cooperation", "conflict"], range=[COLOURS[2], COLOURS[4]]))
    base = alt.Chart(
        _data(rows, {"day": "2000-01-01", "what": "", "value": 0.0, "low": 0.0, "high": 0.0, "period": "", "events": ""})
    ).encode(x=alt.X("day:T", title=None), color=colour)
    band = base.mark_area(opacity=0.2).encode(y=alt.Y("low:Q", title="conflict ← weighted score → cooperation"), y2="high:Q")
    line = base.mark_line(point=True).encode(y="value:Q", tooltip=["period:N", "what:N", "value:Q", "events:N"])
    first = {p.period: p.first for p in told.periods}
    marks = [
        {"day": _moment(first[c.period]), "events": ", ".join(e for s in c.shifts for e in s.events)}
        for c in told.changes
        if c.period in first
    ]
    rule = alt.Chart(_data(marks, {"day": "2000-01-01", "events": ""})).mark_rule(strokeDash=[4, 4]).encode(x="day:T", tooltip=["events:N"])
    title = f"{told.first_side} and {told.second_side}, by {told.grain}"
    return _figure(alt.layer(band, line, rule), title)


def timeline(told: Told) -> Figure:
    """Draw how many events of each of PLOVER's classes begin in each month."""
    alt = _altair()
    counts: dict[tuple[str, int], list[str]] = {}
    for event in told.matching:
        plover, _ = codes(event)
        first = day(event.when.earliest) if event.when else None
        if plover and first:
            counts.setdefault((f"{first:%Y-%m}-01", plover.quad), []).append(event.id)
    rows = [
        {"month": _moment(month), "class": QUADS[quad], "events": len(ids), "ids": ", ".join(ids)}
        for (month, quad), ids in sorted(counts.items())
    ]
    colour = alt.Color("class:N", title=None, scale=alt.Scale(domain=[*QUADS.values()], range=[*COLOURS.values()]))
    data = _data(rows, {"month": "2000-01-01", "class": "", "events": 0, "ids": ""})
    bars = alt.Chart(data).mark_bar().encode(x=alt.X("yearmonth(month):T", title=None), y="events:Q", color=colour, tooltip=["ids:N"])
    return _figure(bars, "Events by month")


def network(told: Told) -> Figure:
    """Draw who did what to whom: a node for each participant, a line for each pair, coloured by the class that prevails."""
    alt = _altair()
    net = network_of(told)
    places = _laid_out(net)
    names = {n.key: clean(n.name)[:_LABEL_CHARS] for n in net.nodes}
    nodes = [{"x": places[n.key][0], "y": places[n.key][1], "name": names[n.key], "state": n.state or ""} for n in net.nodes]
    lines = [
        {
            "x": places[e.source][0],
            "y": places[e.source][1],
            "x2": places[e.target][0],
            "y2": places[e.target][1],
            "class": QUADS[e.quad],
            "events": len(e.events),
            "what": f"{names[e.source]} → {names[e.target]}: {e.type}",
            "ids": ", ".join(e.events),
        }
        for e in net.edges
    ]
    bare = {"x": alt.X("x:Q", axis=None), "y": alt.Y("y:Q", axis=None)}
    colour = alt.Color("class:N", title=None, scale=alt.Scale(domain=[*QUADS.values()], range=[*COLOURS.values()]))
    empty = {"x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0, "class": "", "events": 0, "what": "", "ids": ""}
    edges = (
        alt.Chart(_data(lines, empty))
        .mark_rule(opacity=0.6)
        .encode(**bare, x2="x2:Q", y2="y2:Q", color=colour, size=alt.Size("events:Q", legend=None), tooltip=["what:N", "ids:N"])
    )
    held = _data(nodes, {"x": 0.0, "y": 0.0, "name": "", "state": ""})
    dots = alt.Chart(held).mark_circle(size=90, color="#333333").encode(**bare, tooltip=["name:N", "state:N"])
    labels = alt.Chart(held).mark_text(dy=-10, fontSize=11).encode(**bare, text="name:N")
    return _figure(alt.layer(edges, dots, labels), "Who did what to whom", height=440)


def event_map(told: Told) -> Figure:
    """Draw events at their places on a grid of the earth; grey dots are the members of the United Nations."""
    alt = _altair()
    found: dict[tuple[float, float], list[dict[str, Any]]] = {}
    for feature in features(told):
        longitude, latitude = feature["geometry"]["coordinates"]
        found.setdefault((longitude, latitude), []).append(feature["properties"])
    rows = [
        {
            "longitude": where[0],
            "latitude": where[1],
            "place": clean(held[0]["place"])[:_LABEL_CHARS],
            "events": len(held),
            "ids": ", ".join(p["event"] for p in held),
        }
        for where, held in sorted(found.items())
    ]
    data = _data(rows, {"longitude": 0.0, "latitude": 0.0, "place": "", "events": 0, "ids": ""})
    earth = alt.Chart(alt.sphere()).mark_geoshape(fill="#f4f6f8", stroke="#c8ccd0")
    grid = alt.Chart(alt.graticule()).mark_geoshape(fill=None, stroke="#dfe3e6", strokeWidth=0.5)
    known = [{"longitude": s.longitude, "latitude": s.latitude, "name": s.name} for s in states.table().values() if s.kind == "member"]
    states_of = alt.Chart(alt.Data(values=known)).mark_circle(size=12, color="#b8bec4")
    at = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    dots = (
        alt.Chart(data)
        .mark_circle(color=COLOURS[2], opacity=0.7)
        .encode(**at, size=alt.Size("events:Q", title="events"), tooltip=["place:N", "events:Q", "ids:N"])
    )
    labels = alt.Chart(data).mark_text(dy=-9, fontSize=10).encode(**at, text="place:N")
    lands = states_of.encode(**at, tooltip=["name:N"])
    drawn = alt.layer(earth, grid, lands, dots, labels).project("equalEarth")
    return _figure(drawn, "Where it happened", height=360)


def calendar(told: Told) -> Figure:
    """Draw the entries that have a day, each as long as its window."""
    alt = _altair()
    rows = []
    for entry in told.entries:
        first, last = (day(entry.when.earliest), day(entry.when.latest)) if entry.when else (None, None)
        if first and last and last < date.max:
            words = clean(entry.summary)
            name = words if len(words) <= _LABEL_CHARS else words[: _LABEL_CHARS - 1] + "…"
            rows.append(
                {
                    "first": _moment(f"{first}"),
                    "after": _moment(f"{last + timedelta(days=1)}"),
                    "name": name,
                    "status": entry.status,
                    "event": entry.event,
                }
            )
    if not rows:  # bars need at least one band to have a height
        said = alt.Chart(alt.Data(values=[{"said": "Nothing that matches has a day."}])).mark_text(color="#666666").encode(text="said:N")
        return _figure(said, "What is announced", height=80)
    statuses = [s for s in _STATUS_COLOURS if s in {r["status"] for r in rows}]
    colour = alt.Color("status:N", title=None, scale=alt.Scale(domain=statuses, range=[_STATUS_COLOURS[s] for s in statuses]))
    data = _data(rows, {"first": "2000-01-01", "after": "2000-01-01", "name": "", "status": "", "event": ""})
    order = list(dict.fromkeys(r["name"] for r in rows))
    bars = (
        alt.Chart(data)
        .mark_bar(cornerRadius=2, minBandSize=4)
        .encode(
            x=alt.X("first:T", title=None),
            x2="after:T",
            y=alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=420)),
            color=colour,
            tooltip=["name:N", "event:N", "status:N"],
        )
    )
    return _figure(bars, "What is announced", height=max(80, 26 * len(order)))


def _laid_out(net: Network) -> dict[str, tuple[float, float]]:
    """Place nodes by springs and charges from a circle (Fruchterman and Reingold, 1991), the same each time."""
    import numpy as np

    keys = [n.key for n in net.nodes]
    if not keys:
        return {}
    at = {key: i for i, key in enumerate(keys)}
    angles = 2 * np.pi * np.arange(len(keys)) / len(keys)
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    pairs = np.array([(at[e.source], at[e.target]) for e in net.edges], dtype=np.int64).reshape(-1, 2)
    ideal, heat = 1.5 / np.sqrt(len(keys)), 0.2
    for _ in range(200):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        moves = (apart / distance[:, :, None] * (ideal**2 / distance)[:, :, None]).sum(axis=1)
        pulls = points[pairs[:, 0]] - points[pairs[:, 1]]
        pulls *= np.sqrt((pulls**2).sum(axis=1, keepdims=True)) / ideal
        np.add.at(moves, pairs[:, 0], -pulls)
        np.add.at(moves, pairs[:, 1], pulls)
        moves -= points * ideal * 1.5  # what has nothing to do with each other stays in sight
        length = np.sqrt((moves**2).sum(axis=1, keepdims=True)) + 1e-9
        points += moves / length * np.minimum(length, heat)
        heat *= 0.97
    return {key: (round(float(x), 4), round(float(y), 4)) for key, (x, y) in zip(keys, points, strict=True)}


def _moment(day: str) -> str:
    """Return the beginning of a day where the reader is: a bare day would be midnight at Greenwich, and so the day before in America."""
    return f"{day}T00:00:00"


def _data(rows: Iterable[dict[str, Any]], empty: dict[str, Any]) -> Any:
    """Return rows as Altair's data; with none, a type for each column still has to be told."""
    alt = _altair()
    held = list(rows)
    if held:
        return alt.Data(values=held)
    kinds: dict[str, str] = {name: "number" if isinstance(value, int | float) else "string" for name, value in empty.items()}
    return alt.Data(values=[], format=alt.DataFormat(type="json", parse=kinds))


def _figure(chart: Any, title: str, height: int = 300) -> Figure:
    return Figure(chart.properties(title=clean(title), width=640, height=height).configure_view(stroke=None))


def _altair() -> Any:
    try:
        import altair
        import vl_convert  # noqa: F401 - what `save` and `svg` draw with
    except ImportError as e:
        raise DragomanError("plots need Altair and vl-convert: pip install 'dragoman[plot]'") from e
    return altair
