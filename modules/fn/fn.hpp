#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/fn/executor.hpp"
#include "modules/fn/functions/executions.hpp"
#include "modules/fn/functions/function_door.hpp"
#include "modules/fn/jobs/jobs_front.hpp"
#include "modules/fn/tasks/task_pages.hpp"
#include "modules/fn/tasks/tasks_front.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/queue.hpp"
#include "modules/sdk/router.hpp"

namespace skerry::fn {

/// The front of Fn: finds who answers a request, and answers it. HTTP and RPC are two doors to the
/// same implementation.
///
/// Routes: `POST /fn`, `POST /fn/classify`, `POST /fn/batch`, each once under an `Idempotency-Key`;
/// those of jobs (`JobRoute`), tasks (`TaskRoute`) and functions (`FunctionRoute`); `GET /ready`
/// and `GET /openapi.json` for the gateway; `POST /internal/run` and `POST /internal/dead-letter`
/// for jobs' actors. Methods: `executeFunction`, `classify`, `getJob`, `cancelJob`, `listTasks`,
/// `completeTask`, `invokeFunction`.
class Fn final : public Module {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
    StoragePort& storage;
    FetchPort& fetch;
    QueuePort& queue;
  };

  explicit Fn(Ports ports);

  Task<Answer> on_request(Request request) override;
  Task<std::string> on_call(RpcCall call) override;
  /// Messages of the queue `fn` name jobs to be woken.
  Task<QueueVerdict> on_message(QueueMessage message) override;

 private:
  using Outcome = Executor::Outcome;
  enum class OwnRoute : unsigned char {
    kExecute,
    kClassify,
    kBatch,
    kReady,
    kOpenapi,
    kRun,
    kDeadLetter
  };
  /// What one request comes to beside its answer.
  struct RequestWork {
    std::vector<Execution> made;
    /// None without an `Idempotency-Key`.
    std::optional<WorkIdentity> identity;
  };
  using Route = std::variant<OwnRoute, FunctionRoute, JobRoute, TaskRoute>;

  /// The answer to a body that was sent to a route. What was executed for it is added to `work`.
  Task<Response> respond(OwnRoute route, std::string body, Principal principal, RequestWork* work);
  Task<Answer> respond_about_functions(FunctionRoute route, Request request,
                                       PathParameters parameters, Principal principal);
  Task<Response> answer_of_functions(FunctionDoor::Asked asked, std::string request_id);
  Task<Answer> respond_about_jobs(JobRoute route, Request request, PathParameters parameters,
                                  Principal principal);
  Task<Answer> respond_about_tasks(TaskRoute route, Request request, PathParameters parameters,
                                   Principal principal);
  /// Answers a call: with its result, or with the job it has become.
  /// `number` is the call's place in its batch.
  Task<Response> execute(std::string body, Principal principal, RequestWork* work,
                         std::size_t number = 0);
  /// The same as a method answers.
  Task<std::string> execute_text(std::string body, Principal principal, RequestWork* work,
                                 std::size_t number);
  /// Answers the calls of a batch.
  Task<Response> execute_all(std::string body, Principal principal, RequestWork* work);
  /// A job's attempt at its work.
  Task<Response> run_for_job(std::string body, Principal principal);
  /// The id of the job that a call becomes: under a key the same as often as the work begins.
  [[nodiscard]] std::string new_job_id(const RequestWork& work, std::size_t number);
  /// Makes a job of a call whose JSON text is `body`, or finds it.
  Task<Response> create_job(std::string id, ClassifiedCall call, std::string body,
                            Principal principal, RequestWork* work);

  Ports ports_;
  Router<Route> router_;
  Executor executor_;
  Executions executions_;
  FunctionDoor functions_;
  JobsFront jobs_;
  TaskDesk desk_;
  TasksFront tasks_;
  TaskPages pages_;
  Idempotency idempotency_;
};

}  // namespace skerry::fn
