#pragma once

#include <expected>
#include <string>
#include <vector>

#include "host/capabilities/configuration.hpp"
#include "modules/ai/settings.hpp"

namespace skerry::host {

/// Reads the settings of models as modules will. The error is one line for each fault, which names
/// the variable and holds no secret: `OPENAI_BASE_URL: expected an absolute http or https URL`.
[[nodiscard]] std::expected<ai::Settings, std::vector<std::string>> check_models(
    const Configuration& configuration);

/// Origins of the models' servers that the operator named, wherever they are; those built in are
/// not among them.
[[nodiscard]] std::vector<std::string> model_origins(const Configuration& configuration);

}  // namespace skerry::host
