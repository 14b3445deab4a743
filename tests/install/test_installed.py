"""The wheel in fresh environments: what needs no extra works without any, each extra is enough for its own doors, and
where one is missing every door says so.

Every package comes from the lock and is checked by its hash. `make install-test` runs this; it takes a few minutes.
"""

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyrage import x25519
from tests.conftest import PASSPHRASE, Home
from tests.install.packages import ROOT, Packages, built, unpacked
from tests.keyrings import FILE, InAFile

from selfcare.render.extras import EXTRAS

pytestmark = pytest.mark.install

PAGE = ROOT / "docs" / "how-to" / "install.md"
PDF, WORD, AGE = b"%PDF-", b"PK\x03\x04", b"age-encryption.org/v1"
TO_PIPE = "-"


@dataclass(frozen=True)
class Door:
    """A command that needs an extra, the file that it makes, and how that begins."""

    extra: str
    words: str
    makes: str = ""
    begins: bytes = b""


DOORS = (
    Door("pdf", "supervision summary --to summary.pdf", "summary.pdf", PDF),
    Door("pdf", "supervision summary --format pdf", TO_PIPE, PDF),
    Door("pdf", "supervision summary --to locked.pdf --password-file given", "locked.pdf", PDF),
    Door("pdf", "--journal other init --recovery-sheet first.pdf", "first.pdf", PDF),
    Door("pdf", "vault recovery use --code-file code --recovery-sheet used.pdf", "used.pdf", PDF),
    Door("pdf", "vault recovery new --recovery-sheet new.pdf", "new.pdf", PDF),
    Door("pdf", "vault compact --new-key --yes --recovery-sheet compact.pdf", "compact.pdf", PDF),
    Door("pdf", "vault passphrase --known --new-passphrase-file given --recovery-sheet known.pdf", "known.pdf", PDF),
    Door("docx", "supervision summary --to summary.docx", "summary.docx", WORD),
    Door("docx", "supervision summary --format docx", TO_PIPE, WORD),
    Door("docx", "cpd export cpd.docx", "cpd.docx", WORD),
    Door("share", "supervision summary --to summary.md --to-recipient KEY", "summary.md.age", AGE),
    Door("share", "supervision summary --format json --to-recipient KEY", TO_PIPE, AGE),
    Door("keyring", "vault keyring on --yes"),
)

NEEDS_NONE = (
    "--version",
    "--help",
    "help-now",
    "note A long day, and a good one",
    "reflect --answer what=words --share share",
    "list --json",
    "supervision summary",
    "supervision summary --format md",
    "supervision summary --format html",
    "supervision summary --format json",
    "supervision summary --to summary.txt",
    "supervision summary --to summary.md",
    "supervision summary --to summary.html",
    "supervision summary --to summary.json",
    "cpd export cpd.md",
    "cpd export cpd.csv",
    "checkin --rate energy=6",
    "trends --html trends.html",
    "plan add Walk --verb maintain --review +4w",
    "plan ics plan.ics",
    "export archive",
    "vault keyring",
    "vault keyring off",
    "vault recovery new --recovery-sheet sheet.txt",
    "vault verify",
    "demo made-up",
)


def pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return built(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all wheels of the lock."""
    folder = tmp_path_factory.mktemp("wheels")
    lock = str(ROOT / "requirements-dev.lock")
    pip("download", "--require-hashes", "--only-binary", ":all:", "--requirement", lock, "--dest", str(folder))
    return folder


Install = Callable[[str], Path]


@pytest.fixture(scope="module")
def install(packages: Packages, wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Install the wheel, with these extras, into a fresh environment that has not even pip; gives its `bin`."""

    def installed(extras: str) -> Path:
        place = tmp_path_factory.mktemp("place")
        venv.create(place, symlinks=True)
        python = str(place / "bin" / "python")
        pip(
            "--isolated",
            "--python",
            python,
            "install",
            "--no-index",
            "--find-links",
            str(wheels),
            f"{packages.wheel}{extras}",
        )
        return place / "bin"

    return installed


@pytest.fixture(scope="module")
def plain(install: Install) -> Path:
    return install("")


def run(
    program: Path, home: Home, words: str, passphrase: str | None = PASSPHRASE
) -> subprocess.CompletedProcess[bytes]:
    """`words` in the home, with nothing of this repository in reach but a keyring."""
    key = str(x25519.Identity.generate().to_public())
    given = {} if passphrase is None else {"SELFCARE_PASSPHRASE": passphrase}
    return subprocess.run(
        [program / "selfcare", *words.replace("KEY", key).split()],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=home.path,
        env={**home.environment, **given},
        check=False,
        timeout=120,
    )


@pytest.fixture
def lived_in(plain: Path, empty_home: Home, tmp_path: Path) -> Home:
    """A home whose journal has something to share, made by the program without extras."""
    made = [
        "init --nation wales --role nurse --no-nights --recovery-to code",
        "reflect --answer what=words --share share",
        "cpd add words --minutes 30",
    ]
    assert [run(plain, empty_home, words).returncode for words in made] == [0, 0, 0]
    (empty_home.path / "given").write_text(f"{PASSPHRASE}\n")
    shutil.copy(ROOT / "tests" / "keyrings.py", tmp_path)
    keyring = {"PYTHON_KEYRING_BACKEND": f"keyrings.{InAFile.__name__}", FILE: str(empty_home.path / "keyring.json")}
    return Home(empty_home.path, {**empty_home.environment, **keyring, "PYTHONPATH": str(tmp_path)})


def files(home: Home) -> set[str]:
    return {each.relative_to(home.path).as_posix() for each in home.path.rglob("*")}


def test_without_extras_works_whatever_needs_none(plain: Path, lived_in: Home) -> None:
    for words in NEEDS_NONE:
        answer = run(plain, lived_in, words)
        assert answer.returncode == 0, (words, answer.stderr.decode())
        assert answer.stdout, words


def test_a_missing_extra_is_said_at_every_door_and_nothing_is_made(plain: Path, lived_in: Home) -> None:
    before, records = files(lived_in), run(plain, lived_in, "list --json").stdout
    for door in DOORS:
        answer = run(plain, lived_in, door.words)
        assert (answer.returncode, answer.stdout) == (1, b""), door
        happened, to_do = answer.stderr.decode().splitlines()
        assert happened.endswith(f"needs the extra `{door.extra}`, which is not installed."), door
        assert happened.startswith(EXTRAS[door.extra].gives), door
        assert f"with [{door.extra}] after the name" in to_do, door
        error = json.loads(run(plain, lived_in, f"--json {door.words}").stderr)["error"]
        assert (error["slug"], error["exit"], error["message"]) == ("failed", 1, happened), door
    assert files(lived_in) == before
    assert run(plain, lived_in, "list --json").stdout == records


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_is_enough_for_all_of_its_doors(install: Install, lived_in: Home, extra: str) -> None:
    program = install(f"[{extra}]")
    for door in (each for each in DOORS if each.extra == extra):
        answer = run(program, lived_in, door.words)
        assert answer.returncode == 0, (door, answer.stderr.decode())
        made = (
            answer.stdout if door.makes == TO_PIPE else (lived_in.path / door.makes).read_bytes() if door.makes else b""
        )
        assert made.startswith(door.begins), door
    assert run(program, lived_in, "list", passphrase=None).returncode == (0 if extra == "keyring" else 2)
    assert run(program, lived_in, "vault verify").returncode == 0


def test_a_keyring_whose_extra_is_gone_leaves_the_passphrase(install: Install, plain: Path, lived_in: Home) -> None:
    assert run(install("[keyring]"), lived_in, "vault keyring on --yes").returncode == 0
    assert run(plain, lived_in, "list").returncode == 0
    assert run(plain, lived_in, "list", passphrase=None).returncode == 2


def test_it_is_the_same_program_as_a_module(plain: Path, empty_home: Home) -> None:
    told = [
        subprocess.run([*command, "--version"], check=True, capture_output=True, cwd=empty_home.path).stdout
        for command in ([plain / "selfcare"], [plain / "python", "-m", "selfcare"])
    ]
    assert told[0] == told[1] != b""


def test_the_page_on_installing_is_true_word_for_word(packages: Packages, tmp_path: Path) -> None:
    """Each command on it but those of pipx and uv, in their order, in the folder that the source package unpacks to."""
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    typed = "".join(block for block in blocks if "pipx" not in block)
    script = re.sub(r"^\$ ", "", typed, flags=re.MULTILINE).replace("~/", f"{tmp_path}/home/")
    source = unpacked(packages.source, tmp_path / "source")
    python = f"PATH={Path(sys.base_exec_prefix, 'bin')}:$PATH\n"
    done = subprocess.run(["sh", "-ex"], input=python + script, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^selfcare \d", done.stdout, re.MULTILINE)
    assert [each.name for each in (tmp_path / "home").rglob("selfcare*")] == []
