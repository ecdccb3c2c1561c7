"""The marks beside bands, severities and topics: a label, a sign and a tone."""

from advisor.reasoning.assessment import TopicStatus
from advisor.report.blocks import Mark, Tone
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Band, Severity

# Plain ASCII, and no two alike: without colour the sign must be enough.
_BAND_MARKS: dict[Band, tuple[str, Tone]] = {
    "not-ready": ("[x]", "stop"),
    "foundations-first": ("[!]", "caution"),
    "pilot": ("[=]", "small"),
    "ready": ("[+]", "good"),
}
_SEVERITY_MARKS: dict[Severity, tuple[str, Tone]] = {
    "high": ("!!!", "stop"),
    "medium": ("!!", "caution"),
    "low": ("!", "plain"),
}
TOPIC_MARKS: dict[TopicStatus, Mark] = {
    "at-risk": Mark("at risk", "[!]", "stop"),
    "watch": Mark("watch", "[~]", "caution"),
    "not-asked": Mark("not asked", "[ ]", "plain"),
    "unclear": Mark("unclear", "[?]", "plain"),
    "sound": Mark("no risk", "[+]", "good"),
}
STRENGTH = Mark("strength", "[+]", "good")
NOT_KNOWN = Mark("not known", "[?]", "plain")


def band_mark(rulebook: Rulebook, band: Band) -> Mark:
    """Return a band as a rating."""
    symbol, tone = _BAND_MARKS[band]
    return Mark(rulebook.wording.ratings[band].label, symbol, tone)


def severity_mark(rulebook: Rulebook, severity: Severity) -> Mark:
    """Return a severity as a rating."""
    symbol, tone = _SEVERITY_MARKS[severity]
    return Mark(rulebook.wording.severities[severity].label, symbol, tone)
