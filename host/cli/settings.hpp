#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/capabilities/configuration.hpp"

namespace skerry::host {

/// One thing an operator may set, in the file that `--config` names or in the environment.
struct Setting {
  enum class Kind : std::uint8_t {
    kKey,      ///< Visible ASCII, not empty, never shown.
    kChoice,   ///< One of `choices`.
    kHosts,    ///< Names without scheme or port, separated by commas; a list in the file will do.
    kOrigins,  ///< `scheme://host[:port]`, separated by commas; a list in the file will do.
    kOrigin,   ///< One `scheme://host[:port]`.
    kUrl,      ///< Of a proxy: `http`, `https`, `socks5` or `socks5h`, then `://…`.
    kNumber,   ///< A whole number from `minimum` to `maximum`; a number in the file will do.
    kText,
    kTexts,  ///< Texts separated by commas; a list in the file will do.
    kJson,   ///< The text of a JSON object; an object in the file will do.
  };

  /// Modules ask for it by this name.
  std::string name;
  Kind kind;
  std::span<const std::string_view> choices = {};
  /// Of a key.
  std::size_t bytes_min = 1;
  std::uint64_t minimum = 0;
  std::uint64_t maximum = 0;
  /// In the environment: `SKERRY_NAME`, but for the models' settings, whose names others chose.
  std::string variable = {};

  /// What a member of the file may be called: `name`, and for a setting of models its variable.
  [[nodiscard]] bool is_called(std::string_view member) const;
};

/// Every setting there is; docs/configuration.md and, for those of models, docs/ai.md say what each
/// one means. Modules ask for them by name through the capability `config`.
[[nodiscard]] std::span<const Setting> all_settings();

/// Reads `NAME=value` entries as `environ` has them, and `file` unless its name is empty; the
/// environment wins. The error is one line for an operator that names the setting: one that is
/// unknown (with the nearest known one), there twice, of the wrong type, or of a value it cannot
/// have; or a file that is no regular one or larger than 64 KiB. The environment may hold `SKERRY_`
/// variables of the program's own, which are no settings. What models' settings may hold is checked
/// by `check_models`.
[[nodiscard]] std::expected<Configuration, std::string> read_settings(
    const char* const* environment, const std::filesystem::path& file);

/// A line for each variable of the environment that looks like a setting of models and is none, as
/// `MODEL_CLASIFY`. They may be meant for other programs, so they are no error.
[[nodiscard]] std::vector<std::string> misspelt_variables(const char* const* environment);

}  // namespace skerry::host
