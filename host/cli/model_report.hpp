#pragma once

#include <string>
#include <vector>

#include "host/capabilities/configuration.hpp"
#include "host/cli/ollama.hpp"
#include "modules/ai/settings.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::host {

/// Which providers will be used, in their order, and why: a line for each, without secrets.
[[nodiscard]] std::vector<std::string> describe_models(const ai::Settings& models,
                                                       const Configuration& configuration,
                                                       const OllamaLook& look);

/// The same for a program: `{"provider", "models", "url", "why", "hasKey"}` each, `local` with its
/// name alone.
[[nodiscard]] Json report_providers(const ai::Settings& models, const Configuration& configuration,
                                    const OllamaLook& look);

/// The models that a provider is asked for, each once, the default one first.
[[nodiscard]] std::vector<std::string> models_of(const ai::Settings& models, ai::Provider provider);

}  // namespace skerry::host
