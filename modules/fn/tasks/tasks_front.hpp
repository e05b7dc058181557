#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/fn/tasks/task_desk.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/paging.hpp"

namespace skerry::fn {

/// The routes of human tasks.
enum class TaskRoute : std::uint8_t {
  kList,          ///< `GET /fn/tasks`
  kRead,          ///< `GET /fn/tasks/:taskId`
  kClaim,         ///< `POST /fn/tasks/:taskId/claim`
  kRelease,       ///< `POST /fn/tasks/:taskId/release`
  kComplete,      ///< `POST /fn/tasks/:taskId/complete`
  kReject,        ///< `POST /fn/tasks/:taskId/reject`
  kPage,          ///< `GET /tasks/:taskId`
  kPageClaim,     ///< `POST /tasks/:taskId/claim`, as the next three by the page's forms
  kPageRelease,   ///< `POST /tasks/:taskId/release`
  kPageComplete,  ///< `POST /tasks/:taskId/complete`
  kPageReject,    ///< `POST /tasks/:taskId/reject`
};

/// Whether a route is for people: HTML, authorised by the link's token.
[[nodiscard]] constexpr bool is_page(TaskRoute route) { return route >= TaskRoute::kPage; }

/// Answers requests about tasks in JSON. The principal's text says who asks.
class TasksFront {
 public:
  explicit TasksFront(TaskDesk& desk) : desk_(desk) {}

  /// Answers a route that is no page. `body` is JSON text, empty for none. A move whose identity
  /// its task knows was made before, and is only shown. `identity` is read when work begins.
  [[nodiscard]] Task<Response> respond(TaskRoute route, std::string query, std::string task_id,
                                       std::string body, std::string principal,
                                       const std::optional<WorkIdentity>* identity);
  /// The methods `listTasks` and `completeTask`; `arguments` is JSON text.
  [[nodiscard]] Task<Response> call(TaskRoute route, std::string arguments, std::string principal);

 private:
  [[nodiscard]] Task<Response> list(PageQuery query, TaskAsker asker);

  TaskDesk& desk_;
};

/// What the body of a move takes, as a JSON Schema for OpenAPI.
[[nodiscard]] Json task_move_schema(TaskMove move);

/// Who asks by the API, as the gateway says.
[[nodiscard]] TaskAsker asker_of(std::string_view principal);

}  // namespace skerry::fn
