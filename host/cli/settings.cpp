#include "host/cli/settings.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <vector>

#include "host/http/head.hpp"
#include "modules/ai/settings.hpp"
#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/percent.hpp"
#include "modules/sdk/validation.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry::host {
namespace {

using Kind = Setting::Kind;

constexpr std::string_view kPrefix = "SKERRY_";
constexpr std::size_t kConfigurationBytesMax = 64u << 10;
/// What a proxy may speak; `socks5h` lets it resolve names.
constexpr std::array<std::string_view, 4> kProxySchemes = {"http", "https", "socks5", "socks5h"};
constexpr std::array<std::string_view, 2> kAuthentication = {"open", "closed"};
constexpr std::array<std::string_view, 2> kPrivateAddresses = {"allow", "refuse"};
/// A setting of the program's own.
struct OwnSetting {
  std::string_view name;
  Kind kind;
  std::span<const std::string_view> choices = {};
  std::size_t bytes_min = 1;
};
constexpr std::array kOwnSettings = {
    OwnSetting{"api_key", Kind::kKey},
    OwnSetting{"authentication", Kind::kChoice, kAuthentication},
    OwnSetting{"cors_origins", Kind::kOrigins},
    OwnSetting{"fetch_private_addresses", Kind::kChoice, kPrivateAddresses},
    OwnSetting{"fetch_proxy", Kind::kUrl},
    OwnSetting{"hosts", Kind::kHosts},
    // Asked for by the conformance suite's module.
    OwnSetting{"probe_setting", Kind::kText},
    OwnSetting{"public_url", Kind::kOrigin},
    OwnSetting{"task_link_key", Kind::kKey, {}, fn::limits::kTaskLinkKeyBytesMin},
};
/// Read where they are needed, before there is a configuration.
constexpr std::array<std::string_view, 2> kOtherVariables = {"SKERRY_MODULES_DIR", "SKERRY_RECORD"};

using Checked = std::expected<std::string, std::string>;

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// What a setting of models may be in the file beside text.
Kind kind_of_model_setting(std::string_view variable) {
  if (variable == "AI_PRICES") return Kind::kJson;
  const bool list = variable == "AI_PROVIDERS" || variable == "AI_MODELS" ||
                    variable == "DEFAULT_MODEL" || variable.starts_with("MODEL_");
  return list ? Kind::kTexts : Kind::kText;
}

std::vector<Setting> make_settings() {
  std::vector<Setting> all;
  all.reserve(kOwnSettings.size() + std::size(fn::kAdjustableLimits) + ai::setting_names().size());
  for (const OwnSetting& own : kOwnSettings) {
    all.push_back({.name = std::string(own.name),
                   .kind = own.kind,
                   .choices = own.choices,
                   .bytes_min = own.bytes_min,
                   .variable = std::string(kPrefix) + upper(own.name)});
  }
  for (const fn::AdjustableLimit& limit : fn::kAdjustableLimits) {
    all.push_back({.name = std::string(limit.name),
                   .kind = Kind::kNumber,
                   .minimum = limit.minimum,
                   .maximum = limit.maximum,
                   .variable = std::string(kPrefix) + upper(limit.name)});
  }
  for (const std::string_view variable : ai::setting_names()) {
    all.push_back({.name = lower(variable),
                   .kind = kind_of_model_setting(variable),
                   .variable = std::string(variable)});
  }
  return all;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool has_upper_case(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A name or an address; an IPv6 address in brackets.
bool is_host_name(std::string_view text) {
  const auto colon = text.starts_with('[') ? text.find(':', text.find(']')) : text.find(':');
  return http::is_authority(text) && colon == std::string_view::npos && !text.contains('*');
}

bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme)) {
      const std::string_view authority = text.substr(scheme.size());
      return http::is_authority(authority) && !authority.ends_with(':') &&
             !has_upper_case(authority);
    }
  }
  return false;
}

bool is_proxy(std::string_view text) {
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || text.size() == colon + 3) return false;
  return std::ranges::any_of(kProxySchemes, [&](std::string_view scheme) {
    return http::equals_ignoring_case(text.substr(0, colon), scheme);
  });
}

/// What is wrong with one item of a list, or nothing.
std::optional<std::string> fault_of(std::string_view item, Kind kind) {
  if (kind == Kind::kHosts) {
    if (item == "*" || is_host_name(item)) return std::nullopt;
    return std::format("\"{}\" is no name without scheme and port", item);
  }
  if (is_origin(item)) return std::nullopt;
  return std::format("\"{}\" is no origin: scheme://host[:port] in lower case, nothing after it",
                     item);
}

Checked check_list(std::string_view text, Kind kind) {
  std::string list;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view item = trimmed(text.substr(at, comma - at));
    at = comma + 1;
    if (item.empty()) return std::unexpected("has an empty entry");
    if (auto fault = fault_of(item, kind)) return std::unexpected(std::move(*fault));
    list.append(list.empty() ? "" : ",").append(item);
  }
  return list;
}

/// The text of a setting as modules get it, or what is wrong with it, without its name.
Checked check(const Setting& setting, std::string_view text) {
  const bool visible = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  switch (setting.kind) {
    case Kind::kKey:
      if (text.empty()) return std::unexpected("must not be empty; leave it out for no key");
      if (!visible) return std::unexpected("must be visible ASCII characters without spaces");
      if (text.size() < setting.bytes_min) {
        return std::unexpected(std::format("must have at least {} characters", setting.bytes_min));
      }
      break;
    case Kind::kChoice:
      if (std::ranges::find(setting.choices, text) == setting.choices.end()) {
        return std::unexpected(
            std::format("must be {} or {}", setting.choices[0], setting.choices[1]));
      }
      break;
    case Kind::kUrl:
      if (!visible || !is_proxy(text)) {
        return std::unexpected("must be a URL of http, https, socks5 or socks5h");
      }
      break;
    case Kind::kOrigin:
      if (!is_origin(text)) {
        return std::unexpected("must be scheme://host[:port] in lower case, nothing after it");
      }
      break;
    case Kind::kNumber: {
      const auto number = read_whole_number(text);
      if (!number || *number < setting.minimum || *number > setting.maximum) {
        return std::unexpected(
            std::format("must be a whole number from {} to {}", setting.minimum, setting.maximum));
      }
      break;
    }
    case Kind::kHosts:
    case Kind::kOrigins:
      return check_list(text, setting.kind);
    case Kind::kText:
    case Kind::kTexts:
    case Kind::kJson:
      break;
  }
  return std::string(text);
}

std::string hint(std::string_view name, const std::vector<std::string>& known) {
  const std::string_view near = nearest_name(name, known);
  return near.empty() ? "" : std::format("; did you mean {}?", near);
}

std::string unknown_setting(std::string_view name) {
  std::vector<std::string> known;
  for (const Setting& setting : all_settings()) known.push_back(setting.name);
  return std::format("there is no setting {}{}", to_text(Json(name)), hint(name, known));
}

std::string unknown_variable(std::string_view name) {
  const std::string_view without_prefix = name.substr(kPrefix.size());
  if (std::ranges::contains(all_settings(), without_prefix, &Setting::variable)) {
    return std::format("there is no environment variable {}; did you mean {}?", name,
                       without_prefix);
  }
  std::vector<std::string> known(kOtherVariables.begin(), kOtherVariables.end());
  for (const Setting& setting : all_settings()) known.push_back(setting.variable);
  return std::format("there is no environment variable {}{}", name, hint(name, known));
}

/// A list in the file is joined, since lists are texts with commas everywhere else.
Checked text_of(const Setting& setting, const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (setting.kind == Kind::kNumber) {
    if (value.is_number_integer()) return to_text(value);
    return std::unexpected(type_mismatch("a whole number", value));
  }
  if (setting.kind == Kind::kJson) {
    if (value.is_object()) return to_text(value);
    return std::unexpected(type_mismatch("an object or its text", value));
  }
  const bool list = setting.kind == Kind::kHosts || setting.kind == Kind::kOrigins ||
                    setting.kind == Kind::kTexts;
  if (!list || !value.is_array()) {
    return std::unexpected(type_mismatch(list ? "text or a list of texts" : "text", value));
  }
  std::string joined;
  for (const Json& item : value) {
    if (!item.is_string()) return std::unexpected(type_mismatch("a list of texts", item));
    joined.append(joined.empty() ? "" : ",").append(item.get_ref<const std::string&>());
  }
  return joined;
}

std::expected<void, std::string> read_file(const std::filesystem::path& file,
                                           Configuration& configuration) {
  const auto fail = [&](std::string_view what) {
    return std::unexpected(std::format("configuration {}: {}", file.string(), what));
  };
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail("is no regular file");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail("cannot be read");
  // One byte more than allowed tells a file that is too large.
  std::string text(kConfigurationBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return fail("cannot be read");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kConfigurationBytesMax) {
    return fail(std::format("is larger than {} bytes", kConfigurationBytesMax));
  }
  const auto json = read_json(text);
  if (!json) return fail(json.error().detail);
  if (!json->is_object()) return fail("is no JSON object");
  for (const auto& [name, value] : json->items()) {
    const auto setting = std::ranges::find_if(
        all_settings(), [&](const Setting& known) { return known.is_called(name); });
    if (setting == all_settings().end()) return fail(unknown_setting(name));
    if (configuration.get(setting->name)) return fail(std::format("{}: is there twice", name));
    const auto found =
        text_of(*setting, value).and_then([&](const std::string& t) { return check(*setting, t); });
    if (!found) return fail(std::format("{}: {}", name, found.error()));
    configuration.set(setting->name, *found);
  }
  return {};
}

std::expected<void, std::string> read_environment(const char* const* environment,
                                                  Configuration& configuration) {
  std::set<std::string_view> seen;
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view variable = entry.substr(0, equals);
    const bool own = variable.starts_with(kPrefix);
    const auto setting = std::ranges::find(all_settings(), variable, &Setting::variable);
    if (!own && setting == all_settings().end()) continue;
    if (!is_utf8(entry)) {
      return std::unexpected(std::format("an environment variable {} is not UTF-8",
                                         own ? "SKERRY_…" : setting->variable));
    }
    if (std::ranges::find(kOtherVariables, variable) != kOtherVariables.end()) continue;
    if (setting == all_settings().end()) return std::unexpected(unknown_variable(variable));
    if (!seen.insert(variable).second) {
      return std::unexpected(std::format("{}: is in the environment twice", variable));
    }
    const auto found = check(*setting, entry.substr(equals + 1));
    if (!found) return std::unexpected(std::format("{}: {}", variable, found.error()));
    configuration.set(setting->name, *found);
  }
  return {};
}

}  // namespace

bool Setting::is_called(std::string_view member) const {
  return member == name || (!variable.starts_with(kPrefix) && member == variable);
}

std::span<const Setting> all_settings() {
  static const std::vector<Setting> all = make_settings();
  return all;
}

std::expected<Configuration, std::string> read_settings(const char* const* environment,
                                                        const std::filesystem::path& file) {
  Configuration configuration;
  if (!file.empty()) {
    if (auto read = read_file(file, configuration); !read) return std::unexpected(read.error());
  }
  if (auto read = read_environment(environment, configuration); !read) {
    return std::unexpected(read.error());
  }
  return configuration;
}

std::vector<std::string> misspelt_variables(const char* const* environment) {
  std::vector<std::string> lines;
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry = *environment;
    const std::string_view variable = entry.substr(0, std::min(entry.find('='), entry.size()));
    if (!is_utf8(variable) || std::ranges::contains(ai::setting_names(), variable)) continue;
    // What is alike before the first underscore says nothing about the rest.
    const std::string_view family = variable.substr(0, variable.find('_') + 1);
    std::vector<std::string> known;
    for (const std::string_view name : ai::setting_names()) {
      if (!family.empty() && name.starts_with(family)) {
        known.emplace_back(name.substr(family.size()));
      }
    }
    const std::string_view near = nearest_name(variable.substr(family.size()), known);
    if (near.empty()) continue;
    lines.push_back(std::format("{} is no setting; did you mean {}{}?", variable, family, near));
  }
  return lines;
}

}  // namespace skerry::host
