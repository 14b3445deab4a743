"""`Shareable` is made by the check alone, and renderers take nothing else than it and `OwnCopy`."""

import copy
import dataclasses
import pickle
import re
import sys
from datetime import date
from pathlib import Path

import pytest

import selfcare
from selfcare.redaction.check import Known, redact
from selfcare.redaction.outgoing import OWN, OwnCopy, Shareable
from selfcare.render import as_json
from selfcare.render.markdown import markdown
from selfcare.render.plain_text import plain_text
from selfcare.reports.document import Document, Item, Section

TODAY = date(2026, 11, 21)
CLEAN = Document("A page", sections=(Section("Going well", (Item("a calm week"),)),))
DIRTY = Document("A page", sections=(Section("Going well", (Item("ring 07700 900123"),)),))


def shareable() -> Shareable:
    made = redact(CLEAN, Known(TODAY))
    assert isinstance(made, Shareable)
    return made


def test_it_cannot_be_constructed() -> None:
    with pytest.raises(TypeError):
        Shareable()
    with pytest.raises(TypeError):
        Shareable(CLEAN)
    with pytest.raises(TypeError):
        Shareable(CLEAN, object())


def test_it_cannot_be_copied_with_other_contents() -> None:
    made = shareable()
    with pytest.raises(TypeError):
        dataclasses.replace(made, _document=DIRTY)  # type: ignore[type-var]
    if sys.version_info >= (3, 13):
        with pytest.raises(TypeError):
            copy.replace(made, _document=DIRTY)  # type: ignore[type-var]
    assert copy.copy(made) is made
    assert copy.deepcopy(made) is made
    with pytest.raises(TypeError):
        pickle.dumps(made)


def test_it_cannot_be_changed() -> None:
    made = shareable()
    with pytest.raises(TypeError):
        made._document = DIRTY
    with pytest.raises(TypeError):
        del made._document
    with pytest.raises(AttributeError):
        object.__setattr__(made, "document", DIRTY)


def test_it_cannot_be_subclassed() -> None:
    with pytest.raises(TypeError):
        type("Forged", (Shareable,), {})


def test_what_is_made_past_the_constructor_holds_nothing() -> None:
    empty = object.__new__(Shareable)
    with pytest.raises(AttributeError):
        markdown(empty)


@pytest.mark.parametrize("render", [markdown, plain_text, as_json.sections])
def test_renderers_refuse_a_bare_document_and_look_alikes(render: object) -> None:
    class LooksAlike:
        document = DIRTY

    assert callable(render)
    for given in (DIRTY, LooksAlike(), None):
        with pytest.raises(TypeError):
            render(given)


def test_only_the_check_makes_one() -> None:
    """No module outside the room names what makes a `Shareable`."""
    source = Path(selfcare.__file__).parent
    naming = re.compile(r"\b_MAKER\b|\bchecked\(|import .*\bchecked\b|Shareable\(")
    users = {path.relative_to(source).as_posix() for path in source.rglob("*.py") if naming.search(path.read_text())}
    assert users <= {"redaction/outgoing.py", "redaction/check.py"}


def test_an_own_copy_says_that_it_was_not_checked() -> None:
    assert OWN in markdown(OwnCopy(DIRTY))
    assert "07700 900123" in plain_text(OwnCopy(DIRTY))
    assert OWN not in markdown(shareable())
