"""Lists of different lengths, one a partnership, as offsets and values."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.columns.partnership_arrays import Bools, Counts

Codes = NDArray[np.int32]


class Lists(NamedTuple):
    """A list of codes for each of ``n``.

    Attributes:
        first: Where each list begins, and the end of the last; shape (n + 1,).
        codes: The values of all lists in turn.
    """

    first: Counts
    codes: Codes

    def of(self, place: int) -> list[int]:
        found: list[int] = self.codes[self.first[place] : self.first[place + 1]].tolist()
        return found


def listed(found: Iterable[tuple[int, Bools]], number: int, most: int | None = None) -> Lists:
    """Return for each of ``number`` the codes that apply to it, in their order.

    Args:
        found: Each code with where it applies; shape (number,).
        number: How many lists to make.
        most: The largest length of a list, if it has one.
    """
    lengths = np.zeros(number, np.int64)
    kept: list[tuple[int, Counts]] = []
    for code, is_so in found:
        places = np.flatnonzero(is_so)
        if most is not None:
            places = places[lengths[places] < most]
        if len(places):
            lengths[places] += 1
            kept.append((code, places))
    first = np.concatenate([[0], np.cumsum(lengths)])
    codes = np.empty(first[-1], np.int32)
    free = first[:-1].copy()
    for code, places in kept:
        codes[free[places]] = code
        free[places] += 1
    return Lists(first, codes)


def in_first_order(parts: Sequence[tuple[Counts, Lists]], number: int) -> Lists:
    """Return the lists of several chunks in the order of all partnerships.

    Args:
        parts: For each chunk, the places of its members among all, and their lists.
        number: How many there are in all.
    """
    lengths = np.zeros(number, np.int64)
    for rows, lists in parts:
        lengths[rows] = np.diff(lists.first)
    first = np.concatenate([[0], np.cumsum(lengths)])
    codes = np.empty(first[-1], np.int32)
    for rows, lists in parts:
        own = np.diff(lists.first)
        shift = np.repeat(first[rows] - lists.first[:-1], own)
        codes[np.arange(len(lists.codes)) + shift] = lists.codes
    return Lists(first, codes)
