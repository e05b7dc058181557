#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "modules/fn/fn.hpp"
#include "modules/sdk/simulation/migrate.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn::testing {

inline constexpr std::string_view kSort =
    R"({"description":"Sort array of numbers","args":{"numbers":[3,1,2]}})";

/// What the sandbox reports of a run that returned `result`.
inline std::string report_of(const Json& result) {
  return to_text(Json{{"outcome", "returned"},
                      {"steps", 1},
                      {"memoryBytes", 1},
                      {"touchedTime", false},
                      {"touchedRandom", false},
                      {"result", result},
                      {"console", Json::array()},
                      {"consoleLinesDropped", 0}});
}

/// One Fn on a simulated host whose sandbox answers what it is told.
struct Bench {
  explicit Bench(std::string report = report_of(Json{1, 2, 3})) {
    simulation::migrate(host.storage.database);
    host.load<Fn>(
        Fn::Ports{host.basics(), host.sandbox, host.timers, host.storage, host.fetch, host.queue});
    host.sandbox.script = [this, report](const simulation::SimulatedSandbox::Run& run) {
      ++runs;
      last = run;
      return Result<std::string>(report);
    };
  }

  const simulation::ClientView& post(std::string_view body, std::string path = "/fn",
                                     std::string fields = "content-type: application/json\n") {
    const OpId request = host.http.send({.method = "POST",
                                         .path = std::move(path),
                                         .fields = std::move(fields),
                                         .principal = R"({"tenant":"t","requestId":"req_x"})",
                                         .body = std::string(body)});
    host.world.run();
    return host.http.view(request);
  }

  Json json(const simulation::ClientView& view) { return *read_json(view.body); }

  simulation::SimulatedHost host{7};
  int runs = 0;
  simulation::SimulatedSandbox::Run last;
};

}  // namespace skerry::fn::testing
