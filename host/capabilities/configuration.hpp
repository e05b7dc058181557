#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace skerry::host {

/// Settings of an installation by name. Immutable after it was read.
///
/// The setting `api-key` is the environment variable `SKERRY_API_KEY` or the member `api-key` of
/// the configuration file; the environment wins.
class Configuration {
 public:
  Configuration() = default;
  /// Takes `NAME=value` entries as `environ` has them; those without `SKERRY_` and those that are
  /// not UTF-8 are left out.
  void read_environment(const char* const* environment);
  /// Reads a file that holds one JSON object of texts, numbers and booleans. The error is one line
  /// for an operator.
  [[nodiscard]] std::expected<void, std::string> read_file(const std::filesystem::path& file);
  /// None when there is no such setting.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// Sets what the host knows better than the environment or a file.
  void set(std::string_view name, std::string value);

 private:
  std::map<std::string, std::string> environment_;
  std::map<std::string, std::string> file_;
  std::map<std::string, std::string> host_;
};

}  // namespace skerry::host
