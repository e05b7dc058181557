#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace skerry::host {

/// Settings of an installation by name, checked by whoever fills it. Immutable once modules run.
///
/// Modules may write a name as they like: `api-key` is `api_key`.
class Configuration {
 public:
  /// None when there is no such setting.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// Replaces what was set before.
  void set(std::string_view name, std::string value);

 private:
  std::map<std::string, std::string> settings_;
};

}  // namespace skerry::host
