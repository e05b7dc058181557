#include "host/database/actor_store.hpp"

#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "host/database/actor_state.hpp"
#include "host/database/invariant.hpp"
#include "host/database/sha256.hpp"
#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShardDigits = 2;

Result<void> check_identity(const ActorIdentity& identity) {
  const auto& space = identity.actor_namespace;
  const bool named = std::ranges::all_of(space, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!named || space.empty() || space.size() > kActorNamespaceBytesMax) {
    return fail(FailureKind::kInvalid, "an actor namespace is 1 to 64 of a-z 0-9 _ -");
  }
  if (identity.name.empty() || identity.name.size() > kActorNameBytesMax ||
      !simdjson::validate_utf8(identity.name.data(), identity.name.size())) {
    return fail(FailureKind::kInvalid, "an actor's name is 1 to 512 bytes of UTF-8");
  }
  return {};
}

/// Who a file says it belongs to, and its alarm.
Result<std::pair<ActorIdentity, std::optional<std::uint64_t>>> look_into(const std::string& file,
                                                                         const std::string& vfs) {
  auto connection = SqliteConnection::open({.path = file, .vfs = vfs, .cache_kib = kActorCacheKib});
  if (!connection) return std::unexpected(connection.error());
  auto query = (*connection)
                   ->prepare(
                       "SELECT namespace, name, (SELECT at_ms FROM skerry_alarm) "
                       "FROM skerry_actor");
  if (!query) return std::unexpected(query.error());
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return fail(FailureKind::kUnavailable, "damaged database: " + file + ": no identity");
  std::optional<std::uint64_t> at_ms;
  if (!query->is_null(2)) at_ms = static_cast<std::uint64_t>(query->integer(2));
  return std::pair{ActorIdentity{query->text(0), query->text(1)}, at_ms};
}

}  // namespace

ActorStore::ActorStore(std::unique_ptr<Shared> shared) : shared_(std::move(shared)) {}

Result<std::unique_ptr<ActorStore>> ActorStore::open(ActorStoreOptions options,
                                                     Executor& executor) {
  const auto index_file = options.folder + "/alarms.sqlite";
  const auto exists = file_exists(options.vfs, index_file);
  if (!exists) return std::unexpected(exists.error());
  auto index =
      AlarmIndex::open({.path = index_file, .vfs = options.vfs, .sync = options.sync}, executor);
  if (!index) return std::unexpected(index.error());
  std::unique_ptr<ActorStore> store(
      new ActorStore(std::make_unique<Shared>(std::move(options), executor, std::move(*index))));
  if (!*exists) {
    if (auto rebuilt = store->rebuild_index(); !rebuilt) return std::unexpected(rebuilt.error());
  }
  return store;
}

ActorStore::~ActorStore() {
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait(lock, [this] { return shared_->users == 0; });
}

Result<void> ActorStore::rebuild_index() {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(shared_->options.folder, error), end;
       !error && entry != end; entry.increment(error)) {
    // Actors' files lie two folders down; the index itself lies at the top.
    if (entry.depth() != 2 || entry->path().extension() != ".sqlite") continue;
    const auto found = look_into(entry->path().string(), shared_->options.vfs);
    // A damaged file is reported when its actor is opened, and does not take the others down.
    if (found && found->second) shared_->index->observed(found->first, found->second);
  }
  if (error)
    return fail(FailureKind::kUnavailable, shared_->options.folder + ": " + error.message());
  return {};
}

std::string ActorStore::file_of(const ActorIdentity& identity) const {
  const auto digest = sha256_hex(identity.name);
  return shared_->options.folder + "/" + identity.actor_namespace + "/" +
         digest.substr(0, kShardDigits) + "/" + digest.substr(kShardDigits) + ".sqlite";
}

Result<std::unique_ptr<ActorDatabase>> ActorStore::open_actor_now(ActorIdentity identity) {
  if (auto valid = check_identity(identity); !valid) return std::unexpected(valid.error());
  auto file = file_of(identity);
  auto state =
      std::make_shared<ActorDatabase::State>(*shared_, std::move(identity), std::move(file));
  if (auto opened = state->open(); !opened) return std::unexpected(opened.error());
  const auto alarm = state->read_alarm();
  if (!alarm) return std::unexpected(alarm.error());
  shared_->index->observed(state->identity, *alarm);
  return std::unique_ptr<ActorDatabase>(new ActorDatabase(std::move(state)));
}

void ActorStore::open_actor(ActorIdentity identity, OpenCallback callback) {
  shared_->enter();
  shared_->executor.post([this, identity = std::move(identity), callback = std::move(callback)] {
    auto opened = open_actor_now(identity);
    auto& shared = *shared_;
    callback(std::move(opened));
    shared.leave();
  });
}

void ActorStore::destroy(std::unique_ptr<ActorDatabase> database, DestroyCallback callback) {
  auto state = database->state_;
  require(!database->commit_in_flight(), "an actor is not destroyed while it commits");
  // Its destructor then drops one reference more; the last one goes with the task below.
  database.reset();
  auto& executor = shared_->executor;
  executor.post([state = std::move(state), callback = std::move(callback)] {
    auto erased = state->erase();
    callback(std::move(erased));
  });
}

std::optional<std::uint64_t> ActorStore::next_alarm_ms() const {
  return shared_->index->next_due_ms();
}

std::vector<ActorIdentity> ActorStore::take_due_alarms(std::uint64_t now_ms,
                                                       std::size_t actors_max) {
  return shared_->index->take_due(now_ms, actors_max);
}

void ActorStore::postpone_alarm(const ActorIdentity& identity, std::uint64_t at_ms) {
  shared_->index->postpone(identity, at_ms);
}

void ActorStore::set_alarm_listener(std::function<void()> listener) {
  shared_->index->set_listener(std::move(listener));
}

}  // namespace skerry::host
