"""Normalised values of terms in English: "up to 50 billion m³ a year", "at least 11 people", "$3 billion"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from dragoman.scheme.ontology import table
from dragoman.scheme.wording import dates, names

_BOUNDS = {"max": "up to ", "min": "at least ", "approx": "about "}
_VALUE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?:\s*(?:-|–|\.\.)\s*([0-9]+(?:\.[0-9]+)?))?(?:\s+(\S.*))?")
_COUNTED = re.compile(r"((?:up to |at least |about )?[0-9,.]+(?: (?:million|billion|trillion))?) (\S.*)")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_TIME_KINDS = frozenset({"start", "end", "duration", "period"})


def amount(kind: str, value: str, bound: str | None = None) -> str:
    """Return a term's value as a reader would write it; a value of no known form is returned as it is.

    `kind` is a term kind of the scheme, `value` the normalised value ("50000000000 m3/yr"), `bound` max, min, approx or None.
    """
    value = " ".join(value.split())
    if kind in _TIME_KINDS:
        named = dates.words(value)
        return f"{_BOUNDS.get(bound or '', '')}{named}" if kind == "duration" and bound else named
    if kind in {"object", "rank"}:
        return value
    if part := re.fullmatch(r"([0-9]+)/([0-9]+)", value):
        return f"{part[1]} of {part[2]}"
    match = _VALUE.fullmatch(value)
    if not match:
        return _people(value)
    return _BOUNDS.get(bound or "", "") + _measured(match[1], match[2], match[3] or "")


def alternatives(told: Sequence[str], word: str) -> str:
    """Join amounts, naming a unit that they share only once: "11 or 14 people"."""
    split = [_COUNTED.fullmatch(t) for t in told]
    units = {m[2] for m in split if m}
    if len(told) > 1 and all(split) and len(units) == 1:
        figures = [m[1] for m in split if m]
        if all(re.fullmatch(r"[0-9,]+", f) for f in figures):
            figures.sort(key=lambda f: int(f.replace(",", "")))
        return f"{names.conjoin(figures, word)} {units.pop()}"
    return names.conjoin(told, word)


def _measured(low: str, high: str | None, unit: str) -> str:
    base, _, per = unit.partition("/")
    rate = f" {_data()['per'].get(per, f'per {per}')}" if per else ""
    if re.fullmatch(r"[A-Z]{3}", base):
        return _money(low, high, base) + rate
    if base == "%":
        return f"{_figure(low)}{f' to {_figure(high)}' if high else ''}%{rate}"
    numbers = f"{_figure(low)}{f' to {_figure(high)}' if high else ''}"
    if not base:
        return numbers + rate
    one, several = _data()["units"].get(base, (base, base))
    return f"{numbers} {one if low == '1' and not high else several}{rate}"


def _money(low: str, high: str | None, currency: str) -> str:
    sign = _data()["signs"].get(currency)
    figures = [_figure(n) for n in (low, high) if n]
    if sign:
        return " to ".join(f"-{sign}{f[1:]}" if f.startswith("-") else f"{sign}{f}" for f in figures)
    return f"{' to '.join(figures)} {_data()['currencies'].get(currency, currency)}"


def _figure(number: str) -> str:
    """Write a number with a scale word from a million up, with thousands separated below."""
    size = float(number)
    for scale, word in _SCALES:
        if abs(size) >= scale:
            return f"{size / scale:.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{size:,.4f}".rstrip("0").rstrip(".") if "." in number else f"{int(number):,}"


def _people(value: str) -> str:
    return re.sub(r"\bpersons?\b", "people", value)


@cache
def _data() -> dict[str, Any]:
    return table("units.toml")
