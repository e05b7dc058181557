#include <string>
#include <variant>

#include "modules/sdk/percent.hpp"
#include "modules/sdk/router.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

namespace {

skerry::RouteTable make_table() {
  skerry::RouteTable table;
  table.add("GET", "/");
  table.add("POST", "/fn");
  table.add("GET", "/fn/jobs/:jobId");
  table.add("DELETE", "/fn/jobs/:jobId");
  table.add("GET", "/fn/jobs/latest");
  table.add("GET", "/:first/:second");
  table.add("GET", "/files/*path");
  return table;
}

}  // namespace

// The first line is the method, the rest the path.
SKERRY_FUZZ_TARGET(input) {
  static const skerry::RouteTable table = make_table();
  const std::string_view method = skerry::fuzz::take_line(input);
  const skerry::RouteResult result = table.find(method, input);
  if (const auto* match = std::get_if<skerry::RouteMatch>(&result)) {
    require(match->route < 7, "a match is one of the routes");
    for (const std::string_view name : {"jobId", "first", "second"}) {
      require(skerry::is_utf8(match->parameters.get(name)), "parameters are UTF-8");
    }
    const bool has_job = match->route == 2 || match->route == 3;
    require(has_job == !match->parameters.get("jobId").empty(), "a parameter is not empty");
    if (has_job) {
      const std::string path = "/fn/jobs/" + skerry::percent_encode(match->parameters.get("jobId"));
      const auto again = table.find(method, path);
      const auto* same = std::get_if<skerry::RouteMatch>(&again);
      require(same != nullptr, "a path made of a parameter finds a route");
    }
    return;
  }
  const skerry::Response answer = skerry::response_for_mismatch(result, method, "req_x");
  require(answer.status == 204 || (answer.status >= 400 && answer.status < 500),
          "what is no match has an answer");
}
