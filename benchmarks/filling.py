"""Journals of many invented entries, the same words for both programs.

An entry has 120 words and comes 20 minutes after the one before it, the last one just now. One in a hundred holds the
word that is searched for; that one is shared. `python -m benchmarks.filling FOLDER ENTRIES` fills a journal of selfcare
that is there already.
"""

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from benchmarks.journals import PASSPHRASE

from selfcare import when
from selfcare.identify.words import everyday
from selfcare.journal import envelope as envelopes
from selfcare.journal.archive import KeptRecord, KeptVersion
from selfcare.journal.handles import new_id
from selfcare.journal.journal import Journal
from selfcare.journal.placing import place
from selfcare.vault.backups import WEEKLY
from selfcare.vault.vault import Vault

WORDS = 120
APART = timedelta(minutes=20)
RARE, ONE_IN = "zebra", 100
VOCABULARY = random.Random(0).sample(sorted(everyday()), len(everyday()))
OFTEN = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
"""As in any language, the second word comes half as often as the first, the third a third as often."""
AT_ONCE = 10_000


def entries(count: int) -> Iterator[tuple[datetime, str]]:
    """The moment and the text of each, the oldest first."""
    chance = random.Random(count)
    start = when.now() - count * APART
    for number in range(count):
        words = chance.choices(VOCABULARY, cum_weights=OFTEN, k=WORDS)
        if number % ONE_IN == 0:
            words[WORDS // 2] = RARE
        yield start + number * APART, " ".join(words)


def fill(journal: Journal, count: int) -> None:
    """Place so many notes in a journal, and make this week's backup, which would else be made while we measure."""
    coming = entries(count)
    while records := [_note(*each) for each in islice(coming, AT_ONCE)]:
        with journal.writing() as session:
            place(session, records)
    journal.vault.back_up(None, WEEKLY)


def _note(at: datetime, text: str) -> KeptRecord:
    share = "share" if RARE in text else "private"
    envelope = envelopes.new("note", {"text": text}, written_at=at, share=share)
    return KeptRecord(None, (KeptVersion(new_id(at), None, envelopes.stamp(envelope.written_at), envelope),))


def main(folder: str, count: str) -> None:
    """Fill the journal in `folder`."""
    with Journal(Vault.open(Path(folder), PASSPHRASE)) as journal:
        fill(journal, int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
