"""What kind of thing comes in without a name, told by how it begins."""

from __future__ import annotations

import re
from itertools import islice

from dragoman.ingest.blob import Blob
from dragoman.ingest.encoding import SAMPLE_BYTES, encoding_of
from dragoman.ingest.limits import Limits
from dragoman.ingest.records import lines

_TAG = r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p)\b"
_HTML = re.compile(rf"\s*(?:<\?xml[^>]{{0,200}}>\s*)?(?:<!--[^>]{{0,2000}}-->\s*)?{_TAG}", re.IGNORECASE)
_JSON = re.compile(r"""\s*(?:\{\s*["}]|\[\s*[{\]])""")


def sniffed_suffix(blob: Blob, limits: Limits) -> str:
    """Return the suffix that a file of this kind has: `.html`, `.jsonl`, `.json` or else `.txt`; raises DocumentError for what is not text.

    Records are one a line where the second line begins an object as the first does: inside a single object no line begins so.
    """
    sample = blob.head(SAMPLE_BYTES)
    text = sample.decode(encoding_of(sample, complete=len(sample) < SAMPLE_BYTES), errors="replace")
    if _HTML.match(text):
        return ".html"
    if not _JSON.match(text):
        return ".txt"
    first_two = islice((line for line in lines(blob, limits, newline="\n") if line is None or line.strip()), 2)
    begins = [line is not None and line.lstrip().startswith("{") for line in first_two]
    return ".jsonl" if begins == [True, True] else ".json"
