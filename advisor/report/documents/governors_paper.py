"""The paper for one school's governors: what they are asked, what it takes, risks, a minute."""

from dataclasses import dataclass
from functools import cached_property

from advisor.files.faults import Fault, Faults
from advisor.reasoning.assessment import Assessment, ConcernShown, PartnerShown
from advisor.report.answer_sentences import answer_sentences, goodness
from advisor.report.blocks import Block, Note, Page, Paragraph, Section, Small, Table, sentence
from advisor.report.days_in_words import dated, meeting_day
from advisor.report.documents.board_answer import has_agreed, is_waited_for
from advisor.report.documents.one_school import (
    TO_FILL_IN,
    days_that_matter,
    in_a_sentence,
    not_to_heads,
    of_the_schools,
    seen_by,
    what_it_is,
    with_whom,
)
from advisor.report.documents.what_it_takes import said_by, what_it_takes
from advisor.report.phrases import Phrases, finding_title
from advisor.rulebook.papers import GovernorsPaper, Papers, Request
from advisor.rulebook.rulebook import Rulebook

# One side of A4 has room for so many; the head can add more.
_MOST_RISKS = 5
_MOST_WATCHED = 3
_TO_BE_AGREED = "[to be agreed]"


def governors_paper(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    """Return the paper for the governors of one school, as one side of A4.

    Args:
        assessment: The advice for the whole partnership.
        rulebook: The rulebook that it was made with.
        school: The name of the partner.

    Raises:
        Faults: The rulebook has no words for it.
    """
    words = words_of(rulebook).governors
    seen = seen_by(assessment, rulebook, school)
    return _Paper(Phrases(seen, rulebook), school, words).page()


def words_of(rulebook: Rulebook) -> Papers:
    """Return the words of a rulebook's papers.

    Raises:
        Faults: It has none.
    """
    if rulebook.papers is None:
        raise Faults([Fault("papers.yaml", 0, "is not in this rulebook; a paper takes its words")])
    return rulebook.papers


@dataclass(frozen=True)
class _Paper:
    phrases: Phrases
    school: str
    words: GovernorsPaper

    @property
    def seen(self) -> Assessment:
        return self.phrases.assessment

    def page(self) -> Page:
        sections = (
            self.decision(),
            self.what_it_is(),
            what_it_takes(self.phrases, self.school, self.words),
            self.risks(),
            self.minute(),
        )
        return Page(
            title=self.board(),
            heading=self.seen.partnership,
            aside=dated(self.seen.as_of),
            about=(
                self.own(f"{self.meeting()} Paper from the head. {self.purpose()}"),
                with_whom(self.phrases, self.school),
            ),
            sections=tuple(section for section in sections if section),
            closing=self.what_is_left_out(),
            is_brief=True,
        )

    def board(self) -> str:
        """Return who decides for this partner, as the title says it."""
        if self.partner.committed_by:
            return f"{self.partner.committed_by}, for {in_a_sentence(self.school)}"
        board = "Board" if self.is_no_school else "Governing board"
        return f"{board} of {in_a_sentence(self.school)}"

    @cached_property
    def partner(self) -> PartnerShown:
        return next(one for one in self.seen.partners if one.name == self.school)

    @property
    def is_no_school(self) -> bool:
        """Whether it may have no head: a university, a trust or another body."""
        return self.partner.sector == "other"

    def own(self, text: str) -> str:
        """Return our own words so that they fit a partner that is no school."""
        if not self.is_no_school:
            return text
        return text.replace("The head", "Its lead").replace("the head", "its lead")

    def meeting(self) -> str:
        """Return when the board meets: on its own day, or on one that is everybody's."""
        days = [date for date in self.seen.dates if date.is_ == "board-meeting"]
        own = [date.on for date in days if date.partner == self.school]
        shared = [date.on for date in days if date.partner is None]
        first = min(own or shared, default=None)
        day = meeting_day(first) if first else _TO_BE_AGREED
        return f"Meeting of {day}."

    def purpose(self) -> str:
        """Return whether the board decides something, or only notes the paper."""
        only_noted = self.seen.verdict.band == "foundations-first" and not self.is_in_principle
        return "For information." if self.request is None or only_noted else "For decision."

    @cached_property
    def request(self) -> Request | None:
        """What the board is asked; nothing if it has agreed already, and nothing is against it."""
        band = self.seen.verdict.band
        if band in {"ready", "pilot"} and has_agreed(self.seen, self.words):
            return None
        if self.is_in_principle:
            return self.words.in_principle[self.seen.stage]
        return self.words.requests[self.seen.stage][band]

    @cached_property
    def is_in_principle(self) -> bool:
        return is_waited_for(self.seen, self.phrases.rulebook, self.words, self.school)

    def decision(self) -> Section:
        if self.request is None:
            blocks: tuple[Block, ...] = (Paragraph(self.own(self.words.for_information)),)
        else:
            so_far = self.words.agreed_so_far if has_agreed(self.seen, self.words) else ""
            blocks = (
                Paragraph(f"{so_far} {self.own(self.request.ask)}".strip()),
                Note((f"Resolution: {self.filled(self.request.resolution)}",)),
            )
            if self.is_in_principle or self.seen.verdict.band in {"ready", "pilot"}:
                # One that is asked to note a paper has nothing to say no to.
                may = "The board may say no. A smaller form or a later year stays open."
                blocks = (*blocks, Paragraph(may))
        return Section("decision", "What you are asked to decide", blocks)

    def filled(self, text: str) -> str:
        kind = self.phrases.rulebook.wording.kinds[self.seen.kind]
        about = self.seen.about.what if self.seen.about else None
        if about and about[:1].isupper():
            # Typed as a sentence of its own, such as "Share Latin lessons", it is quoted.
            about = f'"{about}"'
        what = about or f'the partnership "{self.seen.partnership}" ({kind.label})'
        # The texts of people last: braces in them are no fields.
        is_for_some = kind.pilot_schools and kind.pilot_schools < sum(
            one.count for one in self.seen.partners
        )
        takes_part = f" The schools that take part: {_TO_BE_AGREED}." if is_for_some else ""
        trial = self.own(text).replace("{trial}", kind.pilot_is + takes_part)
        trial = trial.replace(". {school}", f". {self.school}")
        school = in_a_sentence(self.school)
        # "Thirteen schools's part" is nobody's English.
        trial = trial.replace("{school}'s", f"{school}'" if school.endswith("s") else f"{school}'s")
        return trial.replace("{school}", school).replace("{what}", what)

    def what_it_is(self) -> Section:
        starts = meeting_day(self.seen.starts) if self.seen.starts else ""
        begins = starts or (self.seen.about and self.seen.about.from_) or _TO_BE_AGREED
        said = said_by(self.phrases, self.school, self.words, self.words.about)
        said = f"{said} {days_that_matter(self.seen, self.school)}".strip()
        nothing = f"{sentence(self.phrases.kinds)}. What it does: {self.own(TO_FILL_IN)}"
        text = what_it_is(self.seen, nothing, begins, said)
        return Section("about", "What it is", (text,))

    def risks(self) -> Section:
        # One without a risk needs a delicate answer. Even its topic would tell a board that
        # its head has doubts, and no board can vote on a condition that it cannot read.
        concerns = [one for one in self.seen.concerns if one.risks]
        limiting = [one for one in concerns if one.severity != "low"]
        # A board that waits for more than the advice waits for would ask for what cannot be met.
        waited_for = [one for one in limiting if one.severity == "high"] or limiting
        main = [one for one in waited_for if one.id not in self.words.not_repeated]
        if self.is_in_principle:
            # A yes on conditions needs some, if only that the other boards agree too.
            main = main or waited_for
        rows = tuple(
            (self.risk(one), f"{number}. {self.condition(one)}")
            for number, one in enumerate(main[:_MOST_RISKS], 1)
        )
        if not rows and self.request and "conditions below" in self.request.resolution:
            # What they are may need answers that this board is not to read. The head knows.
            rows = ((self.own(TO_FILL_IN), f"1. {_TO_BE_AGREED}"),)
        blocks: list[Block] = []
        if rows:
            headings = ("Main risks", "Condition")
            blocks.append(Table(headings, rows, wraps=frozenset({0, 1})))
        also = [one for one in concerns if one not in main[:_MOST_RISKS]]
        also = [one for one in also if one.id not in self.words.not_repeated]
        if also:
            named = also[:_MOST_WATCHED]
            titles = "; ".join(self.title(one) for one in named)
            more = len(also) - _MOST_WATCHED
            # Without where to find them: the full report is for the leaders.
            rest = f"; and {more} more" if more > 0 else ""
            blocks.append(Paragraph(f"{'Also' if rows else 'Worth knowing'}: {titles}{rest}."))
        if self.seen.not_covered:
            uncovered = (f"{one.id.replace('-', ' ')} ({one.who})" for one in self.seen.not_covered)
            blocks.append(Paragraph(f"Our answers do not cover: {'; '.join(uncovered)}."))
        return Section("risks", "Risks and conditions", tuple(blocks))

    def risk(self, concern: ConcernShown) -> str:
        """Return a concern, and what this school and the partnership said that is behind it."""
        of_it = [risk for risk in self.seen.risks if risk.id in concern.risks]
        # A concern has the title of its worst certain risk here, which need not be the first.
        lead = next(risk for risk in of_it if risk.title == concern.title)
        # What holds for all comes first: of "told outside" and "our board was only told", a board
        # that reads the second alone would not hear of the first. Then the worst answer: "one
        # person has agreed to run it" is no reason to fear that nobody has the time.
        reasons = list(lead.because)
        reasons.sort(key=lambda one: (one.partner is not None, goodness(one, self.phrases)))
        said = not_to_heads(answer_sentences(reasons, self.phrases))
        said = [text for text in said if text.rstrip(".") != concern.title]
        return " ".join((f"{self.title(concern)}.", *said[:1]))

    def title(self, concern: ConcernShown) -> str:
        title = of_the_schools(finding_title(concern.title, presumed=concern.presumed))
        disputed = {risk.id for risk in self.seen.risks if risk.disagreement}
        return f"{title} (not everybody agrees)" if disputed.intersection(concern.risks) else title

    def condition(self, concern: ConcernShown) -> str:
        if concern.until is None:
            return _TO_BE_AGREED
        return f"{sentence(of_the_schools(concern.until))}."

    def minute(self) -> Section | None:
        if self.request is None:
            return None
        outcomes = " / ".join(self.request.outcomes)
        text = f"The board considered the head's paper. It {outcomes}. The head will report on …"
        text = f'"{self.own(text)}"'
        return Section("minute", "Suggested minute", (Paragraph(text),))

    def what_is_left_out(self) -> str:
        # How many notes there are would tell of notes that another school has kept to itself.
        school = in_a_sentence(self.school)
        is_own = self.partner.answers_from == "itself"
        answers = f"the answers of {school}" if is_own else f"what others answered for {school}"
        return Small(
            f"{self.own('Draft, for the head to check.')} It shows {answers}, and the answers "
            "given for the partnership. It leaves out what others said about themselves, delicate "
            "answers and what needs them, private notes, and notes about a person."
        )
