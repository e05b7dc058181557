#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "host/capabilities/configuration.hpp"

namespace skerry::host {

/// One thing an operator may set: `name` in the file that `--config` names, `SKERRY_NAME` in the
/// environment.
struct Setting {
  enum class Kind : std::uint8_t {
    kKey,      ///< Visible ASCII, not empty, never shown.
    kChoice,   ///< One of `choices`.
    kHosts,    ///< Names without scheme or port, separated by commas; a list in the file will do.
    kOrigins,  ///< `scheme://host[:port]`, separated by commas; a list in the file will do.
    kUrl,      ///< Of a proxy: `http`, `https`, `socks5` or `socks5h`, then `://…`.
    kText,
  };

  std::string_view name;
  Kind kind;
  std::span<const std::string_view> choices = {};
};

/// Every setting there is; docs/configuration.md says what each one means. Modules ask for them by
/// name through the capability `config`.
[[nodiscard]] std::span<const Setting> all_settings();

/// Reads `NAME=value` entries as `environ` has them, and `file` unless its name is empty; the
/// environment wins. The error is one line for an operator that names the setting: one that is
/// unknown (with the nearest known one), there twice, of the wrong type, or of a value it cannot
/// have; or a file that is no regular one or larger than 64 KiB. The environment may hold `SKERRY_`
/// variables of the program's own, which are no settings.
[[nodiscard]] std::expected<Configuration, std::string> read_settings(
    const char* const* environment, const std::filesystem::path& file);

}  // namespace skerry::host
