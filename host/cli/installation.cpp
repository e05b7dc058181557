#include "host/cli/installation.hpp"

#include <format>
#include <future>

#include "host/actors/limits.hpp"
#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

/// Threads that wait for disks.
constexpr std::size_t kDiskThreads = 4;

}  // namespace

std::expected<std::unique_ptr<Installation>, std::string> Installation::open(
    const Options& options, Configuration configuration) {
  auto folder = DataFolder::open(options.data_folder);
  if (!folder) return std::unexpected(folder.error());
  std::unique_ptr<Installation> result(
      new Installation(std::move(*folder), std::move(configuration), options.engine));
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < (options.loops == 0 ? cores : options.loops); ++i) {
    result->loops_.push_back(std::make_unique<EventLoop>());
  }
  if (auto opened = result->open_stores(); !opened) return std::unexpected(opened.error());
  if (auto loaded = result->load_modules(options.modules_folder); !loaded) {
    return std::unexpected(loaded.error());
  }
  result->start_loops();
  return result;
}

Installation::Installation(DataFolder folder, Configuration configuration,
                           const Engine::Options& options)
    : folder_(std::move(folder)),
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
    run_on_loop(i, [this, i] { shut_down_loop(i); });
  }
  for (const auto& loop : loops_) loop->stop();
  for (auto& thread : threads_) thread.join();
  // What waits in the loops belongs to instances, which belong to modules.
  shards_.clear();
  for (auto& [name, service] : services_) service.fronts.clear();
  loops_.clear();
  services_.clear();
  actor_store_.reset();
  storage_.reset();
  workers_.reset();
}

void Installation::shut_down_loop(std::size_t loop) {
  if (loop == 0) alarm_clock_.reset();
  for (auto& [name, service] : services_) {
    if (!service.fronts.empty()) service.fronts[loop]->shut_down();
  }
  shards_[loop]->shut_down();
}

std::expected<void, std::string> Installation::open_stores() {
  auto storage = SharedStorage::open({.path = folder_.storage().string(), .vfs = {}}, *workers_);
  if (!storage) {
    return std::unexpected(std::format("storage {} cannot be opened: {}",
                                       folder_.storage().string(), storage.error().detail));
  }
  storage_ = std::move(*storage);
  environment_.storage = storage_.get();
  auto actors = ActorStore::open({.folder = folder_.actors().string(), .vfs = {}}, *workers_);
  if (!actors) {
    return std::unexpected(std::format("actors below {} cannot be opened: {}",
                                       folder_.actors().string(), actors.error().detail));
  }
  actor_store_ = std::move(*actors);
  for (const auto& loop : loops_) {
    shards_.push_back(std::make_unique<ActorShard>(environment_, *loop, *actor_store_,
                                                   kActorsResidentMax / loops_.size()));
  }
  return {};
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
  const bool is_actor = description.role == ModuleDescription::Role::kActor;
  auto component =
      Component::load(engine_, is_actor ? actor_imports_ : front_imports_, file, folder_.cache());
  if (!component) return std::unexpected(component.error());
  // A module that wants what this host has not is an error now, not of the first request.
  struct Nobody final : ImportTarget {} nobody;
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
      service.fronts.push_back(
          std::make_shared<Front>(environment_, *loops_[i], service.module));
    }
  }
  return {};
}

void Installation::start_loops() {
  alarm_clock_ = std::make_unique<AlarmClock>(
      *actor_store_, *loops_[0], [this](const ActorIdentity& identity) {
        const std::size_t loop = loop_of(identity);
        loops_[loop]->post([this, loop, identity] { shards_[loop]->deliver_alarm(identity); });
      });
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
  Inbound request{.exchange = std::move(exchange), .head = {}, .principal = {}, .answer_head = {}};
  request.head = request.exchange->head();
  find_front(kPublicModule)->fronts[loop]->accept(std::move(request));
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

void Installation::dispatch(const Destination& to, Inbound request) {
  if (to.kind == Destination::Kind::kActor) return dispatch_to_actor(to.name, std::move(request));
  Service* service = to.kind == Destination::Kind::kService ? find_front(to.name) : nullptr;
  if (service == nullptr) return answer_problem(request, kNoDestination);
  const std::size_t loop = choose_loop();
  const auto& front = service->fronts[loop];
  if (EventLoop::current() == loops_[loop].get()) return front->accept(std::move(request));
  loops_[loop]->post([front, request = std::move(request)]() mutable {
    front->accept(std::move(request));
  });
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
