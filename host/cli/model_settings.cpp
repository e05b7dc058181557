#include "host/cli/model_settings.hpp"

#include "host/fetch/address_policy.hpp"

namespace skerry::host {
namespace {

/// The configuration as modules see it.
class ModuleView final : public ConfigPort {
 public:
  explicit ModuleView(const Configuration& configuration) : configuration_(configuration) {}
  std::optional<std::string> get(std::string_view name) override {
    return configuration_.get(name);
  }

 private:
  const Configuration& configuration_;
};

}  // namespace

std::expected<ai::Settings, std::vector<std::string>> check_models(
    const Configuration& configuration) {
  ModuleView view(configuration);
  auto settings = ai::read_settings(view);
  if (settings) return std::move(*settings);
  std::vector<std::string> lines;
  for (const ai::SettingFault& fault : settings.error()) {
    lines.push_back(fault.name + ": " + fault.detail);
  }
  return std::unexpected(std::move(lines));
}

std::vector<std::string> model_origins(const Configuration& configuration) {
  std::vector<std::string> origins;
  for (const char* name : {"openai_base_url", "anthropic_base_url"}) {
    const auto origin = configuration.get(name).and_then(origin_of);
    if (origin) origins.push_back(*origin);
  }
  return origins;
}

}  // namespace skerry::host
