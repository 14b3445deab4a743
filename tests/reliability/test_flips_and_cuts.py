"""Every byte may be wrong and every file cut short: it is found out with the right words, or nothing is different.

A sample of them in `make test`, all of them in `make crash`.
"""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.reliability.damage import DAMAGED, Copies, asserted_quiet, flipped, furnish, outcome, said, some

from selfcare.errors import Damaged
from selfcare.vault.pages import PAGE_SIZE
from selfcare.vault.vault import Vault

pytestmark = pytest.mark.crash
DATABASE, KEYS, COPY = "journal.db", "journal.keys", "journal.keys.bak"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, empty_journal: Path) -> Path:
    """The folder of the journal that is copied and damaged."""
    path = tmp_path_factory.mktemp("furnished")
    shutil.copytree(empty_journal, path / "journal")
    furnish(Home(path, {"SELFCARE_JOURNAL": str(path / "journal")}))
    return path / "journal"


@pytest.fixture(scope="module")
def whole(source: Path) -> list[bytes]:
    return said(source)


@pytest.fixture
def copies(source: Path, tmp_path: Path) -> Copies:
    return Copies(source, tmp_path / "copy")


def test_no_byte_of_the_key_file_can_be_wrong_unnoticed(
    copies: Copies, whole: list[bytes], request: pytest.FixtureRequest
) -> None:
    """With a sound copy beside it the copy is used; without one it is damage, and never a wrong passphrase."""
    raw = (copies.source / KEYS).read_bytes()
    for place in some(range(len(raw)), 30, request):
        folder = copies.with_file(KEYS, flipped(raw, place, place % 8))
        assert outcome(folder, whole) == "harmless", place
        (folder / COPY).write_bytes(flipped(raw, place, place % 8))
        (folder / KEYS).write_bytes(flipped(raw, place, place % 8))
        assert outcome(folder, whole) in ("damaged", "newer-format"), place


def test_no_byte_of_the_first_page_can_be_wrong_unnoticed(
    copies: Copies, whole: list[bytes], request: pytest.FixtureRequest
) -> None:
    raw = (copies.source / DATABASE).read_bytes()
    for place in some(range(PAGE_SIZE), 40, request):
        folder = copies.with_file(DATABASE, flipped(raw, place, place % 8))
        assert outcome(folder, whole) == "damaged", place


def test_a_flip_on_any_page_is_found_out_or_changes_nothing(
    copies: Copies, whole: list[bytes], request: pytest.FixtureRequest
) -> None:
    """What is read is what was written; a command that needs the page says that it is damaged."""
    raw = (copies.source / DATABASE).read_bytes()
    chance = random.Random(request.config.getoption("--seed"))
    flips = [(chance.randrange(len(raw)), chance.randrange(8)) for _ in range(2000)]
    found: Counter[str] = Counter()
    for number in some(range(len(flips)), 60, request):
        folder = copies.with_file(DATABASE, flipped(raw, *flips[number]))
        found[outcome(folder, whole)] += 1
    assert set(found) == {"harmless", "damaged"}


def test_every_command_says_so_in_two_lines_and_verify_names_the_page(
    home: Home, source: Path, request: pytest.FixtureRequest
) -> None:
    raw = (source / DATABASE).read_bytes()
    total = len(raw) // PAGE_SIZE
    for number in some(range(1, total + 1), 8, request):
        shutil.rmtree(home.folder)
        shutil.copytree(source, home.folder)
        (home.folder / DATABASE).write_bytes(flipped(raw, number * PAGE_SIZE - 100))
        for words in (
            ("list", "--json"),
            ("search", "heron"),
            ("reflect", "--answer", "what=x"),
            ("supervision", "summary"),
            (),
        ):
            answer = home.run(*words)
            assert answer.code in (0, DAMAGED), (number, words, answer.err)
            asserted_quiet(answer)
        verified = home.run("vault", "verify", "--json")
        assert verified.code == DAMAGED
        assert any(line.startswith(f"Page {number} of") for line in verified.object["problems"]), number


def test_a_database_cut_short_anywhere_is_found_out(
    copies: Copies, whole: list[bytes], request: pytest.FixtureRequest
) -> None:
    raw = (copies.source / DATABASE).read_bytes()
    for size in some(range(0, len(raw), 512), 24, request):
        folder = copies.with_file(DATABASE, raw[:size])
        if outcome(folder, whole) == "harmless":  # what is cut off is not what was read, and verify finds it out
            with Vault.open(folder, PASSPHRASE) as vault:
                assert vault.verify(), size


def test_a_key_file_cut_short_anywhere_is_found_out(copies: Copies, request: pytest.FixtureRequest) -> None:
    raw = (copies.source / KEYS).read_bytes()
    for size in some(range(len(raw)), 20, request):
        folder = copies.with_file(KEYS, raw[:size])
        (folder / COPY).unlink()
        with pytest.raises(Damaged):
            said(folder)


def test_whatever_is_flipped_the_rest_is_rescued(home: Home, source: Path, request: pytest.FixtureRequest) -> None:
    """Through the real command: it ends well and the new journal is in order."""
    raw = (source / DATABASE).read_bytes()
    everything = {
        each["id"] for each in Home(home.path, {**home.environment, "SELFCARE_JOURNAL": str(source)}).records()
    }
    for number in some(range(1, len(raw) // PAGE_SIZE + 1), 3, request):
        shutil.rmtree(home.folder)
        shutil.copytree(source, home.folder)
        (home.folder / DATABASE).write_bytes(flipped(raw, number * PAGE_SIZE - 100))
        answer = home.run("vault", "rescue", f"new-{number}", "--recovery-to", f"code-{number}", "--json")
        assert answer.code == 0, answer.err
        new = Home(home.path, {**home.environment, "SELFCARE_JOURNAL": str(home.path / f"new-{number}")})
        assert new.run("vault", "verify", "--json").object["ok"], number
        lost = set(answer.object["lost"]["records"])
        assert len(everything) - len(new.records()) == len(lost), number
