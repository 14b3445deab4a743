"""Work that goes on beside: in a thread of its own, which no end of the program waits for.

`concurrent.futures` would do the same; loading it takes milliseconds that every command which unlocks would wait for.
"""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Given = TypeVar("Given")


class Beside(Thread, Generic[Given]):
    """Work that has begun."""

    def __init__(self, work: Callable[[], Given]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do it."""
        try:
            self._given = self._work()
        except BaseException as error:  # whoever asks for the result is told
            self._error = error

    def result(self, seconds: float | None = None) -> Given:
        """Wait for what it gives, at most so many `seconds`: then `TimeoutError`. Raises what the work raised."""
        self.join(seconds)
        if self.is_alive():
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._given
