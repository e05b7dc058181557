#!/usr/bin/env python3
"""Runs a WebAssembly module's initialisation now, and writes the module as it is afterwards.

    snapshot.py IN.wasm OUT.wasm

Calls the export `initialize` in Wasmtime and replaces the module's data by the memory it left
behind, so that an instance starts with a ready engine. The module must import nothing, and the
initialisation must leave tables and all globals but the exported ones as they were: it may not
return in the middle of its stack, which a compiled function does not.
"""

import sys

import wasmtime

from wasm_binary import (DATA, DATA_COUNT, EXPORT, GLOBAL, KIND_GLOBAL, MEMORY, Reader, leb,
                         read_exports, read_sections, signed_leb, without_exports, write_sections)

INITIALIZE = "initialize"
PAGE_BYTES = 65536

# A run of zeros shorter than this is cheaper inside a segment than between two.
GAP_BYTES_MIN = 64


def initialised(path):
    """Memory and exported globals after initialisation."""
    store = wasmtime.Store(wasmtime.Engine())
    module = wasmtime.Module.from_file(store.engine, path)
    exports = wasmtime.Instance(store, module, []).exports(store)
    exports[INITIALIZE](store)
    memory = exports["memory"]
    image = bytes(memory.read(store, 0, memory.data_len(store)))
    values = {}
    for export in module.exports:
        if isinstance(export.type, wasmtime.GlobalType):
            values[export.name] = exports[export.name].value(store)
    return image, values


def data_segments(image):
    """The parts of memory that are not zero."""
    segments, at, end = [], 0, len(image)
    while at < end:
        if image[at] == 0:
            stop = at
            while stop < end and image[stop:stop + 4096].count(0) == len(image[stop:stop + 4096]):
                stop += 4096
            at = max(at + 1, stop) if stop == at else stop
            continue
        stop = image.find(b"\0" * GAP_BYTES_MIN, at)
        stop = end if stop < 0 else stop
        segments.append((at, image[at:stop]))
        at = stop
    return segments


def data_section(image):
    segments = data_segments(image)
    return leb(len(segments)) + b"".join(
        b"\0\x41" + signed_leb(start) + b"\x0b" + leb(len(body)) + body for start, body in segments)


def memory_section(payload, pages):
    """The same memory with another initial size."""
    reader = Reader(payload)
    count, flags, _ = reader.leb(), reader.byte(), reader.leb()
    if count != 1:
        raise SystemExit("the module must have one memory")
    return leb(1) + bytes([flags]) + leb(pages) + payload[reader.at:]


def global_section(payload, changed):
    """The same globals; those in `changed` (by index) start with another value."""
    reader = Reader(payload)
    count = reader.leb()
    out = bytearray(leb(count))
    for index in range(count):
        kind, mutable, opcode = reader.byte(), reader.byte(), reader.byte()
        start = reader.at
        if opcode not in (0x41, 0x42):
            raise SystemExit("a global does not start with an integer")
        reader.leb()
        value = reader.data[start:reader.at]
        if reader.byte() != 0x0B:
            raise SystemExit("a global does not start with a constant")
        if index in changed:
            value = signed_leb(changed[index])
        out += bytes([kind, mutable, opcode]) + value + b"\x0b"
    return bytes(out)


def main(source, target):
    with open(source, "rb") as file:
        sections = read_sections(file.read())
    image, values = initialised(source)
    exports = read_exports(dict(sections)[EXPORT])
    changed = {exports[name][1]: value for name, value in values.items()
               if exports[name][0] == KIND_GLOBAL}
    out = []
    for kind, payload in sections:
        if kind == MEMORY:
            payload = memory_section(payload, len(image) // PAGE_BYTES)
        elif kind == GLOBAL:
            payload = global_section(payload, changed)
        elif kind == EXPORT:
            payload = without_exports(payload, {INITIALIZE})
        elif kind == DATA:
            payload = data_section(image)
        if kind not in (0, DATA_COUNT):
            out.append((kind, payload))
    with open(target, "wb") as file:
        file.write(write_sections(out))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
