"""Articles come from gzipped JSON lines, and stories are scored as B-cubed over them."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

from dragoman.read import Reader
from quality.outside.stories import articles, score

STRIKE = "Drivers of the Lima metro walked out on Monday over pay. The Lima metro union said that the walkout would last three days."
QUAKE = "An earthquake struck Aceh on Monday. The Aceh quake brought down houses, and rescuers searched the rubble in Banda Aceh."


def test_a_file_of_two_events(tmp_path: Path) -> None:
    rows = [
        {"id": n, "text": text, "title": None, "published": "2024-05-06", "publisher": "x", "url": f"https://x.example/{n}", "event": event}
        for n, text, event in (("a", STRIKE, "strike"), ("b", STRIKE, "strike"), ("c", QUAKE, "quake"))
    ]
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    found = list(articles(path))
    assert [event for _, event in found] == ["strike", "strike", "quake"]
    assert found[0][0].published == date(2024, 5, 6)
    figure = score(Reader.load(), path).figures["stories: B-cubed"]
    assert (figure.f1, figure.gold) == (1.0, 3)
