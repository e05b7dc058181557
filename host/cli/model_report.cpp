#include "host/cli/model_report.hpp"

#include <algorithm>
#include <format>

namespace skerry::host {
namespace {

constexpr std::string_view kLocal = "provider local: built in, without a network (always there)";

std::string reason_of(const ai::Endpoint& endpoint, const Configuration& configuration,
                      const OllamaLook& look) {
  if (look.outcome == OllamaLook::Outcome::kAdopted) {
    return "an Ollama runs on this machine; AI_PROVIDERS=local leaves it alone";
  }
  const char* variable = "OPENAI_API_KEY";
  if (endpoint.provider == ai::Provider::kAnthropic) variable = "ANTHROPIC_API_KEY";
  if (endpoint.provider == ai::Provider::kCompatible) variable = "OPENAI_BASE_URL";
  return std::format("{} is set{}", variable,
                     configuration.get("ai_providers") ? ", AI_PROVIDERS names it" : "");
}

std::string why_no_model(const OllamaLook& look) {
  switch (look.outcome) {
    case OllamaLook::Outcome::kNobody:
      return "no key, no OPENAI_BASE_URL, and no Ollama at " + look.origin;
    case OllamaLook::Outcome::kNoModel:
      return "the Ollama at " + look.origin + " has none that can be used; `ollama pull` gets one";
    case OllamaLook::Outcome::kNotNeeded:
    case OllamaLook::Outcome::kAdopted:
      break;
  }
  return "none is configured";
}

std::string unusable_names(const OllamaLook& look) {
  return std::format(
      "models of the Ollama at {} that are left out for their names: {}; names are visible ASCII "
      "without commas",
      look.origin, look.unusable_names);
}

}  // namespace

std::vector<std::string> models_of(const ai::Settings& models, ai::Provider provider) {
  std::vector<std::string> names;
  for (const auto& choices : models.models) {
    for (const ai::ModelChoice& choice : choices) {
      if (choice.provider == provider && !std::ranges::contains(names, choice.model)) {
        names.push_back(choice.model);
      }
    }
  }
  return names;
}

std::vector<std::string> describe_models(const ai::Settings& models,
                                         const Configuration& configuration,
                                         const OllamaLook& look) {
  std::vector<std::string> lines;
  if (models.local == ai::LocalPlace::kBeforeModels) lines.emplace_back(kLocal);
  for (const ai::Endpoint& endpoint : models.endpoints) {
    std::string names;
    for (const std::string& name : models_of(models, endpoint.provider)) {
      names.append(names.empty() ? "" : ", ").append(name);
    }
    lines.push_back(std::format("provider {}: {} at {} ({})", ai::name_of(endpoint.provider), names,
                                endpoint.base_url, reason_of(endpoint, configuration, look)));
  }
  if (models.local == ai::LocalPlace::kAfterModels) lines.emplace_back(kLocal);
  if (models.endpoints.empty()) lines.push_back("no model: " + why_no_model(look));
  if (look.unusable_names != 0) lines.push_back(unusable_names(look));
  return lines;
}

Json report_providers(const ai::Settings& models, const Configuration& configuration,
                      const OllamaLook& look) {
  Json report = Json::array();
  for (const ai::Endpoint& endpoint : models.endpoints) {
    report.push_back({{"provider", ai::name_of(endpoint.provider)},
                      {"models", models_of(models, endpoint.provider)},
                      {"url", endpoint.base_url},
                      {"why", reason_of(endpoint, configuration, look)},
                      {"hasKey", !endpoint.key.empty()}});
  }
  const Json local = {{"provider", ai::name_of(ai::Provider::kLocal)}};
  if (models.local == ai::LocalPlace::kBeforeModels) report.insert(report.begin(), local);
  if (models.local == ai::LocalPlace::kAfterModels) report.push_back(local);
  return report;
}

}  // namespace skerry::host
