#!/usr/bin/env python3
"""Writes a copy of quickjs.c whose endless loops can be told where they are.

    locate_loops.py QUICKJS.c COPY.c

The engine notes source positions at calls, property accesses and throws, and asks whether to stop
after it has jumped. So a plain endless loop would be reported wherever its first instruction's
predecessor stands, mostly at the start of its function. Two changes: each compound statement notes
its position, and jumps ask before they jump. Fails when a place is not found as often as expected,
as may happen after an update of the engine.
"""

import re
import sys

STATEMENT = ("static void set_eval_ret_undefined(JSParseState *s)\n{\n",
             "    emit_source_loc(s);\n")
ASK = r"( +if \(unlikely\(js_poll_interrupts\(ctx\)\)\)\n +goto exception;\n)"
JUMPS = [(re.compile(r"( +pc \+= [^;\n]+;\n)" + ASK), 3),
         (re.compile(r"( +if \(!?res\) \{\n +pc \+= [^;\n]+;\n +\}\n)" + ASK), 4)]


def located(text):
    start, insertion = STATEMENT
    if text.count(start) != 1:
        raise SystemExit("the start of a compound statement's parsing was not found once")
    text = text.replace(start, start + insertion)
    for pattern, expected in JUMPS:
        text, count = pattern.subn(r"\2\1", text)
        if count != expected:
            raise SystemExit(f"{count} jumps that ask whether to stop, {expected} were expected")
    return text


def main(source, target):
    with open(source, encoding="utf-8") as file:
        text = located(file.read())
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
