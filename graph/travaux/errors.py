"""The errors that travaux raises on purpose: each says what was wrong, where, and what to do."""


class TravauxError(Exception):
    """Something that the user can mend: the message says what, where and how."""


class UnreadableDocument(TravauxError):
    """One document could not be read; the rest of a build goes on without it."""


class UnwritableStore(TravauxError):
    """The store cannot be written, so that a build cannot go on with any document."""
