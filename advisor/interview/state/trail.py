"""The questions that the room has been to, to go back and forward among them."""


class Trail:
    """Goes back the way one came, whatever order the questions were asked in."""

    def __init__(self) -> None:
        self._behind: list[str] = []
        self._ahead: list[str] = []

    def leave(self, question: str) -> None:
        """Go from a question to a new one."""
        self._behind.append(question)
        self._ahead = []

    def back(self, question: str) -> str | None:
        """Return the question that one came from; None at the first."""
        return self._step(question, self._behind, self._ahead)

    def forward(self, question: str) -> str | None:
        """Return the question that one came back from; None if one did not."""
        return self._step(question, self._ahead, self._behind)

    @staticmethod
    def _step(at: str, here: list[str], there: list[str]) -> str | None:
        if not here:
            return None
        there.append(at)
        return here.pop()
