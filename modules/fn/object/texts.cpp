#include <array>
#include <string>
#include <utility>

#include "modules/fn/object/names.hpp"
#include "modules/fn/object/words.hpp"

namespace skerry::fn::object {
namespace {

using enum Meaning;

std::string figures(std::uint64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string capitalised(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

/// A name as an address holds it: small letters of ASCII.
std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') text.push_back(static_cast<char>(c - 'A' + 'a'));
    if (c >= 'a' && c <= 'z') text.push_back(c);
  }
  return text;
}

struct Person {
  std::string_view first;
  std::string_view last;
};

Person person_of(Random person) {
  const std::string_view first = person.pick(words::kFirstNames);
  return {first, person.pick(words::kLastNames)};
}

std::string date(Random& random, int first_year, int last_year) {
  const std::uint64_t year =
      random.between(static_cast<std::uint64_t>(first_year), static_cast<std::uint64_t>(last_year));
  return figures(year, 4) + "-" + figures(random.between(1, 12), 2) + "-" +
         figures(random.between(1, 28), 2);
}

std::string date_of(Meaning meaning, Random& random) {
  return meaning == kBirthDate ? date(random, 1955, 2005) : date(random, 2024, 2026);
}

std::string time_of_day(Random& random) {
  return figures(random.between(7, 19), 2) + ":" + figures(random.below(12) * 5, 2) + ":00Z";
}

std::string hex(Random& random, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < digits; ++i) text.push_back(random.pick(kDigits));
  return text;
}

std::string uuid(Random& random) {
  // Version 4, variant of RFC 9562.
  return hex(random, 8) + "-" + hex(random, 4) + "-4" + hex(random, 3) + "-a" + hex(random, 3) +
         "-" + hex(random, 12);
}

std::string isbn(Random& random) {
  const std::string body = "978" + figures(random.below(1'000'000'000), 9);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    sum += static_cast<std::uint64_t>(body[i] - '0') * (i % 2 == 0 ? 1 : 3);
  }
  return body + std::to_string((10 - sum % 10) % 10);
}

std::string code(Random& random) {
  std::string text;
  for (int i = 0; i < 3; ++i) text.push_back(static_cast<char>('A' + random.below(26)));
  return text + "-" + figures(random.below(100'000), 5);
}

std::string host(Random& random) {
  return std::string(random.pick(words::kNouns)) + ".example.com";
}

std::string slug(Random& random) {
  return std::string(random.pick(words::kAdjectives)) + "-" +
         std::string(random.pick(words::kNouns));
}

std::string title(Random& random) {
  return capitalised(random.pick(words::kAdjectives)) + " " +
         capitalised(random.pick(words::kNouns));
}

std::string paragraph(Random& random) {
  const std::string first(random.pick(words::kSentences));
  return first + " " + std::string(random.pick(words::kSentences));
}

std::string number_text(const NumberRange& range, Random& random) {
  std::string text = std::to_string(static_cast<std::int64_t>(random.below(
                                        static_cast<std::uint64_t>(range.most - range.least + 1))) +
                                    range.least);
  if (range.fraction_digits == 2) text += "." + figures(random.below(100), 2);
  return text;
}

std::optional<std::string> text_of_person(Meaning meaning, const Person& person, Random& random) {
  const std::string address = plain(person.first) + "." + plain(person.last);
  switch (meaning) {
    case kFirstName:
      return std::string(person.first);
    case kLastName:
      return std::string(person.last);
    case kName:
    case kFullName:
      return std::string(person.first) + " " + std::string(person.last);
    case kUserName:
      return plain(person.first) + figures(random.between(10, 99), 2);
    case kEmail:
      return address + (random.chance(50) ? "@example.com" : "@example.org");
    case kPhone:
      // 555-0100 to 555-0199 are kept free for made-up numbers.
      return "+1-202-555-01" + figures(random.below(100), 2);
    default:
      return std::nullopt;
  }
}

/// Texts picked from a list.
std::optional<std::string> listed_text(Meaning meaning, Random& random) {
  const auto one = [&](const auto& list) { return std::optional(std::string(random.pick(list))); };
  switch (meaning) {
    case kCity:
      return one(words::kCities);
    case kState:
      return one(words::kStates);
    case kCountry:
      return one(words::kCountries);
    case kCountryCode:
      return one(words::kCountryCodes);
    case kCompany:
      return one(words::kCompanies);
    case kJobTitle:
      return one(words::kJobTitles);
    case kDepartment:
      return one(words::kDepartments);
    case kSentence:
      return one(words::kSentences);
    case kWord:
      return one(words::kNouns);
    case kCategory:
      return one(words::kCategories);
    case kStatus:
      return one(words::kStatuses);
    case kColour:
      return one(words::kColours);
    case kCurrency:
      return one(words::kCurrencies);
    case kLanguage:
      return one(words::kLanguages);
    case kTimeZone:
      return one(words::kTimeZones);
    case kFileName:
      return one(words::kFiles);
    case kMediaType:
      return one(words::kMediaTypes);
    case kGender:
      return one(words::kGenders);
    case kProduct:
      return one(words::kProducts);
    case kUnit:
      return one(words::kUnits);
    case kLicence:
      return one(words::kLicences);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> text_of(Meaning meaning, const Random& person, Random& random) {
  if (auto text = text_of_person(meaning, person_of(person), random)) return text;
  if (auto text = listed_text(meaning, random)) return text;
  switch (meaning) {
    case kStreet:
      return figures(random.between(1, 199), 1) + " " + std::string(random.pick(words::kStreets));
    case kPostalCode:
      return figures(random.between(10'000, 99'999), 5);
    case kUrl:
      return "https://" + host(random) + "/" + slug(random);
    case kImageUrl:
      return "https://images.example.com/" + slug(random) + ".png";
    case kHost:
      return host(random);
    case kIpAddress:
      return text_of_format("ipv4", kNone, person, random);
    case kIdentifier:
      return uuid(random);
    case kCode:
      return code(random);
    case kTitle:
      return title(random);
    case kParagraph:
      return paragraph(random);
    case kSlug:
      return slug(random);
    case kDate:
    case kBirthDate:
      return date_of(meaning, random);
    case kDateTime:
    case kTimestamp:
      return date_of(meaning, random) + "T" + time_of_day(random);
    case kTime:
      return time_of_day(random).substr(0, 5);
    case kVersion:
      return std::to_string(random.below(6)) + "." + std::to_string(random.below(20)) + "." +
             std::to_string(random.below(10));
    case kPath:
      return "/" + std::string(random.pick(words::kNouns)) + "/" +
             std::string(random.pick(words::kNouns));
    case kIsbn:
      return isbn(random);
    case kPassword:
      return capitalised(random.pick(words::kNouns)) + "-" + hex(random, 8) + "-Sample";
    case kHash:
      return hex(random, 40);
    default:
      break;
  }
  const auto range = range_of(meaning);
  return range ? std::optional(number_text(*range, random)) : std::nullopt;
}

std::optional<std::string> text_of_format(std::string_view format, Meaning meaning,
                                          const Random& person, Random& random) {
  const auto is = [&](auto... names) { return ((format == names) || ...); };
  if (is("date")) return date_of(meaning, random);
  if (is("date-time")) return date_of(meaning, random) + "T" + time_of_day(random);
  if (is("time")) return time_of_day(random);
  if (is("duration")) {
    return random.chance(50) ? "PT" + std::to_string(random.between(5, 90)) + "M"
                             : "P" + std::to_string(random.between(1, 30)) + "D";
  }
  if (is("email", "idn-email")) return text_of(kEmail, person, random);
  if (is("hostname", "idn-hostname")) return host(random);
  if (is("ipv4")) return "192.0.2." + std::to_string(random.between(1, 254));
  if (is("ipv6")) return "2001:db8::" + hex(random, 3) + ":1" + hex(random, 2);
  if (is("uri", "iri", "url"))
    return text_of(meaning == kImageUrl ? kImageUrl : kUrl, person, random);
  if (is("uri-reference", "iri-reference")) return "/" + slug(random);
  if (is("uri-template")) return "https://" + host(random) + "/items/{id}";
  if (is("uuid")) return uuid(random);
  if (is("json-pointer")) return "/" + std::string(random.pick(words::kNouns)) + "/0";
  if (is("relative-json-pointer")) return "1/" + std::string(random.pick(words::kNouns));
  if (is("regex")) return "^[a-z]{" + std::to_string(random.between(1, 9)) + "}$";
  return std::nullopt;
}

std::string plain_words(Random& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    text += i + 1 < words ? random.pick(words::kAdjectives) : random.pick(words::kNouns);
  }
  return text;
}

}  // namespace skerry::fn::object
