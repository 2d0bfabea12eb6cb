"""Bodies of requests as they come in."""

from __future__ import annotations

from gunicorn.http.body import Body, ChunkedReader


class BodyAsItComes(Body):
    """gunicorn's body, which can also be read without waiting for more than has come.

    gunicorn's own ``read`` waits until all bytes asked for are there, so that a line sent by itself would not be seen
    before the next one.
    """

    def read1(self, size: int) -> bytes:
        """At least one byte and at most ``size``, as many as are there; nothing at the end of the body."""
        first = self._piece(1)
        # the reader holds the rest of what the socket gave
        held = self.reader.buf if isinstance(self.reader, ChunkedReader) else self.reader.unreader.buf
        more = min(size - 1, held.tell())
        return first + self._piece(more) if first and more else first

    def _piece(self, size: int) -> bytes:
        try:
            return self.reader.read(size)
        except Exception:
            self.failed = True  # where the next request begins is not known; gunicorn closes the connection then
            raise
