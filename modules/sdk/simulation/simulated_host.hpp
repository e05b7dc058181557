#pragma once

#include <memory>
#include <utility>

#include "modules/sdk/simulation/simulated_actor.hpp"
#include "modules/sdk/simulation/simulated_basics.hpp"
#include "modules/sdk/simulation/simulated_fetch.hpp"
#include "modules/sdk/simulation/simulated_http.hpp"
#include "modules/sdk/simulation/simulated_queue.hpp"
#include "modules/sdk/simulation/simulated_stores.hpp"
#include "modules/sdk/simulation/simulated_work.hpp"
#include "modules/sdk/simulation/world.hpp"

namespace skerry::simulation {

/// A host of one module, played from a seed: every port of the contract, a hand-moved clock, a
/// scripted network, databases in memory, and crashes between any two events.
///
/// ```cpp
/// SimulatedHost host(seed);
/// host.load<Echo>(host.basics(), host.fetch, host.timers);
/// host.fetch.script = [](const NetworkRequest&) { return NetworkAnswer::text("hello"); };
/// const OpId request = host.http.send({.path = "/"});
/// host.world.run();
/// CHECK(host.http.view(request).body == "hello");
/// ```
struct SimulatedHost {
  explicit SimulatedHost(std::uint64_t seed) : world(seed) {}
  SimulatedHost(const SimulatedHost&) = delete;
  SimulatedHost& operator=(const SimulatedHost&) = delete;
  ~SimulatedHost() { world.unload(); }

  [[nodiscard]] Basics basics() { return {clock, random, log, metrics, config, crypto}; }
  [[nodiscard]] AnswerPorts answer_ports() { return {&http, &rpc, &queue}; }

  /// Loads a module; the arguments are kept and passed to its constructor again after each crash.
  template <class Logic, class... Arguments>
  void load(Arguments&&... arguments) {
    struct Built final : Guest {
      Built(AnswerPorts ports, const std::tuple<Arguments...>& values)
          : logic(std::make_from_tuple<Logic>(values)), running(logic, ports) {}
      Instance& instance() override { return running; }
      Logic logic;
      Instance running;
    };
    world.load([this, values = std::tuple<Arguments...>(std::forward<Arguments>(arguments)...)] {
      return std::make_unique<Built>(answer_ports(), values);
    });
  }

  World world;
  SimulatedClock clock{world};
  SimulatedRandom random{world};
  SimulatedLog log;
  SimulatedMetrics metrics;
  SimulatedConfig config;
  SimulatedCrypto crypto;
  SimulatedHttp http{world};
  SimulatedRpc rpc{world};
  SimulatedFetch fetch{world};
  SimulatedStorage storage{world};
  SimulatedActorStorage actor_storage{world};
  SimulatedActor actor{world};
  SimulatedBlobs blobs{world};
  SimulatedQueue queue{world};
  SimulatedTimers timers{world};
  SimulatedAlarm alarm{world};
  SimulatedSockets sockets{world, http};
  SimulatedSandbox sandbox{world};
};

}  // namespace skerry::simulation
