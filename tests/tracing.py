"""What a program asks of the system, as strace writes it down: which files it opens, and every byte that it writes."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,mmap,rename,renameat,renameat2,socket"
STRACE = ("strace", "-f", "-y", "-qq", "-xx", "-s", "1000000", "-e", f"trace={CALLS}")
"""It lacks `-o FILE` and the program."""
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)$", re.MULTILINE)
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_ITS_FILE = re.compile(r"^(?:AT_FDCWD|\d+)<([^>]*)>")
OWN_SCREEN = re.compile(r"/dev/(pts/\d+|tty|null)|pipe:\[\d+\]")


def can_trace() -> bool:
    """Whether strace may look into a program that forbids it, which only root can."""
    if not shutil.which("strace") or os.geteuid() != 0:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False, capture_output=True).returncode == 0


@dataclass(frozen=True)
class Call:
    """One call of the system: its name, the file it is about, the bytes that it was given, and all of its line."""

    name: str
    file: str
    content: bytes
    line: str

    @property
    def opens_for_writing(self) -> bool:
        """Whether the file it names may be written from now on."""
        return self.name == "creat" or (self.name.startswith("open") and bool(re.search("O_WRONLY|O_RDWR", self.line)))


def calls_in(trace: str) -> Iterator[Call]:
    """The calls that strace wrote down, their bytes in hex; one that another thread interrupts has its bytes here."""
    for name, line in _CALL.findall(trace):
        given = b"".join(bytes.fromhex(each.replace("\\x", "")) for each in _QUOTED.findall(line))
        its_file = _ITS_FILE.match(line)
        file = plain(its_file[1]) if its_file else ""
        if name.startswith("open") or name == "creat":
            file = str(Path(file) / given.decode("utf-8", "replace"))
        yield Call(name, file, given, line)


def plain(name: str) -> str:
    """A file's name, which strace gives in hex."""
    return bytes.fromhex(name.replace("\\x", "")).decode() if name.startswith("\\x") else name


def leaks(calls: list[Call], rare: str) -> set[str]:
    """The files, beside the person's own screen, to which a rare word was written in clear."""
    forms = [rare.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    found = [each for each in calls if any(form in each.content for form in forms)]
    return {each.file for each in found if not OWN_SCREEN.fullmatch(each.file)}
