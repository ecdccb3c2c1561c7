"""The small changes of rules that no example notices: a list for authors."""

from collections.abc import Collection

from advisor.authoring.rule_mutations import Mutation
from advisor.report.blocks import Paragraph, Strong
from advisor.report.explain.condition_text import in_words
from advisor.report.listings.listing import Listing
from advisor.report.phrases import plural
from advisor.rulebook.rulebook import Rulebook


def listing(rulebook: Rulebook, tried: int, unnoticed: Collection[Mutation]) -> Listing:
    """Return each change that no example notices, then how many were tried."""
    data = [
        {"rule": mutation.rule.id, "leaf": in_words(mutation.leaf, rulebook), "flip": mutation.says}
        for mutation in unnoticed
    ]
    found = f"{len(unnoticed)} that no example notices" if unnoticed else "each is noticed"
    blocks = (
        paragraph
        for one in data
        for paragraph in (
            Paragraph(Strong(f"{one['rule']}: {one['flip']}")),
            Paragraph(one["leaf"], indent=2),
        )
    )
    total = Paragraph(f"{plural(tried, 'small change')} of the rules tried: {found}")
    return Listing({"tried": tried, "unnoticed": data}, (*blocks, total))
