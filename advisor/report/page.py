"""The pages of an assessment: the brief, the full report, and one model alone."""

from collections.abc import Collection
from dataclasses import replace
from typing import Literal, assert_never

from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import Page
from advisor.report.days_in_words import dated
from advisor.report.phrases import Phrases
from advisor.report.sections.about_section import about_section
from advisor.report.sections.answer_section import answer_section
from advisor.report.sections.brief import brief
from advisor.report.sections.concern_section import concern_section, strength_section
from advisor.report.sections.contradiction_section import contradiction_section
from advisor.report.sections.date_section import date_section
from advisor.report.sections.earlier_section import earlier_section
from advisor.report.sections.find_out_section import find_out_section, not_covered_section
from advisor.report.sections.framework_section import framework_sections, frameworks_section
from advisor.report.sections.header import audience, header, questions_answered
from advisor.report.sections.next_stage_section import next_stage_section
from advisor.report.sections.source_section import source_section
from advisor.report.sections.step_section import step_section
from advisor.report.sections.verdict_section import verdict_section
from advisor.report.writers.cells import brief_partners
from advisor.rulebook.rulebook import Rulebook

Extent = Literal["brief", "full"]
"""How much of the advice to show."""


def page_of(
    assessment: Assessment, rulebook: Rulebook, extent: Extent, *, on_command_line: bool = False
) -> Page:
    """Return the page for an assessment.

    Args:
        assessment: The advice.
        rulebook: The rulebook that it was made with.
        extent: The brief, or the full report.
        on_command_line: Whether its reader types commands, so that it can name an option.

    Raises:
        KeyError: The assessment names something that the rulebook does not have.
    """
    phrases = Phrases(assessment, rulebook)
    match extent:
        case "brief":
            return brief(phrases, option=" (--report full)" if on_command_line else "")
        case "full":
            return full_report(phrases)
        case _:
            assert_never(extent)


def full_report(phrases: Phrases) -> Page:
    """Return the full report: everything that the rules say."""
    sections = (
        verdict_section(phrases),
        concern_section(phrases),
        strength_section(phrases),
        step_section(phrases),
        date_section(phrases),
        find_out_section(phrases),
        next_stage_section(phrases),
        not_covered_section(phrases),
        contradiction_section(phrases),
        answer_section(phrases),
        earlier_section(phrases),
        frameworks_section(phrases),
        source_section(phrases),
        about_section(phrases),
    )
    # Sections without content are None, so that no heading is printed over nothing.
    shown = tuple(section for section in sections if section)
    return replace(header(phrases, "Full report", questions_answered(phrases)), sections=shown)


def extract_of(assessment: Assessment, rulebook: Rulebook, frameworks: Collection[str]) -> Page:
    """Return only these frameworks, each with its evidence.

    Args:
        assessment: The advice, with these frameworks included.
        rulebook: The rulebook that it was made with.
        frameworks: Their ids.

    Raises:
        KeyError: The assessment names something that the rulebook does not have.
    """
    phrases = Phrases(assessment, rulebook)
    partners = tuple((p.name, p.count) for p in assessment.partners)
    about = (
        brief_partners(partners),
        f"{phrases.kinds}; {phrases.stage}",
        dated(assessment.as_of),
        audience(phrases, questions_answered(phrases)),
    )
    return Page(
        title="The same answers in a model from the documents",
        heading=assessment.partnership,
        about=tuple(filter(None, about)),
        sections=tuple(framework_sections(phrases, frameworks)),
        is_extract=True,
    )
