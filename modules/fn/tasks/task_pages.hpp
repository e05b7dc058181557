#pragma once

#include <string>

#include "modules/fn/tasks/page.hpp"
#include "modules/fn/tasks/task_desk.hpp"
#include "modules/fn/tasks/tasks_front.hpp"
#include "modules/sdk/http.hpp"

namespace skerry::fn {

/// The pages of tasks, for people with a link. The token is the authorisation: in the query of a
/// `GET`, which never acts, and in the form of a `POST`, where it keeps other sites' forms out too.
/// A wrong token is answered alike whether there is such a task or not.
class TaskPages {
 public:
  explicit TaskPages(TaskDesk& desk) : desk_(desk) {}

  /// Answers a request to a route of pages.
  [[nodiscard]] Task<Response> respond(TaskRoute route, Request request, std::string task_id);

 private:
  /// Who holds the link and what it says; or the page for those who hold none.
  struct Holder {
    TaskAsker asker;
    std::string token;
  };

  [[nodiscard]] Task<std::expected<Holder, Response>> holder_of(std::string task_id,
                                                                std::string token,
                                                                std::string request_id);
  [[nodiscard]] Task<Response> show(std::string task_id, Holder holder,
                                    std::vector<std::string> errors, FormParameters sent,
                                    std::uint16_t status);
  [[nodiscard]] Task<Response> act(TaskMove move, std::string task_id, Holder holder,
                                   FormParameters form);
  /// The response that a form gives to a task, or the page to answer with.
  [[nodiscard]] Task<std::expected<Json, Response>> response_in(std::string task_id, Holder holder,
                                                                FormParameters form);
  [[nodiscard]] Response notice(std::uint16_t status, std::string_view heading,
                                std::string_view text) const;
  /// The page for an answer that is none of a task.
  [[nodiscard]] Response page_of(const Response& refusal) const;

  TaskDesk& desk_;
};

}  // namespace skerry::fn
