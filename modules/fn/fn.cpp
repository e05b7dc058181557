#include "modules/fn/fn.hpp"

#include <cmath>
#include <cstdint>
#include <utility>

#include "modules/ai/settings.hpp"
#include "modules/fn/answer.hpp"
#include "modules/fn/functions/batch.hpp"
#include "modules/fn/http_rules.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/openapi.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/principal.hpp"

namespace skerry::fn {
namespace {

/// Source, classification and console beside a result.
constexpr std::size_t kAnswerBytesBesideResultMax = 256 * 1024;
static_assert(limits::kSandboxOutputBytesMax + kAnswerBytesBesideResultMax <=
                  skerry::limits::kIdempotencyBodyBytesMax,
              "every answer must be small enough to be kept under its Idempotency-Key");

Response response_of(const Problem& problem, std::string_view request_id) {
  Response response{find_problem(problem.code)->status, {}, problem_text_of(problem, request_id)};
  response.head.add("content-type", "application/problem+json");
  if (problem.code == "overloaded") response.head.add("retry-after", "1");
  if (const Json* pause = find_member(problem.extension, "retryAfterMs")) {
    const auto seconds = static_cast<std::uint64_t>(std::ceil(pause->get<double>() / 1'000));
    response.head.add("retry-after", std::to_string(seconds));
  }
  return response;
}

Response response_of(const Executor::Outcome& outcome, std::string_view request_id) {
  if (!outcome) return response_of(outcome.error(), request_id);
  return json_response(200, *outcome);
}

/// The same answer for a caller of a method.
std::string rpc_text(Response response) {
  if (response.status < 400) return std::move(response.body);
  return R"({"success":false,"error":)" + response.body + "}";
}

/// Adds what was executed for a call; nothing when it failed.
void note(std::vector<Execution>& made, const ClassifiedCall& call) {
  if (call.id.empty()) return;
  made.push_back({.id = call.id,
                  .tenant = call.tenant,
                  .type = call.type,
                  .tier = std::string(call.classification.tier),
                  .confidence = call.classification.confidence});
}

CallOrigin origin_of(const Principal& principal) {
  return {.tenant = principal.tenant, .request_id = principal.request_id};
}

/// What was done for a call that goes on: `attempts`, `usage` and `timings`, as in an answer.
Json done_so_far(ClassifiedCall& call, ClockPort& clock) {
  call.timings.total_ms = clock.monotonic_ms() - call.began_ms;
  Json done = {{"timings", to_json(call.timings)}};
  add_trace(done, call.trace);
  return done;
}

/// A refusal to make a job of a call says what was done for the call before.
void add_done(Response& refusal, const Json& done) {
  auto problem = read_json(refusal.body);
  if (!problem || !problem->is_object()) return;
  for (const std::string_view name : {"attempts", "usage"}) {
    if (const Json* member = find_member(done, name)) (*problem)[std::string(name)] = *member;
  }
  refusal.body = to_text(*problem);
}

/// Whether a job's actor asks: its principal names the job, which the gateway's never do. A path
/// alone proves nothing, as there are platforms that resolve `/fn/../internal` on the way.
bool comes_from_job(std::string_view principal) {
  const auto json = read_json(principal);
  const Json* id = json ? find_member(*json, "jobId") : nullptr;
  return id != nullptr && id->is_string() && is_id(IdKind::kJob, id->get_ref<const std::string&>());
}

/// Not ready with a wrong setting of models, without which no model is asked; it is named. A host
/// that can refuse to start has done so.
Response readiness(ConfigPort& config) {
  const auto settings = ai::read_settings(config);
  if (settings) return json_response(200, R"({"status":"ready"})");
  Json names = Json::array();
  for (const ai::SettingFault& fault : settings.error()) names.push_back(fault.name);
  return json_response(503, to_text(Json{{"status", "misconfigured"}, {"settings", names}}));
}

}  // namespace

Fn::Fn(Ports ports)
    : ports_(ports),
      executor_({ports.basics, ports.sandbox, ports.timers, ports.storage, ports.fetch}),
      executions_(ports.basics, ports.storage),
      functions_(
          {ports.basics, ports.sandbox, ports.timers, ports.storage, executor_, executions_}),
      jobs_({ports.basics, ports.fetch, ports.storage, ports.queue}),
      desk_({ports.basics, ports.fetch, ports.storage, executor_.schemas()}),
      tasks_(desk_),
      pages_(desk_),
      idempotency_(ports.basics, ports.storage, value_of(ports.basics.config, kCallTimeout)) {
  // Those outside of /fn are for the gateway and for jobs' actors: nothing else is forwarded.
  router_.add("POST", "/fn", OwnRoute::kExecute)
      .add("POST", "/fn/classify", OwnRoute::kClassify)
      .add("POST", "/fn/batch", OwnRoute::kBatch)
      .add("GET", "/fn/functions", FunctionRoute::kList)
      .add("POST", "/fn/functions", FunctionRoute::kRegister)
      .add("GET", "/fn/functions/:id", FunctionRoute::kRead)
      .add("PATCH", "/fn/functions/:id", FunctionRoute::kChange)
      .add("DELETE", "/fn/functions/:id", FunctionRoute::kForget)
      .add("POST", "/fn/functions/:id/invoke", FunctionRoute::kInvoke)
      .add("POST", "/fn/calls/:id/feedback", FunctionRoute::kCorrect)
      .add("GET", "/ready", OwnRoute::kReady)
      .add("GET", "/openapi.json", OwnRoute::kOpenapi)
      .add("POST", "/internal/run", OwnRoute::kRun)
      .add("POST", "/internal/dead-letter", OwnRoute::kDeadLetter)
      .add("GET", "/fn/jobs", JobRoute::kList)
      .add("GET", "/fn/jobs/:jobId", JobRoute::kRead)
      .add("GET", "/fn/jobs/:jobId/events", JobRoute::kEvents)
      .add("GET", "/fn/jobs/:jobId/ws", JobRoute::kSocket)
      .add("POST", "/fn/jobs/:jobId/cancel", JobRoute::kCancel)
      .add("GET", "/fn/jobs/:jobId/deliveries", JobRoute::kDeliveries)
      .add("POST", "/fn/jobs/:jobId/deliveries/:deliveryId/redeliver", JobRoute::kRedeliver)
      .add("GET", "/fn/webhooks/secret", JobRoute::kSecret)
      .add("POST", "/fn/webhooks/secret/rotate", JobRoute::kRotateSecret)
      .add("GET", "/fn/tasks", TaskRoute::kList)
      .add("GET", "/fn/tasks/:taskId", TaskRoute::kRead)
      .add("POST", "/fn/tasks/:taskId/claim", TaskRoute::kClaim)
      .add("POST", "/fn/tasks/:taskId/release", TaskRoute::kRelease)
      .add("POST", "/fn/tasks/:taskId/complete", TaskRoute::kComplete)
      .add("POST", "/fn/tasks/:taskId/reject", TaskRoute::kReject)
      .add("GET", "/tasks/:taskId", TaskRoute::kPage)
      .add("POST", "/tasks/:taskId/claim", TaskRoute::kPageClaim)
      .add("POST", "/tasks/:taskId/release", TaskRoute::kPageRelease)
      .add("POST", "/tasks/:taskId/complete", TaskRoute::kPageComplete)
      .add("POST", "/tasks/:taskId/reject", TaskRoute::kPageReject);
}

Task<Answer> Fn::on_request(Request request) {
  Principal principal = read_principal(request.principal);
  auto found = router_.find(request.method(), request.path(), principal.request_id);
  if (auto* mismatch = std::get_if<Response>(&found)) co_return std::move(*mismatch);
  auto& match = std::get<Router<Route>::Found>(found);
  if (const auto* job_route = std::get_if<JobRoute>(match.handler)) {
    co_return co_await respond_about_jobs(*job_route, std::move(request),
                                          std::move(match.parameters), std::move(principal));
  }
  if (const auto* function_route = std::get_if<FunctionRoute>(match.handler)) {
    co_return co_await respond_about_functions(*function_route, std::move(request),
                                               std::move(match.parameters), std::move(principal));
  }
  if (const auto* task_route = std::get_if<TaskRoute>(match.handler)) {
    co_return co_await respond_about_tasks(*task_route, std::move(request),
                                           std::move(match.parameters), std::move(principal));
  }
  const auto route = std::get<OwnRoute>(*match.handler);
  const bool is_inside = route == OwnRoute::kRun || route == OwnRoute::kDeadLetter;
  if (is_inside && !comes_from_job(request.principal)) {
    co_return problem("not_found", "There is nothing at this path.", principal.request_id);
  }
  if (route == OwnRoute::kReady) co_return readiness(ports_.basics.config);
  if (route == OwnRoute::kOpenapi)
    co_return json_response(200, to_text(openapi_part(call_limits(ports_.basics.config))));
  if (auto problem = check_json_request(request)) {
    co_return response_of(*problem, principal.request_id);
  }
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  RequestWork work;
  Response response = co_await idempotency_.once(
      std::move(*keyed), respond(route, std::move(*request.body), std::move(principal), &work),
      &work.identity);
  if (work.made.empty()) co_return response;
  // The caller need not wait for what is noted about the call.
  request.exchange->respond(response.status, response.head, response.body);
  co_await executions_.record(std::move(work.made));
  co_return Answered{};
}

Task<Response> Fn::respond(OwnRoute route, std::string body, Principal principal,
                           RequestWork* work) {
  if (route == OwnRoute::kExecute) {
    co_return co_await execute(std::move(body), std::move(principal), work);
  }
  if (route == OwnRoute::kBatch) {
    co_return co_await execute_all(std::move(body), std::move(principal), work);
  }
  if (route == OwnRoute::kRun) {
    co_return co_await run_for_job(std::move(body), std::move(principal));
  }
  if (route == OwnRoute::kDeadLetter) {
    co_return co_await jobs_.dead_letter(std::move(body), std::string(principal.request_id));
  }
  co_return response_of(co_await executor_.classification_of(std::move(body), origin_of(principal)),
                        principal.request_id);
}

Task<Answer> Fn::respond_about_jobs(JobRoute route, Request request, PathParameters parameters,
                                    Principal principal) {
  if (route == JobRoute::kSocket) co_return jobs_.watch(route, request, parameters, principal);
  const bool watches = route == JobRoute::kEvents;
  auto fault = request.method() == "POST"
                   ? check_empty_request(request)
                   : check_accept(request, watches ? "text/event-stream" : "application/json");
  if (fault) co_return response_of(*fault, principal.request_id);
  if (watches) co_return jobs_.watch(route, request, parameters, principal);
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  // Cancelling twice is cancelling once; to read again is to read anew.
  const bool once = route == JobRoute::kRedeliver || route == JobRoute::kRotateSecret;
  std::optional<WorkIdentity> identity;
  co_return co_await idempotency_.once(
      once ? std::move(*keyed) : std::nullopt,
      jobs_.respond(route, std::string(request.query()), std::move(parameters),
                    std::move(principal), &identity),
      &identity);
}

Task<Answer> Fn::respond_about_tasks(TaskRoute route, Request request, PathParameters parameters,
                                     Principal principal) {
  std::string id(parameters.get("taskId"));
  if (is_page(route)) co_return co_await pages_.respond(route, std::move(request), std::move(id));
  const bool moves = route != TaskRoute::kList && route != TaskRoute::kRead;
  auto fault = moves ? check_json_request(request) : check_accept(request, "application/json");
  if (fault) co_return response_of(*fault, principal.request_id);
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  std::optional<WorkIdentity> identity;
  co_return co_await idempotency_.once(
      moves ? std::move(*keyed) : std::nullopt,
      tasks_.respond(route, std::string(request.query()), std::move(id),
                     moves ? std::move(*request.body) : std::string(), std::move(request.principal),
                     &identity),
      &identity);
}

Task<Answer> Fn::respond_about_functions(FunctionRoute route, Request request,
                                         PathParameters parameters, Principal principal) {
  const bool as_module = route == FunctionRoute::kRead && request.query() == "format=typescript";
  auto fault = takes_body(route)
                   ? check_json_request(request)
                   : check_accept(request, as_module ? "text/plain" : "application/json");
  if (fault) co_return response_of(*fault, principal.request_id);
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  FunctionDoor::Asked asked{.route = route,
                            .tenant = principal.tenant,
                            .id = std::string(parameters.get("id")),
                            .query = std::string(request.query()),
                            .body = takes_body(route) ? std::move(*request.body) : std::string()};
  co_return co_await idempotency_.once(
      request.method() == "POST" ? std::move(*keyed) : std::nullopt,
      answer_of_functions(std::move(asked), std::move(principal.request_id)));
}

Task<Response> Fn::answer_of_functions(FunctionDoor::Asked asked, std::string request_id) {
  auto outcome = co_await functions_.answer(std::move(asked));
  if (!outcome) co_return response_of(outcome.error(), request_id);
  co_return std::move(*outcome);
}

Task<std::string> Fn::on_call(RpcCall call) {
  const Principal principal = read_principal(call.principal);
  if (call.method == "executeFunction") {
    RequestWork work;
    Response response = co_await execute(std::move(call.arguments), principal, &work);
    co_await executions_.record(std::move(work.made));
    co_return rpc_text(std::move(response));
  }
  if (call.method == "getJob" || call.method == "cancelJob") {
    const auto route = call.method == "getJob" ? JobRoute::kRead : JobRoute::kCancel;
    co_return rpc_text(co_await jobs_.call(route, std::move(call.arguments), principal));
  }
  if (call.method == "listTasks" || call.method == "completeTask") {
    const auto route = call.method == "listTasks" ? TaskRoute::kList : TaskRoute::kComplete;
    co_return rpc_text(
        co_await tasks_.call(route, std::move(call.arguments), std::move(call.principal)));
  }
  Outcome outcome = std::unexpected(Problem{"not_found", "There is no such method.", {}, {}});
  if (call.method == "classify") {
    outcome = co_await executor_.classification_of(std::move(call.arguments), origin_of(principal));
  }
  if (call.method == "invokeFunction") {
    auto invocation = read_invocation_call(call.arguments, call_limits(ports_.basics.config));
    outcome = invocation ? co_await functions_.invoke(principal.tenant, std::move(*invocation))
                         : std::unexpected(std::move(invocation.error()));
  }
  co_return rpc_text(response_of(outcome, principal.request_id));
}

Task<QueueVerdict> Fn::on_message(QueueMessage message) {
  return jobs_.on_message(std::move(message));
}

Task<Response> Fn::execute(std::string body, Principal principal, RequestWork* work,
                           std::size_t number) {
  const std::string& tenant = principal.tenant;
  if (auto kept = executor_.kept_answer(tenant, body)) co_return json_response(200, *kept);
  auto classified = co_await executor_.classify(body, origin_of(principal));
  if (!classified) co_return response_of(classified.error(), principal.request_id);
  if (classified->call.options.async || !ends_with_request(classified->type)) {
    co_return co_await create_job(new_job_id(*work, number), std::move(*classified),
                                  std::move(body), std::move(principal), work);
  }
  const Outcome outcome = co_await executor_.run(&*classified);
  note(work->made, *classified);
  if (classified->goes_on_as) {
    classified->type = *classified->goes_on_as;
    co_return co_await create_job(new_job_id(*work, number), std::move(*classified),
                                  std::move(body), std::move(principal), work);
  }
  co_return response_of(outcome, principal.request_id);
}

Task<Response> Fn::execute_all(std::string body, Principal principal, RequestWork* work) {
  const CallLimits limits = call_limits(ports_.basics.config);
  auto calls = read_batch(body, limits);
  if (!calls) co_return response_of(calls.error(), principal.request_id);
  const std::string request_id = principal.request_id;
  const MakeCall make = [this, principal = std::move(principal), work,
                         number = std::size_t{0}](std::string call) mutable {
    return execute_text(std::move(call), principal, work, number++);
  };
  co_return json_response(
      200, co_await run_batch(&ports_.basics.clock, &ports_.timers, make, std::move(*calls),
                              request_id, limits.timeout_ms_max));
}

Task<std::string> Fn::execute_text(std::string body, Principal principal, RequestWork* work,
                                   std::size_t number) {
  co_return rpc_text(co_await execute(std::move(body), std::move(principal), work, number));
}

Task<Response> Fn::run_for_job(std::string body, Principal principal) {
  auto order = read_order(body);
  if (!order) {
    // A job's actor of another version: when all are of one, another attempt succeeds.
    co_return problem("destination_unavailable", "The body is no order of a job.",
                      principal.request_id);
  }
  auto call = co_await executor_.take_up(std::move(*order), origin_of(principal));
  if (!call) co_return response_of(call.error(), principal.request_id);
  const Outcome outcome = co_await executor_.run(&*call);
  if (call->goes_on_as) {
    Json answer = done_so_far(*call, ports_.basics.clock);
    answer["goesOnAs"] = name_of(*call->goes_on_as);
    co_return json_response(202, to_text(answer));
  }
  co_return response_of(outcome, principal.request_id);
}

std::string Fn::new_job_id(const RequestWork& work, std::size_t number) {
  if (!work.identity) return make_id(IdKind::kJob, ports_.basics.clock, ports_.basics.random);
  return make_id(IdKind::kJob, work.identity->began_ms,
                 ports_.basics.crypto.sha256(work.identity->digest + "/" + std::to_string(number)));
}

Task<Response> Fn::create_job(std::string id, ClassifiedCall call, std::string body,
                              Principal principal, RequestWork* work) {
  const Json done = done_so_far(call, ports_.basics.clock);
  call.id = call_id_of(id);
  JobCreation creation{.tenant = principal.tenant,
                       .request_id = principal.request_id,
                       .type = std::string(name_of(call.type)),
                       .classification = to_json(call.classification),
                       .before = done,
                       .timeout_ms = call.call.options.job_timeout_ms,
                       .callback_url = call.call.options.callback_url,
                       .call = {}};
  const bool human = call.type == WorkType::kHuman;
  // Without the key a task's link could not be given.
  if (human && !co_await desk_.key()) co_return desk_.storage_problem(principal.request_id);
  Response response = co_await jobs_.create(std::move(id), std::move(creation), std::move(body));
  if (response.status != 202) {
    add_done(response, done);
    co_return response;
  }
  // Whether the type is right can be said from now on, however the job ends.
  note(work->made, call);
  if (!human) co_return response;
  co_return co_await desk_.with_url(std::move(response), std::move(principal.request_id));
}

}  // namespace skerry::fn
