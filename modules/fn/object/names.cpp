#include "modules/fn/object/names.hpp"

#include <algorithm>
#include <utility>

namespace skerry::fn::object {
namespace {

using enum Meaning;

/// The last words of names, written together; the longest that fits decides.
constexpr std::pair<std::string_view, Meaning> kMeanings[] = {
    {"firstname", kFirstName},
    {"givenname", kFirstName},
    {"forename", kFirstName},
    {"middlename", kFirstName},
    {"lastname", kLastName},
    {"surname", kLastName},
    {"familyname", kLastName},
    {"fullname", kFullName},
    {"displayname", kFullName},
    {"author", kFullName},
    {"owner", kFullName},
    {"assignee", kFullName},
    {"attendee", kFullName},
    {"recipient", kFullName},
    {"customer", kFullName},
    {"contact", kFullName},
    {"organizer", kFullName},
    {"instructor", kFullName},
    {"manager", kFullName},
    {"director", kFullName},
    {"creator", kFullName},
    {"person", kFullName},
    {"artist", kFullName},
    {"name", kName},
    {"username", kUserName},
    {"login", kUserName},
    {"handle", kUserName},
    {"nickname", kUserName},
    {"email", kEmail},
    {"mail", kEmail},
    {"emailaddress", kEmail},
    {"phone", kPhone},
    {"phonenumber", kPhone},
    {"telephone", kPhone},
    {"mobile", kPhone},
    {"fax", kPhone},
    {"tel", kPhone},
    {"street", kStreet},
    {"streetaddress", kStreet},
    {"addressline", kStreet},
    {"line1", kStreet},
    {"address", kStreet},
    {"housenumber", kHouseNumber},
    {"city", kCity},
    {"town", kCity},
    {"locality", kCity},
    {"location", kCity},
    {"place", kCity},
    {"venue", kCity},
    {"state", kState},
    {"region", kState},
    {"province", kState},
    {"county", kState},
    {"country", kCountry},
    {"nationality", kCountry},
    {"countrycode", kCountryCode},
    {"zip", kPostalCode},
    {"zipcode", kPostalCode},
    {"postcode", kPostalCode},
    {"postalcode", kPostalCode},
    {"company", kCompany},
    {"organization", kCompany},
    {"organisation", kCompany},
    {"employer", kCompany},
    {"vendor", kCompany},
    {"supplier", kCompany},
    {"manufacturer", kCompany},
    {"brand", kCompany},
    {"publisher", kCompany},
    {"companyname", kCompany},
    {"jobtitle", kJobTitle},
    {"job", kJobTitle},
    {"occupation", kJobTitle},
    {"profession", kJobTitle},
    {"role", kJobTitle},
    {"position", kJobTitle},
    {"department", kDepartment},
    {"team", kDepartment},
    {"url", kUrl},
    {"uri", kUrl},
    {"link", kUrl},
    {"href", kUrl},
    {"website", kUrl},
    {"homepage", kUrl},
    {"avatar", kImageUrl},
    {"image", kImageUrl},
    {"photo", kImageUrl},
    {"picture", kImageUrl},
    {"thumbnail", kImageUrl},
    {"logo", kImageUrl},
    {"icon", kImageUrl},
    {"avatarurl", kImageUrl},
    {"imageurl", kImageUrl},
    {"host", kHost},
    {"hostname", kHost},
    {"domain", kHost},
    {"server", kHost},
    {"ip", kIpAddress},
    {"ipaddress", kIpAddress},
    {"id", kIdentifier},
    {"uuid", kIdentifier},
    {"guid", kIdentifier},
    {"key", kCode},
    {"code", kCode},
    {"sku", kCode},
    {"reference", kCode},
    {"serialnumber", kCode},
    {"invoicenumber", kCode},
    {"ordernumber", kCode},
    {"trackingnumber", kCode},
    {"number", kCode},
    {"title", kTitle},
    {"headline", kTitle},
    {"subject", kTitle},
    {"label", kTitle},
    {"heading", kTitle},
    {"caption", kSentence},
    {"summary", kSentence},
    {"excerpt", kSentence},
    {"note", kSentence},
    {"notes", kSentence},
    {"message", kSentence},
    {"comment", kSentence},
    {"question", kSentence},
    {"answer", kSentence},
    {"reason", kSentence},
    {"step", kSentence},
    {"instruction", kSentence},
    {"description", kParagraph},
    {"bio", kParagraph},
    {"about", kParagraph},
    {"body", kParagraph},
    {"content", kParagraph},
    {"text", kParagraph},
    {"details", kParagraph},
    {"abstract", kParagraph},
    {"slug", kSlug},
    {"tag", kWord},
    {"keyword", kWord},
    {"interest", kWord},
    {"skill", kWord},
    {"topic", kWord},
    {"category", kCategory},
    {"genre", kCategory},
    {"type", kCategory},
    {"kind", kCategory},
    {"status", kStatus},
    {"color", kColour},
    {"colour", kColour},
    {"currency", kCurrency},
    {"currencycode", kCurrency},
    {"language", kLanguage},
    {"locale", kLanguage},
    {"lang", kLanguage},
    {"timezone", kTimeZone},
    {"date", kDate},
    {"deadline", kDate},
    {"createdat", kDateTime},
    {"updatedat", kDateTime},
    {"deletedat", kDateTime},
    {"publishedat", kDateTime},
    {"created", kDateTime},
    {"updated", kDateTime},
    {"modified", kDateTime},
    {"lastlogin", kDateTime},
    {"timestamp", kTimestamp},
    {"datetime", kDateTime},
    {"start", kDateTime},
    {"end", kDateTime},
    {"time", kTime},
    {"birthdate", kBirthDate},
    {"dateofbirth", kBirthDate},
    {"birthday", kBirthDate},
    {"dob", kBirthDate},
    {"version", kVersion},
    {"filename", kFileName},
    {"file", kFileName},
    {"path", kPath},
    {"directory", kPath},
    {"mimetype", kMediaType},
    {"contenttype", kMediaType},
    {"mediatype", kMediaType},
    {"gender", kGender},
    {"sex", kGender},
    {"isbn", kIsbn},
    {"product", kProduct},
    {"productname", kProduct},
    {"item", kProduct},
    {"ingredient", kProduct},
    {"unit", kUnit},
    {"password", kPassword},
    {"token", kHash},
    {"hash", kHash},
    {"checksum", kHash},
    {"sha", kHash},
    {"license", kLicence},
    {"licence", kLicence},
    {"price", kPrice},
    {"unitprice", kPrice},
    {"amount", kPrice},
    {"total", kPrice},
    {"subtotal", kPrice},
    {"cost", kPrice},
    {"tax", kPrice},
    {"fee", kPrice},
    {"balance", kPrice},
    {"salary", kPrice},
    {"budget", kPrice},
    {"quantity", kQuantity},
    {"qty", kQuantity},
    {"count", kQuantity},
    {"stock", kQuantity},
    {"servings", kQuantity},
    {"age", kAge},
    {"rating", kRating},
    {"stars", kRating},
    {"score", kPercent},
    {"percentage", kPercent},
    {"percent", kPercent},
    {"discount", kPercent},
    {"progress", kPercent},
    {"humidity", kPercent},
    {"taxrate", kPercent},
    {"lat", kLatitude},
    {"latitude", kLatitude},
    {"lng", kLongitude},
    {"lon", kLongitude},
    {"long", kLongitude},
    {"longitude", kLongitude},
    {"year", kYear},
    {"month", kMonth},
    {"day", kDay},
    {"hour", kHour},
    {"minute", kMinute},
    {"port", kPort},
    {"weight", kWeight},
    {"height", kLength},
    {"width", kLength},
    {"length", kLength},
    {"depth", kLength},
    {"pages", kLength},
    {"pagecount", kLength},
    {"duration", kMinutes},
    {"durationminutes", kMinutes},
    {"preptime", kMinutes},
    {"cooktime", kMinutes},
    {"epoch", kTimestamp},
};

/// What `name` means within something of another meaning.
Meaning name_within(std::string_view parent) {
  const std::vector<std::string> words = words_of_name(parent);
  if (words.empty()) return kFullName;
  std::string last = words.back();
  if (last.size() > 3 && last.ends_with('s')) last.pop_back();
  const auto is = [&](auto... names) { return ((last == names) || ...); };
  if (is("company", "companie", "organization", "organisation", "vendor", "supplier", "brand",
         "publisher", "employer")) {
    return kCompany;
  }
  if (is("product", "item", "line", "ingredient", "part")) return kProduct;
  if (is("city", "citie", "location", "place", "venue")) return kCity;
  if (is("country", "countrie")) return kCountry;
  if (is("tag", "category", "categorie", "parameter", "node", "package", "field", "skill", "script",
         "column", "server", "child", "children", "feature", "properties")) {
    return kWord;
  }
  if (is("event", "project", "course", "recipe", "book", "task", "plan", "movie")) return kTitle;
  return kFullName;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  constexpr std::size_t kBytesMax = 100;
  name = name.substr(0, kBytesMax);
  std::vector<std::string> words;
  bool fresh = true;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_upper(c) && !is_lower(c) && !is_figure(c)) {
      fresh = true;
      continue;
    }
    const bool after_lower = i > 0 && !is_upper(name[i - 1]);
    const bool before_lower = i + 1 < name.size() && is_lower(name[i + 1]);
    if (is_upper(c) && i > 0 && (after_lower || (before_lower && is_upper(name[i - 1])))) {
      fresh = true;
    }
    if (fresh) words.emplace_back();
    fresh = false;
    words.back().push_back(is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return words;
}

Meaning meaning_of(std::string_view name, std::string_view parent) {
  const std::vector<std::string> words = words_of_name(name);
  for (std::size_t first = 0; first < words.size(); ++first) {
    std::string tail;
    for (std::size_t i = first; i < words.size(); ++i) tail += words[i];
    auto known = std::ranges::find(kMeanings, tail, &std::pair<std::string_view, Meaning>::first);
    // The items of a list have the meaning of its name.
    if (known == std::end(kMeanings) && tail.ends_with('s')) {
      tail.pop_back();
      known = std::ranges::find(kMeanings, tail, &std::pair<std::string_view, Meaning>::first);
    }
    if (known == std::end(kMeanings)) continue;
    if (known->second != kName) return known->second;
    return name_within(first > 0 ? std::string_view(words[first - 1]) : parent);
  }
  // expiresAt, createdOn
  if (words.size() < 2) return kNone;
  const std::string& last = words.back();
  const bool done = words[words.size() - 2].ends_with("ed");
  if (last == "at" || last == "until" || (done && (last == "on" || last == "from"))) {
    return kDateTime;
  }
  return kNone;
}

std::optional<NumberRange> range_of(Meaning meaning) {
  switch (meaning) {
    case kPrice:
      return NumberRange{5, 500, 2};
    case kQuantity:
      return NumberRange{1, 12, 0};
    case kAge:
      return NumberRange{18, 79, 0};
    case kRating:
      return NumberRange{1, 5, 1};
    case kPercent:
      return NumberRange{0, 100, 1};
    case kLatitude:
      return NumberRange{-66, 66, 5};
    case kLongitude:
      return NumberRange{-179, 179, 5};
    case kYear:
      return NumberRange{1990, 2026, 0};
    case kMonth:
      return NumberRange{1, 12, 0};
    case kDay:
      return NumberRange{1, 28, 0};
    case kHour:
      return NumberRange{0, 23, 0};
    case kMinute:
      return NumberRange{0, 59, 0};
    case kPort:
      return NumberRange{1024, 49151, 0};
    case kWeight:
      return NumberRange{1, 90, 1};
    case kLength:
      return NumberRange{1, 400, 0};
    case kMinutes:
      return NumberRange{5, 180, 0};
    case kHouseNumber:
      return NumberRange{1, 199, 0};
    case kIdentifier:
    case kCode:
      return NumberRange{1000, 99999, 0};
    case kTimestamp:
    case kDateTime:
      return NumberRange{1'704'067'200, 1'767'225'599, 0};
    default:
      return std::nullopt;
  }
}

}  // namespace skerry::fn::object
