"""Plain text: where its title is, if it has one."""

from __future__ import annotations

from dragoman.ingest.dates import dated

_MAX_TITLE_CHARS = 160
_MAX_TITLE_WORDS = 25
_CLEARLY_LONGER = 2
_CLOSING = "\"'”’»)]"


def title_of(text: str) -> str | None:
    """Return the first line of `text` if it looks like a title, else None.

    A title is short, has a letter in it, ends neither in a full stop nor in a mark that promises more, is no date and no byline, and has an
    empty line or a clearly longer one after it. It stays in the text: what a document says at some offset is what its file says there, and
    a first sentence taken for a title by mistake is still read.
    """
    head, _, rest = text.lstrip().partition("\n")
    title = head.strip()
    words = title.split()
    if len(title.splitlines()) != 1 or not rest.strip() or len(title) > _MAX_TITLE_CHARS or len(words) > _MAX_TITLE_WORDS:
        return None
    if not any(c.isalpha() for c in title) or title.rstrip(_CLOSING).endswith((".", "…", ":", ";", ",", "-", "–", "—")):
        return None
    if dated(title, "metadata", "") is not None or (words[0] in {"By", "BY"} and len(words) <= 6):
        return None
    following = rest.partition("\n")[0].strip()
    return title if not following or len(following) >= _CLEARLY_LONGER * len(title) else None
