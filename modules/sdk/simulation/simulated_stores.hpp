#pragma once

#include <map>
#include <string>
#include <string_view>

#include "modules/sdk/actor_storage.hpp"
#include "modules/sdk/blobs.hpp"
#include "modules/sdk/simulation/sql_database.hpp"
#include "modules/sdk/simulation/world.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::simulation {

/// The shared database. A batch takes effect after its event; its result comes after a latency.
class SimulatedStorage final : public StoragePort {
 public:
  explicit SimulatedStorage(World& world) : world_(world) {}
  void batch(OpId op, std::string_view statements) override;
  /// For tests that look into or prepare the database.
  SqlDatabase database;

 private:
  World& world_;
};

/// The actor's database: each event is one transaction.
class SimulatedActorStorage final : public ActorStoragePort, public Participant {
 public:
  explicit SimulatedActorStorage(World& world) { world.join(*this); }
  Result<std::string> execute(std::string_view sql, std::string_view params) override;

  void begin() override { database.begin(); }
  void commit() override { database.commit(); }
  void roll_back() override { database.roll_back(); }

  SqlDatabase database;
};

class SimulatedBlobs final : public BlobsPort {
 public:
  struct Blob {
    std::string content_type;
    std::string bytes;
  };
  explicit SimulatedBlobs(World& world) : world_(world) {}

  void put(OpId op, std::string_view key, std::string_view content_type,
           std::string_view text) override;
  void get(OpId op, std::string_view key) override;
  void list(OpId op, std::string_view prefix, std::string_view cursor,
            std::uint32_t limit) override;
  void remove(OpId op, std::string_view key) override;
  void receive(OpId op, OpId request, std::string_view key, std::string_view content_type,
               std::uint64_t bytes_max) override;

  /// Whether the contract allows a key.
  [[nodiscard]] static bool is_key(std::string_view key);

  std::map<std::string, Blob, std::less<>> blobs;
  /// What `receive` finds as a request's body.
  std::map<OpId, std::string> request_bodies;

 private:
  void perform(OpId op, std::function<Result<std::string>()> action);

  World& world_;
};

}  // namespace skerry::simulation
