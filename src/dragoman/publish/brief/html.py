"""The brief as one self-contained page: no script, no request, every stranger's character escaped by the template engine."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.nouns.ledger import Ledger
from dragoman.publish.brief.view import brief

if TYPE_CHECKING:
    from jinja2 import Template

_ROOM = "dragoman.publish.brief"


def html(ledger: Ledger, today: date | None = None) -> str:
    """Return the brief as an HTML document.

    Its content security policy allows nothing but its own style sheet, which is named by its hash. Text of the reports stands in `bdi`
    elements, so that its writing direction cannot leak; addresses other than http and https are not linked.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(brief=brief(ledger, today), style=style, style_hash=f"sha256-{digest}") + "\n"


@cache
def _style() -> str:
    return resources.files(_ROOM).joinpath("page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(_ROOM, "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2")
