"""What the log keeps of an error: where and what kind, never its message, which may quote a person's data."""

import logging
import traceback


def sans_message(erreur: BaseException) -> str:
    """The lines of code that led to this error and the name of its kind, those of its causes first."""
    cause = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    avant = f"{sans_message(cause)}\n" if cause else ""
    return f"{avant}{''.join(traceback.format_tb(erreur.__traceback__))}{type(erreur).__name__}"


class SansMessage(logging.Formatter):
    """Lines of the log whose errors are told by sans_message: PostgreSQL quotes the whole row that it refuses."""

    def formatException(self, ei):
        return sans_message(ei[1])
