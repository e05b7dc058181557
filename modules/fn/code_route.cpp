#include "modules/fn/code_route.hpp"

#include <utility>

#include "modules/fn/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn {
namespace {

Json describe(const table::Function& function) {
  return Json{{"functionId", function.id}, {"title", function.title}, {"language", "typescript"},
              {"source", function.source}, {"origin", "catalogue"},   {"tests", function.tests}};
}

bool is_true(const Json& report, std::string_view name) {
  const Json* member = find_member(report, name);
  return member != nullptr && member->is_boolean() && member->get<bool>();
}

}  // namespace

Problem problem_of(const Refusal& refusal) {
  Problem problem{"no_matching_function", refusal.message, {}, Json::object()};
  if (refusal.reason == RefusalReason::arguments_missing) problem.code = "argument_missing";
  const bool about_args = refusal.reason == RefusalReason::arguments_missing ||
                          refusal.reason == RefusalReason::arguments_do_not_fit;
  for (const std::string& detail : refusal.details) {
    problem.errors.push_back({about_args ? "/args" : "/description", detail});
  }
  problem.extension["reason"] = std::string(name(refusal.reason));
  if (problem.code != "no_matching_function") return problem;
  Json& nearest = problem.extension["nearest"] = Json::array();
  for (const table::Function* function : refusal.nearest) {
    nearest.push_back(Json{{"functionId", function->id}, {"title", function->title}});
  }
  problem.extension["remedy"] = std::string(find_problem("no_matching_function")->remedy);
  return problem;
}

Task<CodeOutcome> CodeRoute::run(Match match, schema::CheckedSchema schema,
                                 std::uint32_t timeout_ms) {
  if (!match.complete) {
    co_return CodeResult{.result = {}, .code = describe(*match.function), .repeatable = true};
  }
  auto outcome = co_await with_timeout(
      ports_.timers, run_and_check(std::move(match), std::move(schema)), timeout_ms);
  if (!outcome) {
    co_return std::unexpected(
        Problem{"timed_out", "The call did not end within options.timeoutMs.", {}, {}});
  }
  co_return std::move(*outcome);
}

Task<Result<CodeOutcome>> CodeRoute::run_and_check(Match match, schema::CheckedSchema schema) {
  const double began_ms = ports_.clock.monotonic_ms();
  auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, match.function->source,
                                         match.arguments.dump(), sandbox::kStepsDefault);
  if (!report) co_return CodeOutcome(std::unexpect, std::move(report.error()));
  if (auto problem = problem_of_report(*report))
    co_return CodeOutcome(std::unexpect, std::move(*problem));

  CodeResult result;
  result.code = describe(*match.function);
  if (Json console = console_of_report(*report); !console.is_null()) {
    result.code["console"] = std::move(console);
  }
  result.bigint = report->contains("resultEncoding");
  result.repeatable = !is_true(*report, "touchedTime") && !is_true(*report, "touchedRandom");
  const Json* value = find_member(*report, "result");
  if (value == nullptr) {
    co_return CodeOutcome(std::unexpect,
                          Problem{"sandbox_failed", "The report holds no result.", {}, {}});
  }
  result.result = *value;
  if (schema) {
    auto mismatch = co_await schemas_.check(std::move(schema), *result.result);
    if (mismatch) co_return CodeOutcome(std::unexpect, std::move(*mismatch));
  }
  result.execute_ms = ports_.clock.monotonic_ms() - began_ms;
  co_return result;
}

}  // namespace skerry::fn
