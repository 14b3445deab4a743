"""selfcare: an encrypted reflective journal and self-care planner for people who work in social care."""

__version__ = "0.1.0"
