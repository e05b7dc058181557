"""Writes what the compiler numbered as the C++ tables of modules/fn/matching/table.hpp."""

import itertools
import json

from . import packing
from .compiler import Lists
from .cpp_text import c_array, c_double, c_lists, c_numbers, c_range, c_starts, c_text
from .entries import TRAITS
from .faults import Fault
from .shapes import parse_shape

TABLE_INDEX_MAX = 65535
ELEMENT_ID_MAX = 16383
FUNCTION_TESTS_MAX = 255
ROUNDING_FUNCTION = "arithmetic/round"


def c_shape(text):
    shape = parse_shape(text)
    kinds = ", ".join(f"Kind::{shape[field]}" for field in ("kind", "item", "inner"))
    return (f"{{{kinds}, {str(shape['non_empty']).lower()}, {c_double(shape['minimum'])}, "
            f"{c_double(shape['maximum'])}, {c_text(text)}}}")


def c_parameter(row):
    parameter, shape, shape_number, names, values = row
    default = c_text(json.dumps(parameter["default"])) if "default" in parameter else "nullptr"
    is_open = parameter.get("open", shape["kind"] in ("number", "integer"))
    # [[1, 2], [0, 2]] may be the neighbours of each node: edges are what is called so.
    is_named = parameter.get("named", shape["item"] == "edge")
    return (f"{{{c_text(parameter['name'])}, kShapes[{shape_number}], {default}, {names}, "
            f"{c_range(values)}, {str(is_open).lower()}, {str(is_named).lower()}}}")


def c_function(number, row):
    entry = row["entry"]
    traits = sum(TRAITS[trait] for trait in entry.get("traits", []))
    ranges = ", ".join(c_range(row[field]) for field in ("parameters", "signatures", "slots"))
    senses = ", ".join(str(row[field]) for field in ("accepted", "incidental", "forbidden"))
    tests = len(entry["examples"]) + len(entry["edges"])
    if tests > FUNCTION_TESTS_MAX:
        raise Fault(f"{entry['id']}: more than {FUNCTION_TESTS_MAX} tests")
    gives = entry["result"] if "[" not in entry["result"] else ""
    gives_number, gives_text = gives.startswith("number"), gives.startswith("string")
    return (f"{{{c_text(entry['title'])}, {number}, {ranges}, {senses}, {tests}, {traits}, "
            f"{entry.get('priority', 0)}, {str(gives_number).lower()}, "
            f"{str(gives_text).lower()}}}")


def check_room(sizes):
    """Everything is numbered by 16 bits, an element's number by 14."""
    for what, count in sizes.items():
        most = ELEMENT_ID_MAX if what in ("base forms", "kinds of senses") else TABLE_INDEX_MAX
        if count > most:
            raise Fault(f"{count} {what} are more than the table can number")


def words_and_lemmas(compiler):
    """The list of words, and the lists of base forms that they name."""
    lemmas = Lists()
    rows = [(text, lemmas.number(numbers)) for text, numbers in compiler.surfaces()]
    starts, packed = packing.pack_words(rows)
    check_room({"lists of base forms": len(lemmas.numbers)})
    return (c_numbers("std::uint32_t", "kWordStarts", starts)
            + c_numbers("std::uint8_t", "kWords", packed)
            + c_lists("kLemmas", lemmas))


def trie_arrays(compiler):
    rows = compiler.trie_rows()
    words, blocks = packing.pack_degrees(len(lemmas) for lemmas, _ in rows)
    labels = itertools.chain.from_iterable(lemmas for lemmas, _ in rows)
    return (c_numbers("std::uint64_t", "kEdgeBits", map("{:#x}".format, words))
            + c_numbers("std::uint32_t", "kEdgeBlocks", blocks)
            + c_numbers("Id", "kEdges", labels)
            + c_numbers("Id", "kNodeSenses", (senses for _, senses in rows)))


def slot_arrays(slots):
    elements = [f"{{ElementKind::{kind}, {number}}}" for slot in slots for kind, number in slot]
    return c_starts("kSlots", map(len, slots)) + c_array("Element", "kElements", elements)


def source_arrays(entries):
    pairs, texts = packing.pack_texts([entry["source"] for entry in entries])
    codes = list(itertools.chain.from_iterable(texts))
    starts = [0, *itertools.accumulate(map(len, texts))]
    pair_type = "std::array<Id, 2>"
    rows = [f"{pair_type}{{{first}, {second}}}" for first, second in pairs]
    return (c_array(pair_type, "kPairs", rows)
            + c_numbers("std::uint8_t", "kCodes", packing.bytes_of_codes(codes))
            + c_numbers("std::uint32_t", "kSourceStarts", starts))


def render(compiler):
    nouns = compiler.sense_set(
        compiler.noun_senses | compiler.singular_senses | compiler.plural_senses
        | {compiler.sense_numbers[name]
           for name in ("NOISE", "DROPPED", "BY", "TO", "FROM", "WHOLE", "MATRIX")})
    repeatable = compiler.sense_set(compiler.sense_numbers[name] for name in compiler.REPEATABLE)
    words, trie = words_and_lemmas(compiler), trie_arrays(compiler)
    arrays, numbers = compiler.arrays, compiler.sense_numbers
    paths = [entry["id"] for entry in compiler.entries]
    rounding = paths.index(ROUNDING_FUNCTION) if ROUNDING_FUNCTION in paths else len(paths)
    sense_count = compiler.shared + len(compiler.owners)
    check_room({"base forms": len(compiler.lemmas), "kinds of senses": sense_count,
                "lists of senses": len(compiler.senses.numbers),
                "lists of names": len(compiler.name_lists.numbers),
                "names": len(compiler.names),
                **{what: len(rows) for what, rows in arrays.items()}})
    named_senses = ", ".join(
        str(numbers[name]) for name in ("NOISE", "DROPPED", "BY", "CIRCUMSTANCE", "WHOLE",
                                        "RANK_NUMBER", "THING_RECORD", "THING_RECORDS", "OBJECT"))
    parts = [
        "// Generated by scripts/generate-catalogue from modules/fn; not edited by hand.\n"
        "#include <array>\n#include <cstdint>\n#include <limits>\n\n"
        "#include \"modules/fn/matching/table.hpp\"\n\n"
        "namespace skerry::fn::table {\nnamespace {\n\n"
        "constexpr double kInfinity = std::numeric_limits<double>::infinity();\n",
        words,
        trie,
        c_lists("kSenses", compiler.senses),
        c_numbers("Id", "kOwners", compiler.owners),
        c_array("const char*", "kNames", [c_text(name) for name in compiler.names]),
        c_lists("kNameLists", compiler.name_lists),
        c_array("Value", "kValues",
                [f"{{{sense}, {c_text(value)}}}" for sense, value in arrays["values"]]),
        c_array("Shape", "kShapes", [c_shape(text) for text in compiler.shapes]),
        c_array("Parameter", "kParameters", [c_parameter(row) for row in arrays["parameters"]]),
        c_array("Signature", "kSignatures",
                [f"{{{senses}, {str(ordered).lower()}}}"
                 for senses, ordered in arrays["signatures"]]),
        slot_arrays(arrays["slots"]),
        source_arrays(compiler.entries),
        c_array("Function", "kFunctions",
                [c_function(number, row) for number, row in enumerate(compiler.function_rows)]),
        "constexpr std::string_view kIds =\n",
        "\n".join(c_text(entry["function_id"].removeprefix("fn_")) for entry in compiler.entries),
        ";\n",
        "constexpr Catalogue kCatalogue = {{kWordStarts, kWords}, "
        "{{kLemmasBlocks, kLemmasOffsets}, kLemmas}, "
        "{{kEdgeBits, kEdgeBlocks}, kEdges, kNodeSenses}, "
        "{{kSensesBlocks, kSensesOffsets}, kSenses}, kOwners, kFunctions, "
        "kParameters, kNames, {{kNameListsBlocks, kNameListsOffsets}, kNameLists}, kValues, "
        "kSignatures, {{kSlotsBlocks, kSlotsOffsets}, kElements}, kIds, "
        f"{{kPairs, kCodes, kSourceStarts}}, {rounding}, {compiler.shared}, {sense_count}, "
        f"{named_senses}, {repeatable}, {nouns}}};\n\n"
        "}  // namespace\n\nconst Catalogue& catalogue() { return kCatalogue; }\n\n"
        "}  // namespace skerry::fn::table\n",
    ]
    return "".join(parts)
