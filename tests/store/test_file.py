"""What cannot be used as a ledger is refused in one clear sentence, and a failing disk loses nothing that was acknowledged."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.errors import LedgerError
from dragoman.store import schema, snapshot, writing
from dragoman.store.codec import encode
from tests.store import fakes

REPORTS = [fakes.document(n, f"anvil{n} basil. cedar{n} delta.") for n in range(400)]
ROOT = Path(__file__).parents[2]


def add(path: Path, documents, **options) -> None:
    with writing(path, fakes.linking(), **options) as writer:
        for d in documents:
            writer.add(fakes.read(d))


def documents_in(path: Path) -> set[str]:
    with snapshot(path) as ledger:
        return {s.document.id for s in ledger.ledger().sources}


def both(path: Path, message: str) -> None:
    """Writer and reader refuse the file alike."""
    with pytest.raises(LedgerError, match=message), writing(path, fakes.linking()):
        pass
    with pytest.raises(LedgerError, match=message), snapshot(path):
        pass


def test_a_new_ledger_says_what_it_is(tmp_path):
    path = tmp_path / "x.db"
    add(path, REPORTS[:1], made_by="dragoman 1.2.3")
    assert [p.name for p in tmp_path.iterdir()] == ["x.db"]  # no log and no lock is left behind
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("pragma application_id").fetchone() == (schema.APPLICATION_ID,)
        assert connection.execute("pragma user_version").fetchone() == (schema.SCHEMA_VERSION,)
        meta = {"application": "dragoman", "schema_version": str(schema.SCHEMA_VERSION), "made_by": "dragoman 1.2.3"}
        assert dict(connection.execute("select key, value from meta")) == meta


def test_a_directory_is_no_ledger(tmp_path):
    both(tmp_path, "saw a directory")


def test_a_pipe_is_no_ledger(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    both(tmp_path / "pipe", "not a regular file")


def test_text_is_no_ledger(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 500)
    both(path, "no SQLite database")
    assert path.read_text() == "Dear diary, " * 500


def test_another_programs_database_is_no_ledger(tmp_path):
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("create table recipes (id)")
    before = path.read_bytes()
    both(path, "another program's")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.db"]


def test_a_newer_ledger_asks_for_an_upgrade(tmp_path):
    path = tmp_path / "x.db"
    add(path, [])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"pragma user_version={schema.SCHEMA_VERSION + 1}")
    both(path, "a newer Dragoman wrote it")


def test_a_file_of_no_bytes_becomes_a_ledger_only_by_adding(tmp_path):
    path = tmp_path / "x.db"
    path.touch()
    with pytest.raises(LedgerError, match="an empty file"), snapshot(path):
        pass
    add(path, REPORTS[:1])
    assert documents_in(path) == {"d000"}


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(LedgerError, match="no such ledger"), snapshot(tmp_path / "x.db"):
        pass
    assert not (tmp_path / "x.db").exists()
    with pytest.raises(LedgerError, match="expected an existing folder"), writing(tmp_path / "no" / "x.db", fakes.linking()):
        pass


def test_a_ledger_with_an_odd_name_is_one_like_any_other(tmp_path):
    path = tmp_path / "a #1 100%?mode=memory&ü.db"
    add(path, REPORTS[:1])
    assert path.is_file()
    assert documents_in(path) == {"d000"}


def test_a_damaged_ledger_is_told_as_damaged(tmp_path):
    path = tmp_path / "x.db"
    add(path, REPORTS[:20])
    raw = bytearray(path.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    path.write_bytes(raw)
    with pytest.raises(LedgerError, match="damaged"), snapshot(path) as ledger:
        ledger.ledger()


def test_a_second_writer_is_told_the_process_of_the_first(tmp_path):
    path = tmp_path / "x.db"
    link = tmp_path / "link.db"
    add(path, [])
    link.symlink_to(path)
    for name in (path, link):
        with (
            writing(path, fakes.linking()) as writer,
            pytest.raises(LedgerError, match=f"process {os.getpid()} is adding"),
            writing(name, fakes.linking()),
        ):
            pass
    with writing(path, fakes.linking()) as writer:
        assert writer.add(fakes.read(REPORTS[0])) == "new"


def test_a_lock_file_left_by_a_killed_writer_locks_nothing(tmp_path):
    (tmp_path / "x.db.lock").write_text("1\n")
    add(tmp_path / "x.db", REPORTS[:1])
    assert documents_in(tmp_path / "x.db") == {"d000"}


def test_a_lock_file_removed_meanwhile_is_made_anew(tmp_path, monkeypatch):
    path = tmp_path / "x.db"
    flock, raced = fcntl.flock, []

    def slow(descriptor, operation):
        if not raced:
            raced.append(descriptor)
            (tmp_path / "x.db.lock").unlink()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", slow)
    with writing(path, fakes.linking()):
        assert (tmp_path / "x.db.lock").read_text() == f"{os.getpid()}\n"


def test_another_programs_transaction_is_waited_for_and_then_told(tmp_path):
    path = tmp_path / "x.db"
    add(path, REPORTS[:1])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(LedgerError, match="locked by another program"):
        add(path, REPORTS[1:2], busy_timeout_seconds=0.05)
    other.close()
    add(path, REPORTS[1:2], busy_timeout_seconds=0.05)
    assert documents_in(path) == {"d000", "d001"}


FULL_DISK = """
import resource, sys
from pathlib import Path
from dragoman.errors import LedgerError
from dragoman.store import writing
from tests.store import fakes, test_file
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
with writing(Path(sys.argv[1]), fakes.linking()) as writer:
    for d in test_file.REPORTS:
        try:
            writer.add(fakes.read(d))
        except LedgerError as e:
            print("error", e, flush=True)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            writer.add(fakes.read(d))
            print("again", d.id, flush=True)
            break
        print(d.id, flush=True)
"""


def test_a_full_disk_is_an_error_that_keeps_what_was_acknowledged_and_goes_on_when_there_is_room(tmp_path):
    path = tmp_path / "x.db"
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(path)], cwd=ROOT, capture_output=True, text=True)
    *acknowledged, error, again = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert 3 < len(acknowledged) < len(REPORTS)
    assert "what was acknowledged is safe" in error
    kept = {*acknowledged, again.removeprefix("again ")}
    assert documents_in(path) == kept
    told = fakes.reconcile(fakes.read(d) for d in REPORTS if d.id in kept)
    with snapshot(path) as ledger:
        assert encode(ledger.ledger()) == encode(told)


READ_ONLY = """
import os, sys
from pathlib import Path
from dragoman.errors import LedgerError
from dragoman.store import snapshot, writing
from tests.store import fakes
if os.getuid() == 0:
    os.setuid(65534)
with snapshot(Path(sys.argv[1])) as ledger:
    print(ledger.size().documents)
try:
    with writing(Path(sys.argv[1]), fakes.linking()) as writer:
        writer.add(fakes.read(fakes.document(9, "anvil.")))
except LedgerError as e:
    print(e)
"""


@pytest.fixture
def open_folder():
    """Make a folder that other users can reach, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.mark.parametrize(("folder", "file", "message"), [(0o555, 0o444, "cannot be written"), (0o777, 0o444, "read-only")])
def test_a_read_only_ledger_can_be_read_and_says_why_it_cannot_be_added_to(open_folder, folder, file, message):
    path = open_folder / "x.db"
    add(path, REPORTS[:2])
    path.chmod(file)
    open_folder.chmod(folder)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], cwd=ROOT, capture_output=True, text=True)
    if "ModuleNotFoundError" in done.stderr or "Permission" in done.stderr:
        pytest.skip("another user cannot run this Python")
    size, refusal = done.stdout.splitlines()
    assert size == "2"
    assert message in refusal


def test_commits_are_on_disk_when_they_are_acknowledged(tmp_path):
    """FULL (2) syncs the log at every commit; NORMAL (1) may lose the last ones in a power cut."""
    with writing(tmp_path / "x.db", fakes.linking()) as writer:
        ask = writer._connection.exec_driver_sql
        assert ask("pragma synchronous").scalar_one() == 2
        assert ask("pragma journal_mode").scalar_one() == "wal"
        assert ask("pragma foreign_keys").scalar_one() == 1


NO_DESCRIPTORS = """
import os, resource, sys
from pathlib import Path
from dragoman.errors import LedgerError
from dragoman.store import writing
from tests.store import fakes, test_file
path = Path(sys.argv[1])
test_file.add(path, test_file.REPORTS[:2])
most = resource.getrlimit(resource.RLIMIT_NOFILE)
held = len(os.listdir("/proc/self/fd")) - 1
resource.setrlimit(resource.RLIMIT_NOFILE, (held, most[1]))
try:
    test_file.add(path, test_file.REPORTS[2:3])
except LedgerError as e:
    print("error", e, flush=True)
resource.setrlimit(resource.RLIMIT_NOFILE, most)
test_file.add(path, test_file.REPORTS[2:3])
"""


def test_no_descriptor_left_is_an_error_that_keeps_what_was_acknowledged_and_goes_on_when_there_is_one(tmp_path):
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not list a process's descriptors")
    path = tmp_path / "x.db"
    done = subprocess.run([sys.executable, "-c", NO_DESCRIPTORS, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"error {path}: ")
    assert documents_in(path) == {"d000", "d001", "d002"}


NO_SPACE = """
import sys
from pathlib import Path
from dragoman.errors import LedgerError
from dragoman.store import writing
from tests.store import fakes, test_file
folder = Path(sys.argv[1])
filler = folder / "filler"
filler.write_bytes(bytes(2_000_000))
with writing(folder / "x.db", fakes.linking()) as writer:
    for d in test_file.REPORTS:
        try:
            writer.add(fakes.read(d))
        except LedgerError as e:
            print("error", e, flush=True)
            filler.unlink()
            writer.add(fakes.read(d))
            print("again", d.id, flush=True)
            break
        print(d.id, flush=True)
(Path(sys.argv[2])).write_bytes((folder / "x.db").read_bytes())
"""


def test_a_file_system_without_space_loses_nothing_that_was_acknowledged(tmp_path):
    disk, kept_at = tmp_path / "disk", tmp_path / "x.db"
    disk.mkdir()
    inside = 'mount -t tmpfs -o size=5m none "$1" && exec "$2" -c "$3" "$1" "$4"'
    command = ["unshare", "--mount", "sh", "-c", inside, "sh", str(disk), sys.executable, NO_SPACE, str(kept_at)]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command[:4], 'mount -t tmpfs none "$1"', "sh", str(disk)], capture_output=True).returncode
    ):
        pytest.skip("no file system may be mounted here")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    *acknowledged, error, again = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert acknowledged
    assert "what was acknowledged is safe" in error
    kept = {*acknowledged, again.removeprefix("again ")}
    assert documents_in(kept_at) == kept
    with snapshot(kept_at) as ledger:
        assert encode(ledger.ledger()) == encode(fakes.reconcile(fakes.read(d) for d in REPORTS if d.id in kept))
