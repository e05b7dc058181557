#include "modules/fn/object/vocabulary.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "modules/fn/object/names.hpp"

namespace skerry::fn::object {
namespace {

constexpr std::string_view kText = R"({"type":"string","minLength":1})";
constexpr std::string_view kDate = R"({"type":"string","format":"date"})";
constexpr std::string_view kDateTime = R"({"type":"string","format":"date-time"})";
constexpr std::string_view kUri = R"({"type":"string","format":"uri"})";
constexpr std::string_view kUuid = R"({"type":"string","format":"uuid"})";
constexpr std::string_view kMoney = R"({"type":"number","minimum":0,"multipleOf":0.01})";
constexpr std::string_view kCount = R"({"type":"integer","minimum":0})";
constexpr std::string_view kNumber = R"({"type":"number","minimum":0})";
constexpr std::string_view kFlag = R"({"type":"boolean"})";
constexpr std::string_view kTexts =
    R"({"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}})";
constexpr std::string_view kAddress =
    R"({"type":"object","properties":{"street":{"type":"string"},"city":{"type":"string"},)"
    R"("postalCode":{"type":"string"},"country":{"type":"string"}},)"
    R"("required":["street","city","postalCode","country"],"additionalProperties":false})";
constexpr std::string_view kParty =
    R"({"type":"object","properties":{"name":{"type":"string"},)"
    R"("email":{"type":"string","format":"email"}},"required":["name","email"],)"
    R"("additionalProperties":false})";
constexpr std::string_view kLines =
    R"({"type":"array","minItems":1,"maxItems":4,"items":{"type":"object","properties":{)"
    R"("product":{"type":"string"},"quantity":{"type":"integer","minimum":1},)"
    R"("unitPrice":{"type":"number","exclusiveMinimum":0,"multipleOf":0.01}},)"
    R"("required":["product","quantity","unitPrice"],"additionalProperties":false}})";
constexpr std::string_view kIngredients =
    R"({"type":"array","minItems":2,"maxItems":6,"items":{"type":"object","properties":{)"
    R"("name":{"type":"string"},"quantity":{"type":"integer","minimum":1},)"
    R"("unit":{"type":"string"}},"required":["name","quantity","unit"],)"
    R"("additionalProperties":false}})";
constexpr std::string_view kSteps =
    R"({"type":"array","minItems":2,"maxItems":6,"items":{"type":"string","minLength":1}})";

constexpr FieldEntry kFields[] = {
    {"id", kUuid},
    {"name", kText},
    {"firstName", kText},
    {"lastName", kText},
    {"fullName", kText},
    {"username", kText},
    {"email", R"({"type":"string","format":"email"})"},
    {"phone", kText},
    {"age", R"({"type":"integer","minimum":0,"maximum":120})"},
    {"birthDate", kDate},
    {"gender", kText},
    {"address", kAddress},
    {"street", kText},
    {"city", kText},
    {"state", kText},
    {"postalCode", kText},
    {"country", kText},
    {"company", kText},
    {"jobTitle", kText},
    {"department", kText},
    {"salary", kMoney},
    {"avatar", kUri},
    {"website", kUri},
    {"url", kUri},
    {"bio", kText},
    {"title", kText},
    {"description", kText},
    {"summary", kText},
    {"category", kText},
    {"tags", kTexts},
    {"status", kText},
    {"color", kText},
    {"sku", kText},
    {"price", kMoney},
    {"currency", R"({"type":"string","pattern":"^[A-Z]{3}$"})"},
    {"quantity", R"({"type":"integer","minimum":1})"},
    {"stock", kCount},
    {"rating", R"({"type":"number","minimum":0,"maximum":5,"multipleOf":0.5})"},
    {"discount", R"({"type":"number","minimum":0,"maximum":100})"},
    {"weight", kNumber},
    {"height", kNumber},
    {"width", kNumber},
    {"length", kNumber},
    {"number", kText},
    {"invoiceNumber", R"({"type":"string","pattern":"^INV-[0-9]{6}$"})"},
    {"orderNumber", R"({"type":"string","pattern":"^ORD-[0-9]{6}$"})"},
    {"date", kDate},
    {"issueDate", kDate},
    {"dueDate", kDate},
    {"orderDate", kDate},
    {"deliveryDate", kDate},
    {"startDate", kDate},
    {"endDate", kDate},
    {"createdAt", kDateTime},
    {"updatedAt", kDateTime},
    {"start", kDateTime},
    {"end", kDateTime},
    {"time", R"({"type":"string","format":"time"})"},
    {"customer", kParty},
    {"seller", kParty},
    {"items", kLines},
    {"subtotal", kMoney},
    {"tax", kMoney},
    {"total", kMoney},
    {"paid", kFlag},
    {"active", kFlag},
    {"inStock", kFlag},
    {"verified", kFlag},
    {"location", kText},
    {"venue", kText},
    {"organizer", kText},
    {"attendees", kTexts},
    {"author", kText},
    {"isbn", R"({"type":"string","pattern":"^978[0-9]{10}$"})"},
    {"publisher", kText},
    {"pages", R"({"type":"integer","minimum":1})"},
    {"year", R"({"type":"integer","minimum":1450,"maximum":2026})"},
    {"genre", kText},
    {"language", kText},
    {"servings", R"({"type":"integer","minimum":1,"maximum":12})"},
    {"prepTime", R"({"type":"integer","minimum":1,"maximum":240})"},
    {"ingredients", kIngredients},
    {"steps", kSteps},
    {"latitude", R"({"type":"number","minimum":-90,"maximum":90})"},
    {"longitude", R"({"type":"number","minimum":-180,"maximum":180})"},
    {"duration", kCount},
    {"priority", R"({"enum":["low","medium","high"]})"},
    {"assignee", kText},
    {"make", kText},
    {"model", kText},
    {"mileage", kCount},
    {"capacity", kCount},
    {"population", kCount},
    {"skills", kTexts},
    {"hobbies", kTexts},
    {"score", kNumber},
    {"balance", kMoney},
    {"iban", R"({"type":"string","pattern":"^DE00[0-9]{18}$"})"},
    {"amount", kMoney},
    {"body", kText},
    {"text", kText},
    {"comment", kText},
    {"director", kText},
    {"artist", kText},
    {"version", kText},
    {"image", kUri},
};

using Names = std::string_view;
constexpr Names kUser[] = {"id", "name", "username", "email", "age", "address", "createdAt"};
constexpr Names kPerson[] = {"firstName", "lastName", "email", "phone", "birthDate", "address"};
constexpr Names kEmployee[] = {"id",       "firstName",  "lastName", "email",
                               "jobTitle", "department", "salary",   "startDate"};
constexpr Names kProduct[] = {"id",       "name",     "description", "price",
                              "currency", "category", "stock"};
constexpr Names kInvoice[] = {"invoiceNumber", "issueDate", "dueDate", "customer",
                              "items",         "total",     "currency"};
constexpr Names kOrder[] = {"orderNumber", "orderDate", "customer", "items", "total", "status"};
constexpr Names kPlace[] = {"street", "city", "postalCode", "country"};
constexpr Names kEvent[] = {"title", "start", "end", "location", "organizer"};
constexpr Names kRecipe[] = {"title", "servings", "prepTime", "ingredients", "steps"};
constexpr Names kBook[] = {"title", "author", "isbn", "publisher", "year", "pages"};
constexpr Names kCompany[] = {"name", "website", "email", "phone", "address"};
constexpr Names kTask[] = {"id", "title", "description", "status", "priority", "dueDate"};
constexpr Names kCar[] = {"make", "model", "year", "color", "mileage", "price"};
constexpr Names kMovie[] = {"title", "director", "year", "genre", "rating"};
constexpr Names kReview[] = {"author", "rating", "text", "createdAt"};
constexpr Names kPayment[] = {"id", "amount", "currency", "status", "createdAt"};
constexpr Names kPost[] = {"id", "title", "author", "body", "tags", "createdAt"};
constexpr Names kCity[] = {"name", "country", "population", "latitude", "longitude"};

constexpr RecordEntry kRecords[] = {
    {"user", kUser},       {"userprofile", kUser},  {"profile", kUser},
    {"account", kUser},    {"useraccount", kUser},  {"person", kPerson},
    {"contact", kPerson},  {"customer", kPerson},   {"customerprofile", kPerson},
    {"client", kPerson},   {"employee", kEmployee}, {"product", kProduct},
    {"invoice", kInvoice}, {"order", kOrder},       {"purchaseorder", kOrder},
    {"address", kPlace},   {"event", kEvent},       {"calendarevent", kEvent},
    {"meeting", kEvent},   {"appointment", kEvent}, {"recipe", kRecipe},
    {"book", kBook},       {"company", kCompany},   {"task", kTask},
    {"todo", kTask},       {"ticket", kTask},       {"car", kCar},
    {"vehicle", kCar},     {"movie", kMovie},       {"film", kMovie},
    {"review", kReview},   {"payment", kPayment},   {"transaction", kPayment},
    {"blogpost", kPost},   {"city", kCity},
};

constexpr std::pair<std::string_view, std::string_view> kSynonyms[] = {
    {"emailaddress", "email"},    {"mail", "email"},
    {"phonenumber", "phone"},     {"telephone", "phone"},
    {"mobile", "phone"},          {"zip", "postalcode"},
    {"zipcode", "postalcode"},    {"postcode", "postalcode"},
    {"dateofbirth", "birthdate"}, {"birthday", "birthdate"},
    {"colour", "color"},          {"surname", "lastname"},
    {"givenname", "firstname"},   {"qty", "quantity"},
    {"lineitem", "item"},         {"line", "item"},
    {"totalamount", "total"},     {"homepage", "website"},
    {"lat", "latitude"},          {"lng", "longitude"},
    {"organiser", "organizer"},   {"cost", "price"},
    {"instruction", "step"},      {"people", "person"},
    {"job", "jobtitle"},          {"preparationtime", "preptime"},
    {"hobbie", "hobby"},          {"vat", "tax"},
    {"identifier", "id"},
};

constexpr std::string_view kFillers[] = {
    "generate", "create",    "make",      "produce",     "give",       "return",     "provide",
    "output",   "fill",      "populate",  "need",        "want",       "get",        "show",
    "i",        "me",        "we",        "us",          "my",         "you",        "can",
    "could",    "would",     "like",      "please",      "a",          "an",         "the",
    "some",     "of",        "for",       "json",        "object",     "data",       "dataset",
    "record",   "entry",     "sample",    "random",      "example",    "fake",       "mock",
    "dummy",    "test",      "testing",   "realistic",   "plausible",  "fictional",  "fictitious",
    "made",     "up",        "new",       "valid",       "structured", "that",       "which",
    "who",      "whose",     "where",     "each",        "every",      "in",         "as",
    "to",       "and",       "also",      "both",        "its",        "their",      "his",
    "her",      "this",      "these",     "those",       "following",  "field",      "property",
    "value",    "attribute", "detail",    "information", "info",       "synthetic",  "placeholder",
    "schema",   "matching",  "according", "conforming",  "satisfying", "type",       "format",
    "api",      "response",  "payload",   "using",       "be",         "is",         "are",
    "it",       "should",    "must",      "given",       "based",      "on",         "by",
    "year",     "old",       "well",      "list",        "array",      "collection", "set",
    "only",     "just",
};
constexpr std::string_view kTextWords[] = {
    "write",       "writing",  "rewrite",   "summarise", "summarize",   "summary",  "translate",
    "translation", "compose",  "draft",     "explain",   "explanation", "describe", "paraphrase",
    "brainstorm",  "suggest",  "recommend", "analyse",   "analyze",     "classify", "extract",
    "improve",     "critique", "invent",    "poem",      "story",       "essay",    "article",
    "haiku",       "joke",     "song",      "lyrics",    "speech",      "letter",   "slogan",
    "tagline",     "headline", "advice",    "opinion",   "answer",
};
constexpr std::string_view kIntroductions[] = {
    "with", "including", "include",    "containing", "contain", "having", "has",
    "have", "fields",    "properties", "attributes", "plus",    "namely",
};
/// Negations and alternatives.
constexpr std::string_view kNegations[] = {
    "not",    "no", "non",    "without", "except", "excluding", "neither", "nor", "never", "none",
    "unless", "or", "either", "out",     "if",     "when",      "than",    "any", "all"};
/// Parts of comparisons.
constexpr std::string_view kComparing[] = {
    "between",  "over",      "under",  "above",     "below",    "exceeding", "more",     "less",
    "fewer",    "greater",   "higher", "lower",     "larger",   "smaller",   "bigger",   "older",
    "younger",  "cheaper",   "longer", "shorter",   "newer",    "earlier",   "later",    "least",
    "most",     "max",       "min",    "maximum",   "minimum",  "exactly",   "equal",    "equals",
    "same",     "identical", "before", "after",     "since",    "until",     "till",     "highest",
    "lowest",   "cheapest",  "latest", "oldest",    "youngest", "largest",   "smallest", "positive",
    "negative", "even",      "odd",    "divisible", "empty",    "past",      "future",   "starting",
    "ending",   "beginning"};
/// What only several values together satisfy.
constexpr std::string_view kTogether[] = {
    "sorted",         "sort",         "ordered",  "ascending", "descending", "increasing",
    "decreasing",     "ranked",       "unique",   "distinct",  "different",  "duplicate",
    "duplicates",     "total",        "totaling", "totalling", "sum",        "summing",
    "average",        "mean",         "median",   "combined",  "overall",    "alphabetical",
    "alphabetically", "chronological"};
constexpr std::string_view kLabels[] = {
    "report",   "weather", "config",    "configuration", "setting",       "settings",
    "document", "item",    "message",   "result",        "card",          "model",
    "instance", "form",    "structure", "entity",        "row",           "point",
    "node",     "reading", "details",   "resource",      "specification",
};

}  // namespace

std::string singular(std::string_view word) {
  const auto without = [&](std::size_t count) {
    return std::string(word.substr(0, word.size() - count));
  };
  if (word == "people") return "person";
  if (word == "children") return "child";
  if (word.size() < 4 || !word.ends_with('s')) return std::string(word);
  if (word == "address" || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) {
    return std::string(word);
  }
  if (word.ends_with("ies") && word != "movies") return without(3) + "y";
  if (word.ends_with("sses") || word.ends_with("xes") || word.ends_with("ches")) return without(2);
  return without(1);
}

std::string normal_form(std::string_view words) {
  std::vector<std::string> parts = words_of_name(words);
  if (parts.empty()) return {};
  parts.back() = singular(parts.back());
  std::string normal;
  for (const std::string& part : parts) normal += part;
  const auto synonym =
      std::ranges::find(kSynonyms, normal, &std::pair<std::string_view, std::string_view>::first);
  return synonym == std::end(kSynonyms) ? normal : std::string(synonym->second);
}

const FieldEntry* find_field(std::string_view normal) {
  static const std::map<std::string, const FieldEntry*, std::less<>> fields = [] {
    std::map<std::string, const FieldEntry*, std::less<>> by_name;
    for (const FieldEntry& field : kFields) by_name.try_emplace(normal_form(field.name), &field);
    return by_name;
  }();
  const auto entry = fields.find(normal);
  return entry == fields.end() ? nullptr : entry->second;
}

const RecordEntry* find_record(std::string_view normal) {
  const auto entry = std::ranges::find(kRecords, normal, &RecordEntry::name);
  return entry == std::end(kRecords) ? nullptr : entry;
}

bool is_filler(std::string_view word) {
  return std::ranges::contains(kFillers, word) ||
         std::ranges::contains(kFillers, std::string_view(singular(word)));
}

bool asks_for_text(std::string_view word) { return std::ranges::contains(kTextWords, word); }

bool introduces_fields(std::string_view word) {
  return std::ranges::contains(kIntroductions, word);
}

bool is_condition(std::string_view word) {
  return std::ranges::contains(kNegations, word) || std::ranges::contains(kComparing, word) ||
         std::ranges::contains(kTogether, word);
}

bool is_label(std::string_view word) { return std::ranges::contains(kLabels, word); }

}  // namespace skerry::fn::object
