#pragma once

#include <cstdint>
#include <string_view>

#include "engine.h"
#include "sandbox_abi.hpp"
#include "text.hpp"

namespace skerry::sandbox {

/// A place in the program's source; both count from 1, and 0 stands for "not known".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// What is known of a failure that no exception describes. Empty parts are left out.
struct FailureText {
  std::string_view name{};
  std::string_view message{};
  Position position{};
  std::string_view stack{};
  std::string_view pointer{};
  bool has_pointer = false;
};

/// Room that `write_failure` needs at most, all parts being shortened to fit.
inline constexpr std::size_t kFailureBytesMax = 32u << 10;

/// Writes `failure` as a JSON object to `out`, which it empties first. Runs none of the program's
/// code and needs none of its heap.
void write_failure(Text& out, const FailureText& failure);

/// What an exception turned out to be.
struct Thrown {
  Outcome outcome;    ///< `threw`, or the limit of which the exception speaks
  Position position;  ///< where it came from
};

/// Writes what was thrown as a JSON object to `out`: an error's name, message and stack, or for any
/// other value the name "UncaughtValue" and its text. Reading them may run the program's code,
/// whose failures are swallowed.
[[nodiscard]] Thrown write_thrown(JSContext* context, JSValueConst thrown, Text& out);

}  // namespace skerry::sandbox
