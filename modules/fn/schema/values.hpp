#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "modules/fn/schema/work.hpp"
#include "modules/sdk/json.hpp"

/// What JSON Schema asks about values: equality, order, divisibility, length.
namespace skerry::fn::schema {

/// Equal values have equal hashes, whatever the order of their members.
[[nodiscard]] std::uint64_t hash_of(const Json& value, Work& work);

/// Equality of JSON Schema 2020-12, 4.2.2: numbers by their mathematical value, objects whatever
/// the order of their members. Linear in the values' size but for sorting names.
[[nodiscard]] bool same(const Json& left, const Json& right, Work& work);

/// The order of two numbers.
[[nodiscard]] std::partial_ordering compare_numbers(const Json& left, const Json& right);

/// A number without a fraction.
[[nodiscard]] bool is_whole(const Json& number);

/// Whether a number is a multiple of another, both as the decimals they were written as: 0.3 is a
/// multiple of 0.1. `divisor` is above zero.
[[nodiscard]] bool is_multiple(const Json& number, const Json& divisor);

/// Characters (code points) of a text in UTF-8.
[[nodiscard]] std::size_t characters(std::string_view text);

/// The first two items, by index, that are equal, or nothing. About linear.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> find_duplicate(const Json& array,
                                                                                Work& work);

/// The members of an object in their order, and one of them by position.
[[nodiscard]] inline const Json::object_t& members_of(const Json& object) {
  return object.get_ref<const Json::object_t&>();
}
[[nodiscard]] inline const Json::object_t::value_type& member_at(const Json& object,
                                                                 std::size_t index) {
  return members_of(object).begin()[static_cast<std::ptrdiff_t>(index)];
}

/// The type of a value in JSON Schema's words; `integer` is never answered.
[[nodiscard]] std::string_view type_name(const Json& value);

}  // namespace skerry::fn::schema
