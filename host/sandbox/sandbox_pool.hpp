#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "host/capabilities/sandbox_port.hpp"
#include "host/engine/core_module.hpp"
#include "host/sandbox/limits.hpp"
#include "host/sandbox/type_eraser.hpp"

namespace skerry::host {

/// Runs programs in `sandbox.wasm`, each in an instance of its own, on threads of its own; erases
/// TypeScript with `typestrip.wasm` first. The owners of runs that wait take turns, and so do the
/// requests of each. Bounded: beyond `runs_waiting_max` waiting runs somebody's fails as
/// `kOverloaded`, and so does a run that waits for `run_wait_ms_max`. A cancelled run leaves the
/// queue at once, or ends within one tick of the epoch.
class SandboxPool final : public SandboxPort {
 public:
  struct Options {
    /// Folder of `sandbox.wasm` and `typestrip.wasm`.
    std::filesystem::path modules_folder;
    /// Compiled code is kept here; empty for no cache.
    std::filesystem::path cache_folder;
    /// At least one.
    std::size_t threads = 1;
    std::size_t runs_waiting_max = sandbox_limits::kRunsWaitingMax;
    std::uint32_t run_wait_ms_max = sandbox_limits::kRunWaitMsMax;
  };

  /// Compiles or loads both modules. The error is one line for an operator.
  [[nodiscard]] static std::expected<std::unique_ptr<SandboxPool>, std::string> open(
      const Options& options);
  /// Ends all runs; those that wait are never told.
  ~SandboxPool() override;

  [[nodiscard]] std::unique_ptr<Run> start(SandboxProgram program, Done done) override;
  /// Runs that wait for a thread.
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Job;
  struct Queue;
  class Handle;
  using Report = std::expected<std::string, Failure>;

  explicit SandboxPool(const Options& options);
  void work();
  /// Tells those who were turned away, and those who have waited too long.
  void refuse();
  [[nodiscard]] Report run(Job& job);
  [[nodiscard]] Report run_javascript(const std::string& source, Job& job);

  const Options options_;
  Engine engine_;
  std::unique_ptr<CoreModule> sandbox_;
  std::unique_ptr<CoreModule> typestrip_;
  std::unique_ptr<TypeEraser> eraser_;

  /// Shared with the handles of runs, which may outlive the pool.
  const std::shared_ptr<Queue> queue_;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace skerry::host
