#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host/actors/actor.hpp"

namespace skerry::host {

/// Splits `namespace/name`; the name is everything after the first slash. None without a slash.
[[nodiscard]] std::optional<ActorIdentity> parse_identity(std::string_view text);

/// The actors that live on one event loop. Makes them when something comes for them, and drops the
/// least recently used ones that are idle beyond `residents_max`.
class ActorShard {
 public:
  ActorShard(const Environment& environment, EventLoop& loop, ActorStore& store,
             std::size_t residents_max);
  ActorShard(const ActorShard&) = delete;
  ActorShard& operator=(const ActorShard&) = delete;

  /// Makes a module's actors known, under its name. `module` must outlive this.
  void add(const Module& module);

  // On the loop's thread.

  void accept(const ActorIdentity& identity, Inbound request);
  void deliver_alarm(const ActorIdentity& identity);
  /// Drops an actor from memory, its sockets stay open, and calls `done` with true; with false when
  /// it has something under way for all of `kEvictionWaitMsMax`. One at a time: another call ends
  /// the wait of the one before without an answer. For tests.
  void evict(const ActorIdentity& identity, std::function<void(bool evicted)> done);
  void shut_down();
  /// True when an actor is not in memory or has nothing under way there.
  [[nodiscard]] bool is_at_rest(const ActorIdentity& identity) const;
  /// True while an actor has been told something that is not yet kept.
  [[nodiscard]] bool is_keeping() const;
  [[nodiscard]] std::size_t residents() const { return residents_.size(); }

 private:
  struct Resident {
    std::shared_ptr<Actor> actor;
    std::list<ActorIdentity>::iterator place;
  };

  /// Null when there is no such namespace.
  [[nodiscard]] std::shared_ptr<Actor> find_or_make(const ActorIdentity& identity);
  /// Looks whether an actor may be dropped, again and again until `until_ms` (`monotonic_ms`).
  void evict_until(std::uint64_t until_ms, const ActorIdentity& identity,
                   std::function<void(bool evicted)> done);
  void start_socket(const ActorIdentity& identity, const std::string& id,
                    const std::shared_ptr<WebSocket>& socket);
  void trim();
  void drop(std::list<ActorIdentity>::iterator place);

  const Environment& environment_;
  EventLoop& loop_;
  ActorStore& store_;
  const std::size_t residents_max_;
  std::map<std::string, const Module*, std::less<>> modules_;
  std::map<ActorIdentity, Resident> residents_;
  /// Most recently used first.
  std::list<ActorIdentity> order_;
  std::map<ActorIdentity, std::shared_ptr<SocketTable>> sockets_;
  bool trimming_ = false;
  std::unique_ptr<EventLoop::Timer> evicting_;
};

}  // namespace skerry::host
