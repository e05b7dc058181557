#include "host/cli/installation.hpp"

#include <format>
#include <future>

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
      workers_(std::make_unique<WorkerPool>(kDiskThreads)) {
  environment_.configuration = &configuration_;
  environment_.metrics = &metrics_;
  environment_.dispatcher = this;
}

Installation::~Installation() {
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    run_on_loop(i, [this, i] {
      for (auto& [name, service] : services_) {
        if (!service.fronts.empty()) service.fronts[i]->shut_down();
      }
    });
  }
  for (const auto& loop : loops_) loop->stop();
  for (auto& thread : threads_) thread.join();
  services_.clear();
  storage_.reset();
  workers_.reset();
}

std::expected<void, std::string> Installation::open_stores() {
  auto storage = SharedStorage::open({.path = folder_.storage().string(), .vfs = {}}, *workers_);
  if (!storage) {
    return std::unexpected(std::format("storage {} cannot be opened: {}",
                                       folder_.storage().string(), storage.error().detail));
  }
  storage_ = std::move(*storage);
  environment_.storage = storage_.get();
  return {};
}

std::expected<void, std::string> Installation::load_modules(const std::filesystem::path& folder) {
  for (const ModuleDescription& description : kModules) {
    const auto file = folder / (std::string(description.name) + ".wasm");
    if (!description.required && !std::filesystem::exists(file)) continue;
    if (description.role == ModuleDescription::Role::kActor) continue;
    auto component = Component::load(engine_, front_imports_, file, folder_.cache());
    if (!component) return std::unexpected(component.error());
    Service& service = services_[std::string(description.name)];
    service.component = std::move(*component);
    service.module = {description, service.component.get()};
    for (const auto& loop : loops_) {
      service.fronts.push_back(std::make_shared<Front>(environment_, *loop, service.module));
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
  Inbound request{.exchange = std::move(exchange), .head = {}, .principal = {}, .answer_head = {}};
  request.head = request.exchange->head();
  find_service(kPublicModule)->fronts[loop]->accept(std::move(request));
}

Installation::Service* Installation::find_service(std::string_view name) {
  const auto found = services_.find(name);
  return found == services_.end() ? nullptr : &found->second;
}

std::size_t Installation::choose_loop() {
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    if (EventLoop::current() == loops_[i].get()) return i;
  }
  return next_loop_.fetch_add(1, std::memory_order_relaxed) % loops_.size();
}

void Installation::dispatch(const Destination& to, Inbound request) {
  Service* service = to.kind == Destination::Kind::kService ? find_service(to.name) : nullptr;
  if (service == nullptr) return answer_problem(request, kNoDestination);
  const std::size_t loop = choose_loop();
  const auto& front = service->fronts[loop];
  if (EventLoop::current() == loops_[loop].get()) return front->accept(std::move(request));
  loops_[loop]->post([front, request = std::move(request)]() mutable {
    front->accept(std::move(request));
  });
}

void Installation::call(const std::string& service, std::string method, std::string principal,
                        std::string arguments, Reply reply) {
  Service* found = find_service(service);
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
