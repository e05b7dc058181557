#pragma once

#include <optional>
#include <string>

#include "modules/fn/schema/schema.hpp"
#include "modules/fn/tasks/lifecycle.hpp"
#include "modules/fn/tasks/links.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// Who asks about a task: a tenant's caller, or who holds its link.
struct TaskAsker {
  std::string request_id = {};
  std::string tenant = {};
  std::string subject = {};
  /// Checked for its signature and its time; its generation is the task's own to check.
  std::optional<TaskLink> link = {};

  /// As a task's actor is told.
  [[nodiscard]] std::string principal() const;
};

/// What is asked of a task; `comment` is a rejection's reason too.
struct TaskWork {
  TaskMove move = TaskMove::kClaim;
  bool claims_too = false;
  Json response = {};
  std::string comment = {};
  /// The same when the move is asked for again because its answer was lost; empty for none.
  std::string id = {};
};

/// The stateless front's way to tasks: their actors, the check of responses, and their links. What
/// it answers with are the actors' answers or problems; their `link` is for `with_url` to replace.
class TaskDesk {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    StoragePort& storage;
    schema::SchemaChecker& schemas;
  };

  explicit TaskDesk(Ports ports) : ports_(ports) {}

  /// The task as its actor shows it. `task_id` was parsed.
  [[nodiscard]] Task<Response> show(std::string task_id, TaskAsker asker);
  /// Moves the task. A response is checked against the task's schema before, by
  /// `response_does_not_match_schema` with pointers below `/response`.
  [[nodiscard]] Task<Response> move(std::string task_id, TaskWork work, TaskAsker asker);

  /// What links are signed with.
  [[nodiscard]] Task<Result<std::string>> key();
  /// Replaces an answer's `link`, if it has one, by `taskUrl`. Fails with `storage_unavailable`.
  [[nodiscard]] Task<Response> with_url(Response response, std::string request_id);
  [[nodiscard]] Response storage_problem(std::string_view request_id) const;

  [[nodiscard]] const Basics& basics() const { return ports_.basics; }
  [[nodiscard]] StoragePort& storage() const { return ports_.storage; }

 private:
  [[nodiscard]] Task<Response> ask(std::string task_id, std::string method, std::string path,
                                   std::string body, TaskAsker asker);
  /// What is wrong with a response to a task that is still open; nothing when all is well.
  [[nodiscard]] Task<std::optional<Response>> check(std::string task_id, Json response,
                                                    TaskAsker asker);

  Ports ports_;
  std::optional<std::string> key_;
};

}  // namespace skerry::fn
