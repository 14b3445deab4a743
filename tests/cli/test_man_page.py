"""`man selfcare`: made of the commands, sound for both programs that read such pages, and part of what is installed."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from selfcare import errors
from selfcare.cli import man_page
from selfcare.cli.command_help import program

ROOT = Path(__file__).parents[2]
WITHOUT_A_DATE = "missing date"
"""Two builds of one version are the same page, so no day is in it. That is the one thing mandoc may say."""


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not on this machine")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("man") / "selfcare.1"
    file.write_text(man_page.page(), "utf-8")
    return file


def read(page: Path) -> str:
    """The page as a person reads it, 80 columns wide."""
    shown = subprocess.run(["mandoc", "-Tascii", "-Owidth=80", page], check=True, capture_output=True, text=True)
    return re.sub(r".\x08", "", shown.stdout)


@needs("mandoc")
def test_mandoc_has_nothing_against_it(page: Path) -> None:
    said = subprocess.run(["mandoc", "-Tlint", page], check=False, capture_output=True, text=True).stdout
    assert [line for line in said.splitlines() if WITHOUT_A_DATE not in line] == []


@needs("man")
def test_groff_has_nothing_against_it(page: Path) -> None:
    environment = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    shown = subprocess.run(
        ["man", "--warnings=w", "-l", page], check=False, capture_output=True, text=True, env=environment
    )
    if "unrecognized option" in shown.stderr or "illegal option" in shown.stderr:
        pytest.skip("this man is not made with groff")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "selfcare help-now" in shown.stdout


@needs("mandoc")
def test_it_tells_of_every_command_with_its_options_and_its_example(page: Path) -> None:
    shown = read(page)
    lines = [line.strip() for line in shown.splitlines()]
    for command in program().everything():
        if command.path:
            assert any(re.match(rf"selfcare {command.name}(?= [\[A-Z-]|$)", line) for line in lines), command.name
            assert set(command.examples) <= set(lines)
        for name in [name for option in command.options for name in option.names]:
            assert re.search(rf"^ +(-.*, )?{name}\b", shown, re.MULTILINE), name


@needs("mandoc")
def test_it_fits_a_screen_of_80_columns(page: Path) -> None:
    assert max(map(len, read(page).splitlines())) <= 80


def test_it_explains_every_exit_code_and_every_variable() -> None:
    page = man_page.page()
    codes = {each.exit_code for each in vars(errors).values() if hasattr(each, "exit_code")}
    told = page.partition(".SH EXIT STATUS")[2]
    assert {int(code) for code in re.findall(r"^\\fB(\d+)\\fR$", told, re.MULTILINE)} == {0, *codes}
    source = "".join(each.read_text("utf-8") for each in (ROOT / "src" / "selfcare").rglob("*.py"))
    read_by_us = set(re.findall(r'"(SELFCARE_[A-Z_]+)"', source))
    assert read_by_us <= {name for name, _ in man_page.VARIABLES}


def test_to_make_it_takes_typer_and_nothing_else() -> None:
    """A build has only what pyproject.toml says that it needs."""
    asked = (
        "import sys; sys.path.insert(0, 'src'); before = set(sys.modules); from selfcare.cli.man_page import page;"
        "page(); new = {each.partition('.')[0] for each in set(sys.modules) - before};"
        "print(*(each for each in new - set(sys.stdlib_module_names) - {'selfcare'} if each[0] != '_'))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True)
    brought_by_typer = {"typer", "click", "shellingham", "annotated_doc", "typing_extensions", "rich"}
    assert set(done.stdout.split()) <= brought_by_typer


def test_it_is_in_the_wheel_where_man_looks(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.iterdir()
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith("data/share/man/man1/selfcare.1")]
        assert packed.read(name).decode() == man_page.page()
