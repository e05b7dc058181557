#include <nlohmann/json.hpp>
#include <string>

#include "host/sandbox/report.hpp"
#include "modules/fn/report.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/percent.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

// What the type eraser left becomes a report that Fn can read; and Fn reads any JSON at all.
SKERRY_FUZZ_TARGET(input) {
  const std::string report = skerry::host::syntax_error_report(input);
  const auto read = skerry::read_json(report, skerry::JsonLimits::for_hosts());
  // What the eraser wrote may nest deeper than a report may; it is then no report.
  if (read) {
    const auto problem = skerry::fn::problem_of_report(*read);
    require(problem && problem->code == "source_invalid", "a syntax error is the caller's");
  } else {
    require(nlohmann::json::accept(report), "a report is JSON");
  }
  if (const auto any = skerry::read_json(input)) {
    const auto problem = skerry::fn::problem_of_report(*any);
    if (problem) require(!problem->code.empty(), "a problem has a code");
    const auto console = skerry::fn::console_of_report(*any);
    require(console.is_null() || console.is_object(), "the console is an object or nothing");
  }
}
