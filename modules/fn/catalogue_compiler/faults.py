"""What stops the compiler."""


class Fault(Exception):
    """A fault in the input, in one line."""
