#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/status.hpp"
#include "modules/sdk/actor_storage.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// One job as its actor keeps it. Times are milliseconds since 1970.
struct JobRecord {
  std::string id;
  std::string tenant;
  /// Of the request that asked for it, for the log.
  std::string request_id;
  std::string description;
  /// JSON text.
  std::string classification;
  /// Empty for none.
  std::string callback_url;
  std::uint64_t created_ms = 0;

  // What changes.

  /// The work's type by name: `code`, `object`, `agentic` or `human`. Another one when the first
  /// turned out to be wrong and the caller wanted that (`onRouteFailure`).
  std::string type;
  /// The end of the job's time.
  std::uint64_t deadline_ms = 0;

  JobStatus status = JobStatus::kQueued;
  std::uint64_t updated_ms = 0;
  std::optional<std::uint64_t> started_ms = {};
  std::optional<std::uint64_t> ended_ms = {};
  /// Attempts begun.
  std::uint32_t attempts = 0;
  /// While queued: when the next attempt begins.
  std::uint64_t next_attempt_ms = 0;
  /// A problem's JSON text, once it has failed, was cancelled or expired.
  std::string error = {};
  /// An agentic job's session; its address for watchers; when it is looked at next.
  std::string session_id = {};
  std::string session = {};
  std::uint64_t session_look_ms = 0;

  // Chores: what is owed to others, done at least once.

  /// Grows with each change; `indexed_version` is the one that the index is known to show.
  std::uint64_t version = 0;
  std::uint64_t indexed_version = 0;
  bool dead_letter_owed = false;
  bool session_cancel_owed = false;
  /// Chores that failed in a row, and when they are tried again.
  std::uint32_t chore_failures = 0;
  std::uint64_t chores_due_ms = 0;

  [[nodiscard]] bool ended() const { return is_terminal(status); }
  [[nodiscard]] bool chores_owed() const {
    return version > indexed_version || dead_letter_owed || session_cancel_owed;
  }
};

/// One try at the work.
struct JobAttempt {
  std::uint32_t number = 0;
  std::uint64_t began_ms = 0;
  /// None while it is under way.
  std::optional<std::uint64_t> ended_ms = {};
  /// `succeeded`, `failed` or `interrupted`.
  std::string outcome = {};
  /// A problem's code; empty for none.
  std::string code = {};
};

/// What each attempt was and took, by its number, as objects: `route` (its type of work), and, as
/// its answer or problem said, `attempts`, `usage` and `timings`. Number 0 is what was done before
/// there was a job. Jobs that were accepted by an older version have none of some.
using JobAccounts = std::map<std::uint32_t, Json>;

/// The tokens that models took, all accounts together.
[[nodiscard]] std::uint64_t tokens_spent(const JobAccounts& accounts);

/// Something that happened to a job.
struct JobEvent {
  std::uint64_t seq = 0;
  std::uint64_t at_ms = 0;
  std::string type;
  /// JSON text of an object.
  std::string data;
};

/// The rows of one job in its actor's own database. Each function acts at once, as part of the
/// running event's transaction; a statement that fails is a broken invariant and traps, which
/// undoes the event.
class JobStore {
 public:
  explicit JobStore(ActorStoragePort& storage) : storage_(storage) {}

  /// The job, or nothing when this actor has none.
  [[nodiscard]] std::optional<JobRecord> load();
  /// Makes the tables and the job. `call` is the JSON text of the caller's request.
  void create(const JobRecord& job, std::string_view call);
  /// Writes what changes of a job.
  void save(const JobRecord& job);

  /// The caller's request as JSON text.
  [[nodiscard]] std::string call();
  /// The answer of the attempt that succeeded, as JSON text; empty without one.
  [[nodiscard]] std::string answer();
  void keep_answer(std::string_view answer);

  void begin_attempt(std::uint32_t number, std::uint64_t now_ms);
  void end_attempt(std::uint32_t number, std::uint64_t now_ms, std::string_view outcome,
                   std::string_view code);
  [[nodiscard]] std::vector<JobAttempt> attempts();
  /// Adds members to an attempt's account.
  void add_to_account(std::uint32_t number, const Json& members);
  [[nodiscard]] JobAccounts accounts();

  void add_event(std::uint64_t now_ms, std::string_view type, const Json& data);
  /// Up to `limit` events after `seq`, in order.
  [[nodiscard]] std::vector<JobEvent> events_after(std::uint64_t seq, std::size_t limit);
  /// The number of the last event; 0 when there is none.
  [[nodiscard]] std::uint64_t last_event();

  /// A statement of another part of the job, which must succeed.
  SqlRows run(std::string_view sql, const Json& params = Json::array());

 private:
  ActorStoragePort& storage_;
};

/// Readers of SQL values, which are null, numbers and texts.
[[nodiscard]] std::uint64_t sql_number(const Json& value);
[[nodiscard]] std::optional<std::uint64_t> sql_optional_number(const Json& value);
/// Empty for null.
[[nodiscard]] std::string sql_text(const Json& value);

}  // namespace skerry::fn
