#!/usr/bin/env python3
"""Makes a WebAssembly module count its own work and measure its own depth of calls.

**Work.** Every cycle in a program's control flow passes the head of a `loop` or the entry of a
function that calls. So counting exactly there, in the finished code, leaves no unbounded work
uncounted, whatever the compiler did before. Inserted is at each of these places

    steps_left -= 1; if (steps_left < 0) steps_exhausted();

and before each `memory.copy` and `memory.fill`, whose work depends on an operand, a call of
`steps_charge_bytes`, which takes the length from the stack and puts it back.

**Depth.** How much of the host's stack a call takes is the host's affair, and small frames in
linear memory can be large ones there. So every function that can be part of a recursion takes an
estimate of its frame from `frames_left` and gives it back on leaving; below zero it calls
`frames_exhausted`. Recursion so ends at the same place on every host.

The module must import nothing and export the mutable globals `steps_left` (i64) and `frames_left`
(i32) and the three functions, which are not metered themselves and must contain no loop.

    meter.py IN.wasm OUT.wasm     rewrites, checks the result, prints the number of places
    meter.py --check OUT.wasm     checks that every place in a metered module is metered
"""

import sys

from wasm_code import (CALL, CALL_INDIRECT, LOOP, Instructions, call_graph, recursive_functions,
                       split_body)
from wasm_binary import (CODE, EXPORT, FUNCTION, Reader, leb, read_exports, read_sections,
                         read_types, signed_leb, without_exports, write_sections)

STEPS, FRAMES = "steps_left", "frames_left"
EXEMPT = ["steps_exhausted", "steps_charge_bytes", "frames_exhausted"]
RECORD = b"skerry.metering"

# An estimate of a frame on the host's stack: what a call saves, and eight bytes for each variable
# that may live there. Values on the operand stack are mostly in registers.
FRAME_BYTES, VARIABLE_BYTES = 48, 8


class Module:
    """The parts of a module that metering reads."""

    def __init__(self, data):
        self.sections = read_sections(data)
        self.by_kind = dict((kind, payload) for kind, payload in self.sections if kind)
        self.exports = read_exports(self.by_kind[EXPORT])
        reader = Reader(self.by_kind[CODE])
        self.bodies = [reader.bytes(reader.leb()) for _ in range(reader.leb())]
        types = read_types(self.by_kind)
        reader = Reader(self.by_kind[FUNCTION])
        self.type_of = [reader.leb() for _ in range(reader.leb())]
        self.signatures = [types[index] for index in self.type_of]

    def index(self, name):
        if name not in self.exports:
            raise SystemExit(f"the module does not export {name}")
        return self.exports[name][1]


class Meter:
    """The code to insert, for the indices of one module."""

    def __init__(self, indices):
        self.indices = indices
        steps, frames, exhausted, charge, overflow = indices
        self.exempt = {exhausted, charge, overflow}
        get, put = b"\x23" + leb(steps), b"\x24" + leb(steps)
        self.count = (get + b"\x42\x01\x7d" + put + get + b"\x42\x00\x53" +
                      b"\x04\x40\x10" + leb(exhausted) + b"\x0b")
        self.charge = b"\x10" + leb(charge)
        self.frames_get, self.frames_put = b"\x23" + leb(frames), b"\x24" + leb(frames)
        self.overflow = (self.frames_get + b"\x41\x00\x48" +
                         b"\x04\x40\x10" + leb(overflow) + b"\x0b")

    def enter(self, cost):
        return (self.frames_get + b"\x41" + signed_leb(cost) + b"\x6b" + self.frames_put +
                self.overflow)

    def leave(self, cost):
        return self.frames_get + b"\x41" + signed_leb(cost) + b"\x6a" + self.frames_put

    def calls(self, instructions):
        """Whether code calls anything but what the metering itself calls."""
        return any(kind == CALL_INDIRECT or (kind == CALL and index not in self.exempt)
                   for kind, index in instructions.calls)

    def rewritten(self, body, signature, is_recursive):
        """A body with everything inserted, and the number of places."""
        head, local_count, code = split_body(body)
        found = Instructions(code)
        marks = [(at, self.count) for at in found.loops] + [(at, self.charge) for at in found.bulks]
        start = self.count if self.calls(found) else b""
        places = len(marks) + bool(start)
        out, last = bytearray(head), 0
        if is_recursive:
            parameters, results = signature
            if len(results) > 1:
                raise SystemExit("a recursive function has several results")
            cost = FRAME_BYTES + VARIABLE_BYTES * (len(parameters) + local_count)
            start = self.enter(cost) + start + b"\x02" + (results or b"\x40")
            marks += [(at, None) for at, _ in found.returns]
            depth_of = dict(found.returns)
        out += start
        for at, snippet in sorted(marks, key=lambda mark: mark[0]):
            out += code[last:at]
            last = at
            if snippet is None:  # a return leaves through the end
                out += b"\x0c" + leb(depth_of[at])
                last += 1
            else:
                out += snippet
        out += code[last:]
        if is_recursive:
            out += self.leave(cost) + b"\x0b"
        return bytes(out), places

    def is_counted(self, body):
        """Whether every loop, bulk instruction and entry in a metered body is counted."""
        code = split_body(body)[2]
        found = Instructions(code)
        entry = code
        if code.startswith(self.frames_get):
            entry = code[code.index(self.overflow) + len(self.overflow):]
        return ((not self.calls(found) or entry.startswith(self.count)) and
                all(code.startswith(self.count, at) for at in found.loops) and
                all(code.endswith(self.charge, 0, at) for at in found.bulks))

    def measures_depth(self, body):
        """Whether a metered body takes its frame on entry and gives it back on leaving."""
        code = split_body(body)[2]
        return (code.startswith(self.frames_get) and not Instructions(code).returns and
                code.endswith(b"\x6a" + self.frames_put + b"\x0b"))


def check(data):
    """Checks a metered module; returns its number of counted places, or fails."""
    module = Module(data)
    record = [payload for kind, payload in module.sections
              if kind == 0 and payload[1:].startswith(RECORD)]
    if not record:
        raise SystemExit("the module is not metered")
    reader = Reader(record[0], 1 + len(RECORD))
    meter = Meter([reader.leb() for _ in range(5)])
    # Calls that the metering inserted would make everything look recursive.
    recursive = recursive_functions(call_graph(module, meter.exempt))
    total = 0
    for index, body in enumerate(module.bodies):
        found = Instructions(split_body(body)[2])
        if index in meter.exempt:
            if found.loops or found.bulks:
                raise SystemExit("a function that is not metered must have no loop")
            continue
        total += len(found.loops) + len(found.bulks) + meter.calls(found)
        if not meter.is_counted(body):
            raise SystemExit(f"function {index} is not counted completely")
        if index in recursive and not meter.measures_depth(body):
            raise SystemExit(f"function {index} does not measure its depth")
    return total


def meter_module(data):
    module = Module(data)
    meter = Meter([module.index(name) for name in [STEPS, FRAMES, *EXEMPT]])
    recursive = recursive_functions(call_graph(module, meter.exempt)) - meter.exempt
    total, bodies = 0, []
    for index, body in enumerate(module.bodies):
        if index not in meter.exempt:
            body, places = meter.rewritten(body, module.signatures[index], index in recursive)
            total += places
        bodies.append(leb(len(body)) + body)
    out = []
    for kind, payload in module.sections:
        if kind == CODE:
            payload = leb(len(bodies)) + b"".join(bodies)
        elif kind == EXPORT:
            payload = without_exports(payload, EXEMPT)
        if kind != 0:  # names and producers are not needed to run
            out.append((kind, payload))
    record = leb(len(RECORD)) + RECORD + b"".join(leb(index) for index in meter.indices)
    out.append((0, record))
    return write_sections(out), total, len(recursive)


def main(source, target):
    with open(source, "rb") as file:
        metered, total, recursive = meter_module(file.read())
    if check(metered) != total:
        raise SystemExit("the check counts other places than the metering")
    with open(target, "wb") as file:
        file.write(metered)
    print(f"counts at {total} places, measures the depth of {recursive} functions, "
          f"{len(metered)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    if sys.argv[1] == "--check":
        with open(sys.argv[2], "rb") as checked:
            print(f"counts at {check(checked.read())} places")
    else:
        main(*sys.argv[1:])
