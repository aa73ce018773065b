"""What a server serves and whom: the ledger, where it listens, and what it takes to write."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import SettingsError
from dragoman.ingest import Limits
from dragoman.store import Name

LEAST_TOKEN_CHARS = 16


@dataclass(frozen=True, slots=True)
class Service:
    """A ledger as it is served.

    `events` are folders of imported events that relations count too. Whoever bears `token` may write where `writable`; on an address
    that other machines reach, reading takes it as well. `hosts` are names beside its own that a browser may call the server by.
    From `second_from` events on, what takes long is made by a second process; None: by none.
    """

    ledger: Name
    events: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    writable: bool = False
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = ()
    busy_timeout_seconds: float = 5.0
    limits: Limits = field(default_factory=Limits)
    max_body_bytes: int = 2_000_000
    max_waiting: int = 64
    writes_a_minute: int = 30
    second_from: int | None = 20_000

    def __post_init__(self) -> None:
        if self.token is not None and (len(self.token) < LEAST_TOKEN_CHARS or not self.token.isascii() or not self.token.isprintable()):
            raise SettingsError(f"token: expected at least {LEAST_TOKEN_CHARS} printable ASCII characters, saw {len(self.token)} or others")
        if self.writable and self.token is None:
            raise SettingsError("expected a token for a server that takes changes, saw none")
        if not self.is_local and self.token is None:
            raise SettingsError(
                f"expected a token for {self.host}, which other machines reach, saw none: set DRAGOMAN_TOKEN, or bind to 127.0.0.1"
            )

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine reaches the server."""
        return is_loopback(self.host)

    @property
    def guarded(self) -> bool:
        """Tell whether reading takes the token too."""
        return not self.is_local

    def answers_to(self, host_header: str) -> bool:
        """Tell whether a request's Host header names this server: a page of another name that was made to point here does not."""
        name = _name(host_header)
        if name in {"localhost", *(h.lower() for h in self.hosts)}:
            return True
        return name == self.host.lower().strip("[]") or (_is_address(name) and (is_loopback(name) or not self.is_local))

    def accepts(self, token: str) -> bool:
        """Tell whether a token is the right one, in a time that does not depend on how nearly."""
        return self.token is not None and secrets.compare_digest(token.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _name(header: str) -> str:
    """Return the host of a Host header without its port (RFC 9110, 7.2)."""
    header = header.strip().lower()
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]
