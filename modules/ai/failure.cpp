#include "modules/ai/failure.hpp"

#include <array>

namespace skerry::ai {

namespace {

struct Names {
  std::string_view name;
  std::string_view problem;
};

/// In the order of the enumeration.
constexpr std::array<Names, kModelFailureKinds> kNames = {{
    {"refused", "model_refused"},
    {"truncated", "model_unavailable"},
    {"length_stop", "model_output_invalid"},
    {"timed_out", "timed_out"},
    {"rate_limited", "model_unavailable"},
    {"unreachable", "model_unavailable"},
    {"provider_failed", "model_unavailable"},
    {"rejected", "model_unavailable"},
    {"credentials", "model_unavailable"},
    {"bad_answer", "model_output_invalid"},
    {"skipped", "model_unavailable"},
    {"not_configured", "model_unavailable"},
    {"model_not_allowed", "model_not_allowed"},
    {"budget_exceeded", "model_budget_exceeded"},
    {"invalid_output", "model_output_invalid"},
    {"not_validated", "internal_error"},
}};

constexpr const Names& names_of(ModelFailureKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view name_of(ModelFailureKind kind) { return names_of(kind).name; }

std::string_view problem_code(ModelFailureKind kind) { return names_of(kind).problem; }

std::optional<Provider> find_provider(std::string_view name) {
  for (const Provider provider : {Provider::kOpenai, Provider::kAnthropic, Provider::kCompatible,
                                  Provider::kWorkersAi, Provider::kLocal}) {
    if (name == name_of(provider)) return provider;
  }
  return std::nullopt;
}

Json report_of(const std::vector<Attempt>& attempts) {
  Json report = Json::array();
  for (const Attempt& attempt : attempts) {
    Json entry = {{"provider", name_of(attempt.provider)},
                  {"model", attempt.model},
                  {"outcome", name_of(attempt.kind)}};
    if (attempt.status) entry["status"] = *attempt.status;
    entry["latencyMs"] = json_number(attempt.latency_ms);
    if (!attempt.message.empty()) entry["providerMessage"] = attempt.message;
    report.push_back(std::move(entry));
  }
  return report;
}

}  // namespace skerry::ai
