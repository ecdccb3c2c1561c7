"""Divide a bar into cells, for every writer that draws one."""

from collections.abc import Sequence


def number(count: int) -> str:
    """Return a count with thousands separators."""
    return f"{count:,}"


def bar_cells(counts: Sequence[int], of: int, room: int) -> list[int]:
    """Return how many cells of a bar each count takes; a count above 0 takes at least one.

    Args:
        counts: Parts of ``of``; the rest of the bar stays empty.
        of: The sum that fills the bar.
        room: How many cells the bar has, more than there are counts.
    """
    whole = max(of, sum(counts))
    if not whole:
        return [0 for _ in counts]
    parts = [*counts, whole - sum(counts)]
    # Rounded down, cells are left over; with one cell for each small count, too many are taken.
    found = [max(part * room // whole, 1) if part else 0 for part in parts]
    while (spare := room - sum(found)) != 0:
        change = 1 if spare > 0 else -1
        due = [part * room - taken * whole for part, taken in zip(parts, found, strict=True)]
        # Never from a part with one cell: it would seem to be nothing.
        free = [n for n, part in enumerate(parts) if part and (change > 0 or found[n] > 1)]
        found[max(free, key=lambda n: due[n] * change)] += change
    return found[:-1]
