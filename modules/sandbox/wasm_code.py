"""Reading the code of WebAssembly functions: instructions, calls, and which functions recurse."""

from wasm_binary import ELEMENT, Reader

BLOCKS, LOOP, END, RETURN = (0x02, 0x03, 0x04), 0x03, 0x0B, 0x0F
CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT = 0x10, 0x11, 0x12, 0x13
MEMORY_COPY, MEMORY_FILL = 10, 11

# Operands of instructions, as numbers of LEB128 values; others have none or are below.
OPERANDS = {0x0C: 1, 0x0D: 1, 0x10: 1, 0x11: 2, 0x1A: 0, 0x1B: 0, 0x20: 1, 0x21: 1, 0x22: 1,
            0x23: 1, 0x24: 1, 0x25: 1, 0x26: 1, 0x3F: 1, 0x40: 1, 0x41: 1, 0x42: 1, 0xD0: 1,
            0xD1: 0, 0xD2: 1, 0x00: 0, 0x01: 0, 0x02: 1, 0x03: 1, 0x04: 1, 0x05: 0, 0x0B: 0,
            0x0F: 0}
OPERANDS.update({opcode: 2 for opcode in range(0x28, 0x3F)})   # loads and stores
OPERANDS.update({opcode: 0 for opcode in range(0x45, 0xC5)})   # arithmetic
PREFIXED_OPERANDS = {**{code: 0 for code in range(8)}, MEMORY_COPY: 2, MEMORY_FILL: 1}
BR_TABLE, TYPED_SELECT, F32_CONST, F64_CONST, PREFIX = 0x0E, 0x1C, 0x43, 0x44, 0xFC


def split_body(body):
    """A function body as its declarations, the number of its locals, and its instructions."""
    reader, count = Reader(body), 0
    for _ in range(reader.leb()):
        count += reader.leb()
        reader.byte()
    return body[:reader.at], count, body[reader.at:]


class Instructions:
    """What metering needs to know of a function's code, as offsets into it.

    Fails on an instruction it does not know, and on bulk instructions other than memory.copy and
    memory.fill, whose work nobody would count.
    """

    def __init__(self, code):
        self.loops = []    # behind each loop's head
        self.bulks = []    # before each bulk instruction
        self.returns = []  # (before a return, number of blocks around it)
        self.calls = []    # (CALL, function) or (CALL_INDIRECT, type)
        reader, depth = Reader(code), 0
        while reader.at < len(code):
            start = reader.at
            opcode = reader.byte()
            self._skip(opcode, reader)
            if opcode in BLOCKS:
                depth += 1
                if opcode == LOOP:
                    self.loops.append(reader.at)
            elif opcode == END:
                depth -= 1
            elif opcode == RETURN:
                self.returns.append((start, depth))
            elif opcode in (CALL, CALL_INDIRECT):
                self.calls.append((opcode, Reader(code, start + 1).leb()))
            elif opcode == PREFIX and code[start + 1] in (MEMORY_COPY, MEMORY_FILL):
                self.bulks.append(start)

    @staticmethod
    def _skip(opcode, reader):
        if opcode in OPERANDS:
            for _ in range(OPERANDS[opcode]):
                reader.leb()
        elif opcode == BR_TABLE:
            for _ in range(reader.leb() + 1):
                reader.leb()
        elif opcode == TYPED_SELECT:
            for _ in range(reader.leb()):
                reader.leb()
        elif opcode == F32_CONST:
            reader.bytes(4)
        elif opcode == F64_CONST:
            reader.bytes(8)
        elif opcode == PREFIX:
            code = reader.leb()
            if code not in PREFIXED_OPERANDS:
                raise SystemExit(f"an instruction that metering does not know: 0xfc {code}")
            for _ in range(PREFIXED_OPERANDS[code]):
                reader.leb()
        else:
            raise SystemExit(f"an instruction that metering does not know: {opcode:#x}")


def table_functions(payload):
    """The functions that can be called indirectly: those in element segments of plain indices."""
    reader, found = Reader(payload), []
    for _ in range(reader.leb()):
        if reader.leb() != 0 or reader.byte() != 0x41:
            raise SystemExit("an element segment of a kind that metering does not know")
        reader.leb(), reader.byte()
        found += [reader.leb() for _ in range(reader.leb())]
    return found


def call_graph(module, ignored=frozenset()):
    """For each function, the functions it may call, but for the `ignored` ones."""
    by_type = {}
    for index in table_functions(module.by_kind.get(ELEMENT, b"\0")):
        by_type.setdefault(module.type_of[index], set()).add(index)
    graph = []
    for body in module.bodies:
        targets = set()
        for kind, index in Instructions(split_body(body)[2]).calls:
            targets |= {index} if kind == CALL else by_type.get(index, set())
        graph.append(targets - ignored)
    return graph


def recursive_functions(graph):
    """The functions that lie on a cycle of calls: Tarjan's strongly connected components."""
    order, low, on_stack, stack, found = {}, {}, set(), [], set()
    for root in range(len(graph)):
        if root in order:
            continue
        work = [(root, iter(graph[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    component = set()
                    while node not in component:
                        component.add(stack.pop())
                    on_stack -= component
                    if len(component) > 1 or node in graph[node]:
                        found |= component
    return found
