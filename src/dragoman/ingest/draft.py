"""What a source gave, before it has been checked and made a document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields

from dragoman.errors import DocumentError
from dragoman.ingest.dates import published
from dragoman.ingest.encoding import is_unicode
from dragoman.ingest.language import ENGLISH, language_name, language_of
from dragoman.ingest.limits import Limits
from dragoman.nouns.text import Dated, Document

EMPTY = "empty: there is no text in it"
_ID_HEX_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as its source gave it; `name` is the file's name without its folders, `id` the record's own where it brought one."""

    source: str
    name: str
    text: str
    title: str | None = None
    dated: Dated | None = None
    publisher: str | None = None
    url: str | None = None
    id: str | None = None


def identity(draft: Draft) -> str:
    """Return the id of a document that brought none: 16 hexadecimal digits of SHA-256 over where it is from and what it says.

    Where it is from is the publisher and the address, or for want of an address the file's name. The folders above the file and the
    suffix `.gz` do not count, so the same file by another path is the same document; neither does what is found out about the document
    (date, language), so better finding makes no second document of it.
    """
    parts = (draft.publisher, draft.url or draft.name, draft.title, draft.text)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode("ascii")).hexdigest()[:_ID_HEX_DIGITS]


def settle(draft: Draft, limits: Limits) -> Document:
    """Return the document, or raise DocumentError where it has no text, too much, characters that are none, or another language."""
    if not draft.text.strip():
        raise DocumentError(EMPTY)
    if len(draft.text) > limits.max_text_chars:
        raise DocumentError(enormous(limits))
    for field in fields(draft):
        value = getattr(draft, field.name)
        if isinstance(value, str) and not is_unicode(value):
            raise DocumentError(f"the {field.name} holds half a surrogate pair, which is no character")
    language = language_of(draft.text)
    if language is not None and language != ENGLISH:
        raise DocumentError(f"in {language_name(language)}: only English is read")
    return Document(
        id=draft.id or identity(draft),
        source=draft.source,
        text=draft.text,
        title=draft.title,
        published=published(draft.dated),
        publisher=draft.publisher,
        url=draft.url,
        language=language,
        dated=draft.dated,
    )


def enormous(limits: Limits) -> str:
    """Return the reason for refusing a document whose text is too long."""
    return f"enormous: more than {limits.max_text_chars:,} characters of text; split it into its reports"
