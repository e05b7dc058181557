#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "host/capabilities/guest.hpp"
#include "host/database/actor_store.hpp"

namespace skerry::host {

/// The live WebSockets of one actor by id. They outlive the actor's stay in memory.
using SocketTable = std::unordered_map<std::string, std::shared_ptr<WebSocket>>;

/// One actor: an instance, its database, and rule 2 of the architecture.
///
/// Every event runs in a savepoint. Events that come while a commit is under way wait, then run
/// together in the next transaction. What they started is held until their commit is durable;
/// events that wrote nothing release at once. A trap undoes its own event only, then costs the
/// instance; a failed commit costs the instance and everything that was held.
class Actor final : public Guest {
 public:
  struct Hooks {
    /// The actor has nothing under way, as far as it knows.
    std::function<void()> on_idle;
    /// A socket has been accepted; whoever is told starts it and brings its events here.
    std::function<void(const std::string& id, const std::shared_ptr<WebSocket>&)> on_socket;
  };

  Actor(const Environment& environment, EventLoop& loop, const Module& module, ActorStore& store,
        ActorIdentity identity, std::shared_ptr<SocketTable> sockets, Hooks hooks);

  void accept(Inbound inbound) override;
  /// Delivers the alarm if it is due.
  void deliver_alarm();
  void deliver_socket_open(std::string socket);
  /// Lets go of `receipt` when the message has been heard, or never will be.
  void deliver_socket_message(std::string socket, std::string text, std::shared_ptr<void> receipt);
  void deliver_socket_close(std::string socket, std::uint16_t code, std::string reason);
  /// True when it may be dropped from memory: nothing waits, runs or is held.
  [[nodiscard]] bool can_leave() const;
  /// True while it has been told something that is not yet kept: an event waits, or a commit is
  /// under way.
  [[nodiscard]] bool is_keeping() const;
  [[nodiscard]] const ActorIdentity& identity() const { return identity_; }

  // While an export runs: called by imports.

  [[nodiscard]] std::expected<std::string, Failure> execute(std::string_view sql,
                                                            std::string_view params);
  void set_alarm(std::uint64_t at_ms);
  void clear_alarm();
  [[nodiscard]] std::optional<std::uint64_t> get_alarm();
  void destroy_later();
  [[nodiscard]] std::string accept_socket(OpId request);
  void send_socket(std::string_view socket, std::string_view text);
  void close_socket(std::string_view socket, std::uint16_t code, std::string_view reason);
  [[nodiscard]] std::string list_sockets();

 private:
  void pump() override;
  void open();
  void opened(Result<std::unique_ptr<ActorDatabase>> database);
  /// Runs waiting events until one traps or asks for destruction. False when the database broke.
  [[nodiscard]] bool run_batch();
  [[nodiscard]] bool run_one(Delivery& delivery);
  /// True when a test has planted this fault for the actor, or any of its namespace.
  [[nodiscard]] bool befalls(std::string_view fault) const;
  /// Counts a delivery of the alarm whose handler trapped, and sets the next.
  void count_failed_alarm();
  /// Tells that there is nothing to do, and lets go of an instance that has grown large.
  void rest();
  void commit();
  void committed(Result<void> result);
  void release();
  void lose_database(const Failure& failure);
  void erase();
  void close_stale_sockets();
  void require(const Result<void>& result);

  ActorStore& store_;
  const ActorIdentity identity_;
  const std::shared_ptr<SocketTable> sockets_;
  const Hooks hooks_;
  std::unique_ptr<ActorDatabase> database_;
  std::vector<Effect> held_;
  bool opening_ = false;
  bool pumping_ = false;
  bool committing_ = false;
  bool trapped_ = false;
  /// Set by an event; holds once the event has been kept.
  bool destroy_asked_ = false;
  bool destroying_ = false;
  /// The attempt that is being delivered, 0 outside.
  std::uint32_t alarm_attempt_ = 0;
  /// Distinguishes the commits of one database from those of the next.
  std::uint64_t epoch_ = 0;
};

/// Everything that only actors have.
void add_actor_capabilities(Imports& imports);

}  // namespace skerry::host
