"""The filters as options of a command: each condition, its hidden twin, and `--filter` for all of them as an address has them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer

from dragoman.publish.filters.table import CONDITIONS, TWIN, Condition

_PANEL = "Filters (given twice: either will do; each has a twin that turns it round, as --not-party)"


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of all filters, and hand it the filter that they make as `wanted`.

    Written with a signature made here, as Typer makes options from signatures: forty parameters on every command would be forty chances
    to forget one.
    """
    own = inspect.signature(command, eval_str=True)

    @functools.wraps(command)
    def run(**given: Any) -> None:
        from dragoman.publish.console import exits
        from dragoman.publish.filters.parse import from_pairs

        with exits():
            wanted = from_pairs(_pairs(given))
        return command(**{name: value for name, value in given.items() if name in own.parameters}, wanted=wanted)

    parameters = [p for p in own.parameters.values() if p.name != "wanted"] + list(_options())
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    del run.__wrapped__
    return run


def _pairs(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    from dragoman.publish.filters.parse import pairs_of

    if given.get("filter_query"):
        yield from pairs_of(given["filter_query"])
    if given.get(_SOURCES_ONCE):
        yield "sources", given[_SOURCES_ONCE]
    for condition in CONDITIONS:
        for name in (condition.name, TWIN + condition.name):
            value = given.get(f"{_OPTION}{name}")
            if value is True:
                yield name, "true"
            elif isinstance(value, list):
                yield from ((name, text) for text in value)
            elif value:
                yield name, value


_OPTION = "wanted_"
_SOURCES_ONCE = "at_least_sources"  # an earlier name of --sources: taken, and not shown


def _options() -> Iterator[inspect.Parameter]:
    for condition in CONDITIONS:
        yield _option(condition, condition.name, condition.option, hidden=False)
    query = typer.Option(
        "--filter", metavar="QUERY", help="All of them as an address has them: 'party=CHN&not_type=STATE'.", rich_help_panel=_PANEL
    )
    yield _parameter("filter_query", Annotated[str | None, query], None)
    yield _parameter(_SOURCES_ONCE, Annotated[str | None, typer.Option("--at-least-sources", hidden=True)], None)
    for condition in CONDITIONS:
        yield _option(condition, TWIN + condition.name, condition.option.replace("--", "--not-", 1), hidden=True)


def _option(condition: Condition, name: str, option: str, *, hidden: bool) -> inspect.Parameter:
    kind: Any = bool if condition.kind == "flag" else list[str] | None if condition.several else str | None
    metavar = condition.metavar or None
    described = typer.Option(option, help=condition.gloss, hidden=hidden, rich_help_panel=_PANEL, show_default=False, metavar=metavar)
    return _parameter(_OPTION + name, Annotated[kind, described], False if condition.kind == "flag" else None)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
