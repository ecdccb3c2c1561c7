"""Why a file or a journal cannot be used, and the words for it."""


class FileChanged(Exception):
    """Someone else changed the file since it was read or last written."""


class JournalGone(Exception):
    """Another window has saved or discarded the interview."""


class JournalChanged(Exception):
    """Another window has continued the interview since it was listed."""


class InUse(Exception):
    """Another window has the same file open."""


Refusal = (FileChanged, JournalGone, JournalChanged, InUse, OSError)
"""What is refused with a reason; anything else is a fault of the program."""


def why_refused(error: Exception) -> str:
    """Return why, to come after the name of the file or the interview."""
    match error:
        case InUse():
            return "is open in another window; close that one first"
        case JournalGone():
            return "was saved or discarded in another window"
        case JournalChanged():
            return "was changed in another window meanwhile"
        case FileChanged():
            return "was changed by someone else, and is left as it is"
        case _:
            # Without the path, which str() of an OSError repeats: the caller has named it.
            return f"cannot be used: {getattr(error, 'strerror', None) or error}"
