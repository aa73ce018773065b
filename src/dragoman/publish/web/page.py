"""The built front end as files of the server: nothing outside its folder, its hashed files for good, its one page for every view."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, HTMLResponse, Response

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

STATIC: Final = "static"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
}
_NOT_BUILT: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Dragoman</title>
<h1>The page is not built</h1>
<p>The interface answers at <a href="/api/v1">/api/v1</a>. To build the page from a checkout, install Node 20 or newer and run
<code>make web</code>; a wheel has it built in.</p></html>"""


def folder() -> Path:
    """Return the folder of the built front end, whether it is there or not."""
    from pathlib import Path

    return Path(str(resources.files("dragoman.publish.web"))) / STATIC


def is_built() -> bool:
    """Tell whether the front end is there."""
    return (folder() / "index.html").is_file()


def mount(app: FastAPI) -> None:
    """Serve the front end: its files by name, and its page for every other address, which is a view of it."""
    # Which files there are is looked up once: a name that is not among them is not opened, whatever is in it.
    files = _files()

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str) -> Response:
        if path == "api" or path.startswith("api/"):
            from starlette.exceptions import HTTPException

            raise HTTPException(404, "no such address; /api/v1/openapi.json lists them")
        found = files.get(path)
        if found is not None:
            kept = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(found, headers={"Cache-Control": kept}, media_type=_TYPES.get(found.suffix, "application/octet-stream"))
        if "index.html" not in files:
            return HTMLResponse(_NOT_BUILT, 503, {"Cache-Control": "no-store"})
        is_file = path.startswith("assets/") or path.endswith(tuple(_TYPES))
        return FileResponse(files["index.html"], 404 if is_file else 200, {"Cache-Control": "no-cache"}, media_type=_TYPES[".html"])


@cache
def _files() -> dict[str, Path]:
    root = folder()
    return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*")) if p.is_file()} if root.is_dir() else {}
