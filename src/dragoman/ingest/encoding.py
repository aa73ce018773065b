"""Bytes to characters: byte order marks, UTF-8, then what an eight-bit code page most likely is."""

from __future__ import annotations

import codecs
import contextlib
import re

from dragoman.errors import DocumentError

SAMPLE_BYTES = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{1,40})|^<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})""", re.IGNORECASE
)
# The names that pages may declare (WHATWG Encoding Standard), by Python's name for them. Python knows other "encodings" that must not be
# run on a stranger's word: `unicode_escape`, `utf-7`, `idna`.
_PAGE_ENCODINGS = frozenset({
    "utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gbk", "gb2312", "gb18030", "big5", "big5hkscs", "euc_jp",
    "iso2022_jp", "shift_jis", "euc_kr", "cp949", "tis-620", "cp874",
    *(f"cp125{n}" for n in range(9)), *(f"iso8859-{n}" for n in range(1, 17)),
})  # fmt: skip
# The same standard reads these labels as windows-1252, since pages that claim them mostly are.
_REALLY_CP1252 = frozenset({"ascii", "iso8859-1"})


def encoding_of(sample: bytes, *, complete: bool) -> str:
    """Return the codec for bytes that begin with `sample`; `complete` says that nothing follows it.

    Raises DocumentError where the bytes are not text or the encoding cannot be told.
    """
    for mark, codec in _BOMS:
        if sample.startswith(mark):
            return codec
    for magic, kind in _MAGIC:
        if sample.startswith(magic):
            raise DocumentError(f"binary: {kind}, not text")
    if b"\0" in sample:
        return _wide(sample)
    if _is_utf8(sample, complete=complete):
        return "utf-8"
    return _code_page(sample)


def decode(data: bytes, *, exact: bool = False) -> str:
    """Return the characters of `data` without a byte order mark; raises DocumentError for what is not text.

    UTF-8 with a few broken sequences is still read as UTF-8, with U+FFFD where it is broken, unless it is to be `exact`.
    """
    codec = encoding_of(data, complete=True)
    try:
        text = data.decode(codec, errors="replace" if codec == "utf-8" and not exact else "strict")
    except UnicodeDecodeError as error:
        raise DocumentError(f"damaged {error.encoding} text: {error.reason} at byte {error.start:,}") from error
    if is_binary(text):
        raise DocumentError("binary: too many control characters for text")
    return text


def decode_page(data: bytes) -> str:
    """Return the characters of an HTML page: byte order mark, then the encoding that the page declares, then as `decode`."""
    if not any(data.startswith(mark) for mark, _ in _BOMS) and b"\0" not in data:
        declared = _declared(data[:1024])
        if declared is not None:
            # Where it declares what it is not, the bytes are looked at instead.
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode(declared)
    return decode(data)


def is_binary(text: str) -> bool:
    """Tell whether more than one character in a hundred is a control character that text does not use."""
    sample = text[:SAMPLE_BYTES]
    return len(_CONTROL.findall(sample)) * 100 > len(sample)


def is_unicode(text: str) -> bool:
    """Tell whether every character of `text` is one: lone surrogates cannot be stored, sent or shown."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    try:
        codec = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    if codec in _REALLY_CP1252:
        return "cp1252"
    return codec if codec in _PAGE_ENCODINGS else None


def _is_utf8(sample: bytes, *, complete: bool) -> bool:
    """Tell whether four in five characters beyond ASCII are well-formed UTF-8, which other encodings are not by chance."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample, final=complete)
    broken = text.count("\ufffd") - sample.count("\ufffd".encode())
    if not broken:
        return True
    sound = sum(not c.isascii() for c in text) - broken
    return sound >= 4 * broken


def _wide(sample: bytes) -> str:
    """Return the codec of UTF-16 without a mark, which shows in Western text by every second byte being zero."""
    head = sample[: 1 << 12]
    pairs = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    raise DocumentError("binary: not text")


def _code_page(sample: bytes) -> str:
    """Return the likeliest eight-bit codec.

    English has few bytes above 127, and then it is windows-1252 by far (which holds Latin-1's letters). Where they are more, the language's
    own statistics decide.
    """
    high = sum(byte > 127 for byte in sample)
    if high * 20 <= len(sample):
        with contextlib.suppress(UnicodeDecodeError):  # five bytes are free in windows-1252
            sample.decode("cp1252")
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:SAMPLE_BYTES]).best()
    if best is None:
        raise DocumentError("binary, or in an encoding that cannot be told")
    return best.encoding
