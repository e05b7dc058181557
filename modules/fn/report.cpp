#include "modules/fn/report.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace skerry::fn {
namespace {

struct Meaning {
  std::string_view outcome;
  std::string_view code;
  std::string_view detail;
};

constexpr Meaning kMeanings[] = {
    {"threw", "code_threw", "The function threw an error."},
    {"never_settled", "code_threw", "The function returned a promise that never settles."},
    {"result_not_json", "result_not_json", "The function's result has no JSON form."},
    {"syntax_error", "source_invalid", "The source does not parse."},
    {"no_default_export", "source_invalid", "The source has no default export that is a function."},
    {"import_refused", "source_invalid", "The source imports another module."},
    {"limit_steps", "step_limit", "The run was stopped at its limit of work."},
    {"limit_memory", "memory_limit", "The run was stopped at its limit of memory."},
    {"limit_stack", "memory_limit", "The run was stopped: calls are nested too deeply."},
    {"limit_output", "output_limit", "The result is larger than a run may return."},
};

std::string place_of(const Json& error) {
  const Json* line = find_member(error, "line");
  const Json* column = find_member(error, "column");
  if (line == nullptr || !line->is_number_integer()) return {};
  std::string place = " (line " + std::to_string(line->get<long long>());
  if (column != nullptr && column->is_number_integer()) {
    place += ", column " + std::to_string(column->get<long long>());
  }
  return place + ")";
}

}  // namespace

std::optional<Problem> problem_of_report(const Json& report) {
  const std::string outcome = text_member(report, "outcome");
  if (outcome == "returned") return std::nullopt;
  const auto meaning = std::ranges::find(kMeanings, outcome, &Meaning::outcome);
  if (meaning == std::end(kMeanings)) {
    return Problem{"sandbox_failed", "The sandbox reported an outcome that is not known.", {}, {}};
  }
  Problem problem{meaning->code, std::string(meaning->detail), {}, {}};
  if (const Json* error = find_member(report, "error")) {
    std::string detail = text_member(*error, "name");
    if (!detail.empty()) detail += ": ";
    detail += text_member(*error, "message");
    detail += place_of(*error);
    problem.errors.push_back({text_member(*error, "pointer"), std::move(detail)});
  }
  return problem;
}

Json console_of_report(const Json& report) {
  const Json* console = find_member(report, "console");
  const Json* dropped = find_member(report, "consoleLinesDropped");
  const bool any_dropped = dropped != nullptr && dropped->is_number_integer() && *dropped != 0;
  if (console == nullptr || !console->is_array() || (console->empty() && !any_dropped)) return {};
  Json lines = Json{{"lines", *console}};
  if (any_dropped) lines["dropped"] = *dropped;
  return lines;
}

}  // namespace skerry::fn
