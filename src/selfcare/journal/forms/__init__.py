"""What the fields of each kind may hold, as pydantic models: loaded when something is checked, not when it is read."""
