"""Made the jrnl files of this folder, with jrnl itself: nothing in them was written by selfcare.

Three versions, each in an environment of its own (the people and the passwords are invented):

    python -m venv /tmp/jrnl46 && /tmp/jrnl46/bin/pip install jrnl==4.6
    python -m venv /tmp/jrnl42 && /tmp/jrnl42/bin/pip install jrnl==4.2.1
    python -m venv /tmp/jrnl1 && /tmp/jrnl1/bin/pip install jrnl==1.9.8 pycryptodome setuptools
    python tests/exchange/samples/make_jrnl.py /tmp/jrnl46/bin/jrnl /tmp/jrnl42/bin/jrnl /tmp/jrnl1/bin/jrnl

jrnl 4.6 writes plain text and its third encryption, 4.2 the second, and 1.9 the first and the older form of text.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import pexpect

HERE = Path(__file__).parent
OLDEST = "1.9.8"
PASSWORD = "an invented password"
ENTRIES = (
    ("2026-01-02 10:00", "Handover ran late. It was @busy, and I stayed calm. @team\nA second line.\n\nAfter a gap."),
    ("2026-03-29 01:30", "The hour that the clocks skip."),
    ("2025-10-26 01:30", "The hour that comes twice."),
    ("2026-02-10 21:05", "Dates in it.\n2026-02-09 was calmer\n[1] a footnote\n[x] done\nMay: she was calmer"),
    ("2026-02-11 08:00", "Zoë and 李: café ☕ went well *"),
)


def run(program: str, words: list[str], home: Path, answers: list[tuple[str, str]], **config: object) -> Path:
    """Run jrnl once in its own home, answering what it asks; the file of its journal."""
    journal = home / "journal.txt"
    settings = {"journals": {"default": str(journal)}, "editor": "", "encrypt": False, "tagsymbols": "@"}
    settings |= {"default_hour": 9, "default_minute": 0, "timeformat": "%Y-%m-%d %H:%M", "highlight": True}
    settings |= {"linewrap": 79, "colors": {}, "indent_character": "|", "template": False, **config}
    (home / ".config" / "jrnl").mkdir(parents=True, exist_ok=True)
    oldest = version_of(program) == OLDEST
    name = home / (".jrnl_config" if oldest else ".config/jrnl/jrnl.yaml")
    if not name.exists():
        # A file that is JSON alone would be taken for the oldest version's, and the journal for one to upgrade.
        name.write_text(("" if oldest else "# YAML\n") + json.dumps(settings), encoding="utf-8")
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "Europe/London"}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    child = pexpect.spawn(program, words, env=environment, timeout=20, encoding="utf-8")
    for question, answer in answers:
        child.expect(question)
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    if child.exitstatus:
        sys.exit(f"{program} {words} failed:\n{child.before}")
    return journal


def write(program: str, home: Path, **config: object) -> Path:
    """A journal with the entries, in plain text."""
    home.mkdir()
    for moment, text in ENTRIES:
        journal = run(program, [f"{moment}:", text], home, [], version=version_of(program), **config)
    return journal


def version_of(program: str) -> str:
    """The version that the configuration should name, so that jrnl does not offer to upgrade it."""
    return {"jrnl46": "4.6", "jrnl42": "4.2.1"}.get(Path(program).parts[-3], OLDEST)


def main(newest: str, second: str, first: str) -> None:
    """Make every sample."""
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        twice = [("[Pp]assword.*: ", PASSWORD), ("again.*: ", PASSWORD), (r"\[y/N\]|\[Y/n\]", "n")]
        shutil.copy(write(newest, base / "plain"), HERE / "jrnl-4.6.txt")
        shutil.copy(write(newest, base / "default", timeformat="%F %r"), HERE / "jrnl-4.6-default-dates.txt")
        shutil.copy(write(newest, base / "odd", timeformat="%d.%m.%Y %H:%M"), HERE / "jrnl-4.6-own-dates.txt")
        run(newest, ["--encrypt"], base / "plain", twice)
        shutil.copy(base / "plain" / "journal.txt", HERE / "jrnl-4.6-encrypted.txt")
        write(second, base / "second")
        run(second, ["--encrypt"], base / "second", twice)
        shutil.copy(base / "second" / "journal.txt", HERE / "jrnl-4.2-encrypted.txt")
        shutil.copy(write(first, base / "first"), HERE / "jrnl-1.9.txt")
        run(first, ["--encrypt"], base / "first", [twice[0], ("keychain", "n")])
        shutil.copy(base / "first" / "journal.txt", HERE / "jrnl-1.9-encrypted.txt")


if __name__ == "__main__":
    main(*sys.argv[1:])
