"""The journal: the one envelope, the kinds of record, and the only way in and out of the database."""
