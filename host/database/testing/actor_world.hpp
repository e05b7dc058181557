#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>

#include "host/database/actor_database.hpp"
#include "host/database/actor_store.hpp"
#include "host/database/testing/scratch_folder.hpp"
#include "host/database/worker_pool.hpp"

namespace skerry::host {

/// A store of actors in a folder of its own, whose work is done at once.
struct ActorWorld {
  ScratchFolder folder;
  InlineExecutor executor;
  std::unique_ptr<ActorStore> store;

  ActorWorld() { restart(); }
  void restart() {
    store.reset();
    auto opened = ActorStore::open({.folder = folder.path()}, executor);
    REQUIRE(opened);
    store = std::move(*opened);
  }
  std::unique_ptr<ActorDatabase> actor(std::string name) {
    auto opened = store->open_actor_now({"job", std::move(name)});
    REQUIRE(opened);
    return std::move(*opened);
  }
};

/// The outcome of a commit; success when there was nothing to commit.
inline Result<void> commit(ActorDatabase& actor) {
  Result<void> outcome;
  (void)actor.commit([&](Result<void> done) { outcome = std::move(done); });
  return outcome;
}

inline std::string query(ActorDatabase& actor, const std::string& sql) {
  REQUIRE(actor.begin_event());
  const auto result = actor.execute(sql, "");
  REQUIRE(result);
  REQUIRE(actor.end_event());
  return *result;
}

}  // namespace skerry::host
