#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>

#include "modules/gateway/gateway.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::gateway::testing {

using simulation::ClientRequest;
using simulation::ClientView;
using simulation::NetworkAnswer;
using simulation::NetworkRequest;
using simulation::SimulatedHost;

[[nodiscard]] inline std::string migration() {
  std::ifstream file(SKERRY_SOURCE_DIR "/modules/sdk/migrations/0002_readiness_checks.sql");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A gateway with the given configuration, on a simulated host whose services answer `{}`.
struct Bench {
  explicit Bench(std::initializer_list<std::pair<std::string, std::string>> settings) {
    for (const auto& [name, value] : settings) host.config.values[name] = value;
    REQUIRE(host.storage.database.execute(migration(), Json::array()));
    host.fetch.script = [](const NetworkRequest&) { return NetworkAnswer::text("{}"); };
    host.load<Gateway>(Gateway::Ports{host.basics(), host.fetch, host.storage});
    host.http.bodies_on_demand = true;
  }

  const ClientView& send(ClientRequest request) {
    const OpId id = host.http.send(std::move(request));
    host.world.run();
    return host.http.view(id);
  }

  SimulatedHost host{3};
};

inline const std::initializer_list<std::pair<std::string, std::string>> kOpen = {
    {"authentication", "open-on-loopback"}};

}  // namespace skerry::gateway::testing
