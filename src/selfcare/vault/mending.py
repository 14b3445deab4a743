"""One of the two key files from the other. No passphrase is needed for that: both say the same."""

from pathlib import Path

from selfcare.places import write_whole
from selfcare.vault import database, diagnosis, keyfile
from selfcare.vault.diagnosis import whole_key_file
from selfcare.vault.keyfile import KeyFile


def mend_key_file(folder: Path) -> str | None:
    """Write the key file anew from its copy, or that from it, where one is missing or damaged; the name of that one.

    Nothing where both are whole. Raises `NoJournal`, `Damaged` where neither is whole, `NewerFormat`, `Failed`, and
    `Busy` where a process has the journal open, which may be changing the lock.
    """
    diagnosis.require(folder)
    with database.unopened(folder / database.NAME):
        main, copy = (whole_key_file(folder / name) for name in (keyfile.NAME, keyfile.COPY_NAME))
        match main, copy:
            case KeyFile(), KeyFile():
                return None
            case None, KeyFile():
                return _written(folder / keyfile.NAME, copy)
            case KeyFile(), None:
                return _written(folder / keyfile.COPY_NAME, main)
    raise diagnosis.no_key_file()


def _written(path: Path, keys: KeyFile) -> str:
    write_whole(path, keyfile.dump(keys))
    return path.name
