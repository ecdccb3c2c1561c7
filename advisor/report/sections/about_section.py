"""The partnership and its partners in full, and the rulebook's version."""

from advisor.reasoning.assessment import PartnerShown
from advisor.report.blocks import Item, Paragraph, Row, Section
from advisor.report.words import ROOMS, Words


def about_section(words: Words) -> Section:
    """Return the partnership and its partners in full, and the rulebook's version."""
    assessment, rulebook = words.assessment, words.assessment.rulebook
    rows = [Row("Kind", (words.kinds,)), Row("Decision", (words.stage,))]
    if assessment.room:
        rows.append(Row("In the room", (ROOMS[assessment.room],)))
    whole = Item(title=assessment.partnership, rows=tuple(rows))
    partners = (
        Item(title=partner.name, rows=(Row("", (_partner(partner, words),)),))
        for partner in assessment.partners
    )
    closing = (
        "Thresholds on numbers (minutes, months, hours) are our judgement; no document gives one.",
        f"Rulebook {rulebook.version}, {rulebook.hash[:12]}.",
    )
    return Section("about", "About this page", (whole, *partners, *map(Paragraph, closing)))


def _partner(partner: PartnerShown, words: Words) -> str:
    wording = words.rulebook.wording
    confirmed = "answered for itself"
    if partner.answers_from == "others":
        confirmed = "others answered for it (not confirmed)"
    facts = [
        wording.sectors[partner.sector],
        wording.roles[partner.role],
        "core" if partner.core else "not core",
        *([f"{partner.count} alike"] if partner.count > 1 else []),
        confirmed,
    ]
    return ", ".join(facts)
