#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "host/database/actor_store.hpp"
#include "host/database/durable_queue.hpp"
#include "host/database/executor.hpp"
#include "host/database/shared_storage.hpp"

namespace skerry::host {

/// How far one party (an actor, the shared database, the queue) has come. What its events did is a
/// function of these numbers alone, so a whole state can be computed and compared.
struct Progress {
  /// Counts lives: one more each time an actor is destroyed.
  std::uint64_t epoch = 0;
  std::uint64_t events = 0;
  auto operator<=>(const Progress&) const = default;
};

/// What was asked of the stores and what they have acknowledged.
struct Ledger {
  std::map<std::string, Progress> tried;
  std::map<std::string, Progress> acknowledged;
};

/// The stores of an installation, run on the calling thread.
struct Installation {
  InlineExecutor executor;
  std::unique_ptr<ActorStore> actors;
  std::unique_ptr<SharedStorage> shared;
  std::unique_ptr<DurableQueue> queue;
  std::vector<QueueDelivery> delivered;

  /// `vfs` is empty for the real disk.
  [[nodiscard]] static Result<std::unique_ptr<Installation>> open(const std::string& folder,
                                                                  const std::string& vfs,
                                                                  SqliteSync sync);
};

/// Random events on a few actors, batches on the shared database and messages on a queue.
class DurabilityWorkload {
 public:
  /// Hears of each attempt before it begins and of its acknowledgement.
  struct Observer {
    std::function<void(const std::string& party, Progress)> tried;
    std::function<void(const std::string& party, Progress)> acknowledged;
  };

  /// Goes on from where `installation` is. A store that cannot be read at the start is a failure.
  DurabilityWorkload(Installation& installation, std::uint64_t seed, Observer observer);

  /// Does one thing: a commit of one to three events (some of which trap), an eviction, a
  /// destruction, a batch or a message. False once a store has failed.
  [[nodiscard]] bool step();

 private:
  bool commit_events(const std::string& actor);
  bool destroy(const std::string& actor);
  bool send_batch();
  bool send_message();
  ActorDatabase* resident(const std::string& actor);
  bool apply_event(ActorDatabase& database, const std::string& actor, Progress progress);

  Installation& installation_;
  std::mt19937_64 random_;
  Observer observer_;
  std::map<std::string, std::unique_ptr<ActorDatabase>> residents_;
  std::map<std::string, Progress> progress_;
  bool is_ready_ = false;
};

/// Compares what a reopened installation holds with the ledger, and returns what is wrong.
///
/// Each party must be exactly where its last acknowledgement or its last attempt leaves it: nothing
/// acknowledged is missing, nothing is half there, effects (released on acknowledgement) have their
/// event. Each alarm in a file must be due in the index at its time or before, known without
/// opening the file. Afterwards the ledger holds what was found.
[[nodiscard]] std::vector<std::string> check_installation(Installation& installation,
                                                          Ledger& ledger);

}  // namespace skerry::host
