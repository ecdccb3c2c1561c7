"""What examples and partnerships never showed of the rules, and what no example notices."""

from collections.abc import Collection

from advisor.authoring.rule_coverage import CoverageGap, RuleCoverage, leaves_of
from advisor.authoring.rule_mutations import Mutation
from advisor.report.blocks import Paragraph, Strong
from advisor.report.explain.condition_text import in_words
from advisor.report.listings.listing import Listing, lines
from advisor.report.phrases import plural
from advisor.rulebook.rulebook import Rulebook


def coverage_table(coverage: RuleCoverage) -> Listing:
    """Return each gap, then how many rules and partnerships were read."""
    gaps = list(coverage.gaps())
    rules = coverage.rulebook.rules.values()
    leaves = sum(len(leaves_of(rule)) for rule in rules)
    data = {
        "partnerships": coverage.scenarios,
        "rules": len(rules),
        "leaves": leaves,
        "gaps": [
            {
                "rule": gap.rule,
                "leaf": in_words(gap.leaf, coverage.rulebook) if gap.leaf else None,
                "never": list(gap.never),
            }
            for gap in gaps
        ],
    }
    looked_at = (
        f"{plural(len(rules), 'rule')} with {plural(leaves, 'leaf', 'leaves')}, over "
        f"{plural(coverage.scenarios, 'example or partnership', 'examples and partnerships')}: "
    )
    found = plural(len(gaps), "thing") + " never seen" if gaps else "everything was seen"
    return Listing(data, tuple(lines((*(_line(g, coverage) for g in gaps), looked_at + found))))


def _line(gap: CoverageGap, coverage: RuleCoverage) -> str:
    if gap.leaf is None:
        verbs = {"stands": "stand", "silent": "stay silent", "undecided": "be undecided"}
        return f"{gap.rule}: never seen to {' or '.join(verbs[word] for word in gap.never)}"
    never = " or ".join(gap.never)
    return f"{gap.rule}: never seen {never}: {in_words(gap.leaf, coverage.rulebook)}"


def mutation_table(rulebook: Rulebook, tried: int, undetected: Collection[Mutation]) -> Listing:
    """Return each mutation that no example detects, then how many were tried."""
    data, blocks = [], []
    for mutation in undetected:
        rule, leaf = mutation.rule.id, in_words(mutation.leaf, rulebook)
        data.append({"rule": rule, "leaf": leaf, "flip": mutation.says})
        blocks += [Paragraph(Strong(f"{rule}: {mutation.says}")), Paragraph(leaf, indent=2)]
    found = f"{len(undetected)} that no example notices" if undetected else "each is noticed"
    total = Paragraph(f"{plural(tried, 'small change')} of the rules tried: {found}")
    return Listing({"tried": tried, "unnoticed": data}, (*blocks, total))
