#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What harnesses share. A harness is one function that gets any bytes at all; a property that does
// not hold ends the process, so that libFuzzer keeps the input.

namespace skerry::fuzz {

inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "the property does not hold: %s\n", property);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  // Never a null pointer, as no text that a module or the host has holds one.
  return size == 0 ? std::string_view("")
                   : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// Takes the first line off `input`; all of it when it has one line only.
inline std::string_view take_line(std::string_view& input) {
  const std::size_t end = input.find('\n');
  const std::string_view line = input.substr(0, end);
  input = input.substr(end == std::string_view::npos ? input.size() : end + 1);
  return line;
}

}  // namespace skerry::fuzz

/// Defines the harness: `SKERRY_FUZZ_TARGET(input) { … }`, where `input` is a `std::string_view`.
#define SKERRY_FUZZ_TARGET(input)                                                     \
  static void fuzz_one(std::string_view input);                                       \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_one(skerry::fuzz::text_of(data, size));                                      \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_one(std::string_view input)
