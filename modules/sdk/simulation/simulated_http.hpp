#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "modules/sdk/http.hpp"
#include "modules/sdk/rpc.hpp"
#include "modules/sdk/simulation/world.hpp"

namespace skerry::simulation {

/// What a simulated client sends.
struct ClientRequest {
  std::string method = "GET";
  std::string path = "/";
  /// Further fields, `name: value\n` each.
  std::string fields = {};
  std::string principal = {};
  Result<std::string> body = {};
  std::string authority = "localhost";
};

/// What the client has got so far.
struct ClientView {
  std::uint16_t status = 0;
  Head head;
  std::string body;
  bool whole = false;     ///< Answered completely.
  bool broken = false;    ///< Broken off, or the instance was lost.
  bool aborted = false;   ///< By the client.
  bool upgraded = false;  ///< Accepted as a WebSocket.
  std::optional<Forward> forwarded;
  std::optional<std::string> blob_key;
};

/// Simulated clients. Checks that a module answers each request once, and never after an abort.
class SimulatedHttp final : public HttpPort, public Participant {
 public:
  explicit SimulatedHttp(World& world) : world_(world) { world.join(*this); }

  /// Sends a request; it arrives after a latency. Returns its id.
  OpId send(ClientRequest request);
  /// The client goes away.
  void abort(OpId request);
  /// Stops or resumes reading; what was written meanwhile waits.
  void stall(OpId request, bool stalled);
  [[nodiscard]] const ClientView& view(OpId request) const { return exchanges_.at(request).view; }
  /// Requests that have neither been answered nor aborted nor lost.
  [[nodiscard]] std::size_t open_requests() const { return open_.size(); }

  void respond(OpId request, std::uint16_t status, std::string_view head,
               std::string_view body) override;
  void begin(OpId request, std::uint16_t status, std::string_view head) override;
  std::uint64_t write(OpId request, std::string_view text) override;
  std::uint64_t write_base64(OpId request, std::string_view data) override;
  void finish(OpId request) override;
  void break_off(OpId request) override;
  void send_blob(OpId request, std::uint16_t status, std::string_view head,
                 std::string_view key) override;
  void forward(OpId request, const Destination& to, std::string_view path,
               std::string_view principal, std::string_view head) override;
  void read_body(OpId request, std::uint64_t bytes_max) override;
  /// Called by the sockets: the request becomes a WebSocket.
  void upgrade(OpId request);

  void begin() override {}
  void commit() override {}
  void roll_back() override {}
  void instance_dropped() override;

  /// Bodies are delivered by `read_body` alone.
  bool bodies_on_demand = false;

 private:
  enum class State : std::uint8_t { kOpen, kStreaming, kOver };
  struct Entry {
    ClientView view;
    Result<std::string> body;
    State state = State::kOpen;
    std::uint64_t waiting_bytes = 0;
    bool stalled = false;
    bool drain_owed = false;
    bool arrived = false;
  };

  Entry& entry(OpId request, State expected);
  /// As `entry`, for the last thing said.
  Entry& last_word(OpId request, State expected);
  void drain(OpId request);

  World& world_;
  std::set<OpId> open_;
  std::map<OpId, Entry> exchanges_;
  OpId next_id_ = 2;
};

/// Simulated calls between services.
class SimulatedRpc final : public RpcPort, public Participant {
 public:
  explicit SimulatedRpc(World& world) : world_(world) { world.join(*this); }

  OpId call(std::string method, std::string arguments, std::string principal = {});
  /// The reply, once there is one.
  [[nodiscard]] std::optional<std::string> reply_to(OpId call) const;

  void reply(OpId call, std::string_view answer) override;

  void begin() override {}
  void commit() override {}
  void roll_back() override {}

 private:
  /// Apart from the ids of requests, as both share one table in the module.
  static constexpr OpId kFirstId = OpId{1} << 40;

  World& world_;
  std::map<OpId, std::optional<std::string>> replies_;
  OpId next_id_ = kFirstId;
};

}  // namespace skerry::simulation
