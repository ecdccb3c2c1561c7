"""Groups of alike partners, which share an entry and its answers."""

from collections.abc import Iterable

from advisor.scenario.scenario import MAX_COUNT, Partner

# A choice.
MANY = 12
"""From about this many entries on, groups of alike partners need fewer answers."""


def grouped(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    """Return alike partners without answers as one entry each, in the place of the first."""
    groups: dict[object, list[Partner]] = {}
    for partner in partners:
        alike = partner.sector, partner.role, partner.core, partner.answers_from
        # A name is a group of its own: names differ. One with answers must keep them.
        key: object = partner.name if partner.answers else alike
        groups.setdefault(key, []).append(partner)
    return tuple(map(_one_entry, groups.values()))


def _one_entry(alike: list[Partner]) -> Partner:
    first, many = alike[0], sum(partner.count for partner in alike)
    if len(alike) == 1:
        return first
    name = f"{first.name} and {many - first.count} alike"
    return Partner.model_validate(dict(first) | {"name": name, "count": min(many, MAX_COUNT)})
