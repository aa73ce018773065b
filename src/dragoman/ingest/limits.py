"""What reading one source may cost."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dragoman.errors import SettingsError

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one source; beyond one of them the source is refused and the next is read.

    `max_text_chars` holds for the text of one document, `max_file_bytes` for what has to be held whole (a page, a JSON file, one line of
    records), `max_expanded_bytes` for what a `.gz` file or standard input may amount to. A page is parsed in a child process that may use
    `html_cpu_seconds` and `html_wall_seconds` a page, `html_memory_bytes` of address space in all (Linux; other systems may not enforce
    it) and `html_start_seconds` to start. Raises SettingsError for a bound that is not above zero.
    """

    max_text_chars: int = 5_000_000
    max_file_bytes: int = 32 * MIB
    max_expanded_bytes: int = GIB
    html_cpu_seconds: float = 10
    html_wall_seconds: float = 15
    html_memory_bytes: int = GIB
    html_start_seconds: float = 60

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0:
                raise SettingsError(f"expected {field.name} above 0, saw {value}")


DEFAULT_LIMITS = Limits()
