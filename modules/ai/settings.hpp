#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/model.hpp"
#include "modules/sdk/config.hpp"

namespace skerry::ai {

/// US dollars for a million tokens.
struct Price {
  double input_usd = 0;
  double output_usd = 0;
};

/// A provider, reached at `base_url` (without a slash at its end) with `key`, which may be empty
/// for a compatible server. Workers AI has neither: the host's binding reaches it.
struct Endpoint {
  Provider provider = Provider::kOpenai;
  std::string base_url;
  std::string key;
};

/// Whether the caller's own work comes before or after models are asked, or not at all.
enum class LocalPlace : std::uint8_t { kAbsent, kBeforeModels, kAfterModels };

/// A model at a provider.
struct ModelChoice {
  Provider provider = Provider::kOpenai;
  std::string model;

  friend bool operator==(const ModelChoice&, const ModelChoice&) = default;
};

/// A setting that is missing or wrong, named as the operator knows it: `OPENAI_BASE_URL`.
struct SettingFault {
  std::string name;
  /// Holds no secret.
  std::string detail;

  friend bool operator==(const SettingFault&, const SettingFault&) = default;
};

/// What is configured, checked. Immutable.
struct Settings {
  /// Models' providers in the order of preference.
  std::vector<Endpoint> endpoints;
  LocalPlace local = LocalPlace::kAfterModels;
  /// By use; one for each endpoint, in their order.
  std::array<std::vector<ModelChoice>, kUses> models;
  /// What a caller may choose; all of `models` are.
  std::vector<ModelChoice> allowed;
  std::map<std::string, Price, std::less<>> prices;
  std::uint64_t tokens_per_call_max = limits::kTokensPerCallDefault;
  /// Of all attempts at a job; 0 for no limit.
  std::uint64_t tokens_per_job_max = limits::kTokensPerJobDefault;
  /// Of all calls of a tenant in a day (UTC); 0 for no limit.
  std::uint64_t tokens_per_tenant_max = limits::kTokensPerTenantDefault;
  /// One request with its whole answer.
  std::uint32_t model_call_ms = limits::kModelCallMs;
  bool log_prompts = false;

  [[nodiscard]] const Endpoint* find_endpoint(Provider provider) const;
  [[nodiscard]] const std::vector<ModelChoice>& models_for(Use use) const {
    return models[static_cast<std::size_t>(use)];
  }
};

/// Every setting's name, as an environment variable; modules ask for them in lower case.
[[nodiscard]] const std::vector<std::string_view>& setting_names();

/// Whether a model may be called this: visible ASCII characters, so many as limits.hpp says. In a
/// list names have no commas.
[[nodiscard]] bool is_model_name(std::string_view name);

/// Reads and checks all settings (docs/ai.md says what each one means), or gives every fault. With
/// no setting at all there is no model, and `local` is left.
[[nodiscard]] std::expected<Settings, std::vector<SettingFault>> read_settings(ConfigPort& config);

}  // namespace skerry::ai
