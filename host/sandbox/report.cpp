#include "host/sandbox/report.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace skerry::host {
namespace {

/// The names of `sandbox::Outcome`, by value.
constexpr std::array<std::string_view, 13> kOutcomes = {
    "running",           "returned",       "threw",         "result_not_json", "syntax_error",
    "no_default_export", "import_refused", "never_settled", "limit_steps",     "limit_memory",
    "limit_stack",       "limit_output",   "bad_arguments"};

std::string_view boolean(bool value) { return value ? "true" : "false"; }

/// Lines of JSON, each ended by a newline, as the items of an array.
std::string joined(std::string_view lines) {
  if (lines.ends_with('\n')) lines.remove_suffix(1);
  std::string text(lines);
  std::ranges::replace(text, '\n', ',');
  return text;
}

}  // namespace

std::expected<std::string, Failure> report_text(CoreInstance& instance,
                                                const sandbox::SandboxStatus& status) {
  const auto outcome = static_cast<std::size_t>(status.outcome);
  const auto result = instance.text(status.result_address, status.result_bytes);
  const auto error = instance.text(status.error_address, status.error_bytes);
  const auto console = instance.text(status.console_address, status.console_bytes);
  if (outcome >= kOutcomes.size() || !result || !error || !console) {
    return std::unexpected(Failure{FailureKind::kTrapped, "the sandbox left a broken status"});
  }
  std::string text = R"({"outcome":")";
  text.append(kOutcomes[outcome]);
  text.append(R"(","steps":)").append(std::to_string(status.steps_used));
  text.append(R"(,"memoryBytes":)").append(std::to_string(status.memory_bytes_peak));
  text.append(R"(,"touchedTime":)").append(boolean((status.flags & sandbox::kTouchedTime) != 0));
  text.append(R"(,"touchedRandom":)")
      .append(boolean((status.flags & sandbox::kTouchedRandom) != 0));
  if (status.outcome == sandbox::Outcome::returned) text.append(R"(,"result":)").append(*result);
  if ((status.flags & sandbox::kResultBigint) != 0) text.append(R"(,"resultEncoding":"bigint")");
  if (status.error_address != 0) text.append(R"(,"error":)").append(*error);
  text.append(R"(,"console":[)").append(joined(*console)).append("]");
  text.append(R"(,"consoleLinesDropped":)").append(std::to_string(status.console_lines_dropped));
  return text.append("}");
}

std::string syntax_error_report(std::string_view error) {
  nlohmann::ordered_json shown = {{"name", "SyntaxError"}};
  const auto read = nlohmann::json::parse(error, nullptr, false);
  for (const auto* member : {"message", "line", "column"}) {
    if (read.is_object() && read.contains(member)) shown[member] = read[member];
  }
  return R"({"outcome":"syntax_error","steps":0,"memoryBytes":0,"touchedTime":false,)"
         R"("touchedRandom":false,"error":)" +
         shown.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
         R"(,"console":[],"consoleLinesDropped":0})";
}

}  // namespace skerry::host
