#include "modules/sdk/json_pointer.hpp"

#include <algorithm>
#include <optional>

namespace skerry {

namespace {

/// Nothing when a `~` stands for nothing.
std::optional<std::string> unescape(std::string_view token) {
  std::string text;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] != '~') {
      text += token[at];
      continue;
    }
    if (++at == token.size()) return std::nullopt;
    if (token[at] != '0' && token[at] != '1') return std::nullopt;
    text += token[at] == '0' ? '~' : '/';
  }
  return text;
}

/// Array indices have no sign, no leading zeros and no spaces.
std::optional<std::size_t> array_index(std::string_view token) {
  constexpr std::size_t kDigitsMax = 9;
  if (token.empty() || token.size() > kDigitsMax) return std::nullopt;
  if (token.size() > 1 && token.front() == '0') return std::nullopt;
  std::size_t index = 0;
  for (const char c : token) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  return index;
}

const Json* child_of(const Json& value, std::string_view token) {
  if (value.is_array()) {
    const auto index = array_index(token);
    return index && *index < value.size() ? &value[*index] : nullptr;
  }
  const auto name = unescape(token);
  return name ? find_member(value, *name) : nullptr;
}

}  // namespace

std::string pointer_to(std::string_view parent, std::string_view member) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : member) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + "/" + std::to_string(index);
}

const Json* resolve_pointer(const Json& document, std::string_view pointer) {
  const Json* value = &document;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    value = child_of(*value, token);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace skerry
