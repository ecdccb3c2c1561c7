"""Short names for partners, and lists of names for a sentence."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from advisor.reasoning.assessment import PartnerShown
from advisor.scenario.scenario import Partner

PartnerNamed = Partner | PartnerShown
"""A partner from a file or from an assessment."""


NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MAX_NAMED = 4
"""This many names read well in one sentence; of more, show the first ones and a count."""


def short_names(partners: Collection[PartnerNamed]) -> Mapping[str, str]:
    """Return each partner's name without the words that all of them end with.

    Of "Millbrook Primary" and "Hillside Primary" that leaves "Millbrook" and "Hillside".
    """
    names = [partner.name.split() for partner in partners]
    end = 0
    # One word of each name always stays. With one partner every word would be shared.
    while len(names) > 1 and all(len(name) > end + 1 for name in names):
        if len({name[-1 - end].casefold() for name in names}) > 1:
            break
        end += 1
    # "School of Ash" and "Academy of Ash" would lose the name itself.
    if any(word.islower() for word in names[0][len(names[0]) - end :]):
        end = 0
    short = [" ".join(name[: len(name) - end]).rstrip(",") for name in names]
    # Two that are cut to the same name could not be told apart.
    if len(set(short)) < len(short):
        return {partner.name: partner.name for partner in partners}
    return {partner.name: name for partner, name in zip(partners, short, strict=True)}


def marked_short_names(partners: Collection[PartnerNamed]) -> Mapping[str, str]:
    """Return each partner's short name, marked where others answered on its behalf."""
    short = short_names(partners)
    return {name: short[name] + unconfirmed_mark(name, partners) for name in short}


def unconfirmed_mark(name: str, partners: Iterable[PartnerNamed]) -> str:
    """Return what follows the name of a partner if others answered on its behalf."""
    unconfirmed = (one.name for one in partners if one.answers_from == "others")
    return " (others answered)" if name in unconfirmed else ""


def joined(names: Iterable[str], last: str = "and") -> str:
    """Return names joined for a sentence: "Elm, Oak and Ash"."""
    *first, final = names
    return f"{', '.join(first)} {last} {final}" if first else final


def schools(
    named: Collection[PartnerNamed], asked: Collection[PartnerNamed], names: Mapping[str, str]
) -> str:
    """Return some of the partners that were asked: by name, or "all four schools".

    Args:
        named: The partners meant.
        asked: All partners that were asked.
        names: What to call each of them.
    """
    # "All two" is no English, and an entry for several schools is more than one of them.
    if len(named) == len(asked) > 2 and all(partner.count == 1 for partner in named):
        are_schools = all(partner.sector != "other" for partner in named)
        count = len(named)
        number = NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)
        return f"all {number} {'schools' if are_schools else 'partners'}"
    return first_few([names[partner.name] for partner in named])


def first_few(names: Sequence[str]) -> str:
    """Return names joined for a sentence, with the first ones and a count if there are many."""
    if len(names) > MAX_NAMED:
        return joined([*names[: MAX_NAMED - 1], f"{len(names) - MAX_NAMED + 1} more"])
    return joined(names)


def asked_back(ask: str, names: Iterable[str | None]) -> str:
    """Return the question that a contradiction asks, after the partners it is about."""
    partners = [*dict.fromkeys(name for name in names if name)]
    return f"{first_few(partners)}: {ask}" if partners else ask
