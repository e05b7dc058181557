#include "host/capabilities/configuration.hpp"

#include <format>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "host/engine/value.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kPrefix = "SKERRY_";

/// One spelling for every way to write a name: `SKERRY_API_KEY`, `api-key` and `api_key` are one.
std::string key_of(std::string_view name) {
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  std::string key(name);
  for (char& c : key) {
    if (c == '-' || c == '.') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

}  // namespace

void Configuration::read_environment(const char* const* environment) {
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const auto equals = entry.find('=');
    if (!entry.starts_with(kPrefix) || equals == std::string_view::npos || !is_utf8(entry))
      continue;
    environment_[key_of(entry.substr(0, equals))] = entry.substr(equals + 1);
  }
}

std::expected<void, std::string> Configuration::read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return std::unexpected(std::format("cannot read configuration {}", file.string()));
  const auto json = is_utf8(text) ? nlohmann::json::parse(text, nullptr, false) : nlohmann::json();
  if (!json.is_object()) {
    return std::unexpected(std::format("configuration {} is no JSON object", file.string()));
  }
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured() || value.is_null()) {
      return std::unexpected(std::format(
          "configuration {}: {} must be a text, a number or a boolean", file.string(), name));
    }
    file_[key_of(name)] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  return {};
}

std::optional<std::string> Configuration::get(std::string_view name) const {
  const std::string key = key_of(name);
  for (const auto* source : {&host_, &environment_, &file_}) {
    if (const auto found = source->find(key); found != source->end()) return found->second;
  }
  return std::nullopt;
}

void Configuration::set(std::string_view name, std::string value) {
  host_[key_of(name)] = std::move(value);
}

}  // namespace skerry::host
