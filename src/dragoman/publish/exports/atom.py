"""Events as an Atom feed (RFC 4287), the latest reported first, each with the sentences that tell it."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from dragoman.nouns.ledger import Event
from dragoman.nouns.text import Document
from dragoman.publish.brief.words import clean
from dragoman.publish.tables.told import Told

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = date(1970, 1, 1)  # an undated report; Atom asks for a date
# What XML 1.0 has no place for, not even escaped (https://www.w3.org/TR/xml/#charsets), beyond what `clean` takes out.
_NOT_XML = re.compile(r"[\ufffe\uffff]")


def atom(told: Told) -> str:
    """Return the feed; ids are made of the events' ids, `updated` is the day of the last report."""
    dated = sorted(((_updated(e, told), e) for e in told.matching), key=lambda pair: (-pair[0].toordinal(), pair[1].id))
    feed = Element("feed", xmlns=_ATOM)
    SubElement(feed, "id").text = _urn("events")
    SubElement(feed, "title").text = "Dragoman: events"
    SubElement(feed, "updated").text = _moment(dated[0][0] if dated else _NEVER)
    SubElement(SubElement(feed, "author"), "name").text = "Dragoman"
    SubElement(feed, "generator").text = "Dragoman"
    for updated, event in dated:
        feed.append(_entry(event, updated, told))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(event: Event, updated: date, told: Told) -> Element:
    entry = Element("entry")
    SubElement(entry, "id").text = _urn(event.id)
    SubElement(entry, "title", type="text").text = plain(event.summary)
    SubElement(entry, "updated").text = _moment(updated)
    SubElement(entry, "category", term=event.type)
    SubElement(entry, "category", term=event.status)
    for url in dict.fromkeys(r.url for r in _reports(event, told) if r.url and r.url.startswith(("http://", "https://"))):
        SubElement(entry, "link", rel="related", href=plain(url))
    SubElement(entry, "content", type="html").text = _content(event, told)
    return entry


def _content(event: Event, told: Told) -> str:
    rows = [f"<p>{escape(event.type)}, {escape(event.status)}; event <code>{escape(event.id)}</code></p>"]
    for t in event.mentions:
        words = told.words(t.document, t.sentence)
        if words:
            report = told.sources[t.document].document
            who = escape(plain(report.publisher or report.source))
            rows.append(f"<blockquote><p>{escape(plain(words))}</p><p>{who}</p></blockquote>")
    return "".join(dict.fromkeys(rows))


def plain(text: str) -> str:
    """Return a text that XML can hold."""
    return _NOT_XML.sub("\ufffd", clean(text))


def _updated(event: Event, told: Told) -> date:
    # A report dated to years is of their first day: a feed's entry may not lie in the future.
    return max((day for d in _reports(event, told) if (day := d.first_day)), default=_NEVER)


def _reports(event: Event, told: Told) -> list[Document]:
    return [told.sources[d].document for d in sorted({t.document for t in event.mentions}) if d in told.sources]


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:dragoman:{name}").urn
