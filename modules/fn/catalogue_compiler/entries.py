"""Reads the catalogue and checks every entry strictly: its metadata, source and tests."""

import hashlib
import json
import re

from .faults import Fault
from .shapes import fits, parse_shape

DOMAINS = ("arithmetic", "arrays", "colours", "combinatorics", "conversion", "dates", "encoding",
           "finance", "games", "geometry", "graphs", "matrices", "number_theory", "objects",
           "parsing", "sets", "sorting", "statistics", "text", "validation")
FIELDS = {"id", "title", "parameters", "result", "signatures", "paraphrases", "examples", "edges"}
OPTIONAL_FIELDS = {"allow", "forbid", "vocabulary", "slots", "traits", "priority", "near_misses"}
PARAMETER_FIELDS = {"name", "shape", "role"}
OPTIONAL_PARAMETER_FIELDS = {"default", "synonyms", "values", "open", "named"}
ROLES = {"data", "order", "key", "count", "option", "unit"}
TEST_FIELDS = {"args"}
# What a test expects: a result, a result beyond 2^53 - 1 as digits, or the name of an error.
OUTCOME_FIELDS = {"result", "bigint", "throws"}
OPTIONAL_TEST_FIELDS = OUTCOME_FIELDS | {"tolerance"}
TRAITS = {"idempotent": 1, "symmetric": 2, "compares_texts": 4}
EXAMPLES_MIN = 3
TESTS_MIN = 4
PARAPHRASES_MIN = 3
SOURCE_BYTES_MAX = 8192
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORBIDDEN_SOURCE = {
    r"\bimport\b": "imports", r"\brequire\s*\(": "imports", r"\benum\s": "an enum",
    r"\bnamespace\s": "a namespace", r"\beval\b": "eval", r"\bnew Function\b": "new Function",
    r"\bMath\.random\b": "randomness", r"\bDate\.now\b": "the clock",
    r"\bnew Date\(\s*\)": "the clock", r"\bcrypto\b": "randomness", r"\bconsole\b": "the console",
    r"\bperformance\b": "the clock", r"\bIntl\b": "Intl", r"\basync\b": "asynchronous work",
    r"\btoLocale\w*String\b": "a locale", r"\blocaleCompare\b": "a locale",
}


def fold_name(name):
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.split(r"[\s_-]+", name.strip().lower()))


def check_fields(where, value, required, optional):
    if not isinstance(value, dict):
        raise Fault(f"{where}: expected an object")
    for field in value:
        if field not in required | optional:
            raise Fault(f"{where}: unknown field {field!r}")
    for field in sorted(required):
        if field not in value:
            raise Fault(f"{where}: field {field!r} is missing")


def strings(where, value):
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise Fault(f"{where}: expected a list of texts")
    return value


def read_json(path):
    def no_duplicates(pairs):
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise Fault(f"{path}: duplicate key {key!r}")
        return dict(pairs)
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_duplicates)
    except ValueError as error:
        raise Fault(f"{path}: {error}") from None


def check_source(where, entry, source):
    if len(source.encode()) > SOURCE_BYTES_MAX:
        raise Fault(f"{where}: the source is longer than {SOURCE_BYTES_MAX} bytes")
    for pattern, what in FORBIDDEN_SOURCE.items():
        if re.search(pattern, source):
            raise Fault(f"{where}: the source uses {what}")
    found = re.search(r"^export default function (\w+)(?:<[^>(]*>)?\(([^{]*?)\):", source,
                      re.M | re.S)
    if not found:
        raise Fault(f"{where}: the source has no 'export default function name(…): type'")
    names = re.findall(r"(?:^|,)\s*(\w+)\??\s*:", re.sub(r"<[^>]*>|\([^)]*\)", "", found.group(2)))
    declared = [parameter["name"] for parameter in entry["parameters"]]
    if names != declared:
        raise Fault(f"{where}: the source takes {names}, the metadata says {declared}")


def check_tests(where, entry, shapes):
    for group in ("examples", "edges"):
        for number, test in enumerate(entry[group], 1):
            place = f"{where}: {group} {number}"
            check_fields(place, test, TEST_FIELDS, OPTIONAL_TEST_FIELDS)
            if not isinstance(test["args"], list) or len(test["args"]) != len(shapes):
                raise Fault(f"{place}: expected {len(shapes)} arguments")
            for parameter, shape, value in zip(entry["parameters"], shapes, test["args"]):
                if not fits(shape, value):
                    raise Fault(f"{place}: {parameter['name']} is not {parameter['shape']}")
            if len(OUTCOME_FIELDS & set(test)) != 1:
                raise Fault(f"{place}: expected one of {', '.join(sorted(OUTCOME_FIELDS))}")
            if "bigint" in test:
                if not re.fullmatch(r"-?[1-9]\d*", test["bigint"]) or \
                        abs(int(test["bigint"])) < 2 ** 53:
                    raise Fault(f"{place}: bigint is no integer beyond 2^53 - 1")
            elif "result" in test and not fits(parse_shape(entry["result"]), test["result"]):
                raise Fault(f"{place}: the result is not {entry['result']}")
    if len(entry["examples"]) < EXAMPLES_MIN:
        raise Fault(f"{where}: fewer than {EXAMPLES_MIN} examples")
    if not entry["edges"]:
        raise Fault(f"{where}: no edge is tested")
    if len(entry["examples"]) + len(entry["edges"]) < TESTS_MIN:
        raise Fault(f"{where}: fewer than {TESTS_MIN} tests")


def load_entry(path):
    where = f"{path.parent.name}/{path.stem}"
    entry = read_json(path)
    check_fields(where, entry, FIELDS, OPTIONAL_FIELDS)
    if entry["id"] != where:
        raise Fault(f"{where}: id {entry['id']!r} is not its path")
    names = set()
    shapes = []
    for parameter in entry["parameters"]:
        place = f"{where}: parameter"
        check_fields(place, parameter, PARAMETER_FIELDS, OPTIONAL_PARAMETER_FIELDS)
        if parameter["role"] not in ROLES:
            raise Fault(f"{place} {parameter['name']}: unknown role {parameter['role']!r}")
        for name in [parameter["name"], *strings(place, parameter.get("synonyms", []))]:
            if fold_name(name) in names:
                raise Fault(f"{place} {parameter['name']}: the name {name!r} is taken")
            names.add(fold_name(name))
        shapes.append(parse_shape(parameter["shape"]))
        if "default" in parameter and not fits(shapes[-1], parameter["default"]):
            raise Fault(f"{place} {parameter['name']}: the default is not {parameter['shape']}")
    for field in ("paraphrases", "near_misses"):
        for saying in entry.get(field, []):
            if isinstance(saying, dict):
                check_fields(f"{where}: {field}", saying, {"description", "args"}, set())
            elif not isinstance(saying, str) or not saying:
                raise Fault(f"{where}: {field} holds something other than descriptions")
    said = {saying if isinstance(saying, str) else saying["description"]
            for saying in entry["paraphrases"]}
    if len(said) < PARAPHRASES_MIN:
        raise Fault(f"{where}: fewer than {PARAPHRASES_MIN} paraphrases")
    if not strings(where, entry["signatures"]):
        raise Fault(f"{where}: no signature")
    for trait in entry.get("traits", []):
        if trait not in TRAITS:
            raise Fault(f"{where}: unknown trait {trait!r}")
    check_tests(where, entry, shapes)
    source_path = path.with_suffix(".ts")
    if not source_path.is_file():
        raise Fault(f"{where}: {source_path.name} is missing")
    source = source_path.read_text(encoding="utf-8")
    check_source(where, entry, source)
    digest = int.from_bytes(hashlib.sha256(source.encode()).digest(), "big") >> (256 - 130)
    digits = (CROCKFORD[digest >> shift & 31] for shift in range(125, -1, -5))
    entry["function_id"] = "fn_" + "".join(digits)
    entry["source"] = source
    entry["shapes"] = shapes
    return entry


def load_catalogue(root):
    entries = []
    for path in sorted(root.rglob("*.json")):
        if path.parent.parent != root or path.parent.name not in DOMAINS:
            raise Fault(f"{path.name}: {path.parent.name!r} is not a domain")
        entries.append(load_entry(path))
    for path in sorted(root.rglob("*.ts")):
        if not path.with_suffix(".json").is_file():
            raise Fault(f"{path.parent.name}/{path.name}: its metadata is missing")
    for field in ("id", "function_id", "title"):
        seen = {}
        for entry in entries:
            other = seen.setdefault(entry[field], entry)
            if other is not entry:
                raise Fault(f"{entry['id']}: the same {field} as {other['id']}")
    if not entries:
        raise Fault("the catalogue is empty")
    return entries
