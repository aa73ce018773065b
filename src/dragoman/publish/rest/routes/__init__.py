"""The addresses of the interface, a file for each family."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

    from dragoman.publish.rest.answers import Answers
    from dragoman.publish.rest.service import Service

PREFIX = "/api/v1"


def routers(service: Service, answers: Answers) -> tuple[APIRouter, ...]:
    """Return the routes of all that is asked, without what changes the ledger."""
    from dragoman.publish.rest.routes import actors, documents, events, finding, follows, relations, stories

    return (
        finding.routes(service, answers),
        stories.routes(answers),
        documents.routes(answers),
        events.routes(service, answers),
        follows.routes(answers),
        actors.routes(answers),
        relations.routes(service, answers),
    )
