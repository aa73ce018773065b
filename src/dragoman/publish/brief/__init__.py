"""The brief: what a ledger tells, for people, on the terminal, as Markdown and as one page of HTML."""

from dragoman.publish.brief.html import html
from dragoman.publish.brief.markdown import markdown, written
from dragoman.publish.brief.terminal import drawn, terminal
from dragoman.publish.brief.view import brief

__all__ = ["brief", "drawn", "html", "markdown", "terminal", "written"]
