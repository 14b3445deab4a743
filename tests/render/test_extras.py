"""Where an extra is missing, one clear line says what it gives and how to get it; Markdown works all the same."""

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.render import sheets

from selfcare.errors import Failed
from selfcare.redaction.outgoing import Outgoing
from selfcare.render.docx import docx
from selfcare.render.extras import EXTRAS, need
from selfcare.render.markdown import markdown
from selfcare.render.pdf import pdf
from selfcare.render.recipient import encrypted_for

ROOT = Path(__file__).parents[2]
MAKERS: dict[str, Callable[[Outgoing], object]] = {
    "pdf": pdf,
    "docx": docx,
    "share": lambda outgoing: encrypted_for(b"", "age1"),
}


def test_every_extra_is_one_that_can_be_installed() -> None:
    optional = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(EXTRAS) == {*MAKERS, "keyring"}, "the keyring makes no page: see tests/cli/test_keyring.py"
    assert set(EXTRAS) <= set(optional)


@pytest.mark.parametrize(("name", "module"), [(name, each) for name in MAKERS for each in EXTRAS[name].modules])
def test_a_missing_extra_is_said_with_the_line_that_installs_it(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sheets.shareable(sheets.ordinary())
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Failed) as missing:
        MAKERS[name](page)
    assert f"`{name}`" in missing.value.message
    assert f'{sys.executable} -m pip install ".[{name}]"' in missing.value.hint
    assert missing.value.hint.endswith("Markdown needs nothing: a file that ends in .md.") == (name != "share")
    assert markdown(page).startswith("# Supervision summary")


def test_where_there_is_no_pip_no_line_is_told_that_would_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pip", "typst"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Failed) as missing:
        need("pdf")
    assert "pip" not in missing.value.hint
    assert "again as you did before, with [pdf] after" in missing.value.hint


@pytest.mark.parametrize("name", EXTRAS)
def test_an_extra_that_is_there_is_not_mentioned(name: str) -> None:
    need(name)
