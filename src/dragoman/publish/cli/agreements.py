"""`dragoman agreements`: the register of agreements."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.nouns.filter import Filter
from dragoman.publish.cli.asked import opened
from dragoman.publish.cli.filtering import filtered
from dragoman.publish.cli.options import Csv, Json, LedgerFile, Markdown, MaybePaths, Workers
from dragoman.publish.console import emit, emit_json, exits, show, wrong_usage

Terms = Annotated[bool, typer.Option("--terms", help="With --csv: one row for each place where a report gives a term.")]


@filtered
def agreements(
    paths: MaybePaths = None,
    *,
    wanted: Filter,
    ledger: LedgerFile = None,
    as_csv: Csv = False,
    terms: Terms = False,
    as_json: Json = False,
    as_markdown: Markdown = False,
    workers: Workers = None,
) -> None:
    """List agreements: parties, object, stage, terms with their sources, how each came about, what amends what."""
    with exits():
        if as_csv + as_json + as_markdown > 1:
            raise wrong_usage("choose one of --csv, --json and --markdown")
        if terms and not as_csv:
            raise wrong_usage("--terms goes with --csv")
        from dragoman.flow import asking
        from dragoman.publish.tables.gather import told

        with opened(paths, ledger, workers) as (snapshot, status):
            found = told(snapshot, None, asking.agreements(snapshot, wanted))
        if as_json:
            from dragoman.publish.formats import agreement_to_json

            emit_json([agreement_to_json(a) for a in found.agreements])
        elif as_csv:
            from dragoman.publish.exports.csv import table_to_csv
            from dragoman.publish.tables import AGREEMENTS, TERMS

            emit(table_to_csv(TERMS if terms else AGREEMENTS, found))
        else:
            from dragoman.publish.brief import drawn, registers, written

            made = registers.agreements(found)
            if as_markdown:
                emit(written(made))
            else:
                show(drawn(made))
        raise typer.Exit(status)


COMMANDS = (agreements,)
