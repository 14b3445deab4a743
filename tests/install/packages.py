"""The wheel and the source package, built as `make dist` builds them, and what is in each."""

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Packages:
    """The two files that are handed on."""

    wheel: Path
    source: Path


def built(root: Path, to: Path) -> Packages:
    """Both, made from the folder `root` with the locked build tools and without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(to)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,), (source,) = to.glob("*.whl"), to.glob("*.tar.gz")
    return Packages(wheel, source)


def unpacked(source: Path, to: Path) -> Path:
    """The folder that the source package unpacks to."""
    with tarfile.open(source) as packed:
        packed.extractall(to, filter="data")
    (root,) = to.iterdir()
    return root


def in_wheel(wheel: Path) -> dict[str, bytes]:
    """Each file of the wheel, by its name."""
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def in_source(source: Path) -> dict[str, bytes]:
    """Each file of the source package, by its name below its one folder."""
    with tarfile.open(source) as packed:
        files = [each for each in packed if each.isfile()]
        return {each.name.partition("/")[2]: _content(packed, each) for each in files}


def _content(packed: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = packed.extractfile(member)
    assert file is not None
    return file.read()
