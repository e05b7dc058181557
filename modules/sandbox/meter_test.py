#!/usr/bin/env python3
"""Tests of metering and of the other build tools, on modules small enough to read.

    meter_test.py SANDBOX.wasm UNMETERED.wasm

Ends with one line, "N passed, N failed, N skipped".
"""

import sys

import wasmtime

import locate_loops
import meter
from wasm_binary import CODE, Reader, leb, read_sections, write_sections

HARNESS = """
  (global $steps (export "steps_left") (mut i64) (i64.const 1000))
  (global $frames (export "frames_left") (mut i32) (i32.const 10000))
  (func $exhausted (export "steps_exhausted") unreachable)
  (func (export "steps_charge_bytes") (param i32) (result i32)
    (global.set $steps (i64.sub (global.get $steps)
      (i64.extend_i32_u (i32.div_u (local.get 0) (i32.const 16)))))
    (local.get 0))
  (func (export "frames_exhausted") unreachable)
"""
LOOP = """
  (func (export "run") (param i32) (result i32)
    (loop $again
      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
      (br_if $again (local.get 0)))
    (i32.const 7))
"""
RECURSION = """
  (func $down (export "run") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
    (block (if (i32.eq (local.get 0) (i32.const 3)) (then (br 1))))
    (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
"""
INDIRECT = """
  (type $f (func (param i32) (result i32)))
  (table 1 1 funcref) (elem (i32.const 0) $run)
  (func $run (export "run") (param i32) (result i32)
    (call_indirect (type $f) (local.get 0) (i32.const 0)))
"""
COPY = """
  (memory 1)
  (func (export "run") (param i32) (result i32)
    (memory.copy (i32.const 0) (i32.const 16) (local.get 0))
    (memory.fill (i32.const 0) (i32.const 0) (local.get 0))
    (i32.const 7))
"""


def module(text):
    return bytes(wasmtime.wat2wasm(f"(module {HARNESS} {text})"))


def run(data, argument):
    """Result or None after a trap, and what is left of both budgets."""
    store = wasmtime.Store()
    exports = wasmtime.Instance(store, wasmtime.Module(store.engine, data), []).exports(store)
    try:
        result = exports["run"](store, argument)
    except wasmtime.Trap:
        result = None
    return result, exports["steps_left"].value(store), exports["frames_left"].value(store)


def metered(text):
    return meter.meter_module(module(text))[0]


def refuses(function, *arguments):
    try:
        function(*arguments)
    except SystemExit:
        return True
    return False


def without_first_count(data):
    """A metered module in which the first counting of a loop does nothing."""
    counted = bytes.fromhex("42017d")  # i64.const 1, i64.sub
    sections = [(kind, payload.replace(counted, bytes.fromhex("42007d"), 1) if kind == CODE
                 else payload) for kind, payload in read_sections(data)]
    return write_sections(sections)


def tests(sandbox, unmetered):
    yield "a loop costs its passes", run(metered(LOOP), 10) == (7, 990, 10000)
    yield "a loop ends at the budget", run(metered(LOOP), 2000)[:2] == (None, -1)
    yield "a recursion costs its calls and gives its frames back", \
        run(metered(RECURSION), 5) == (6, 994, 10000)
    yield "a recursion ends at the budget of frames", \
        run(metered(RECURSION), 900)[0] is None and run(metered(RECURSION), 900)[2] < 0
    yield "a recursion without metering does not", run(module(RECURSION), 900)[0] == 901
    yield "a recursion through a table ends", run(metered(INDIRECT), 1)[2] < 0
    yield "bulk instructions cost their length", run(metered(COPY), 1600) == (7, 800, 10000)
    yield "bulk instructions of unknown cost are refused", \
        refuses(meter.meter_module, module('(memory 1) (data "x") (func (memory.init 0 '
                                           '(i32.const 0) (i32.const 0) (i32.const 0)))'))
    yield "vector instructions are refused", \
        refuses(meter.meter_module, module("(func (drop (v128.const i64x2 0 0)))"))
    yield "tail calls are refused", \
        refuses(meter.meter_module, module("(func $a (return_call $a))"))
    yield "imports are refused", \
        refuses(meter.meter_module, bytes(wasmtime.wat2wasm('(module (import "a" "b" (func)))')))
    yield "the check finds the sandbox metered", meter.check(sandbox) > 2000
    yield "the check finds an unmetered module", refuses(meter.check, unmetered)
    yield "the check finds one loop that is not counted", \
        refuses(meter.check, without_first_count(metered(LOOP)))
    yield "the check finds one loop of the sandbox that is not counted", \
        refuses(meter.check, without_first_count(sandbox))
    yield "the sandbox imports nothing", not wasmtime.Module(wasmtime.Engine(), sandbox).imports
    yield "numbers survive writing and reading", \
        all(Reader(leb(n)).leb() == n for n in (0, 1, 127, 128, 300, 1 << 31))
    yield "another engine's source is refused", \
        refuses(locate_loops.main, __file__, "/dev/null")


def main():
    with open(sys.argv[1], "rb") as first, open(sys.argv[2], "rb") as second:
        sandbox, unmetered = first.read(), second.read()
    passed = failed = 0
    for name, holds in tests(sandbox, unmetered):
        passed, failed = passed + bool(holds), failed + (not holds)
        if not holds:
            print(f"FAILED {name}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    sys.exit(main())
