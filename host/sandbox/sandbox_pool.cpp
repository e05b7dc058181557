#include "host/sandbox/sandbox_pool.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <utility>

#include "host/sandbox/limits.hpp"
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
          .kept_memory_bytes = sandbox_limits::kKeptMemoryBytes};
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
  std::atomic<bool> cancelled{false};
};

class SandboxPool::Handle final : public SandboxPort::Run {
 public:
  explicit Handle(std::shared_ptr<Job> job) : job_(std::move(job)) {}
  ~Handle() override {
    // The report may be on its way on another thread, or be what destroys this handle.
    job_->cancelled.store(true);
  }

 private:
  std::shared_ptr<Job> job_;
};

SandboxPool::SandboxPool(std::size_t threads) : engine_(engine_options(threads)) {}

std::expected<std::unique_ptr<SandboxPool>, std::string> SandboxPool::open(const Options& options) {
  const std::size_t threads = std::max<std::size_t>(options.threads, 1);
  std::unique_ptr<SandboxPool> pool(new SandboxPool(threads));
  auto sandbox = CoreModule::load(pool->engine_, options.modules_folder / "sandbox.wasm",
                                  options.cache_folder);
  if (!sandbox) return std::unexpected(sandbox.error());
  auto typestrip = CoreModule::load(pool->engine_, options.modules_folder / "typestrip.wasm",
                                    options.cache_folder);
  if (!typestrip) return std::unexpected(typestrip.error());
  pool->sandbox_ = std::move(*sandbox);
  pool->typestrip_ = std::move(*typestrip);
  pool->eraser_ = std::make_unique<TypeEraser>(*pool->typestrip_);
  for (std::size_t index = 0; index < threads; ++index) {
    pool->threads_.emplace_back([raw = pool.get()] { raw->work(); });
  }
  return pool;
}

SandboxPool::~SandboxPool() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_.store(true);
    waiting_.clear();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::unique_ptr<SandboxPort::Run> SandboxPool::start(SandboxProgram program, Done done) {
  auto job = std::make_shared<Job>();
  job->program = std::move(program);
  job->done = std::move(done);
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(job);
  }
  wake_.notify_one();
  return std::make_unique<Handle>(std::move(job));
}

void SandboxPool::work() {
  for (;;) {
    std::shared_ptr<Job> job;
    bool overloaded = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_.load() || !waiting_.empty(); });
      if (stopping_.load()) return;
      // Beyond the limit the newest is turned away, so that those who wait longer keep their place.
      overloaded = waiting_.size() > sandbox_limits::kRunsWaitingMax;
      if (overloaded) {
        job = std::move(waiting_.back());
        waiting_.pop_back();
      } else {
        job = std::move(waiting_.front());
        waiting_.pop_front();
      }
    }
    if (job->cancelled.load()) continue;
    Report report =
        overloaded ? std::unexpected(Failure{FailureKind::kOverloaded,
                                             "sandbox_runs_waiting_max=" +
                                                 std::to_string(sandbox_limits::kRunsWaitingMax)})
                   : run(*job);
    if (!job->cancelled.load()) job->done(std::move(report));
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
