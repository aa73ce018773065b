"""The example of docs/pairs.md does what the page says."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "pairs.md"


def test_the_example_runs_and_its_comments_are_true():
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own page
    assert eval("(coded.type, coded.quad)", names) == ("REJECT", 3)  # noqa: S307
    assert eval("coded.evidence[0].trigger.of(text)", names) == "refused"  # noqa: S307
    assert eval("text[0:8], text[36:41]", names) == ("Pakistan", "India")  # noqa: S307
