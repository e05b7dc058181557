#!/usr/bin/env python3
"""Writes a copy of quickjs.c whose endless loops can be told where they are.

    locate_loops.py QUICKJS.c COPY.c

The engine notes source positions at calls, property accesses and throws, and when it is stopped at
a jump it looks up the instruction before the jump's target. So a plain endless loop would be
reported at the start of its function. Two changes: each compound statement notes its position, and
a stopped program is looked up at the target itself. Fails when a place is not found exactly once,
as may happen after an update of the engine.
"""

import sys

CHANGES = [
    ("static void set_eval_ret_undefined(JSParseState *s)\n{\n",
     "static void set_eval_ret_undefined(JSParseState *s)\n{\n    emit_source_loc(s);\n"),
    ("        sf->cur_pc = pc;\n        build_backtrace(ctx, rt->current_exception,",
     "        sf->cur_pc = pc + JS_IsUncatchableError(rt->current_exception);\n"
     "        build_backtrace(ctx, rt->current_exception,"),
]


def main(source, target):
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for before, after in CHANGES:
        if text.count(before) != 1:
            raise SystemExit(f"{source}: not found exactly once:\n{before}")
        text = text.replace(before, after)
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
