"""Tables for people who write rules; only the command line imports them."""
