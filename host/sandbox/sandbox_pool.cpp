#include "host/sandbox/sandbox_pool.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <utility>

#include "host/sandbox/fair_queue.hpp"
#include "host/sandbox/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::host {
namespace {

using Clock = std::chrono::steady_clock;

Engine::Options engine_options(std::size_t threads) {
  // One instance a thread, one for the eraser, and room for one that is being taken down.
  return {.component_instances_max = static_cast<std::uint32_t>(2 * threads + 2),
          .instance_memory_bytes_max = sandbox::kLinearMemoryBytesMax,
          .wasm_stack_bytes_max = sandbox_limits::kWasmStackBytes,
          .kept_memory_bytes = sandbox_limits::kKeptMemoryBytes,
          .kept_table_bytes = sandbox_limits::kKeptTableBytes};
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// Where a text was copied to, or nothing when there is no room for it.
struct Placed {
  std::uint32_t address;
  std::uint32_t bytes;
};

std::optional<Placed> place(CoreInstance& instance, std::string_view text) {
  const auto bytes = static_cast<std::uint32_t>(text.size());
  const auto address = instance.call("sandbox_allocate", std::array{i32_value(bytes)});
  if (!address || *address == 0) return std::nullopt;
  std::memcpy(instance.memory().data() + *address, text.data(), text.size());
  return Placed{*address, bytes};
}

}  // namespace

/// A run from its start to its report.
struct SandboxPool::Job {
  SandboxProgram program;
  Done done;
  /// When it has waited too long.
  Clock::time_point wait_ends;
  std::atomic<bool> cancelled{false};
};

struct SandboxPool::Queue {
  explicit Queue(std::size_t runs_max) : waiting(runs_max) {}

  std::mutex mutex;
  std::condition_variable wake;
  /// For `refuse`: something was turned away.
  std::condition_variable wake_refuser;
  FairQueue<std::shared_ptr<Job>> waiting;
  std::vector<std::shared_ptr<Job>> turned_away;
};

class SandboxPool::Handle final : public SandboxPort::Run {
 public:
  Handle(std::shared_ptr<Job> job, std::shared_ptr<Queue> queue)
      : job_(std::move(job)), queue_(std::move(queue)) {}
  ~Handle() override {
    // The report may be on its way on another thread, or be what destroys this handle.
    if (job_->cancelled.exchange(true)) return;
    std::vector<std::shared_ptr<Job>> left;
    const std::scoped_lock lock(queue_->mutex);
    left = queue_->waiting.take_if([this](const auto& job) { return job == job_; });
  }

 private:
  std::shared_ptr<Job> job_;
  std::shared_ptr<Queue> queue_;
};

SandboxPool::SandboxPool(const Options& options)
    : options_(options),
      engine_(engine_options(options.threads)),
      queue_(std::make_shared<Queue>(options.runs_waiting_max)) {}

std::expected<std::unique_ptr<SandboxPool>, std::string> SandboxPool::open(const Options& options) {
  std::unique_ptr<SandboxPool> pool(new SandboxPool(options));
  auto sandbox = CoreModule::load(pool->engine_, options.modules_folder / "sandbox.wasm",
                                  options.cache_folder);
  if (!sandbox) return std::unexpected(sandbox.error());
  auto typestrip = CoreModule::load(pool->engine_, options.modules_folder / "typestrip.wasm",
                                    options.cache_folder);
  if (!typestrip) return std::unexpected(typestrip.error());
  pool->sandbox_ = std::move(*sandbox);
  pool->typestrip_ = std::move(*typestrip);
  pool->eraser_ = std::make_unique<TypeEraser>(*pool->typestrip_);
  for (std::size_t index = 0; index < options.threads; ++index) {
    pool->threads_.emplace_back([raw = pool.get()] { raw->work(); });
  }
  pool->threads_.emplace_back([raw = pool.get()] { raw->refuse(); });
  return pool;
}

SandboxPool::~SandboxPool() {
  std::vector<std::shared_ptr<Job>> forgotten;
  {
    const std::scoped_lock lock(queue_->mutex);
    stopping_.store(true);
    forgotten = queue_->waiting.take_if([](const auto&) { return true; });
  }
  queue_->wake.notify_all();
  queue_->wake_refuser.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::unique_ptr<SandboxPort::Run> SandboxPool::start(SandboxProgram program, Done done) {
  auto job = std::make_shared<Job>();
  job->program = std::move(program);
  job->done = std::move(done);
  job->wait_ends = Clock::now() + std::chrono::milliseconds(options_.run_wait_ms_max);
  bool full = false;
  {
    const std::scoped_lock lock(queue_->mutex);
    if (auto turned_away = queue_->waiting.push(job->program.owner, job->program.request, job)) {
      queue_->turned_away.push_back(std::move(*turned_away));
      full = true;
    }
  }
  queue_->wake.notify_one();
  if (full) queue_->wake_refuser.notify_one();
  return std::make_unique<Handle>(std::move(job), queue_);
}

std::size_t SandboxPool::waiting() const {
  const std::scoped_lock lock(queue_->mutex);
  return queue_->waiting.size();
}

void SandboxPool::work() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(queue_->mutex);
      queue_->wake.wait(lock, [this] { return stopping_.load() || !queue_->waiting.empty(); });
      if (stopping_.load()) return;
      job = queue_->waiting.pop().value_or(nullptr);
      if (job == nullptr) continue;
    }
    Report report = run(*job);
    if (!job->cancelled.load()) job->done(std::move(report));
  }
}

void SandboxPool::refuse() {
  for (;;) {
    std::vector<std::shared_ptr<Job>> turned_away;
    std::vector<std::shared_ptr<Job>> late;
    {
      std::unique_lock lock(queue_->mutex);
      // Not woken for each run that begins to wait: hardly any waits for long.
      queue_->wake_refuser.wait_for(
          lock, std::chrono::milliseconds(sandbox_limits::kWaitCheckMs),
          [this] { return stopping_.load() || !queue_->turned_away.empty(); });
      if (stopping_.load()) return;
      turned_away = std::exchange(queue_->turned_away, {});
      late = queue_->waiting.take_if(
          [now = Clock::now()](const auto& job) { return job->wait_ends <= now; });
    }
    const auto tell = [](const auto& jobs, const std::string& limit) {
      for (const auto& job : jobs) {
        if (job->cancelled.load()) continue;
        job->done(std::unexpected(Failure{FailureKind::kOverloaded, limit}));
      }
    };
    tell(turned_away, "sandbox_runs_waiting_max=" + std::to_string(options_.runs_waiting_max));
    tell(late, "sandbox_run_wait_ms_max=" + std::to_string(options_.run_wait_ms_max));
  }
}

SandboxPool::Report SandboxPool::run(Job& job) {
  if (!job.program.typescript) return run_javascript(job.program.source, job);
  const auto erased = eraser_->erase(job.program.source);
  if (!erased) return std::unexpected(erased.error());
  if (!erased->erased) return erased->text;
  return run_javascript(erased->text, job);
}

SandboxPool::Report SandboxPool::run_javascript(const std::string& source, Job& job) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(sandbox_limits::kRunTimeMsMax);
  const auto instance = CoreInstance::make(*sandbox_, [&] {
    return !job.cancelled.load() && !stopping_.load() && Clock::now() < deadline;
  });
  if (!instance) return std::unexpected(Failure{FailureKind::kOverloaded, "no instance"});
  const auto program = place(*instance, source);
  const auto arguments = place(*instance, job.program.arguments);
  const auto seed = instance->call("sandbox_seed_address", {});
  const auto status_address = instance->call("sandbox_status_address", {});
  if (!program || !arguments || !seed || !status_address) {
    return std::unexpected(
        Failure{FailureKind::kLimitExceeded,
                "program_bytes_max=" + std::to_string(sandbox::kLinearMemoryBytesMax)});
  }
  if (RAND_bytes(instance->memory().data() + *seed, sandbox::kSeedBytes) != 1) {
    return std::unexpected(Failure{FailureKind::kUnavailable, "no entropy"});
  }
  const SandboxLimits& limits = job.program.limits;
  const std::uint64_t budget = std::clamp(limits.steps_max, sandbox::kStepsMin, sandbox::kStepsMax);
  const auto outcome = instance->call(
      "sandbox_run",
      std::array{i32_value(program->address), i32_value(program->bytes),
                 i32_value(arguments->address), i32_value(arguments->bytes), f64_value(now_ms()),
                 i64_value(budget), i32_value(limits.memory_bytes_max),
                 i32_value(limits.output_bytes_max), i32_value(limits.console_bytes_max)});
  sandbox::SandboxStatus status;
  const auto raw = instance->text(*status_address, sizeof status);
  if (!raw) return std::unexpected(Failure{FailureKind::kTrapped, "sandbox: no status"});
  std::memcpy(&status, raw->data(), sizeof status);
  if (status.outcome == sandbox::Outcome::running) {
    if (outcome || outcome.error().interrupted) {
      return std::unexpected(
          Failure{FailureKind::kTimedOut,
                  "sandbox_run_time_ms_max=" + std::to_string(sandbox_limits::kRunTimeMsMax)});
    }
    if (!outcome.error().stack_exhausted) {
      return std::unexpected(Failure{FailureKind::kTrapped, "sandbox: " + outcome.error().message});
    }
    status.outcome = sandbox::Outcome::limit_stack;
    status.steps_used = budget - static_cast<std::uint64_t>(instance->global_i64("steps_left"));
  }
  return report_text(*instance, status);
}

}  // namespace skerry::host
