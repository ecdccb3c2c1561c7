"""What the report is about and made from: partners, notes left out, rules, rulebook."""

from collections.abc import Iterator

from advisor.reasoning.assessment import PartnerShown
from advisor.report.blocks import Item, Row, Section
from advisor.report.phrases import ROOMS, Phrases, plural
from advisor.report.sections.answer_section import notes_about_a_person


def about_section(phrases: Phrases) -> Section:
    """Return the partnership and its partners in full, and the rules behind the report."""
    assessment, rulebook = phrases.assessment, phrases.assessment.rulebook
    rows = [Row("Kind", (phrases.kinds,)), Row("Decision", (phrases.stage,))]
    if about := assessment.about:
        parts = (about.what, about.for_whom, about.how_often, about.from_)
        rows.append(Row("The work", ("; ".join(filter(None, parts)),)))
    room = (ROOMS[assessment.room],) if assessment.room else ()
    if present := (*room, *assessment.present):
        rows.append(Row("In the room", ("; ".join(present),)))
    rows.append(Row("Partners", tuple(_partner(p, phrases) for p in assessment.partners)))
    rows += [
        Row("Answers", (phrases.answers_known(), *_notes_left_out(phrases))),
        Row("Judgement", ("Thresholds (minutes, months, hours) are ours; no document gives one.",)),
        Row("Rulebook", (f"{rulebook.version}, {rulebook.hash[:12]}",)),
        *_rules(phrases),
    ]
    return Section("about", "About this report", (Item(assessment.partnership, rows=tuple(rows)),))


def _partner(partner: PartnerShown, phrases: Phrases) -> str:
    wording = phrases.rulebook.wording
    confirmed = "answered for itself"
    if partner.answers_from == "others":
        confirmed = "others answered for it"
    facts = [
        wording.sectors[partner.sector],
        wording.roles[partner.role],
        "main partner" if partner.core else "not a main partner",
        *([f"{partner.count} alike"] if partner.count > 1 else []),
        *([f"{partner.committed_by} can commit it"] if partner.committed_by else []),
        confirmed,
    ]
    return f"{partner.name}: {', '.join(facts)}"


def _notes_left_out(phrases: Phrases) -> Iterator[str]:
    if left_out := phrases.assessment.private_notes_left_out:
        verb = "is" if left_out == 1 else "are"
        yield f"{plural(left_out, 'private note')} {verb} not shown."
    if personal := notes_about_a_person(phrases):
        verb = "is" if personal == 1 else "are"
        yield f"{plural(personal, 'note')} about a person {verb} left out of the brief."


def _rules(phrases: Phrases) -> Iterator[Row]:
    """Yield the ids of the rules behind each concern and behind what is in favour."""
    assessment = phrases.assessment
    concerns = enumerate(assessment.concerns, start=1)
    behind = {f"Concern {number}": concern.risks for number, concern in concerns}
    behind["In your favour"] = tuple(strength.id for strength in assessment.strengths)
    behind["Disagreed with"] = tuple(one.id for one in assessment.disagreements_besides)
    for label, rules in behind.items():
        if rules:
            yield Row(label, (", ".join(rules),))
