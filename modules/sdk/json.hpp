#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/json_value.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry {

enum class JsonErrorKind : std::uint8_t {
  kMalformed,
  kNotUtf8,
  kLoneSurrogate,
  kDuplicateKey,
  kTooDeep,
  kTooLarge,
  kNumberOutOfRange,
};

/// Why a text could not be read. `detail` may be shown to whoever wrote the text.
struct JsonError {
  JsonErrorKind kind;
  std::string detail;
  /// Bytes from the beginning of the text, where known.
  std::optional<std::size_t> offset_bytes;
};

struct JsonLimits {
  std::size_t bytes_max = limits::kBodyBytesMax;
  std::size_t depth_max = limits::kJsonDepthMax;
  std::size_t values_max = limits::kJsonValuesMax;

  /// For texts that a host made, such as rows.
  [[nodiscard]] static JsonLimits for_hosts() {
    return {limits::kHostJsonBytesMax, limits::kJsonDepthMax, limits::kHostJsonValuesMax};
  }
};

/// Reads one JSON text, strictly: duplicate keys and lone surrogates are errors. Numbers without a
/// fraction that a double holds exactly become integers, however they were written; a number
/// outside a double's range is `kNumberOutOfRange`; so is an integer beyond 64 bits that a double
/// would round, others become doubles.
[[nodiscard]] std::expected<Json, JsonError> read_json(std::string_view text,
                                                       JsonLimits limits = {});

/// Compact text. Invalid UTF-8 is replaced by U+FFFD; NaN and infinities become `null`.
[[nodiscard]] std::string to_text(const Json& value);

/// A number in the form in which JSON.stringify would write it: 5 rather than 5.0.
[[nodiscard]] Json json_number(double value);

/// Whether two values are the same JSON value, whatever the order of members (JSON Schema's
/// equality).
[[nodiscard]] bool equal(const Json& left, const Json& right);

/// The member of an object, or null when there is none or `value` is no object.
[[nodiscard]] const Json* find_member(const Json& value, std::string_view name);
/// The text of that member; empty when there is none or it is no text.
[[nodiscard]] std::string text_member(const Json& value, std::string_view name);

}  // namespace skerry
