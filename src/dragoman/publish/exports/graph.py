"""Who did what to whom as a network: GEXF 1.3 with time for Gephi, GraphML for everything else.

Nodes are participants. An edge is all events of one PLOVER type that one did to another; its weight is their number, its spells are the
days on which they may have happened, and `events` holds their ids, by which each is opened down to its sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dragoman.nouns.ledger import Party
from dragoman.publish.exports.atom import plain
from dragoman.publish.exports.coded import Coded, coded, pairs
from dragoman.publish.tables.told import Told

_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True, slots=True)
class Node:
    """A participant: `key` is its stable id, or its name where it has none."""

    key: str
    name: str
    state: str | None
    spells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """All events of one type that `source` did to `target`; `score` is their mean PLOVER score."""

    source: str
    target: str
    type: str
    quad: int
    score: float
    sources: int
    events: tuple[str, ...]
    spells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, in order of their keys."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(told: Told) -> Network:
    """Return the network of the events that have two sides, a PLOVER type and a day."""
    of_edge: dict[tuple[str, str, str], list[Coded]] = defaultdict(list)
    parties: dict[str, Party] = {}
    seen: dict[str, list[Coded]] = defaultdict(list)
    for one in coded(told):
        for source, target in pairs(one):
            if target is not None and _key(source) != _key(target):
                for party in (source, target):
                    parties.setdefault(_key(party), party)
                    seen[_key(party)].append(one)
                of_edge[_key(source), _key(target), one.plover.type].append(one)
    nodes = tuple(Node(k, parties[k].name, parties[k].state, _spells(seen[k])) for k in sorted(parties))
    return Network(nodes, tuple(_edge(key, of_edge[key]) for key in sorted(of_edge)))


def gexf(told: Told) -> str:
    """Return the network as GEXF 1.3 (https://gexf.net/schema.html), dynamic, with days."""
    net = network(told)
    root = Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Dragoman"
    SubElement(meta, "description").text = "Who did what to whom"
    graph = SubElement(root, "graph", mode="dynamic", defaultedgetype="directed", timeformat="date", timerepresentation="interval")
    _attributes(graph, "node", (("state", "string"),))
    _attributes(graph, "edge", (("type", "string"), ("quad", "integer"), ("score", "double"), ("sources", "integer"), ("events", "string")))
    nodes = SubElement(graph, "nodes")
    for n in net.nodes:
        node = SubElement(nodes, "node", id=plain(n.key), label=plain(n.name))
        _values(node, (("state", n.state or ""),))
        _with_spells(node, n.spells)
    edges = SubElement(graph, "edges")
    for number, e in enumerate(net.edges):
        given = {"id": str(number), "source": plain(e.source), "target": plain(e.target), "weight": str(len(e.events)), "kind": e.type}
        edge = SubElement(edges, "edge", given)
        _values(edge, _edge_values(e))
        _with_spells(edge, e.spells)
    return _written(root)


def graphml(told: Told) -> str:
    """Return the network as GraphML (http://graphml.graphdrawing.org), with the first and last day as ISO text."""
    net = network(told)
    root = Element("graphml", {"xmlns": _GRAPHML})
    keys = (
        ("node", "label", "string"), ("node", "state", "string"), ("node", "first", "string"), ("node", "last", "string"),
        ("edge", "type", "string"), ("edge", "quad", "int"), ("edge", "score", "double"), ("edge", "sources", "int"),
        ("edge", "weight", "int"), ("edge", "first", "string"), ("edge", "last", "string"), ("edge", "events", "string"),
    )  # fmt: skip
    for domain, name, kind in keys:
        SubElement(root, "key", {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", edgedefault="directed")
    for n in net.nodes:
        node = SubElement(graph, "node", id=plain(n.key))
        _data(node, "node", {"label": n.name, "state": n.state or "", **_ends(n.spells)})
    for number, e in enumerate(net.edges):
        edge = SubElement(graph, "edge", id=str(number), source=plain(e.source), target=plain(e.target))
        _data(edge, "edge", {**dict(_edge_values(e)), "weight": str(len(e.events)), **_ends(e.spells)})
    return _written(root)


def _edge(key: tuple[str, str, str], events: Sequence[Coded]) -> Edge:
    ids = tuple(sorted({c.event.id for c in events}))
    score = sum(c.plover.score for c in events) / len(events)
    return Edge(*key, events[0].plover.quad, round(score, 4), max(c.event.independent_sources for c in events), ids, _spells(events))


def _key(party: Party) -> str:
    return party.actor or party.name


def _spells(events: Iterable[Coded]) -> tuple[tuple[str, str], ...]:
    """Return the days of events as intervals that do not overlap, in order."""
    merged: list[tuple[str, str]] = []
    for first, last in sorted((c.day.isoformat(), (c.last_day or c.day).isoformat()) for c in events):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _edge_values(e: Edge) -> tuple[tuple[str, str], ...]:
    return ("type", e.type), ("quad", str(e.quad)), ("score", str(e.score)), ("sources", str(e.sources)), ("events", " ".join(e.events))


def _ends(spells: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {"first": spells[0][0], "last": max(s[1] for s in spells)}


def _attributes(graph: Element, of: str, columns: Iterable[tuple[str, str]]) -> None:
    attributes = SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for name, kind in columns:
        SubElement(attributes, "attribute", id=name, title=name, type=kind)


def _values(element: Element, values: Iterable[tuple[str, str]]) -> None:
    held = SubElement(element, "attvalues")
    for name, value in values:
        SubElement(held, "attvalue", {"for": name, "value": plain(value)})


def _with_spells(element: Element, spells: Iterable[tuple[str, str]]) -> None:
    held = SubElement(element, "spells")
    for first, last in spells:
        SubElement(held, "spell", start=first, end=last)


def _data(element: Element, domain: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(element, "data", key=f"{domain}-{name}").text = plain(value)


def _written(root: Element) -> str:
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
