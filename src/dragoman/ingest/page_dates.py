"""The day that a page was published: by JSON-LD, meta tags, microdata, its address, time elements or its markup, each a named rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from dragoman.ingest.dates import dated, is_spelled, url_dated
from dragoman.nouns.text import Dated

# Names in use, the surest first: Open Graph, schema.org, what publishers' analytics read, Dublin Core, Highwire, plain.
_META_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish_date", "publish-date", "published_time",
    "published-date", "published_date", "publication_date", "originalpublicationdate", "pubdate", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date", "citation_date", "date",
)  # fmt: skip
_ARTICLE = ("Article", "Posting", "Report")
_PAGE = ("WebPage",)
_DATE_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,80})"')
_PUBLISHED_CLASS = re.compile(r"publish|entry-date|pubdate", re.IGNORECASE)
_MAX_JSON_LD_CHARS = 1_000_000
# htmldate's last day is today where none is given, and no result may depend on when it was found.
DATE_SEARCH: dict[str, Any] = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}


def publication_date(tree: Any, url: str | None) -> Dated | None:
    """Return the publication date of an lxml tree by the first rule that gives a day, or else by the first that gives a month or year.

    A later rule's day counts only if it lies within what an earlier rule gave. A rule whose own values differ gives nothing.
    """
    rules: tuple[Callable[[], Dated | None], ...] = (
        lambda: _json_ld(tree, url),
        lambda: _meta(tree),
        lambda: _microdata(tree),
        lambda: url_dated(url) if url else None,
        lambda: _time(tree),
        lambda: _markup(tree),
    )
    coarse: Dated | None = None
    for rule in rules:
        found = rule()
        if found is None or (coarse is not None and not coarse.earliest <= found.earliest <= found.latest <= coarse.latest):
            continue
        if found.earliest == found.latest:
            return found
        coarse = coarse or found
    return coarse


def _only(values: Iterable[str | None], rule: str) -> Dated | None:
    """Return the date that all values give, or None where they give several or none."""
    found = {date.value: date for value in values if value and (date := dated(value, "metadata", rule)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _json_ld(tree: Any, url: str | None) -> Dated | None:
    things: list[Mapping[str, Any]] = []
    loose: list[str] = []
    for script in tree.iter("script"):
        content = script.text or ""
        if not script.get("type", "").lower().startswith("application/ld+json") or len(content) > _MAX_JSON_LD_CHARS:
            continue
        try:
            things.extend(_things(json.loads(content, strict=False)))
        except (ValueError, RecursionError):
            loose.extend(_DATE_PUBLISHED.findall(content))
    for kinds in (_ARTICLE, _PAGE):
        of_kind = [thing for thing in things if any(kind.endswith(kinds) for kind in _kinds(thing))]
        own = [thing for thing in of_kind if url is not None and url in _addresses(thing)] or of_kind
        found = _only((_string(thing.get("datePublished")) for thing in own), f"json-ld {kinds[0]} datePublished")
        if found is not None:
            return found
    return _only(loose, "json-ld (broken) datePublished")


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that a JSON-LD block is about, not those that they mention (a list of other articles, say)."""
    pending = [value]
    while pending:
        thing = pending.pop()
        if isinstance(thing, list):
            pending.extend(reversed(thing))
        elif isinstance(thing, dict):
            yield thing
            pending.extend(thing[key] for key in ("mainEntity", "@graph") if key in thing)


def _kinds(thing: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = thing.get("@type")
    return tuple(kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str))


def _addresses(thing: Mapping[str, Any]) -> tuple[str, ...]:
    of = thing.get("mainEntityOfPage")
    candidates = (thing.get("url"), thing.get("@id"), of.get("@id") if isinstance(of, dict) else of)
    return tuple(candidate for candidate in candidates if isinstance(candidate, str))


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _meta(tree: Any) -> Dated | None:
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        contents.setdefault(name, []).append(meta.get("content", ""))
    candidates = (_only(contents.get(name, ()), f"meta {name}") for name in _META_NAMES)
    return next((found for found in candidates if found is not None), None)


def _microdata(tree: Any) -> Dated | None:
    elements = tree.iterfind(".//*[@itemprop='datePublished']")
    return _only((e.get("content") or e.get("datetime") or e.text_content() for e in elements), "microdata datePublished")


def _time(tree: Any) -> Dated | None:
    """Return the day of the time elements whose class says publication, or of all of them where that is one day."""
    elements = list(tree.iter("time"))
    marked = [e for e in elements if "pubdate" in e.attrib or _PUBLISHED_CLASS.search(e.get("class", ""))]
    found = _only((e.get("datetime") or e.text_content() for e in marked), "time published")
    return found or _only((e.get("datetime") or e.text_content() for e in elements), "time")


def _markup(tree: Any) -> Dated | None:
    """Return the day that htmldate sees in elements that are marked as dates, if the page spells it.

    It is shown only what people see, since all that is declared has been weighed before. It completes "March 2024", and takes 05/03/2024
    for the fifth of March: what the page does not spell in full is not believed.
    """
    from htmldate import find_date
    from lxml.etree import strip_elements

    seen = deepcopy(tree)
    strip_elements(seen, "meta", "link", "script", "style", "time", with_tail=False)
    found = dated(find_date(seen, **DATE_SEARCH) or "", "metadata", "htmldate")
    return found if found is not None and is_spelled(found.earliest, " ".join(seen.text_content().split())) else None
