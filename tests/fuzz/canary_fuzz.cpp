#include "tests/fuzz/fuzz.hpp"

// A fault that no random input hits and a fuzzer that is steered by what the program does finds at
// once. When it does not, none of the other harnesses proves anything.

SKERRY_FUZZ_TARGET(input) {
  if (input.size() < 6 || input[0] != 's' || input[1] != 'k' || input[2] != 'e') return;
  skerry::fuzz::require(input[3] != 'r' || input[4] != 'r' || input[5] != 'y', "the planted fault");
}
