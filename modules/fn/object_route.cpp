#include "modules/fn/object_route.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "modules/fn/object/limits.hpp"

namespace skerry::fn {
namespace {

std::string_view name_of(object::ObjectRefusalReason reason) {
  switch (reason) {
    case object::ObjectRefusalReason::kNeedsModel:
      return "needs_model";
    case object::ObjectRefusalReason::kNotUnderstood:
      return "not_understood";
    case object::ObjectRefusalReason::kNotSatisfied:
      return "not_satisfied";
  }
  __builtin_trap();
}

Problem problem_of(object::ObjectRefusal refusal) {
  return {"object_not_generated", std::move(refusal.detail), std::move(refusal.errors),
          Json{{"reason", name_of(refusal.reason)}}};
}

/// The first 64 bits of a digest in hexadecimal.
std::uint64_t key_of(std::string_view digest) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t key = 0;
  for (const char c : digest.substr(0, kDigits)) {
    const int digit = c >= 'a' ? c - 'a' + 10 : c - '0';
    key = key * 16 + static_cast<std::uint64_t>(digit);
  }
  return key;
}

}  // namespace

Task<ObjectOutcome> ObjectRoute::run(Call call, schema::CheckedSchema schema) {
  const std::uint32_t timeout_ms = call.options.timeout_ms;
  auto outcome = co_await with_timeout(ports_.timers,
                                       run_untimed(std::move(call), std::move(schema)), timeout_ms);
  if (outcome) co_return std::move(*outcome);
  co_return std::unexpected(
      Problem{"timed_out", "The call did not end within options.timeoutMs.", {}, {}});
}

Task<Result<ObjectOutcome>> ObjectRoute::run_untimed(Call call, schema::CheckedSchema schema) {
  const double began_ms = ports_.clock.monotonic_ms();
  auto plan = object::plan_object({.description = call.description,
                                   .context = call.context,
                                   .args = call.args ? &*call.args : nullptr,
                                   .schema = schema.get()});
  if (!plan) co_return ObjectOutcome(std::unexpect, problem_of(std::move(plan.error())));
  const Json seed = call.options.seed.value_or(nullptr);
  const std::uint64_t key = key_of(ports_.crypto.sha256(
      to_text(Json::array({call.description, call.schema.value_or(nullptr), seed}))));
  if (plan->inferred) {
    auto read = co_await ports_.schemas.read(plan->schema, call.options.timeout_ms);
    if (!read) co_return ObjectOutcome(std::unexpect, std::move(read.error()));
    schema = std::move(*read);
  }
  Problem problem;
  for (std::uint32_t attempt = 0; attempt < limits::kObjectValidationsMax; ++attempt) {
    auto made = object::make_planned(*plan, key + attempt);
    if (!made) {
      problem = problem_of(std::move(made.error()));
      continue;
    }
    auto mismatch = co_await ports_.schemas.check(schema, *made);
    if (!mismatch) {
      ObjectResult result{std::move(*made), std::nullopt, 0};
      if (plan->inferred) result.schema = std::move(plan->schema);
      result.generate_ms = ports_.clock.monotonic_ms() - began_ms;
      co_return ObjectOutcome(std::move(result));
    }
    if (mismatch->code != "result_does_not_match_schema") {
      co_return ObjectOutcome(std::unexpect, std::move(*mismatch));
    }
    // What was made and is not valid is of no use to the caller: the schema is what it speaks of.
    problem = problem_of({object::ObjectRefusalReason::kNotSatisfied,
                          "The local provider found no data that satisfies schema.",
                          {{"/schema", mismatch->errors.front().detail}}});
  }
  co_return ObjectOutcome(std::unexpect, std::move(problem));
}

}  // namespace skerry::fn
