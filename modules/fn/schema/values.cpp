#include "modules/fn/schema/values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/fn/schema/decimal.hpp"
#include "modules/fn/schema/text_classes.hpp"

namespace skerry::fn::schema {
namespace {

/// Characters of text that count as one step.
constexpr std::size_t kBytesPerStep = 64;

std::uint64_t mixed(std::uint64_t value) {
  // The finaliser of SplitMix64.
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

std::uint64_t hash_of_text(std::string_view text, Work& work) {
  work.take(text.size() / kBytesPerStep);
  return std::hash<std::string_view>()(text);
}

std::uint64_t multiply_modulo(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % modulus);
}

std::uint64_t power_of_ten_modulo(int exponent, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus;
  for (std::uint64_t base = 10 % modulus; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = multiply_modulo(result, base, modulus);
    base = multiply_modulo(base, base, modulus);
  }
  return result;
}

using Member = const Json::object_t::value_type*;

std::vector<Member> sorted_members(const Json& object) {
  std::vector<Member> members;
  members.reserve(object.size());
  for (const auto& member : object.get_ref<const Json::object_t&>()) members.push_back(&member);
  std::ranges::sort(members, {}, [](Member member) -> const std::string& { return member->first; });
  return members;
}

}  // namespace

std::uint64_t hash_of(const Json& value, Work& work) {
  if (!work.take()) return 0;
  if (value.is_string()) return hash_of_text(value.get_ref<const std::string&>(), work);
  if (value.is_number()) return mixed(std::hash<double>()(value.get<double>()) + 1);
  std::uint64_t hash = static_cast<std::uint64_t>(value.type()) + value.size();
  if (value.is_boolean()) return mixed(hash + (value.get<bool>() ? 1000 : 2000));
  if (value.is_array()) {
    for (const Json& item : value) hash = mixed(hash + hash_of(item, work));
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      hash += mixed(hash_of_text(name, work) + mixed(hash_of(member, work)));
    }
  }
  return mixed(hash);
}

bool same(const Json& left, const Json& right, Work& work) {
  if (!work.take()) return false;
  if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
  if (left.type() != right.type() || left.size() != right.size()) return false;
  if (left.is_string()) {
    work.take(left.get_ref<const std::string&>().size() / kBytesPerStep);
    return left == right;
  }
  if (left.is_array()) {
    return std::ranges::equal(left.get_ref<const Json::array_t&>(),
                              right.get_ref<const Json::array_t&>(),
                              [&](const Json& a, const Json& b) { return same(a, b, work); });
  }
  if (left.is_object()) {
    return std::ranges::equal(sorted_members(left), sorted_members(right), [&](Member a, Member b) {
      return a->first == b->first && same(a->second, b->second, work);
    });
  }
  return left == right;
}

std::partial_ordering compare_numbers(const Json& left, const Json& right) {
  if (!left.is_number_integer() || !right.is_number_integer()) {
    return left.get<double>() <=> right.get<double>();
  }
  const bool left_huge = left.is_number_unsigned() && left.get<std::uint64_t>() > INT64_MAX;
  const bool right_huge = right.is_number_unsigned() && right.get<std::uint64_t>() > INT64_MAX;
  if (left_huge && right_huge) return left.get<std::uint64_t>() <=> right.get<std::uint64_t>();
  if (left_huge != right_huge) return left_huge <=> right_huge;
  return left.get<std::int64_t>() <=> right.get<std::int64_t>();
}

bool is_whole(const Json& number) {
  if (number.is_number_integer()) return true;
  const double value = number.get<double>();
  return std::trunc(value) == value;
}

bool is_multiple(const Json& number, const Json& divisor) {
  const WrittenDecimal dividend = written_decimal(number);
  WrittenDecimal by = written_decimal(divisor);
  if (dividend.digits == 0) return true;
  if (by.digits == 0) return false;
  const int shift = dividend.exponent - by.exponent;
  if (shift >= 0) {
    return multiply_modulo(dividend.digits % by.digits, power_of_ten_modulo(shift, by.digits),
                           by.digits) == 0;
  }
  for (int power = shift; power < 0; ++power) {
    if (by.digits > dividend.digits / 10) return false;
    by.digits *= 10;
  }
  return dividend.digits % by.digits == 0;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::optional<std::pair<std::size_t, std::size_t>> find_duplicate(const Json& array, Work& work) {
  std::unordered_multimap<std::uint64_t, std::size_t> seen;
  seen.reserve(array.size());
  for (std::size_t index = 0; index < array.size(); ++index) {
    const std::uint64_t hash = hash_of(array[index], work);
    const auto [first, last] = seen.equal_range(hash);
    for (auto entry = first; entry != last; ++entry) {
      if (same(array[entry->second], array[index], work)) return std::pair(entry->second, index);
      if (work.exhausted()) return std::nullopt;
    }
    if (work.exhausted()) return std::nullopt;
    seen.emplace(hash, index);
  }
  return std::nullopt;
}

std::string_view type_name(const Json& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  if (value.is_string()) return "string";
  if (value.is_number()) return "number";
  if (value.is_boolean()) return "boolean";
  return "null";
}

}  // namespace skerry::fn::schema
