"""An assessment as something people read: on screen, on paper, in a browser, in a program."""
