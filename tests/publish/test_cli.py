"""The command line: what it says, where it says it, and with which exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import __version__
from dragoman.flow import stored, verbs
from dragoman.publish.cli import app
from dragoman.publish.formats import ledger_to_json
from tests.flow.readers import Fragile, Unloadable
from tests.store import fakes

ROOT = Path(__file__).parents[2]
WORDS = "anvil basil cedar. The minister met the delegation in the capital on Tuesday."
OTHER = "heron islet. The envoys of both sides said that talks would go on for another week."


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    """Put the fakes in the place of the reader and of reconciling, and nobody's settings."""
    for name in [n for n in os.environ if n.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(verbs, "load", Fragile().load)
    monkeypatch.setattr(verbs, "linking", fakes.linking)
    monkeypatch.setattr(verbs, "reconcile", fakes.reconcile)
    return tmp_path


def run(*arguments: str, given: str | bytes | None = None):
    result = CliRunner().invoke(app, list(arguments), prog_name="dragoman", input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def write(name: str, text: str) -> str:
    Path(name).write_text(text)
    return name


def test_add_says_what_it_added_and_what_the_ledger_holds():
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    first = run("add", "a.txt", "--ledger", "x.db")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "x.db: 1 added"
    both = run("add", "a.txt", "b.txt", "--ledger", "x.db")
    assert both.stdout.splitlines()[0] == "x.db: 1 added, 1 there already"
    assert first.stdout.splitlines()[1].startswith("It now holds 1 document, 1 story, 2 events, ")
    assert both.stdout.splitlines()[1].startswith("It now holds 2 documents, 1 story, 3 events, ")


def test_one_line_for_each_file_that_cannot_be_read_and_the_rest_is_added():
    write("a.txt", WORDS)
    write("empty.txt", "")
    Path("binary.txt").write_bytes(bytes(range(256)) * 40)
    result = run("add", "missing.txt", "empty.txt", "a.txt", "binary.txt", "--ledger", "x.db", "--json")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["dragoman", n] for n in ("missing.txt", "empty.txt", "binary.txt")]
    said = json.loads(result.stdout)
    assert (said["added"], said["present"], said["documents"]) == (1, 0, 1)
    assert [f"dragoman: {r['source']}: {r['reason']}" for r in said["refused"]] == lines


def test_standard_input_is_a_source():
    result = run("add", "-", "--ledger", "x.db", given=json.dumps({"id": "r1", "text": WORDS, "publisher": "P"}) + "\n")
    assert result.exit_code == 0, result.stderr
    assert [s.document.id for s in stored(Path("x.db")).sources] == ["r1"]


def test_read_gives_one_json_line_a_document_in_order():
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    result = run("read", "b.txt", "missing.txt", "a.txt", "--jsonl")
    assert result.exit_code == 1
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["document"]["text"] for r in readings] == [OTHER, WORDS]
    for r in readings:
        assert all(r["document"]["text"][s:e] == x["name"] for x in r["entities"] for s, e in x["mentions"])


def test_brief_of_reports_of_a_ledger_and_of_both_is_one_and_the_same():
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    run("add", "a.txt", "--ledger", "x.db")
    run("add", "a.txt", "b.txt", "--ledger", "xy.db")
    before = Path("x.db").read_bytes()
    briefs = [
        run("brief", "a.txt", "b.txt", "--json"),
        run("brief", "--ledger", "xy.db", "--json"),
        run("brief", "b.txt", "--ledger", "x.db", "--json"),
        run("brief", "a.txt", "b.txt", "--ledger", "x.db", "--json"),
    ]
    assert [b.exit_code for b in briefs] == [0] * 4
    assert {b.stdout for b in briefs} == {briefs[0].stdout}
    assert json.loads(briefs[0].stdout) == json.loads(json.dumps(ledger_to_json(stored(Path("xy.db")))))
    assert len(json.loads(briefs[0].stdout)["documents"]) == 2
    assert Path("x.db").read_bytes() == before


def test_a_ledger_from_the_settings_is_used_but_not_mixed_into_reports_that_are_named(monkeypatch):
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    monkeypatch.setenv("DRAGOMAN_LEDGER", "x.db")
    assert run("add", "a.txt").exit_code == 0
    assert len(json.loads(run("brief", "--json").stdout)["documents"]) == 1
    assert len(json.loads(run("brief", "b.txt", "--json").stdout)["documents"]) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Usage"),
        (("add",), "Missing argument"),
        (("add", "a.txt"), "--ledger FILE"),
        (("brief",), "`dragoman brief PATH...` for reports"),
        (("brief", "a.txt", "--json", "--markdown"), "choose one of"),
        (("brief", "a.txt", "--html", "x.html", "--json"), "choose one of"),
        (("add", "a.txt", "--ledger", "x.db", "--workers", "-2"), "expected a whole number from 0 to 1024, saw -2"),
        (("add", "a.txt", "--ledger", "x.db", "--workers", "two"), "Invalid value for"),
        (("read", "--no-such-option"), "No such option"),
        (("destroy",), "No such command"),
    ],
)
def test_wrong_usage_is_status_2_and_does_nothing(arguments, says):
    write("a.txt", WORDS)
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr + result.stdout
    assert [p.name for p in Path().iterdir()] == ["a.txt"]


def test_a_wrong_setting_is_status_2_and_names_its_place(monkeypatch):
    write("dragoman.toml", "wokers = 2\n")
    result = run("read", "a.txt")
    assert (result.exit_code, result.stderr) == (
        2,
        "dragoman: dragoman.toml: expected a known setting, saw 'wokers'; did you mean 'workers'?\n",
    )


def test_a_ledger_that_cannot_be_used_is_one_line_and_status_1():
    write("a.txt", WORDS)
    for arguments in (("brief", "--ledger", "a.txt"), ("add", "a.txt", "--ledger", "a.txt")):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "dragoman: a.txt: expected a Dragoman ledger, saw a file that is no SQLite database\n"
    missing = run("brief", "--ledger", "none.db")
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert "there is no such ledger" in missing.stderr


def test_a_model_that_cannot_be_loaded_is_one_line_and_status_1(monkeypatch):
    write("a.txt", WORDS)
    monkeypatch.setattr(verbs, "load", Unloadable().load)
    result = run("read", "a.txt", "--jsonl")
    assert (result.exit_code, result.stderr) == (1, "dragoman: expected the model of this version, saw none\n")


def test_a_name_may_not_move_the_cursor_or_turn_the_line():
    result = run("read", "evil\x1b[2J\u202egnp.txt", "--jsonl")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr
    assert "evil\\x1b[2J\\u202egnp.txt" in result.stderr


def test_version():
    assert run("--version").stdout == f"dragoman {__version__}\n"


DRIVER = """
import sys, time
from dragoman.flow import verbs
from tests.flow.readers import Quick, Fragile
from tests.store import fakes
verbs.load, verbs.linking, verbs.reconcile = Fragile().load, fakes.linking, fakes.reconcile
from dragoman.publish.cli import main
main()
"""


def start(*arguments: str, **rest) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    # A shell that runs the tests in the background has them, and so what they start, ignore Ctrl-C; a person's shell does not.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return subprocess.Popen(
            [sys.executable, "-c", DRIVER, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **rest
        )
    finally:
        signal.signal(signal.SIGINT, before)


def records(number: int, first_word: str) -> str:
    return "".join(json.dumps({"id": f"r{n:03}", "text": f"{first_word} w{n}. {WORDS}"}) + "\n" for n in range(number))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_says_what_was_kept_and_the_same_command_goes_on(workers):
    write("many.jsonl", records(40, "dawdle"))
    process = start("add", "many.jsonl", "--ledger", "x.db", "--workers", workers, start_new_session=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (Path("x.db").exists() and len(stored_ids()) >= 2):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    output, errors = process.communicate(timeout=120)
    kept = stored_ids()
    assert (process.returncode, output) == (130, ""), errors
    assert errors == f"dragoman: stopped: {len(kept)} added, {len(kept)} documents in x.db; the same command goes on from there\n"
    assert 2 <= len(kept) < 40
    assert kept == [f"r{n:03}" for n in range(len(kept))]
    write("few.jsonl", "".join(records(40, "dawdle").splitlines(keepends=True)[: len(kept) + 1]))
    assert run("add", "few.jsonl", "--ledger", "x.db").stdout.startswith(f"x.db: 1 added, {len(kept)} there already\n")


def stored_ids() -> list[str]:
    try:
        return [s.document.id for s in stored(Path("x.db")).sources]
    except Exception:  # noqa: BLE001 - not made yet
        return []


def test_a_closed_pipe_is_no_traceback():
    write("many.jsonl", records(400, "anvil"))
    process = start("read", "many.jsonl", "--jsonl", "--workers", "1")
    assert process.stdout.readline().startswith('{"document"')
    process.stdout.close()
    assert process.wait(20) == 141
    assert process.stderr.read() == ""
    process.stderr.close()


def test_no_bar_where_nobody_sees_it():
    write("a.txt", WORDS)
    process = start("add", "a.txt", "--ledger", "x.db")
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert output.startswith("x.db: 1 added\n")


def test_a_bar_on_a_terminal_that_goes_when_it_is_done():
    import pty

    write("many.jsonl", records(6, "dawdle"))
    write("empty.txt", "")
    parent, child = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, "add", "empty.txt", "many.jsonl", "--ledger", "x.db", "--workers", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=child,
    )
    os.close(child)
    seen = b""
    while True:
        try:
            seen += os.read(parent, 4096)
        except OSError:
            break
    os.close(parent)
    assert process.wait(20) == 1
    assert process.stdout.read().startswith(b"x.db: 6 added, 1 not read\n")
    process.stdout.close()
    assert b"Adding" in seen
    assert b"/7" in seen
    assert b"dragoman: empty.txt: empty" in seen


BARE = "import typer; app = typer.Typer(rich_markup_mode='rich'); app.command()(lambda: None); app(['--help'])"


def processor_time(*arguments: str) -> float:
    """Return the seconds of processor that Python takes for its arguments, the least of three, which others' work disturbs least."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    code += "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime)"
    argv = [sys.executable, "-c", code, sys.executable, *arguments]
    return min(float(subprocess.run(argv, capture_output=True, text=True, check=True).stdout) for _ in range(3))


def test_help_is_quick_and_importing_quicker():
    """The budgets of an idle machine, 0.5 and 0.3 s, are the benchmark's (`quality.bench`); here the libraries' own cost is the measure."""
    libraries = processor_time("-c", BARE)
    assert processor_time("-m", "dragoman", "--help") < 2.5 * libraries
    assert processor_time("-c", "import dragoman") < libraries


def test_brief_for_the_terminal_as_markdown_and_as_a_page():
    write("a.txt", WORDS)
    plain = run("brief", "a.txt")
    assert plain.exit_code == 0
    assert "The minister met the delegation" in " ".join(plain.stdout.split())
    assert "\x1b" not in plain.stdout  # nobody's terminal, so no colour
    assert run("brief", "a.txt", "--markdown").stdout.startswith("# ")
    page = run("brief", "a.txt", "--html", "-").stdout
    assert page.lower().startswith("<!doctype html>")
    Path("page.html").write_text("an older page")
    saved = run("brief", "a.txt", "--html", "page.html")
    assert (saved.exit_code, saved.stdout, saved.stderr) == (0, "", "")
    assert Path("page.html").read_text(encoding="utf-8") == page
    assert sorted(p.name for p in Path().iterdir()) == ["a.txt", "page.html"]


def test_a_page_that_cannot_be_written_is_one_line_and_status_1():
    write("a.txt", WORDS)
    Path("folder").mkdir()
    for name in ("no/page.html", "folder"):
        result = run("brief", "a.txt", "--html", name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"dragoman: {name}: cannot be written: ")
        assert result.stderr.count("\n") == 1


def test_what_could_be_read_is_told_also_when_something_could_not():
    write("a.txt", WORDS)
    result = run("brief", "a.txt", "missing.txt", "--json")
    assert result.exit_code == 1
    assert [d["source"] for d in json.loads(result.stdout)["documents"]] == ["a.txt"]
    assert result.stderr.startswith("dragoman: missing.txt: ")
    nothing = run("brief", "missing.txt")
    assert nothing.exit_code == 1
    assert nothing.stdout.strip()


def test_read_shows_the_text_and_its_events_to_people():
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    result = run("read", "a.txt", "b.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = " ".join(result.stdout.split())
    assert "The minister met" in shown
    assert shown.index("The minister met") < shown.index("The envoys of both sides")
    assert "CONSULT" in shown or "onsult" in shown


def test_a_ledger_on_a_server_goes_wherever_a_file_goes_and_its_password_nowhere(postgres, monkeypatch):
    url = postgres.new_database().replace("dragoman@", "dragoman:se-cret@")
    write("a.txt", WORDS)
    write("b.txt", OTHER)
    added = run("add", "a.txt", "--ledger", url)
    assert added.exit_code == 0
    assert added.stdout.startswith("postgresql://dragoman:***@/ledger")
    assert json.loads(run("add", "a.txt", "b.txt", "--ledger", url, "--json").stdout)["documents"] == 2
    monkeypatch.setenv("DRAGOMAN_LEDGER", url)
    assert len(json.loads(run("brief", "--json").stdout)["documents"]) == 2
    assert run("migrate").exit_code == 0
    refused = run("brief", "--ledger", f"{url}&ssl=1")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "se-cret" not in added.stdout + added.stderr + refused.stderr


def test_migrate_says_what_the_ledger_holds_and_makes_none():
    write("a.txt", WORDS)
    run("add", "a.txt", "--ledger", "x.db")
    assert run("migrate", "--ledger", "x.db").stdout == "x.db is of this version; it holds 1 document, 1 story, 2 events, 1 quote.\n"
    missing = run("migrate", "--ledger", "none.db")
    assert (missing.exit_code, Path("none.db").exists()) == (1, False)
    assert run("migrate").exit_code == 2
