"""Content as data: what the program asks, offers and shows, in TOML files with one typed reader per noun.

Each module has `read(content, name)` for any file of its form and `load()` for the one that ships. Every file is read
only when it is asked for. Ids never change: a reworded entry gets a new id and says what it `replaces`.
"""
