"""What the interview says to people, apart from the questions themselves."""

from advisor.rulebook.vocabulary import Kind

CANDOUR = (
    "This file may be read by others: schools can be asked for it, and so can anyone named. "
    "Use roles, not names, and write what you could defend."
)
HELP = """\
a number     the level, or the number asked for
all N        the same answer for every partner
u            nobody knows
x N          does not apply, for reason N
note TEXT    a note to go with the next answer; private TEXT keeps it out of reports
by ROLE      who gives the next answer
back         the question before
park         come back to this later
undo, redo   take back, or bring back, a change
go ID        to a question
known        how much is known, topic by topic
result       the advice as it stands
save         write the file
stop         save and leave"""
DECISIONS = "Which decision is in front of you today?"
KIND_QUESTIONS: tuple[tuple[Kind, str], ...] = (
    ("federation", "Will the schools come under one executive head or one board?"),
    ("itt", "Will people train to become teachers in it?"),
    ("support", "Is one side there to help the other improve?"),
    ("hub", "Does one organisation lead a region, or about 25 schools or more?"),
)
