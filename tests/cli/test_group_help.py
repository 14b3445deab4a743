"""Help for a group of commands, at 80 columns."""

import pytest
from tests.conftest import Home


@pytest.mark.parametrize("group", ["toolbox", "plan", "supervision", "vault", "guidance", "bin", "settings", "checkin"])
def test_every_line_of_a_groups_help_is_whole(empty_home: Home, group: str) -> None:
    answer = empty_home.run(group, "--help", passphrase=None)
    assert answer.code == 0
    assert "..." not in answer.out.replace("[ARGS]...", "")
    assert all(len(line) <= 80 for line in answer.out.splitlines())


def test_a_group_tells_the_first_sentence_of_each_command(empty_home: Home) -> None:
    shown = " ".join(empty_home.run("toolbox", "--help").out.split())
    assert "suggest Suggest at most three tools, each with its reason: what helped you first, and one that you" in shown
