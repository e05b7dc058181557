#include "modules/fn/functions/own_functions.hpp"

#include <utility>

#include "modules/fn/code_member.hpp"
#include "modules/fn/functions/binding.hpp"
#include "modules/fn/functions/phrase.hpp"

namespace skerry::fn {

Problem problem_of(FunctionStoreFailure failure) {
  switch (failure) {
    case FunctionStoreFailure::kNameTaken:
      return {"function_name_taken",
              "Another function of yours has this name.",
              {{"/name", "taken"}},
              {}};
    case FunctionStoreFailure::kPhraseTaken:
      return {"function_phrase_taken",
              "Another function of yours is asked for by the description or a paraphrase.",
              {},
              {}};
    case FunctionStoreFailure::kTooMany:
      return {"too_many_functions",
              "A tenant may have " + std::to_string(limits::kFunctionsPerTenantMax) + " functions.",
              {},
              {}};
    case FunctionStoreFailure::kTooLarge:
      return {"invalid_arguments", "The function is too large to keep.", {}, {}};
    case FunctionStoreFailure::kUnavailable:
      return {"storage_unavailable", "The database does not answer.", {}, {}};
  }
  __builtin_trap();
}

Json describe(const AcceptedFunction& function) {
  return to_json({.function_id = function.id,
                  .title = function.name.value_or(function.description),
                  .source = function.source,
                  .origin = name_of(function.origin),
                  .tests = function.tests});
}

std::expected<CodeRun, Problem> code_run_of(const AcceptedFunction& function, const Json& args) {
  auto arguments = bind_arguments(known_parameters(function.parameters, function.examples), args);
  if (!arguments) return std::unexpected(std::move(arguments.error()));
  return CodeRun{function.source, std::move(*arguments), describe(function)};
}

std::expected<CodeRun, Problem> code_run_of(const AcceptedFunction& function) {
  const auto parameters = known_parameters(function.parameters, function.examples);
  if (!parameters.empty() && parameters.front().required) {
    return std::unexpected(
        Problem{"argument_missing", "The function needs arguments.", {{"/args", "missing"}}, {}});
  }
  return CodeRun{function.source, Json::array(), describe(function)};
}

std::string phrase_key_of(CryptoPort& crypto, std::string_view description,
                          std::string_view context) {
  const std::string phrase = folded_phrase(description, context);
  return phrase.empty() ? std::string() : crypto.sha256(phrase);
}

Task<OwnFunctions::Found> OwnFunctions::find_own(std::string tenant, const Call& call) {
  return find(std::move(tenant), folded_phrase(call.description, call.context));
}

Task<OwnFunctions::Found> OwnFunctions::find(std::string tenant, std::string phrase) {
  const double now_ms = basics_.clock.monotonic_ms();
  const auto known = without_.find(tenant);
  const bool had_none = known != without_.end();
  if (had_none && now_ms - known->second < limits::kNoFunctionsRememberedMs) co_return std::nullopt;
  auto found = co_await store_.find_by_phrase(tenant, basics_.crypto.sha256(phrase));
  if (!found) {
    // What the catalogue makes of a description is right where nobody meant anything else by it.
    if (had_none) co_return std::nullopt;
    co_return std::unexpected(problem_of(found.error()));
  }
  without_.erase(tenant);
  if (!found->any) {
    if (without_.size() >= limits::kTenantsRememberedMax) without_.clear();
    without_.emplace(std::move(tenant), now_ms);
    co_return std::nullopt;
  }
  if (found->function) co_await store_.touch(tenant, found->function->id, found->function->used_ms);
  co_return std::move(found->function);
}

}  // namespace skerry::fn
