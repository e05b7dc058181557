"""Builds the harnesses, replays each one's corpus, and fuzzes it for a while.

    tests/fuzz/run.py                        two seconds each, as CI does
    tests/fuzz/run.py --seconds 600 json     ten minutes of one harness
    tests/fuzz/run.py --keep corpus          what was found goes to corpus/<harness>, and is used

A harness is a test: it passes when neither its corpus nor what was tried broke a property. The
canary is one too: its planted fault must be found. Closes with `N passed, N failed, N skipped`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/asan"
CORPUS = ROOT / "tests/fuzz/corpus"
# What other tests keep is a corpus as well.
MORE_CORPUS = {"typestrip": [ROOT / "modules/typestrip/cases"]}
SEED = 20261122
CANARY_SECONDS_MAX = 20
INPUT_BYTES_MAX = 4096
# A single input that takes longer, or needs more memory, is a finding.
INPUT_SECONDS_MAX = 10
MEMORY_MIB_MAX = 2048
JOBS = 2
EXECUTIONS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
ENVIRONMENT = dict(os.environ, ASAN_SYMBOLIZER_PATH="/usr/bin/llvm-symbolizer-22",
                   ASAN_OPTIONS="detect_leaks=1", UBSAN_OPTIONS="print_stacktrace=1")


def build():
    """Builds every harness; returns False, with what the compiler said, when that fails."""
    steps = [["cmake", "--preset", "asan"]] if not (BUILD / "build.ninja").exists() else []
    steps.append(["cmake", "--build", "--preset", "asan", "--target", "fuzz_all", "-j",
                  str(os.cpu_count() or 1)])
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False)
        if done.returncode:
            print("\n".join(done.stdout.splitlines()[-60:]))
            return False
    return True


def command(harness, folder, seconds):
    return [str(BUILD / "fuzz" / f"{harness}_fuzz"), f"-seed={SEED}", f"-max_total_time={seconds}",
            f"-max_len={INPUT_BYTES_MAX}", f"-timeout={INPUT_SECONDS_MAX}",
            f"-rss_limit_mb={MEMORY_MIB_MAX}", f"-artifact_prefix={folder}/found-",
            "-print_final_stats=1"]


def run_one(harness, options, scratch):
    """Returns whether the harness did what it must, and one line about it."""
    folder = scratch / harness
    work = options.keep / harness if options.keep else folder / "corpus"
    work.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    is_canary = harness == "canary"
    seconds = CANARY_SECONDS_MAX if is_canary else options.seconds
    corpora = [path for path in [CORPUS / harness, *MORE_CORPUS.get(harness, [])] if path.is_dir()]
    done = subprocess.run(
        [*command(harness, folder, seconds), str(work), *map(str, corpora)], cwd=folder,
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        timeout=seconds + 120)
    output = done.stdout.decode("utf-8", "replace")
    tries = EXECUTIONS.search(output)
    line = f"{harness}: {tries[1] if tries else 'unknown'} inputs"
    if is_canary:
        return "the planted fault" in output, line
    if done.returncode == 0:
        return True, line
    for found in folder.glob("found-*"):
        kept = options.artifacts / f"{harness}-{found.name}"
        options.artifacts.mkdir(parents=True, exist_ok=True)
        shutil.copy(found, kept)
        line += f"\n  input kept: {kept}"
    return False, line + "\n" + "\n".join(output.splitlines()[-40:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("harnesses", nargs="*", help="names without _fuzz; all when none is given")
    parser.add_argument("--seconds", type=int, default=2, help="time for each harness")
    parser.add_argument("--keep", type=Path, help="folder for the corpora that grow")
    parser.add_argument("--artifacts", type=Path, default=BUILD / "found",
                        help="folder for inputs that broke something")
    options = parser.parse_args()
    if options.keep:
        options.keep = options.keep.resolve()
    if not build():
        print("0 passed, 1 failed, 0 skipped")
        return 1
    built = {path.name.removesuffix("_fuzz") for path in (BUILD / "fuzz").glob("*_fuzz")}
    chosen = options.harnesses or sorted(built)
    unknown = set(chosen) - built
    if unknown:
        print(f"no such harness: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    passed = 0
    with tempfile.TemporaryDirectory(prefix="skerry-fuzz-") as scratch, \
            ThreadPoolExecutor(JOBS) as pool:
        runs = pool.map(lambda name: run_one(name, options, Path(scratch)), chosen)
        for good, line in runs:
            passed += good
            print(("  " if good else "FAILED: ") + line, flush=True)
    print(f"{passed} passed, {len(chosen) - passed} failed, 0 skipped")
    return 0 if passed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
