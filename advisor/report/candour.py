"""What is said wherever people are about to write something down."""

CANDOUR = (
    "Others may come to read this file: a school can be asked for it, and whoever is named may "
    "ask. Use roles, not names, and write what you could defend."
)
