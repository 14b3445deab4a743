"""A paste that the terminal does not announce: what is there together with an Enter was not typed.

Its line breaks belong to the answer. Taken for typing, the second line would answer the next question.
"""

import select
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

TOGETHER_SECONDS = 0.005


def goes_on() -> bool:
    """Whether more input came along with the Enter that was just read."""
    try:
        return bool(select.select([sys.stdin], [], [], TOGETHER_SECONDS)[0])
    except (OSError, ValueError):  # Windows can only wait for sockets
        return False


def keys() -> "KeyBindings":
    """For prompt_toolkit: an Enter inside a paste is a line break. On an empty line it goes on to the next question."""
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings

    @Condition
    def inside_a_paste() -> bool:
        waiting = "".join(key.data for key in get_app().key_processor.input_queue)
        return bool(get_app().current_buffer.text) and (bool(waiting.strip("\r\n")) or goes_on())

    def break_line(event: "KeyPressEvent") -> None:
        event.current_buffer.insert_text("\n")

    bindings = KeyBindings()
    bindings.add("enter", filter=inside_a_paste)(break_line)
    return bindings
