"""Reading and writing the binary format of WebAssembly, as far as this folder's tools need it."""

MAGIC = b"\0asm\1\0\0\0"
TYPE, IMPORT, FUNCTION, MEMORY, GLOBAL, EXPORT, START, ELEMENT = 1, 2, 3, 5, 6, 7, 8, 9
CODE, DATA, DATA_COUNT = 10, 11, 12
KIND_FUNCTION, KIND_GLOBAL = 0, 3


class Reader:
    """A cursor over bytes."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def leb(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def name(self):
        return self.bytes(self.leb()).decode()


def leb(value):
    """An unsigned number."""
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)


def signed_leb(value):
    """A signed number."""
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        done = (value == 0 and not byte & 0x40) or (value == -1 and byte & 0x40)
        out.append(byte if done else byte | 0x80)
        if done:
            return bytes(out)


def read_sections(data):
    """The sections of a core module without imports and start function, as (kind, payload)."""
    if data[:8] != MAGIC:
        raise SystemExit("not a core WebAssembly module")
    reader, found = Reader(data, 8), []
    while reader.at < len(data):
        kind = reader.byte()
        found.append((kind, reader.bytes(reader.leb())))
    kinds = dict(found)
    if kinds.get(IMPORT, b"\0") != b"\0":
        raise SystemExit("the module has imports")
    if START in kinds:
        raise SystemExit("the module has a start function")
    return found


def write_sections(sections):
    return MAGIC + b"".join(bytes([kind]) + leb(len(body)) + body for kind, body in sections)


def read_exports(payload):
    """Exports by name: (kind, index)."""
    reader = Reader(payload)
    return {reader.name(): (reader.byte(), reader.leb()) for _ in range(reader.leb())}


def without_exports(payload, names):
    """An export section without some names."""
    kept = [(name, where) for name, where in read_exports(payload).items() if name not in names]
    return leb(len(kept)) + b"".join(
        leb(len(name)) + name.encode() + bytes([kind]) + leb(index)
        for name, (kind, index) in kept)


def read_types(by_kind):
    """Function types as (parameters, results), each a string of value types."""
    reader, types = Reader(by_kind[TYPE]), []
    for _ in range(reader.leb()):
        if reader.byte() != 0x60:
            raise SystemExit("a type that is no function's")
        parameters = reader.bytes(reader.leb())
        types.append((parameters, reader.bytes(reader.leb())))
    return types
