#include "modules/fn/schema/mismatch_text.hpp"

#include "modules/fn/schema/text_classes.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry::fn::schema {
namespace {

/// Values listed in one phrase.
constexpr std::size_t kListedMax = 8;

/// Whether a value's text is no longer than about `bytes_left`; looks no further than that.
bool is_short(const Json& value, std::size_t& bytes_left) {
  std::size_t bytes = 1;
  if (value.is_string()) bytes += value.get_ref<const std::string&>().size();
  if (value.is_object()) {
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      bytes += name.size();
      if (bytes > bytes_left || !is_short(member, bytes_left)) return false;
    }
  } else if (value.is_array()) {
    for (const Json& item : value) {
      if (!is_short(item, bytes_left)) return false;
    }
  }
  if (bytes > bytes_left) return false;
  bytes_left -= bytes;
  return true;
}

/// The beginning of a text, whole characters.
std::string_view cut(std::string_view text) {
  if (text.size() <= skerry::limits::kEchoedBytesMax) return text;
  std::size_t end = skerry::limits::kEchoedBytesMax;
  while (end > 0 && is_continuation(text[end])) --end;
  return text.substr(0, end);
}

}  // namespace

std::string shown(const Json& value) {
  if (value.is_string()) {
    const std::string_view text = value.get_ref<const std::string&>();
    const std::string_view begin = cut(text);
    return to_text(std::string(begin)) + (begin.size() < text.size() ? "…" : "");
  }
  std::size_t bytes_left = skerry::limits::kEchoedBytesMax;
  if (is_short(value, bytes_left)) return to_text(value);
  return "an " + std::string(type_name(value)) + " of " + std::to_string(value.size());
}

std::string counted(std::uint64_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

std::string expected(std::string_view relation, const Json& limit, const Json& found) {
  return "expected " + std::string(relation) + " " + shown(limit) + ", found " + shown(found);
}

std::string expected_count(std::string_view relation, const Json& limit, std::string_view unit,
                           std::uint64_t found) {
  return "expected " + std::string(relation) + " " + shown(limit) + " " + std::string(unit) +
         (limit == 1 ? "" : "s") + ", found " + std::to_string(found);
}

std::string expected_type(const Json& types, const Json& found) {
  std::string text = "expected ";
  if (types.is_string()) {
    text += types.get_ref<const std::string&>();
  } else {
    for (std::size_t i = 0; i < types.size() && i < kListedMax; ++i) {
      if (i > 0) text += i + 1 == types.size() ? " or " : ", ";
      if (types[i].is_string()) text += types[i].get_ref<const std::string&>();
    }
  }
  return text + ", found " + std::string(type_name(found));
}

std::string expected_one_of(const Json& values, const Json& found) {
  std::string text = values.size() == 1 ? "expected " : "expected one of ";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == kListedMax) {
      text += ", …";
      break;
    }
    if (i > 0) text += ", ";
    text += shown(values[i]);
  }
  return text + ", found " + shown(found);
}

}  // namespace skerry::fn::schema
