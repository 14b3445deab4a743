"""The vault: an encrypted database, its key file, its recovery code and its sealed envelopes.

It keeps bytes and knows nothing of journals. The format is in docs/vault-format.md, what it guards against in
docs/threat-model.md. Start reading at `vault.py`.
"""
