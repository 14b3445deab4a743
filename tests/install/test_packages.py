"""What is handed on: the wheel holds the program and nothing else; the source package is the repository."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from tests.install.packages import ROOT, Packages, built, in_source, in_wheel, unpacked

SOURCE = ROOT / "src" / "selfcare"
COMES_ALONG = {"pydantic-core"}
"""What a dependency is half of, in exactly one version."""
NEVER_IMPORTED = {"tzdata", "textual"}
"""The zones are data; the home on the whole screen is not there yet."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return built(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    content: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return content


def about(packages: Packages) -> Message:
    (metadata,) = [content for name, content in in_wheel(packages.wheel).items() if name.endswith("/METADATA")]
    return message_from_bytes(metadata)


def test_the_wheel_holds_the_program_to_the_last_byte_and_nothing_else(packages: Packages) -> None:
    files = (each for each in SOURCE.rglob("*") if each.is_file() and each.parent.name != "__pycache__")
    program = {each.relative_to(SOURCE.parent).as_posix(): each.read_bytes() for each in files}
    held = {name: content for name, content in in_wheel(packages.wheel).items() if name.startswith("selfcare/")}
    assert held == program
    assert {"selfcare/py.typed", "selfcare/guidance/data/helplines.toml", "selfcare/render/data/page.typ"} <= set(held)


def test_beside_the_program_it_has_what_says_what_it_is_and_the_manual_page(packages: Packages) -> None:
    others = {name: content for name, content in in_wheel(packages.wheel).items() if not name.startswith("selfcare/")}
    beside = {name.partition("/")[2]: content for name, content in others.items()}
    says = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert set(beside) == {*says, "data/share/man/man1/selfcare.1"}
    assert beside["licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert beside["entry_points.txt"].decode().split() == [
        "[console_scripts]",
        "selfcare",
        "=",
        "selfcare.__main__:main",
    ]
    assert b"Tag: py3-none-any" in beside["WHEEL"]


def test_what_it_says_of_itself_is_in_the_project_and_no_address_is(
    packages: Packages, project: dict[str, Any]
) -> None:
    told = about(packages)
    assert told["Name"] == "selfcare"
    assert f'__version__ = "{told["Version"]}"' in (SOURCE / "__init__.py").read_text("utf-8")
    assert (told["License-Expression"], told["License-File"]) == ("MIT", "LICENSE")
    assert set(told.get_all("Provides-Extra", [])) == set(project["optional-dependencies"])
    assert set(told["Requires-Python"].split(",")) == set(project["requires-python"].split(","))
    assert not {"Home-page", "Project-URL", "Download-URL", "Author", "Author-email"} & set(told)


def test_the_source_package_is_the_repository(packages: Packages) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    there = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert set(in_source(packages.source)) == there | {"PKG-INFO"}


def test_the_wheel_made_of_the_source_package_elsewhere_is_the_same_byte_for_byte(
    packages: Packages, tmp_path: Path
) -> None:
    """So nothing in either tells where it was made, or when."""
    again = built(unpacked(packages.source, tmp_path / "unpacked"), tmp_path / "dist")
    assert again.wheel.read_bytes() == packages.wheel.read_bytes()
    assert in_source(again.source) == in_source(packages.source)


def test_all_that_is_imported_is_asked_for_and_all_that_is_asked_for_is_imported(project: dict[str, Any]) -> None:
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    asked_for = {_normal(re.split(r"[<>=; ]", each, maxsplit=1)[0]) for each in asked}
    brought_by = packages_distributions()
    imported = {_normal(brought_by[each][0]) for each in set(_imports()) - sys.stdlib_module_names - {"selfcare"}}
    assert imported - COMES_ALONG == asked_for - NEVER_IMPORTED


def _normal(name: str) -> str:
    """A package's name, as an index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _imports() -> Iterator[str]:
    """The first word of whatever the program imports, wherever it does."""
    for module in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (each.name.partition(".")[0] for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]
