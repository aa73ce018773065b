"""Values as JSON in UTF-8."""

from __future__ import annotations

from typing import Any

import msgspec


def encoded(value: Any) -> bytes:
    """Return a value as JSON; of half surrogates, which no JSON in UTF-8 can hold, the replacement character is left."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False).encode("utf-8", "replace")
