"""`pause`: guided, kind to whoever stops, and light."""

import re
import signal
import subprocess
import sys

import pytest
from tests.conftest import Home
from tests.terminal import at_terminal

from selfcare.cli import pauses


class Clock:
    """A clock that whoever sleeps moves on, so that no test waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """Seconds since it began."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move it on."""
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of a pause in this process."""
    clock = Clock()
    monkeypatch.setattr(pauses, "time", clock)
    return clock


def test_a_pause_needs_no_journal_and_says_its_steps_with_the_time_left(empty_home: Home) -> None:
    answer = empty_home.run("pause", "--minutes", "2", passphrase=None)
    assert answer.code == 0
    assert len(re.findall(r"\(\d:\d\d left\)", answer.out)) >= 3
    assert not empty_home.folder.exists()


def test_a_pause_that_asks_nothing_says_first_how_to_reach_someone(empty_home: Home) -> None:
    before_the_steps = empty_home.run("pause", "--minutes", "0.01", passphrase=None).out.partition("\n\n")[0]
    assert "To talk to someone, any time: selfcare help-now" in before_the_steps


def test_a_pause_lasts_as_long_as_it_was_asked_to(empty_home: Home, clock: Clock) -> None:
    assert empty_home.run("pause", "--minutes", "1.5", "--tool", "feet").code == 0
    assert clock.now == pytest.approx(90)


def test_a_pause_of_another_length_is_not_called_two_minutes(empty_home: Home) -> None:
    answer = empty_home.run("pause", "--minutes", "0.01")
    assert answer.out.startswith("A moment to collect yourself, 0:01.")
    assert "wo minutes" not in answer.out


def test_a_pause_as_json_is_one_object_on_stdout(empty_home: Home) -> None:
    answer = empty_home.run("pause", "--minutes", "0.01", "--tool", "breath-box", "--json")
    assert answer.object["pause"] == {"tool": "breath-box", "seconds": 0.6, "whole": True}


def test_a_tool_for_the_moment_without_steps_is_one_step(empty_home: Home) -> None:
    answer = empty_home.run("pause", "--minutes", "0.01", "--tool", "name-it")
    assert "Find one word for it" in answer.out


@pytest.mark.parametrize("minutes", ["0", "-1", "nan", "inf", "61", "two", ""])
def test_a_length_that_is_none_is_refused(empty_home: Home, minutes: str) -> None:
    assert empty_home.run("pause", f"--minutes={minutes}").code == 2


def test_an_unknown_pause_gets_the_nearest_name(empty_home: Home) -> None:
    answer = empty_home.run("pause", "--tool", "breath-ou")
    assert answer.code == 2
    assert "breath-out" in answer.err


def test_a_pause_loads_neither_sqlalchemy_nor_pydantic(empty_home: Home) -> None:
    script = (
        "import sys\nfrom selfcare.cli.app import run\n"
        "assert run(['pause', '--minutes', '0.01']) == 0\n"
        "heavy = {'sqlalchemy', 'pydantic', 'sqlmodel', 'sqlcipher3', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=empty_home.environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_ends_a_pause_kindly(empty_home: Home) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "selfcare", "pause"],
        env=empty_home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.readline()
    while b"Stop here" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"That is fine" in out
    assert err == b""


def test_on_a_terminal_the_timer_counts_down_and_a_rating_is_sealed(home: Home) -> None:
    with at_terminal(home, "pause", "--minutes", "0.03", "--tool", "feet") as person:
        person.until("0:02")
        person.until("0:01")
        person.until("Did it help")
        person.types("7", at="0-10 >")
        person.until("Kept, sealed")
        assert person.ends() == 0
    (use,) = home.run("list", "--kind", "tool_use", "--json").object["records"]
    assert use["fields"] == {"tool": "feet", "helped": 7}
