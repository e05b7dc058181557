"""Packs words and texts; table.cpp and words.cpp of modules/fn/matching read them back."""

import collections
import heapq
import itertools

from .faults import Fault

BYTE_VALUES = 256
# A code is 12 bits: a byte, or the number of a pair of codes.
CODES_MAX = 4096
# A pair that occurs less often does not earn the four bytes of its row.
OCCURRENCES_MIN = 4
# Pairs of pairs are undone by recursion, whose depth has a bound.
PAIR_DEPTH_MAX = 48
WORDS_PER_BLOCK = 16
LISTS_PER_BLOCK = 64
LIST_OFFSET_MAX = 65535
NODES_PER_BLOCK = 64
WORD_BITS = 64
WORD_BYTES_MAX = 63
NIBBLE_MAX = 15


class Text:
    """The codes of all texts as one doubly linked list, with the places of every pair in it."""

    END = -1
    GONE = -2

    def __init__(self, texts):
        self.codes = []
        for text in texts:
            self.codes += [*text, self.END]
        count = len(self.codes)
        self.next = list(range(1, count + 1))
        self.previous = list(range(-1, count - 1))
        self.places = collections.defaultdict(set)
        for place in range(count - 1):
            self.note(place, place + 1)

    def pair(self, left, right):
        """The pair at two neighbouring places, or none across the end of a text."""
        if left < 0 or right >= len(self.codes):
            return None
        pair = (self.codes[left], self.codes[right])
        return None if self.END in pair else pair

    def note(self, left, right):
        pair = self.pair(left, right)
        if pair:
            self.places[pair].add(left)
        return pair

    def forget(self, left, right):
        pair = self.pair(left, right)
        if pair in self.places:
            self.places[pair].discard(left)

    def replace(self, pair, code):
        """Writes `code` in place of every `pair`; returns the pairs that this made."""
        made = set()
        for place in sorted(self.places.pop(pair)):
            second = self.next[place]
            # Of "aaa" only the first "aa" is one.
            if self.pair(place, second) != pair:
                continue
            before, after = self.previous[place], self.next[second]
            self.forget(before, place)
            self.forget(second, after)
            self.codes[place], self.codes[second] = code, self.GONE
            self.next[place] = after
            if after < len(self.codes):
                self.previous[after] = place
            made |= {self.note(before, place), self.note(place, after)}
        return sorted(made - {None})

    def split(self):
        out, current, place = [], [], 0
        while place < len(self.codes):
            if self.codes[place] == self.END:
                out.append(current)
                current = []
            else:
                current.append(self.codes[place])
            place = self.next[place]
        return out


def pack_texts(texts):
    """Replaces the most frequent pair of codes by a code of its own, again and again (byte pair
    encoding). Returns the pairs, the first of which is code 256, and the codes of each text."""
    text = Text([text.encode("utf-8") for text in texts])
    depths = [0] * BYTE_VALUES
    pairs = []
    heap = [(-len(places), pair) for pair, places in text.places.items()]
    heapq.heapify(heap)
    while heap and len(depths) < CODES_MAX:
        count, pair = heapq.heappop(heap)
        places = len(text.places.get(pair, ()))
        depth = 1 + max(depths[code] for code in pair)
        if places < OCCURRENCES_MIN or depth > PAIR_DEPTH_MAX:
            continue
        if places != -count:
            heapq.heappush(heap, (-places, pair))
            continue
        for made in text.replace(pair, len(depths)):
            heapq.heappush(heap, (-len(text.places[made]), made))
        depths.append(depth)
        pairs.append(pair)
    return pairs, text.split()


def bytes_of_codes(codes):
    """Codes of 12 bits, lowest first, as bytes; one more, so that the last can be read as two."""
    out = bytearray()
    for even, odd in zip(codes[::2], [*codes[1::2], 0]):
        out += (even | odd << 12).to_bytes(3, "little")
    return bytes(out) + b"\0"


def pack_words(rows):
    """Front-codes sorted words with a number each: where every sixteenth begins, and the bytes of
    all. A word is a byte (high half: how many letters it shares with the word before, none where a
    block begins; low half: how many follow, 15 for as many as the next byte says and 15 more),
    these letters, and its number in two bytes."""
    starts, out, before = [], bytearray(), b""
    for place, (text, number) in enumerate(rows):
        word = text.encode("utf-8")
        if len(word) > WORD_BYTES_MAX:
            raise Fault(f"the word {text!r} is longer than {WORD_BYTES_MAX} bytes")
        if place % WORDS_PER_BLOCK == 0:
            starts.append(len(out))
            before = b""
        shared = 0
        while shared < min(len(word), len(before), NIBBLE_MAX) and word[shared] == before[shared]:
            shared += 1
        letters = len(word) - shared
        out.append(shared << 4 | min(letters, NIBBLE_MAX))
        if letters >= NIBBLE_MAX:
            out.append(letters - NIBBLE_MAX)
        out += word[shared:] + number.to_bytes(2, "little")
        before = word
    return starts, bytes(out)


def pack_starts(sizes):
    """Where each list of these sizes begins, and where the last one ends: where the first of every
    sixty-four does, and how far behind it each of them."""
    starts = [0, *itertools.accumulate(sizes)]
    blocks = starts[::LISTS_PER_BLOCK]
    offsets = [start - blocks[place // LISTS_PER_BLOCK] for place, start in enumerate(starts)]
    if max(offsets) > LIST_OFFSET_MAX:
        raise Fault(f"{LISTS_PER_BLOCK} lists have more than {LIST_OFFSET_MAX} items")
    return blocks, offsets


def pack_degrees(degrees):
    """The edges of a tree's nodes, in unary: of each node a 1 for every edge and then a 0. Returns
    the bits as words of 64, lowest first, and where those of every sixty-fourth node begin."""
    words, blocks, at = [0], [], 0
    for node, degree in enumerate(degrees):
        if node % NODES_PER_BLOCK == 0:
            blocks.append(at)
        for bit in range(at, at + degree):
            words += [0] * (bit // WORD_BITS + 1 - len(words))
            words[bit // WORD_BITS] |= 1 << bit % WORD_BITS
        at += degree + 1
    words += [0] * ((at - 1) // WORD_BITS + 1 - len(words))
    return words, blocks
