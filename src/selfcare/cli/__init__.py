"""The doors: each command parses what was typed, makes one call, and shows the answer."""
