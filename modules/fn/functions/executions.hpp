#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "modules/fn/call.hpp"
#include "modules/fn/classification/classification.hpp"
#include "modules/fn/functions/limits.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// One call that was executed, or became a job.
struct Execution {
  /// `call_…`
  std::string id;
  std::string tenant;
  WorkType type = WorkType::kCode;
  /// Who decided the type, as `Classification` says.
  std::string tier;
  double confidence = 0;
};

/// Remembers executions in the shared storage (migration 0006), and what callers say of their type.
///
/// The rows of several requests are written together: while one write is under way, others wait for
/// the next. Nothing waits for a row but the request that writes it, after its answer; a row that
/// could not be written is lost, and logged.
class Executions {
 public:
  /// What became of a correction: the execution's own type.
  struct Correction {
    WorkType type;
    std::string tier;
    /// Somebody had corrected it before.
    bool repeated = false;
  };

  Executions(Basics basics, StoragePort& storage) : basics_(basics), storage_(storage) {}
  Executions(const Executions&) = delete;
  Executions& operator=(const Executions&) = delete;

  /// Counts them as `fn_executions` by type and tier, and writes them, unless another request is
  /// writing and takes them along.
  [[nodiscard]] Task<void> record(std::vector<Execution> made);

  /// Notes the type that an execution should have been, instead of what was noted before. Counts
  /// `fn_feedback` by the execution's type, the corrected one and the tier. Fails with
  /// `call_not_found` or `storage_unavailable`.
  [[nodiscard]] Task<std::expected<Correction, Problem>> correct(std::string tenant, std::string id,
                                                                 WorkType type);

 private:
  /// Frees the place of the one who writes, however that ends.
  class Writing {
   public:
    explicit Writing(bool& under_way) : under_way_(under_way) { under_way_ = true; }
    ~Writing() { under_way_ = false; }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

   private:
    bool& under_way_;
  };

  [[nodiscard]] Task<void> write_waiting();
  void log_failure(const Failure& failure, const char* what);

  Basics basics_;
  StoragePort& storage_;
  std::deque<Execution> waiting_;
  bool writing_ = false;
};

}  // namespace skerry::fn
