"""The brief: what a ledger tells, for people, on the terminal, as Markdown and as one page of HTML."""

from dragoman.publish.brief.html import html
from dragoman.publish.brief.markdown import markdown
from dragoman.publish.brief.terminal import terminal
from dragoman.publish.brief.view import brief

__all__ = ["brief", "html", "markdown", "terminal"]
