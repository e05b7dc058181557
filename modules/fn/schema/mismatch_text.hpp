#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

/// The phrases that tell a caller what a value should have been.
namespace skerry::fn::schema {

/// A value as JSON text, cut short.
[[nodiscard]] std::string shown(const Json& value);

/// `1 item`, `2 items`.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view unit);

/// `expected at least 3, found 2`.
[[nodiscard]] std::string expected(std::string_view relation, const Json& limit, const Json& found);

/// `expected at most 2 items, found 3`.
[[nodiscard]] std::string expected_count(std::string_view relation, const Json& limit,
                                         std::string_view unit, std::uint64_t found);

/// `expected number or null, found string`; `types` is the value of `type`.
[[nodiscard]] std::string expected_type(const Json& types, const Json& found);

/// `expected one of "a", "b", found "c"`.
[[nodiscard]] std::string expected_one_of(const Json& values, const Json& found);

}  // namespace skerry::fn::schema
