"""What is said wherever people are about to write something down."""

CANDOUR = (
    "This file may be read by others: schools can be asked for it, and so can anyone named. "
    "Use roles, not names, and write what you could defend."
)
