"""Reads the action plans of every partnership file in a folder, and names what cannot be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.faults import Fault, Faults

if TYPE_CHECKING:
    from advisor.report.plan.folder_plan import FolderPlan
    from advisor.rulebook.rulebook import Rulebook


def plans_in(path: Path, rulebook: Rulebook, on: dt.date) -> tuple[FolderPlan, list[Fault]]:
    """Return the agreed steps of a file, or of each file in a folder, and a fault for each rest."""
    from advisor.reasoning.reasoner import Reasoner
    from advisor.report.plan.action_plan import plan_of
    from advisor.report.plan.folder_plan import folder_plan
    from advisor.scenario.load_scenario import load_scenario, partnership_files

    found = partnership_files(path) if path.is_dir() else [path]
    faults, plans = [], []
    reasoner = Reasoner(rulebook)
    for file in found:
        if isinstance(file, Fault):
            faults.append(file)
            continue
        try:
            scenario = load_scenario(file, rulebook)
        except Faults as error:
            first, *more = error.faults
            rest = f" (and {len(more)} more; advisor assess names each)" if more else ""
            faults.append(Fault(first.file, first.line, f"{first.says}{rest}"))
        else:
            plans.append(plan_of(reasoner.assess(scenario, on=on), rulebook))
    return folder_plan(plans, on), faults
