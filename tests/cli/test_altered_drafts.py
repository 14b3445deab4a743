"""A draft that somebody altered in an archive: it is refused there, or going on with it is told plainly."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Answer, Home
from tests.exchange.journals import archive_of

from selfcare.cli import ask
from selfcare.cli.console import Console
from selfcare.errors import InvalidFile
from selfcare.exchange.archive import dump, parse
from selfcare.journal.archive import KeptDraft
from selfcare.journal.drafts import keep_draft

Command = tuple[str, ...]
BEGUN: dict[Command, list[str]] = {
    ("reflect",): ["A long day"],
    ("trigger",): ["1", "Raised voices", "5"],
    ("checkin", "--week", "2026-W20"): ["6", "5"],
    ("toolbox", "add"): ["Tea in the yard"],
    ("plan", "add"): ["Swim", "1"],
    ("plan", "review"): ["1"],
    ("supervision", "log"): ["y", "", "1"],
    ("supervision", "actions", "add"): ["Two staff on visits"],
    ("supervision", "risks", "add"): ["No cover at weekends"],
    ("cpd", "add"): ["A day on trauma"],
}
"""Each form that can be stopped, and replies with which it is begun."""

GO_ON, KEEP, THROW = "1", "2", "4"

Typing = Callable[..., Answer]


@pytest.fixture
def typing(home: Home, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """A command at a terminal with these replies to its questions; after the last of them the person stops."""

    def run(command: Command, *replies: str) -> Answer:
        left = list(replies)

        def read(*_: Any, **__: Any) -> str:
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(Console, "interactive", True)
        monkeypatch.setattr(ask, "read", read)
        return home.run(*command)

    return run


def draft_of(home: Home) -> KeptDraft:
    with home.open() as journal:
        (draft,) = archive_of(journal).drafts
    return draft


def begin(home: Home, typing: Typing, command: Command) -> Command:
    """Begin the form of a command and stop; the command that goes on with it."""
    if command == ("plan", "review"):
        made = home.run("plan", "add", "Swim", "--verb", "grow", "--json").object["record"]["handle"]
        command = (*command, made)
    assert typing(command, *BEGUN[command[:3] if command[:3] in BEGUN else command[:2]]).code == 130
    return command


def is_read(home: Home, draft: KeptDraft) -> bool:
    """Whether an archive with this draft is one."""
    with home.open() as journal:
        altered = replace(archive_of(journal), drafts=(draft,))
    try:
        return parse(dump(altered)) == altered
    except InvalidFile:
        return False


@pytest.mark.parametrize("command", BEGUN, ids=" ".join)
def test_going_on_with_it_never_ends_in_an_error_that_nobody_foresaw(
    home: Home, typing: Typing, command: Command
) -> None:
    command = begin(home, typing, command)
    honest = draft_of(home)
    assert is_read(home, honest)
    first = next(iter(honest.form.answers))
    for answers in ({first: 5}, {first: ["x", 5]}, {first: {"x": 5}}, {"x": "y"}):
        altered = replace(honest, form=replace(honest.form, answers=answers))
        assert is_read(home, altered)
        for choice in (GO_ON, KEEP):
            with home.open() as journal:
                keep_draft(journal, altered.form)
            answer = typing(command, choice, "x")
            assert "did not foresee" not in answer.err
            assert answer.code in (0, 1, 2, 130)


def test_it_can_be_thrown_away(home: Home, typing: Typing) -> None:
    begin(home, typing, ("trigger",))
    honest = draft_of(home)
    with home.open() as journal:
        keep_draft(journal, replace(honest.form, answers={"before": "x"}))
    told = typing(("trigger",), GO_ON)
    assert told.code == 1
    assert told.err.splitlines()[-2:] == [
        "What was answered in this form is not what its questions ask for.",
        "It is still there. Run the same command again to keep it as it is, or to throw it away.",
    ]
    assert typing(("trigger",), THROW, "y").code == 130
    with home.open() as journal:
        assert archive_of(journal).drafts == ()


@pytest.mark.parametrize("odd", [None, [[]], {"x": []}], ids=str)
def test_an_answer_that_no_question_takes_is_refused_with_its_archive(home: Home, typing: Typing, odd: object) -> None:
    begin(home, typing, ("reflect",))
    honest = draft_of(home)
    assert not is_read(home, replace(honest, form=replace(honest.form, answers={"what": odd})))


def test_so_is_a_draft_whose_record_could_not_be_kept(home: Home, typing: Typing) -> None:
    begin(home, typing, ("reflect",))
    honest = draft_of(home)
    altered: list[dict[str, Any]] = [
        {"fields": {"answers": {}}},
        {"fields": {"template": 5}},
        {"handle": "zzzzz"},
        {"zone": "nowhere"},
    ]
    for parts in altered:
        envelope = replace(honest.form.envelope, **parts)
        assert not is_read(home, replace(honest, form=replace(honest.form, envelope=envelope)))
