"""Reading the files in tests/vectors: a head of `name: value` lines, an empty line, the body."""

from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "vectors"


@dataclass(frozen=True)
class Vector:
    """One case: what its head says, and the bytes to read."""

    head: dict[str, str]
    body: bytes

    def raw(self, name: str) -> bytes:
        """A value of the head that is written in hex."""
        return bytes.fromhex(self.head[name])


def vectors(kind: str) -> list[object]:
    """Every vector of one folder, as parameters of a test."""
    found = [pytest.param(_read(path), id=path.stem) for path in sorted((FOLDER / kind).glob("*.txt"))]
    assert found, f"no vectors in {kind}"
    return list(found)


def _read(path: Path) -> Vector:
    head, body = path.read_bytes().split(b"\n\n", 1)
    return Vector(dict(line.split(": ", 1) for line in head.decode().split("\n")), body)
