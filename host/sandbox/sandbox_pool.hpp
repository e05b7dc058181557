#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <expected>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "host/capabilities/sandbox_port.hpp"
#include "host/engine/core_module.hpp"
#include "host/sandbox/type_eraser.hpp"

namespace skerry::host {

/// Runs programs in `sandbox.wasm`, each in an instance of its own, on threads of its own; erases
/// TypeScript with `typestrip.wasm` first. Bounded: beyond `kRunsWaitingMax` waiting runs the
/// answer is `kOverloaded`. A cancelled run ends within one tick of the epoch.
class SandboxPool final : public SandboxPort {
 public:
  struct Options {
    /// Folder of `sandbox.wasm` and `typestrip.wasm`.
    std::filesystem::path modules_folder;
    /// Compiled code is kept here; empty for no cache.
    std::filesystem::path cache_folder;
    std::size_t threads = 1;
  };

  /// Compiles or loads both modules. The error is one line for an operator.
  [[nodiscard]] static std::expected<std::unique_ptr<SandboxPool>, std::string> open(
      const Options& options);
  /// Ends all runs; those that wait are never told.
  ~SandboxPool() override;

  [[nodiscard]] std::unique_ptr<Run> start(SandboxProgram program, Done done) override;

 private:
  struct Job;
  class Handle;
  using Report = std::expected<std::string, Failure>;

  explicit SandboxPool(std::size_t threads);
  void work();
  [[nodiscard]] Report run(Job& job);
  [[nodiscard]] Report run_javascript(const std::string& source, Job& job);

  Engine engine_;
  std::unique_ptr<CoreModule> sandbox_;
  std::unique_ptr<CoreModule> typestrip_;
  std::unique_ptr<TypeEraser> eraser_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace skerry::host
