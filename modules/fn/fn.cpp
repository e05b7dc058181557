#include "modules/fn/fn.hpp"

#include <utility>

#include "modules/fn/answer.hpp"
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

Problem not_yet(WorkType type, const Classification& classification) {
  return {"not_yet_available",
          "Calls of type " + std::string(name_of(type)) + " are not there yet.",
          {},
          Json{{"classification", to_json(classification)}}};
}

Response response_of(const Problem& problem, std::string_view request_id) {
  Response response{find_problem(problem.code)->status, {}, problem_text_of(problem, request_id)};
  response.head.add("content-type", "application/problem+json");
  if (problem.code == "overloaded") response.head.add("retry-after", "1");
  return response;
}

}  // namespace

Fn::Fn(Ports ports)
    : ports_(ports),
      executor_({ports.basics, ports.sandbox, ports.timers, ports.storage, ports.fetch}),
      idempotency_(ports.basics, ports.storage, limits::kCallTimeoutMs) {
  // Those outside of /fn are for the gateway alone, which forwards nothing else.
  router_.add("POST", "/fn", Route::kExecute)
      .add("POST", "/fn/classify", Route::kClassify)
      .add("GET", "/ready", Route::kReady)
      .add("GET", "/openapi.json", Route::kOpenapi);
}

Task<Answer> Fn::on_request(Request request) {
  Principal principal = read_principal(request.principal);
  auto found = router_.find(request.method(), request.path(), principal.request_id);
  if (auto* mismatch = std::get_if<Response>(&found)) co_return std::move(*mismatch);
  const Route route = *std::get<Router<Route>::Found>(found).handler;
  if (route == Route::kReady) co_return json_response(200, R"({"status":"ready"})");
  if (route == Route::kOpenapi) co_return json_response(200, to_text(openapi_part()));
  if (auto problem = check_json_request(request)) {
    co_return response_of(*problem, principal.request_id);
  }
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  co_return co_await idempotency_.once(
      std::move(*keyed), respond(route, std::move(*request.body), std::move(principal)));
}

Task<Response> Fn::respond(Route route, std::string body, Principal principal) {
  const auto outcome =
      route == Route::kClassify
          ? co_await executor_.classification_of(std::move(body), std::string(principal.tenant))
          : co_await execute(std::move(body), std::string(principal.tenant));
  if (!outcome) co_return response_of(outcome.error(), principal.request_id);
  co_return json_response(200, *outcome);
}

Task<std::string> Fn::on_call(RpcCall call) {
  const Principal principal = read_principal(call.principal);
  Outcome outcome = std::unexpected(Problem{"not_found", "There is no such method.", {}, {}});
  if (call.method == "executeFunction") {
    outcome = co_await execute(std::move(call.arguments), std::string(principal.tenant));
  } else if (call.method == "classify") {
    outcome = co_await executor_.classification_of(std::move(call.arguments),
                                                   std::string(principal.tenant));
  }
  if (outcome) co_return std::move(*outcome);
  co_return R"({"success":false,"error":)" +
      problem_text_of(outcome.error(), principal.request_id) + "}";
}

Task<Fn::Outcome> Fn::execute(std::string body, std::string tenant) {
  if (auto kept = executor_.kept_answer(tenant, body)) co_return std::move(*kept);
  auto classified = co_await executor_.classify(std::move(body), std::move(tenant));
  if (!classified) co_return std::unexpected(std::move(classified.error()));
  const bool async = classified->call.options.async;
  if (async || classified->type == WorkType::kAgentic || classified->type == WorkType::kHuman) {
    Problem problem = not_yet(classified->type, classified->classification);
    if (async) problem.detail = "Calls with options.mode async are not there yet.";
    co_return std::unexpected(std::move(problem));
  }
  Outcome outcome = co_await executor_.run(&*classified);
  if (classified->goes_on_as) {
    Problem problem = not_yet(*classified->goes_on_as, classified->classification);
    problem.extension["attempts"] = to_json(classified->trace.attempts);
    co_return std::unexpected(std::move(problem));
  }
  co_return outcome;
}

}  // namespace skerry::fn
