"""Remarks on a partnership file that loads."""

from collections.abc import Iterator

from advisor.scenario.scenario import Scenario


def scenario_complaints(scenario: Scenario) -> Iterator[str]:
    """Yield each contradiction between the kind and the facts of the file."""
    roles = {partner.role for partner in scenario.partners}
    if "independent-state" in scenario.kinds and not scenario.has_both_sectors:
        yield "the kind is independent-state, but the partners are not of both sectors"
    if "support" in scenario.kinds and not {"supporting", "supported"} <= roles:
        yield "the kind is support, but there is not a supporting and a supported partner"
    if "itt" in scenario.kinds and not roles & {"provider", "placement"}:
        yield "the kind is itt, but no partner is a provider or a placement school"
    # kinds is a set of the kind and also: without repetition it has one more.
    if len(scenario.kinds) <= len(scenario.also):
        yield "also names a kind twice, or the kind itself"
    for key in ("next_meeting", "starts"):
        day = getattr(scenario, key)
        if day and scenario.as_of and day < scenario.as_of:
            answered = f"{scenario.as_of}, the day of the answers (as_of)"
            yield f"{key}: {day} is before {answered}; correct one of them"
    if scenario.partner_count == 1:
        yield "there is one partner only; a partnership has two or more"
