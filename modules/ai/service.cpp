#include "modules/ai/service.hpp"

#include <algorithm>

#include "modules/ai/running.hpp"

namespace skerry::ai {

namespace {

std::vector<std::string> keys_of(const Settings& settings) {
  std::vector<std::string> keys;
  keys.reserve(settings.endpoints.size());
  for (const Endpoint& endpoint : settings.endpoints) keys.push_back(endpoint.key);
  return keys;
}

ModelFailure failure(ModelFailureKind kind, std::string detail) {
  return {.kind = kind, .detail = std::move(detail)};
}

}  // namespace

AiService::AiService(Ports ports, Settings settings)
    : ports_(ports), settings_(std::move(settings)), secrets_(keys_of(settings_)) {}

std::optional<ModelFailure> AiService::fault_of_choice(const Options& options) const {
  if (options.provider == Provider::kLocal) {
    return failure(ModelFailureKind::kNotConfigured, "local is no model.");
  }
  if (options.provider && settings_.find_endpoint(*options.provider) == nullptr) {
    return failure(
        ModelFailureKind::kNotConfigured,
        "The provider " + std::string(name_of(*options.provider)) + " is not configured.");
  }
  if (!has_models()) {
    return failure(ModelFailureKind::kNotConfigured, "No provider of models is configured.");
  }
  if (options.model && choices_for(options).empty()) {
    return failure(ModelFailureKind::kModelNotAllowed,
                   "The model is not one that the configuration allows.");
  }
  return std::nullopt;
}

std::vector<ModelChoice> AiService::choices_for(const Options& options) const {
  std::vector<ModelChoice> choices;
  for (const ModelChoice& configured : settings_.models_for(options.use)) {
    if (options.provider && configured.provider != *options.provider) continue;
    ModelChoice choice = configured;
    if (options.model) choice.model = *options.model;
    if (std::ranges::contains(settings_.allowed, choice)) choices.push_back(std::move(choice));
  }
  return choices;
}

std::expected<AiService::Call, ModelFailure> AiService::begin_call(Messages messages,
                                                                   Options options) const {
  if (auto fault = fault_of_choice(options)) {
    fault->local_is_next =
        settings_.local == LocalPlace::kAfterModels && !options.provider && !options.model;
    return std::unexpected(std::move(*fault));
  }
  Call call{.messages = std::move(messages), .options = std::move(options)};
  call.choices = choices_for(call.options);
  call.ends_ms = now_ms() + call.options.deadlines.whole_call_ms;
  call.budgets = call.options.budgets;
  call.budgets.push_back(
      std::make_shared<Budget>(Budget{.tokens_max = settings_.tokens_per_call_max}));
  return call;
}

Task<AiService::Generated> AiService::generate(Messages messages, Options options) {
  auto call = begin_call(std::move(messages), std::move(options));
  if (!call) co_return std::unexpected(std::move(call.error()));
  auto running = co_await ask(&*call);
  if (!running) co_return std::unexpected(std::move(running.error()));
  note_answer(*call, **running);
  co_return generation_of(*call, **running);
}

Task<AiService::Object> AiService::generate_object(Messages messages, Json schema,
                                                   AnswerValidator& validator, Options options) {
  return generate_checked(std::move(messages), std::move(schema), &validator, std::move(options));
}

}  // namespace skerry::ai
