"""Reads a partner's own sheet in the interview line by line."""

from advisor.files.faults import Faults
from advisor.interview.state.file_names import reading_fault, typed_path
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.merge_sheet import MergedSheet, merge_sheet
from advisor.scenario.scenario import Scenario


def read_sheet(name: str, scenario: Scenario, rulebook: Rulebook) -> MergedSheet | list[str]:
    """Return a partnership with the answers of a sheet, or the lines that say why it has none."""
    if unread := reading_fault(name):
        return [f"{name}: {unread}."]
    try:
        return merge_sheet(scenario, load_scenario(typed_path(name), rulebook))
    except Faults as faults:
        return [str(fault) for fault in faults.faults]
