#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "modules/sdk/exact_integer.hpp"
#include "modules/sdk/json.hpp"

namespace skerry {

namespace {

namespace dom = simdjson::dom;

/// 2^53, up to which a double tells neighbouring integers apart.
constexpr double kExactIntegerMax = 9007199254740992.0;

/// Objects of so few members are searched one by one for keys they have twice.
constexpr std::size_t kFewMembers = 8;

/// Texts up to this size share one parser, whose memory, about four times as much, is kept.
constexpr std::size_t kSharedParserBytesMax = 16 << 10;

/// The first key that an object has twice, or null. `ordered_json` would keep both, as members are
/// appended behind its back: its own insertion looks for the key each time, which takes quadratic
/// time for large objects.
const std::string* find_duplicate(const Json::object_t& members) {
  if (members.size() <= kFewMembers) {
    for (auto later = members.begin(); later != members.end(); ++later) {
      const auto twice = std::ranges::find(members.begin(), later, later->first,
                                           &Json::object_t::value_type::first);
      if (twice != later) return &later->first;
    }
    return nullptr;
  }
  std::vector<const std::string*> keys;
  keys.reserve(members.size());
  for (const auto& member : members) keys.push_back(&member.first);
  const auto text = [](const std::string* key) -> const std::string& { return *key; };
  std::ranges::sort(keys, {}, text);
  const auto twice = std::ranges::adjacent_find(keys, {}, text);
  return twice == keys.end() ? nullptr : *twice;
}

std::vector<Json::object_t::value_type>& members_of(Json& object) {
  return object.get_ref<Json::object_t&>();
}

/// Converts what simdjson has parsed. False when there is anything to complain about.
bool convert(dom::element element, Json& into, std::size_t depth_left, std::size_t& values_left) {
  if (values_left-- == 0) return false;
  switch (element.type()) {
    case dom::element_type::ARRAY: {
      if (depth_left == 0) return false;
      into = Json::array();
      auto& elements = into.get_ref<Json::array_t&>();
      for (const dom::element child : dom::array(element.get_array().value_unsafe())) {
        if (!convert(child, elements.emplace_back(), depth_left - 1, values_left)) return false;
      }
      return true;
    }
    case dom::element_type::OBJECT: {
      if (depth_left == 0) return false;
      into = Json::object();
      auto& members = members_of(into);
      for (const auto field : dom::object(element.get_object().value_unsafe())) {
        members.emplace_back(std::string(field.key), Json());
        if (!convert(field.value, members.back().second, depth_left - 1, values_left)) return false;
      }
      return find_duplicate(into.get_ref<const Json::object_t&>()) == nullptr;
    }
    case dom::element_type::INT64:
      into = element.get_int64().value_unsafe();
      return true;
    case dom::element_type::UINT64:
      into = element.get_uint64().value_unsafe();
      return true;
    case dom::element_type::DOUBLE:
      into = json_number(element.get_double().value_unsafe());
      return true;
    case dom::element_type::STRING:
      into = std::string(element.get_string().value_unsafe());
      return true;
    case dom::element_type::BOOL:
      into = element.get_bool().value_unsafe();
      return true;
    default:
      into = nullptr;
      return true;
  }
}

dom::parser& shared_parser() {
  thread_local dom::parser parser(kSharedParserBytesMax);
  return parser;
}

/// Text of the caller's own, cut at a character's beginning.
std::string echoed(std::string_view text) {
  if (text.size() <= limits::kEchoedBytesMax) return std::string(text);
  std::size_t end = limits::kEchoedBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

/// Builds the value while nlohmann's parser walks through the text, and says what is wrong with it.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(JsonLimits limits) : limits_(limits) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override {
    return std::in_range<std::int64_t>(value) ? add(static_cast<std::int64_t>(value)) : add(value);
  }
  bool number_float(number_float_t value, const string_t& text) override {
    const bool integer = text.find_first_of(".eE") == string_t::npos;
    if (integer && !survives_as_double(text)) {
      return set_error(
          JsonErrorKind::kNumberOutOfRange,
          "a double would round the integer " + echoed(text) + "; a string keeps its digits");
    }
    return add(json_number(value));
  }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool end_object() override {
    const auto* twice = find_duplicate(open_.back().get_ref<const Json::object_t&>());
    if (twice == nullptr) return close();
    return set_error(JsonErrorKind::kDuplicateKey, "duplicate key \"" + echoed(*twice) + "\"");
  }
  bool key(string_t& name) override {
    members_of(open_.back()).emplace_back(std::move(name), Json());
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& why) override {
    constexpr int kNumberOverflow = 406;
    const std::string_view text = why.what();
    if (why.id == kNumberOverflow) {
      set_error(JsonErrorKind::kNumberOutOfRange, "number outside a double's range");
    } else if (text.contains("ill-formed UTF-8")) {
      set_error(JsonErrorKind::kNotUtf8, "the text is not UTF-8");
    } else if (text.contains("surrogate")) {
      set_error(JsonErrorKind::kLoneSurrogate, "a lone surrogate in a string");
    } else {
      set_error(JsonErrorKind::kMalformed,
                token.empty() ? "malformed JSON" : "malformed JSON near \"" + echoed(token) + "\"");
    }
    // The parser counts what it has consumed, the offending byte included.
    error_.offset_bytes = position == 0 ? 0 : position - 1;
    return false;
  }

  [[nodiscard]] Json take_value() { return std::move(value_); }
  [[nodiscard]] JsonError take_error() { return std::move(error_); }

 private:
  bool add(Json item) {
    if (++values_ > limits_.values_max) {
      return set_error(JsonErrorKind::kTooLarge,
                       "more than " + std::to_string(limits_.values_max) + " values");
    }
    if (open_.empty()) {
      value_ = std::move(item);
    } else if (open_.back().is_array()) {
      open_.back().get_ref<Json::array_t&>().push_back(std::move(item));
    } else {
      members_of(open_.back()).back().second = std::move(item);
    }
    return true;
  }
  bool open(Json container) {
    if (open_.size() == limits_.depth_max) {
      return set_error(JsonErrorKind::kTooDeep,
                       "nested deeper than " + std::to_string(limits_.depth_max));
    }
    open_.push_back(std::move(container));
    return true;
  }
  bool close() {
    Json finished = std::move(open_.back());
    open_.pop_back();
    return add(std::move(finished));
  }
  bool set_error(JsonErrorKind kind, std::string detail) {
    error_.kind = kind;
    error_.detail = std::move(detail);
    return false;
  }

  Json value_;
  JsonError error_{};
  JsonLimits limits_;
  std::size_t values_ = 0;
  std::vector<Json> open_;
};

}  // namespace

std::expected<Json, JsonError> read_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes_max) {
    return std::unexpected(JsonError{JsonErrorKind::kTooLarge,
                                     "more than " + std::to_string(limits.bytes_max) + " bytes",
                                     std::nullopt});
  }
  Json value;
  std::size_t values_left = limits.values_max;
  dom::parser own_parser;
  dom::parser& parser = text.size() <= kSharedParserBytesMax ? shared_parser() : own_parser;
  dom::element root;
  if (parser.parse(text.data(), text.size()).get(root) == simdjson::SUCCESS &&
      convert(root, value, limits.depth_max, values_left)) {
    return value;
  }
  // simdjson says neither where nor quite why; it also refuses integers beyond 64 bits.
  // The other parser takes a NUL for the end of the text.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    return std::unexpected(JsonError{JsonErrorKind::kMalformed, "unexpected NUL", nul});
  }
  Builder builder(limits);
  if (Json::sax_parse(text, &builder)) return builder.take_value();
  return std::unexpected(builder.take_error());
}

Json json_number(double value) {
  const bool integer = std::trunc(value) == value && std::fabs(value) <= kExactIntegerMax &&
                       !(value == 0 && std::signbit(value));
  if (integer) return static_cast<std::int64_t>(value);
  return value;
}

}  // namespace skerry
