#pragma once

#include <atomic>
#include <chrono>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/actors/actor_shard.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/environment.hpp"
#include "host/capabilities/event_loop.hpp"
#include "host/capabilities/front.hpp"
#include "host/capabilities/module.hpp"
#include "host/capabilities/planted_faults.hpp"
#include "host/database/blob_store.hpp"
#include "host/database/data_directory.hpp"
#include "host/database/durable_queue.hpp"
#include "host/database/shared_storage.hpp"
#include "host/database/worker_pool.hpp"
#include "host/fetch/curl_fetch.hpp"
#include "host/replay/recording.hpp"
#include "host/sandbox/sandbox_pool.hpp"

namespace skerry::host {

/// Everything that answers requests: the engine, the modules, the stores and one event loop a core.
///
/// Listens to nothing by itself; requests come through `receive`.
class Installation final : public Dispatcher {
 public:
  struct Options {
    std::filesystem::path modules_folder;
    std::filesystem::path data_folder;
    /// Event loops; 0 means one a core.
    std::size_t loops = 0;
    Engine::Options engine = {};
    /// Where every instance's life is recorded; empty for nowhere.
    std::filesystem::path record_folder = {};
    /// The front that gets what comes from outside; another than the gateway only for tests.
    std::string public_module = std::string(kPublicModule);
    /// Whether `faults` has any effect: tests alone plant some.
    bool has_faults = false;
    /// Alarms and queued messages are delivered when they are due, as a server does. Otherwise
    /// those alone that `attend` and `take_messages` ask for: who ends soon must begin no work that
    /// others have waiting.
    bool does_all_that_is_due = true;
  };

  /// Opens the stores, loads the modules and starts the loops. Fails with one line for an operator;
  /// nothing that exists is overwritten.
  [[nodiscard]] static std::expected<std::unique_ptr<Installation>, std::string> open(
      const Options& options, Configuration configuration);
  /// Stops the loops and closes the stores.
  ~Installation() override;

  [[nodiscard]] const std::vector<std::unique_ptr<EventLoop>>& loops() const { return loops_; }
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] PlantedFaults& faults() { return faults_; }

  /// Takes a request from outside over, on the loop of this index.
  void receive(std::shared_ptr<Exchange> exchange, std::size_t loop);
  /// Runs a task on a loop and waits for its end. Never from a loop.
  void run_on_loop(std::size_t loop, std::function<void()> task);

  /// Drops an actor, `namespace/name`, from memory, and tells whether it could: not when there is
  /// none of this name, nor one that stays busy (`ActorShard::evict`). For tests; never from a
  /// loop.
  [[nodiscard]] bool evict_actor(const std::string& name);

  // Of an installation that does not do all that is due anyway; never from a loop.

  /// From now on delivers the alarms of this actor, what is due already included.
  void attend(const ActorIdentity& identity);
  /// From now on delivers the messages of all queues.
  void take_messages();
  /// Waits until the attended actors have nothing under way and no alarm that is due, at most so
  /// long.
  void settle(std::chrono::milliseconds wait_max);

  [[nodiscard]] bool knows(const Destination& to) const override;
  void dispatch(const Destination& to, Inbound request) override;
  void call(const std::string& service, std::string method, std::string principal,
            std::string arguments, Reply reply) override;

 private:
  /// A module that is loaded; a front has an instance on every loop.
  struct Service {
    Module module;
    std::unique_ptr<Component> component;
    std::vector<std::shared_ptr<Front>> fronts;
  };

  Installation(std::unique_ptr<DataDirectory> directory, Configuration configuration,
               const Engine::Options& options);
  /// Opens the stores and brings the shared database's schema to what the modules need.
  [[nodiscard]] std::expected<void, std::string> open_stores(const std::filesystem::path& modules);
  [[nodiscard]] std::expected<void, std::string> open_actors(const std::string& folder);
  [[nodiscard]] std::expected<void, std::string> open_queues(const std::string& file);
  [[nodiscard]] std::expected<void, std::string> load_modules(const std::filesystem::path& folder);
  /// Before the loops run, or on the first one.
  void start_alarms();
  void start_messages();
  void start_loops();
  /// Brings an alarm that is due to its actor if that is attended. On the first loop.
  void deliver_alarm(const ActorIdentity& identity);
  /// True when a look finds nothing that `settle` waits for.
  [[nodiscard]] bool has_settled();
  /// Where messages of the module's queue go that failed too often.
  [[nodiscard]] static std::string dead_letter_queue_of(const ModuleDescription& module);
  /// Brings a message to the module that consumes its queue.
  void deliver_message(QueueDelivery delivery);
  [[nodiscard]] std::expected<void, std::string> open_sandbox(const std::filesystem::path& modules);
  [[nodiscard]] std::expected<void, std::string> load_module(const ModuleDescription& description,
                                                             const std::filesystem::path& file);
  /// Modules reach this machine and private networks only when `fetch_private_addresses` is
  /// `allow`, and the models' servers that the operator named wherever they are.
  void open_internet();
  [[nodiscard]] std::expected<void, std::string> open_recording(const Options& options);
  void shut_down_fronts(std::size_t loop);
  /// Waits for what actors have been told as the fronts went down: an attempt that ended with its
  /// front must not look like one that was lost.
  void let_actors_keep();
  /// Runs what still comes back to the loops after their threads have ended.
  void settle_loops();
  [[nodiscard]] std::size_t choose_loop();
  [[nodiscard]] std::size_t loop_of(const ActorIdentity& identity) const;
  /// Null unless there is a front of this name.
  [[nodiscard]] Service* find_front(std::string_view name);
  void dispatch_to_actor(const std::string& name, Inbound request);

  const std::unique_ptr<DataDirectory> directory_;
  const Configuration configuration_;
  std::string public_module_;
  Metrics metrics_;
  PlantedFaults faults_;
  Engine engine_;
  Imports front_imports_;
  Imports actor_imports_;
  std::unique_ptr<WorkerPool> workers_;
  std::unique_ptr<SharedStorage> storage_;
  std::unique_ptr<ActorStore> actor_store_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<DurableQueue> queues_;
  std::unique_ptr<SandboxPool> sandbox_;
  std::unique_ptr<CurlFetch> internet_;
  std::unique_ptr<Recording> recording_;
  Environment environment_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::map<std::string, Service, std::less<>> services_;
  std::vector<std::unique_ptr<ActorShard>> shards_;
  std::unique_ptr<DueTimer> alarm_clock_;
  std::unique_ptr<DueTimer> queue_clock_;
  bool is_attending_all_ = false;
  /// Whose alarms are delivered, and those of others that were due. Both belong to the first loop.
  std::set<ActorIdentity> attended_;
  std::set<ActorIdentity> passed_over_;
  std::vector<std::thread> threads_;
  std::atomic<std::size_t> next_loop_ = 0;
};

}  // namespace skerry::host
