#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/fetch.hpp"
#include "modules/sdk/simulation/world.hpp"

namespace skerry::simulation {

/// What a module asked of the network.
struct NetworkRequest {
  Destination to;
  Head head;
  std::string principal;
  std::string body;
};

/// What the script answers.
struct NetworkAnswer {
  std::uint16_t status = 200;
  Head head = {};
  /// One piece for a whole answer; the pieces of a streamed one, which end at a failure if any.
  std::vector<std::string> pieces = {};
  std::optional<Failure> failure = {};
  double delay_ms = 0;
  /// Before each piece of a streamed answer.
  double piece_delay_ms = 0;

  [[nodiscard]] static NetworkAnswer text(std::string body, std::uint16_t status = 200) {
    return {.status = status, .pieces = {std::move(body)}};
  }
  [[nodiscard]] static NetworkAnswer failed(FailureKind kind, std::string detail = {}) {
    return {.failure = Failure{kind, std::move(detail)}};
  }
};

/// A scripted network. Without a script nothing can be reached. Checks ids, credit and that no
/// principal leaves for the internet.
class SimulatedFetch final : public FetchPort, public Participant {
 public:
  explicit SimulatedFetch(World& world) : world_(world) { world.join(*this); }

  std::function<NetworkAnswer(const NetworkRequest&)> script;
  /// Every request that took effect, in order.
  std::vector<NetworkRequest> requests;
  /// Operations under way.
  [[nodiscard]] std::size_t under_way() const { return fetches_.size(); }
  std::uint64_t cancelled = 0;

  void start(OpId op, const Destination& to, FetchMode mode, std::string_view head,
             std::string_view principal, std::string_view body) override;
  void pull(OpId op, std::uint32_t bytes) override;
  void cancel(OpId op) override;

  void begin() override {}
  void commit() override {}
  void roll_back() override {}
  void instance_dropped() override { fetches_.clear(); }

 private:
  struct Fetch {
    FetchMode mode;
    NetworkAnswer answer;
    std::size_t next_piece = 0;
    std::uint64_t credit_bytes = 0;
    bool head_sent = false;
    bool busy = false;
  };

  void answer(OpId op, const NetworkRequest& request);
  void pump(OpId op);

  World& world_;
  std::map<OpId, Fetch> fetches_;
};

}  // namespace skerry::simulation
