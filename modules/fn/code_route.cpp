#include "modules/fn/code_route.hpp"

#include <utility>

#include "modules/fn/report.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn {
namespace {

constexpr SandboxLimits kSandboxLimits{
    .steps_max = sandbox::kStepsDefault,
    .memory_bytes_max = sandbox::kMemoryBytesDefault,
    .output_bytes_max = limits::kSandboxOutputBytesMax,
    .console_bytes_max = limits::kSandboxConsoleBytesMax,
};

Json describe(const table::Function& function) {
  return Json{{"functionId", function.id}, {"title", function.title}, {"language", "typescript"},
              {"source", function.source}, {"origin", "catalogue"},   {"tests", function.tests}};
}

Problem problem_of_failure(const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::kTimedOut:
      return {"timed_out", "The run did not end within the time limit.", {}, {}};
    case FailureKind::kOverloaded:
      return {"overloaded", "Too many runs are under way.", {}, {}};
    default:
      return {"sandbox_failed", "The run ended without a report.", {}, {}};
  }
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

Task<CodeOutcome> CodeRoute::run(Match match, std::optional<Json> schema,
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

Task<Result<CodeOutcome>> CodeRoute::run_and_check(Match match, std::optional<Json> schema) {
  const double began_ms = ports_.clock.monotonic_ms();
  auto report = co_await report_of(SandboxLanguage::kTypescript, match.function->source,
                                   match.arguments.dump());
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
    auto mismatch = co_await check_against_schema(std::move(*schema), *result.result);
    if (mismatch) co_return CodeOutcome(std::unexpect, std::move(*mismatch));
  }
  result.execute_ms = ports_.clock.monotonic_ms() - began_ms;
  co_return result;
}

Task<std::optional<Problem>> CodeRoute::check_against_schema(Json schema, Json result) {
  auto report =
      co_await report_of(SandboxLanguage::kJavascript, std::string(schema_check_program()),
                         schema_check_arguments(schema, result));
  if (!report) co_return std::move(report.error());
  co_return problem_of_schema_report(*report);
}

Task<std::expected<Json, Problem>> CodeRoute::report_of(SandboxLanguage language,
                                                        std::string program,
                                                        std::string arguments) {
  auto text = co_await skerry::run(ports_.sandbox, language, std::move(program),
                                   std::move(arguments), kSandboxLimits);
  if (!text) {
    ports_.log.write(
        LogLevel::kWarning, "a sandbox run gave no report",
        to_text(Json{{"failure", name_of(text.error().kind)}, {"detail", text.error().detail}}));
    co_return std::unexpected(problem_of_failure(text.error()));
  }
  auto report = read_json(*text, JsonLimits::for_hosts());
  if (!report) {
    co_return std::unexpected(Problem{"sandbox_failed", "The report is not readable.", {}, {}});
  }
  co_return std::move(*report);
}

}  // namespace skerry::fn
