#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::simulation {

/// A request that simulated clients send, and what may come of it when nothing fails.
struct Plan {
  std::string_view method;
  std::string_view path;
  std::string_view fields;
  std::string_view body;
  std::uint16_t status;
  /// Whether an `Idempotency-Key` makes sense.
  bool keyed = false;
};

/// One of a client's requests, on its way through the gateway and perhaps to Fn.
struct Sent {
  const Plan* plan;
  /// Empty for none.
  std::string key;
  OpId at_gateway;
  std::optional<OpId> at_fn = {};
  bool aborted = false;
};

/// How a run is disturbed, and how much of it there is.
struct Disturbance {
  int requests = 500;
  std::size_t open_max = 300;
  double failure_probability = 0.04;
  double abort_probability = 0.08;
  double crash_probability = 0.004;
  double pause_probability = 0.004;
  /// Of many requests at once, more than an instance takes.
  double burst_probability = 0.01;

  // For canaries alone: faults that the checks must find.

  /// Equal programs on equal arguments give other results each time.
  bool results_vary = false;
  /// Kept answers get lost.
  bool records_vanish = false;
  /// What the checks take for the greatest number of requests in one instance.
  std::size_t requests_in_flight_max = limits::kRequestsInFlightMax;
  /// Jobs are accepted in the name of actors that were never asked.
  bool jobs_are_unmade = false;
};

/// What happened, so that a run in which nothing did proves nothing.
struct Happened {
  std::uint64_t answered = 0;
  std::uint64_t aborted = 0;
  std::uint64_t lost = 0;
  std::uint64_t cached = 0;
  std::uint64_t replayed = 0;
  std::uint64_t overloaded = 0;
  std::uint64_t failed = 0;
  std::uint64_t stale = 0;
  /// Jobs, and messages that wake them.
  std::uint64_t accepted = 0;
  std::uint64_t woken = 0;

  Happened& operator+=(const Happened& other);
};

/// The gateway in front of Fn, each the real logic on a simulated host of its own: two instances
/// with clocks of their own, whose events interleave as the seed says, that fail, are aborted, and
/// crash between any two events.
class Product {
 public:
  Product(std::uint64_t seed, const Disturbance& disturbance);

  /// Sends everything and lets the installation come to rest. Returns the first invariant that did
  /// not hold, or nothing.
  [[nodiscard]] std::optional<std::string> run();

  [[nodiscard]] const Happened& happened() const { return happened_; }
  /// The statuses in order: equal for equal seeds.
  [[nodiscard]] std::string trace() const;

 private:
  void set_up_fn();
  void set_up_gateway();
  void send_one();
  void disturb();
  void abort(Sent& sent);
  /// What a job's actor answers to the front.
  [[nodiscard]] NetworkAnswer play_job(const NetworkRequest& request);
  /// Runs one event of either module. False when there is none.
  bool step();
  /// Brings what the gateway handed on to Fn.
  void pass_on();
  [[nodiscard]] std::size_t open_requests() const;
  [[nodiscard]] bool chance(double probability);
  [[nodiscard]] std::uint64_t below(std::uint64_t end) { return random_() % end; }
  /// What the client has got of a request.
  [[nodiscard]] const ClientView& view_of(const Sent& sent) const;

  void check_limits();
  void check_rest();
  void check_answer(const Sent& sent);
  void check_success(const Sent& sent, const ClientView& view);
  void fault(std::string what);

  Disturbance disturbance_;
  std::mt19937_64 random_;
  SimulatedHost gateway_;
  SimulatedHost fn_;
  std::vector<Sent> sent_;
  /// Places in `sent_` that are still at the gateway.
  std::vector<std::size_t> at_gateway_;
  std::map<std::string, std::string, std::less<>> results_by_body_;
  std::map<std::string, std::string, std::less<>> answers_by_key_;
  std::set<std::string, std::less<>> jobs_;
  std::uint64_t runs_ = 0;
  /// Requests still to be sent at once.
  int burst_ = 0;
  Happened happened_;
  std::optional<std::string> fault_;
};

/// The requests that clients choose from, those with a key first.
[[nodiscard]] const std::vector<Plan>& plans();

}  // namespace skerry::simulation
