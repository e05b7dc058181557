#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/object/random.hpp"

/// What a member's name says about its value.
namespace skerry::fn::object {

enum class Meaning : std::uint8_t {
  kNone,
  kFirstName,
  kLastName,
  kFullName,
  kName,
  kUserName,
  kEmail,
  kPhone,
  kStreet,
  kHouseNumber,
  kCity,
  kState,
  kCountry,
  kCountryCode,
  kPostalCode,
  kCompany,
  kJobTitle,
  kDepartment,
  kUrl,
  kImageUrl,
  kHost,
  kIpAddress,
  kIdentifier,
  kCode,
  kTitle,
  kSentence,
  kParagraph,
  kSlug,
  kWord,
  kCategory,
  kStatus,
  kColour,
  kCurrency,
  kLanguage,
  kTimeZone,
  kDate,
  kDateTime,
  kTime,
  kBirthDate,
  kVersion,
  kFileName,
  kPath,
  kMediaType,
  kGender,
  kIsbn,
  kProduct,
  kUnit,
  kPassword,
  kHash,
  kLicence,
  kPrice,
  kQuantity,
  kAge,
  kRating,
  kPercent,
  kLatitude,
  kLongitude,
  kYear,
  kMonth,
  kDay,
  kHour,
  kMinute,
  kPort,
  kWeight,
  kLength,
  kTimestamp,
  kMinutes,
};

/// The meaning of a member named `name` within one named `parent` (empty for none), both in any
/// spelling: `firstName`, `first_name`, `billing-city`.
[[nodiscard]] Meaning meaning_of(std::string_view name, std::string_view parent);

/// A name's words in lower case.
[[nodiscard]] std::vector<std::string> words_of_name(std::string_view name);

/// The numbers that a meaning suggests.
struct NumberRange {
  std::int64_t least;
  std::int64_t most;
  /// Digits after the point where the value need not be whole.
  int fraction_digits;
};
[[nodiscard]] std::optional<NumberRange> range_of(Meaning meaning);

/// A text of a meaning; the same person for the same `person`. Nothing for a meaning of numbers or
/// none. All persons, companies, addresses and numbers are made up or reserved for documentation.
[[nodiscard]] std::optional<std::string> text_of(Meaning meaning, const Random& person,
                                                 Random& random);

/// A text of a format of JSON Schema, or nothing for a format that is not known.
[[nodiscard]] std::optional<std::string> text_of_format(std::string_view format, Meaning meaning,
                                                        const Random& person, Random& random);

/// So many words of no particular meaning.
[[nodiscard]] std::string plain_words(Random& random, std::size_t words);

}  // namespace skerry::fn::object
