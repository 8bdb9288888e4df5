"""The one error the command line turns into a message and a non-zero exit."""


class IngestError(Exception):
    """A document, an option or a seed cannot be used; the message names it and says what to do."""
