#include "modules/fn/schema/assertions.hpp"

#include <algorithm>

#include "modules/fn/schema/formats.hpp"
#include "modules/fn/schema/mismatch_text.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::schema {
namespace {

using Found = std::optional<Fault>;

constexpr std::size_t kBytesPerStep = 64;

/// The text is made only where it will be seen.
template <typename Text>
Found expect(bool good, bool told, Text text, bool wrong_type = false) {
  if (good) return std::nullopt;
  return Fault{told ? text() : std::string(), wrong_type};
}

Found check_type(const Json& types, const Json& value, bool told) {
  const auto is = [&](const Json& name) {
    if (!name.is_string()) return false;
    const auto& type = name.get_ref<const std::string&>();
    return type == type_name(value) || (type == "integer" && value.is_number() && is_whole(value));
  };
  const bool good = types.is_array() ? std::ranges::any_of(types, is) : is(types);
  return expect(good, told, [&] { return expected_type(types, value); }, true);
}

Found check_number(const Rule& rule, const Json& value, bool told) {
  const Json& limit = *rule.value;
  const auto relation = [&](bool good, std::string_view words) {
    return expect(good, told, [&] { return expected(words, limit, value); });
  };
  if (rule.keyword == Keyword::kMultipleOf) {
    return relation(is_multiple(value, limit), "a multiple of");
  }
  const auto order = compare_numbers(value, limit);
  switch (rule.keyword) {
    case Keyword::kMaximum:
      return relation(order <= 0, "at most");
    case Keyword::kMinimum:
      return relation(order >= 0, "at least");
    case Keyword::kExclusiveMaximum:
      return relation(order < 0, "less than");
    default:
      return relation(order > 0, "more than");
  }
}

/// `minLength`, `maxItems` and their like.
Found check_count(const Rule& rule, std::size_t count, std::string_view unit, bool told) {
  const auto order = compare_numbers(static_cast<std::uint64_t>(count), *rule.value);
  const bool most = rule.keyword == Keyword::kMaxLength || rule.keyword == Keyword::kMaxItems ||
                    rule.keyword == Keyword::kMaxProperties;
  return expect(most ? order <= 0 : order >= 0, told, [&] {
    return expected_count(most ? "at most" : "at least", *rule.value, unit, count);
  });
}

Found check_text(const Rule& rule, const Json& value, PatternAnswers& patterns, Work& work,
                 bool told) {
  const auto& text = value.get_ref<const std::string&>();
  work.take(text.size() / kBytesPerStep);
  if (rule.keyword == Keyword::kPattern) {
    const auto& pattern = rule.value->get_ref<const std::string&>();
    return expect(patterns.matches(pattern, text), told,
                  [&] { return "expected a match of the pattern " + shown(*rule.value); });
  }
  if (rule.keyword == Keyword::kFormat) {
    const auto& format = rule.value->get_ref<const std::string&>();
    const bool good =
        format == "regex" ? patterns.is_pattern(text) : has_format(format, text).value_or(true);
    return expect(good, told, [&] {
      return "expected the format " + shown(*rule.value) + ", found " + shown(value);
    });
  }
  return check_count(rule, characters(text), "character", told);
}

Found check_unique(const Json& value, Work& work, bool told) {
  const auto pair = find_duplicate(value, work);
  return expect(!pair, told, [&] {
    return "items " + std::to_string(pair->first) + " and " + std::to_string(pair->second) +
           " are equal";
  });
}

}  // namespace

std::optional<Fault> find_fault(const Rule& rule, const Json& value, PatternAnswers& patterns,
                                Work& work, bool told) {
  switch (rule.keyword) {
    case Keyword::kType:
      return check_type(*rule.value, value, told);
    case Keyword::kConst:
      return expect(same(*rule.value, value, work), told,
                    [&] { return expected_one_of(Json::array({*rule.value}), value); });
    case Keyword::kEnum:
      return expect(
          std::ranges::any_of(*rule.value, [&](const Json& one) { return same(one, value, work); }),
          told, [&] { return expected_one_of(*rule.value, value); });
    case Keyword::kMultipleOf:
    case Keyword::kMaximum:
    case Keyword::kExclusiveMaximum:
    case Keyword::kMinimum:
    case Keyword::kExclusiveMinimum:
      return value.is_number() ? check_number(rule, value, told) : std::nullopt;
    case Keyword::kMaxLength:
    case Keyword::kMinLength:
    case Keyword::kPattern:
    case Keyword::kFormat:
      return value.is_string() ? check_text(rule, value, patterns, work, told) : std::nullopt;
    case Keyword::kMaxItems:
    case Keyword::kMinItems:
      return value.is_array() ? check_count(rule, value.size(), "item", told) : std::nullopt;
    case Keyword::kUniqueItems:
      return value.is_array() ? check_unique(value, work, told) : std::nullopt;
    case Keyword::kMaxProperties:
    case Keyword::kMinProperties:
      return value.is_object() ? check_count(rule, value.size(), "member", told) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace skerry::fn::schema
