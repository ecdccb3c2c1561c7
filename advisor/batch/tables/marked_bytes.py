"""Hands on the bytes of a file so that they are UTF-8, with a mark where they were not."""

import codecs
from typing import IO

MARK = "\ufdd0"
"""Stands where a byte was no text; Unicode keeps this character for a program's own use."""


def _marked(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return MARK, error.end


codecs.register_error("advisor-mark", _marked)


class MarkedBytes:
    """A file to read from, in which each byte that is no text is marked."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("advisor-mark")

    def read(self, size: int = -1) -> bytes:
        """Return about so many bytes, none at the end only."""
        while True:
            data = self._stream.read(size)
            if data.isascii() and data and not self._decoder.getstate()[0]:
                return data
            text = self._decoder.decode(data, final=not data)
            if text or not data:
                return text.encode()

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that one can only go on."""
        return False

    def writable(self) -> bool:
        """Return that it cannot be written."""
        return False

    def close(self) -> None:
        """Leave the file to whoever opened it."""
