#include "host/cli/installation.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <future>
#include <latch>
#include <random>

#include "host/actors/limits.hpp"
#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/journal.hpp"
#include "host/capabilities/problem.hpp"
#include "host/cli/model_settings.hpp"

namespace skerry::host {
namespace {

/// Threads that wait for disks.
constexpr std::size_t kDiskThreads = 4;

/// The stores' databases below the data folder.
constexpr std::array<std::string_view, 4> kDatabases = {"storage.sqlite", "blobs/blobs.sqlite",
                                                        "actors/alarms.sqlite", "queues.sqlite"};

/// Tells one start of the host from every other (`boot_id` of the configuration). The folder's lock
/// sees to it that what an earlier start held belongs to nobody.
std::string make_boot_id() {
  std::random_device system;
  return std::format("{:08x}{:08x}{:08x}{:08x}", system(), system(), system(), system());
}

/// The module that gets the dead letters of its queue; others' are kept for an operator.
constexpr std::string_view kDeadLettersReader = "probe";

std::unexpected<std::string> cannot_open(std::string_view what, const Failure& failure) {
  return std::unexpected(std::format("{} cannot be opened: {}", what, failure.detail));
}

}  // namespace

std::expected<std::unique_ptr<Installation>, std::string> Installation::open(
    const Options& options, Configuration configuration) {
  auto directory = DataDirectory::open(options.data_folder.string());
  if (!directory) return std::unexpected(directory.error().detail);
  configuration.set("boot_id", make_boot_id());
  std::unique_ptr<Installation> result(
      new Installation(std::move(*directory), std::move(configuration), options.engine));
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  if (options.has_faults) result->environment_.faults = &result->faults_;
  for (std::size_t i = 0; i < (options.loops == 0 ? cores : options.loops); ++i) {
    result->loops_.push_back(std::make_unique<EventLoop>());
  }
  if (auto opened = result->open_stores(options.modules_folder); !opened) {
    return std::unexpected(opened.error());
  }
  if (auto opened = result->open_sandbox(options.modules_folder); !opened) {
    return std::unexpected(opened.error());
  }
  if (auto loaded = result->load_modules(options.modules_folder); !loaded) {
    return std::unexpected(loaded.error());
  }
  if (auto opened = result->open_recording(options); !opened) {
    return std::unexpected(opened.error());
  }
  result->open_internet();
  result->public_module_ = options.public_module;
  if (result->find_front(options.public_module) == nullptr) {
    return std::unexpected(std::format("there is no module {}", options.public_module));
  }
  if (options.does_all_that_is_due) {
    result->is_attending_all_ = true;
    result->start_alarms();
    result->start_messages();
  }
  result->start_loops();
  return result;
}

Installation::Installation(std::unique_ptr<DataDirectory> directory, Configuration configuration,
                           const Engine::Options& options)
    : directory_(std::move(directory)),
      configuration_(std::move(configuration)),
      engine_(options),
      front_imports_(common_imports()),
      actor_imports_(common_imports()),
      workers_(std::make_unique<WorkerPool>(kDiskThreads)) {
  add_actor_capabilities(actor_imports_);
  environment_.configuration = &configuration_;
  environment_.metrics = &metrics_;
  environment_.dispatcher = this;
}

Installation::~Installation() {
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    run_on_loop(i, [this, i] { shut_down_fronts(i); });
  }
  if (!threads_.empty()) let_actors_keep();
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    run_on_loop(i, [this, i] { shards_[i]->shut_down(); });
  }
  for (const auto& loop : loops_) loop->stop();
  for (auto& thread : threads_) thread.join();
  // What was committed still has its effects, for which the stores must be there.
  settle_loops();
  internet_.reset();
  sandbox_.reset();
  // These wait for what was started, which comes back to loops that nobody runs any more.
  queues_.reset();
  blobs_.reset();
  storage_.reset();
  settle_loops();
  shards_.clear();
  services_.clear();
  actor_store_.reset();
  workers_.reset();
}

void Installation::settle_loops() {
  // An actor's database may be on its way through the workers and a loop: opened, closed, erased.
  constexpr int kStepsOnTheWay = 4;
  for (int step = 0; step < kStepsOnTheWay; ++step) {
    // Every worker is held, so that each has ended what it did; the last to leave frees the latch.
    const auto passed = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(kDiskThreads));
    for (std::size_t i = 0; i < kDiskThreads; ++i) {
      workers_->post([passed] { passed->arrive_and_wait(); });
    }
    passed->wait();
    for (const auto& loop : loops_) {
      while (loop->run_ready()) {
      }
    }
  }
}

void Installation::shut_down_fronts(std::size_t loop) {
  if (loop == 0) {
    alarm_clock_.reset();
    queue_clock_.reset();
  }
  for (auto& [name, service] : services_) {
    if (!service.fronts.empty()) service.fronts[loop]->shut_down();
  }
}

std::expected<void, std::string> Installation::open_stores(const std::filesystem::path& modules) {
  const std::string& root = directory_->path();
  auto storage = SharedStorage::open({.path = root + "/storage.sqlite", .vfs = {}}, *workers_);
  if (!storage) return cannot_open("storage", storage.error());
  storage_ = std::move(*storage);
  const auto migrations = read_migrations(modules.string());
  if (!migrations) return cannot_open("migrations", migrations.error());
  if (const auto migrated = storage_->migrate(*migrations); !migrated) {
    return cannot_open("storage", migrated.error());
  }
  environment_.storage = storage_.get();
  const auto blob_folder = directory_->folder("blobs");
  if (!blob_folder) return cannot_open("blobs", blob_folder.error());
  auto blobs = BlobStore::open({.folder = *blob_folder}, *workers_);
  if (!blobs) return cannot_open("blobs", blobs.error());
  blobs_ = std::move(*blobs);
  environment_.blobs = blobs_.get();
  const auto actor_folder = directory_->folder("actors");
  if (!actor_folder) return cannot_open("actors", actor_folder.error());
  if (auto opened = open_actors(*actor_folder); !opened) return opened;
  if (auto opened = open_queues(root + "/queues.sqlite"); !opened) return opened;
  if (const auto recorded = directory_->record_databases(kDatabases); !recorded) {
    return std::unexpected(recorded.error().detail);
  }
  return {};
}

std::expected<void, std::string> Installation::open_actors(const std::string& folder) {
  auto actors = ActorStore::open({.folder = folder, .vfs = {}}, *workers_);
  if (!actors) return cannot_open("actors", actors.error());
  actor_store_ = std::move(*actors);
  for (const auto& loop : loops_) {
    shards_.push_back(std::make_unique<ActorShard>(environment_, *loop, *actor_store_,
                                                   kActorsResidentMax / loops_.size()));
  }
  return {};
}

std::expected<void, std::string> Installation::open_queues(const std::string& file) {
  DurableQueueOptions options{.path = file, .queues = {}};
  for (const ModuleDescription& module : kModules) {
    if (module.queue.empty()) continue;
    const std::string dead_letters = dead_letter_queue_of(module);
    options.queues[std::string(module.queue)] = {.dead_letter_queue = dead_letters};
    options.queues[dead_letters] = {.has_consumer = module.name == kDeadLettersReader};
  }
  auto queues = DurableQueue::open(
      options, *workers_, [this](QueueDelivery delivery) { deliver_message(std::move(delivery)); });
  if (!queues) return cannot_open("queues", queues.error());
  queues_ = std::move(*queues);
  environment_.queues = queues_.get();
  return {};
}

std::expected<void, std::string> Installation::open_sandbox(const std::filesystem::path& modules) {
  auto sandbox = SandboxPool::open({.modules_folder = modules,
                                    .cache_folder = directory_->folder("cache").value_or(""),
                                    .threads = loops_.size()});
  if (!sandbox) return std::unexpected(sandbox.error());
  sandbox_ = std::move(*sandbox);
  environment_.sandbox = sandbox_.get();
  return {};
}

std::expected<void, std::string> Installation::open_recording(const Options& options) {
  if (options.record_folder.empty()) return {};
  auto recording = Recording::open(options.record_folder, options.engine, {});
  if (!recording) return std::unexpected(recording.error());
  recording_ = std::move(*recording);
  environment_.observers = recording_.get();
  write_log(LogLevel::kWarning, "replay", "recording everything that modules see, secrets included",
            log_field("folder", options.record_folder.string()));
  return {};
}

void Installation::open_internet() {
  internet_ = std::make_unique<CurlFetch>(CurlFetch::Options{
      .private_addresses = configuration_.get("fetch_private_addresses") == "allow",
      .trusted_origins = model_origins(configuration_),
      .proxy = configuration_.get("fetch_proxy").value_or("")});
  environment_.internet = internet_.get();
}

std::expected<void, std::string> Installation::load_modules(const std::filesystem::path& folder) {
  for (const ModuleDescription& description : kModules) {
    const auto file = folder / (std::string(description.name) + ".wasm");
    if (!description.required && !std::filesystem::exists(file)) continue;
    if (auto loaded = load_module(description, file); !loaded) return loaded;
  }
  return {};
}

std::expected<void, std::string> Installation::load_module(const ModuleDescription& description,
                                                           const std::filesystem::path& file) {
  const std::filesystem::path cache = directory_->folder("cache").value_or("");
  const bool is_actor = description.role == ModuleDescription::Role::kActor;
  auto component =
      Component::load(engine_, is_actor ? actor_imports_ : front_imports_, file, cache);
  if (!component) return std::unexpected(component.error());
  // A module that wants what this host has not is an error now, not of the first request.
  struct Nobody final : ImportTarget {
  } nobody;
  if (auto trial = Instance::create(**component, nobody); !trial) {
    return std::unexpected(std::format("module {}: {}", file.string(), trial.error()));
  }
  Service& service = services_[std::string(description.name)];
  service.component = std::move(*component);
  service.module = {description, service.component.get()};
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    if (is_actor) {
      shards_[i]->add(service.module);
    } else {
      service.fronts.push_back(std::make_shared<Front>(environment_, *loops_[i], service.module));
    }
  }
  return {};
}

void Installation::start_loops() {
  for (const auto& loop : loops_) threads_.emplace_back([&loop = *loop] { loop.run(); });
}

void Installation::run_on_loop(std::size_t loop, std::function<void()> task) {
  std::promise<void> done;
  loops_[loop]->post([&] {
    task();
    done.set_value();
  });
  done.get_future().wait();
}

void Installation::receive(std::shared_ptr<Exchange> exchange, std::size_t loop) {
  Inbound request{
      .exchange = std::move(exchange), .head = {}, .principal = {}, .answer_head = {}, .body = {}};
  request.head = request.exchange->head();
  find_front(public_module_)->fronts[loop]->accept(std::move(request));
}

Installation::Service* Installation::find_front(std::string_view name) {
  const auto found = services_.find(name);
  return found == services_.end() || found->second.fronts.empty() ? nullptr : &found->second;
}

std::size_t Installation::choose_loop() {
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    if (EventLoop::current() == loops_[i].get()) return i;
  }
  return next_loop_.fetch_add(1, std::memory_order_relaxed) % loops_.size();
}

std::size_t Installation::loop_of(const ActorIdentity& identity) const {
  return std::hash<std::string>()(identity.actor_namespace + "/" + identity.name) % loops_.size();
}

bool Installation::evict_actor(const std::string& name) {
  const auto identity = parse_identity(name);
  if (!identity) return false;
  const std::size_t loop = loop_of(*identity);
  std::promise<bool> done;
  loops_[loop]->post([this, loop, &identity, &done] {
    shards_[loop]->evict(*identity, [&done](bool evicted) { done.set_value(evicted); });
  });
  return done.get_future().get();
}

bool Installation::knows(const Destination& to) const {
  const bool is_actor = to.kind == Destination::Kind::kActor;
  const auto identity = parse_identity(to.name);
  if (is_actor && !identity) return false;
  const auto found = services_.find(is_actor ? identity->actor_namespace : to.name);
  return found != services_.end() && found->second.fronts.empty() == is_actor;
}

void Installation::dispatch(const Destination& to, Inbound request) {
  if (to.kind == Destination::Kind::kActor) return dispatch_to_actor(to.name, std::move(request));
  Service* service = to.kind == Destination::Kind::kService ? find_front(to.name) : nullptr;
  if (service == nullptr) return answer_problem(request, kNoDestination);
  const std::size_t loop = choose_loop();
  const auto& front = service->fronts[loop];
  if (EventLoop::current() == loops_[loop].get()) return front->accept(std::move(request));
  loops_[loop]->post(
      [front, request = std::move(request)]() mutable { front->accept(std::move(request)); });
}

void Installation::dispatch_to_actor(const std::string& name, Inbound request) {
  const auto identity = parse_identity(name);
  if (!identity) return answer_problem(request, kNoDestination);
  const std::size_t loop = loop_of(*identity);
  if (EventLoop::current() == loops_[loop].get()) {
    return shards_[loop]->accept(*identity, std::move(request));
  }
  loops_[loop]->post(
      [&shard = *shards_[loop], identity = *identity, request = std::move(request)]() mutable {
        shard.accept(identity, std::move(request));
      });
}

void Installation::call(const std::string& service, std::string method, std::string principal,
                        std::string arguments, Reply reply) {
  Service* found = find_front(service);
  if (found == nullptr) {
    return reply(std::unexpected(Failure{FailureKind::kNotFound, "service " + service}));
  }
  const std::size_t loop = choose_loop();
  loops_[loop]->post([front = found->fronts[loop], method = std::move(method),
                      principal = std::move(principal), arguments = std::move(arguments),
                      reply = std::move(reply)]() mutable {
    front->accept_call(std::move(method), std::move(principal), std::move(arguments),
                       std::move(reply));
  });
}

}  // namespace skerry::host
