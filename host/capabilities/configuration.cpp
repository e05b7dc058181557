#include "host/capabilities/configuration.hpp"

#include <utility>

namespace skerry::host {
namespace {

std::string key_of(std::string_view name) {
  std::string key(name);
  for (char& c : key) {
    if (c == '-' || c == '.') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

}  // namespace

std::optional<std::string> Configuration::get(std::string_view name) const {
  const auto found = settings_.find(key_of(name));
  return found == settings_.end() ? std::nullopt : std::optional(found->second);
}

void Configuration::set(std::string_view name, std::string value) {
  settings_[key_of(name)] = std::move(value);
}

}  // namespace skerry::host
