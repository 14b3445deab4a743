"""Readers while somebody writes, and two sessions that are open at the same time."""

import os
import subprocess
import sys

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.reliability.test_log_files import writes
from tests.terminal import CTRL_D, at_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix alone")


def numbers(home: Home) -> list[int]:
    """What a reader in a process of its own sees."""
    answer = home.process("list", "--json")
    assert answer.code == 0, answer.err
    return [int(each["fields"]["text"].split()[1]) for each in answer.object["records"][::-1]]


def test_readers_see_whole_records_up_to_some_moment_while_another_writes(home: Home) -> None:
    environment = {**os.environ, **home.environment}
    with subprocess.Popen(writes(home, 100_000), stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout
        try:
            for _ in range(3):
                acknowledged = int([writer.stdout.readline() for _ in range(3)][-1])
                seen = numbers(home)
                assert seen == list(range(len(seen)))
                assert len(seen) > acknowledged
        finally:
            writer.kill()
    assert home.run("vault", "verify", "--json").object["ok"]


def test_two_sessions_write_by_turns_and_each_sees_both(home: Home) -> None:
    with at_terminal(home, "open") as one, at_terminal(home, "open") as other:
        for person in (one, other):
            person.whispers(PASSPHRASE, at="Passphrase")
        for number in range(3):
            for person, name in ((one, "one"), (other, "other")):
                person.types(f"note from {name} {number}")
                person.until("Kept as")
        for person in (one, other):
            person.types("list")
            shown = person.asked()
            assert shown.count("from one") == shown.count("from other") == 3
            person.presses(CTRL_D)
            assert person.ends() == 0
    assert len(home.records()) == 6
    assert home.run("vault", "verify", "--json").object["ok"]
