#include "modules/fn/jobs/jobs_front.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/jobs/agent_query.hpp"
#include "modules/fn/jobs/job_index.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/fn/jobs/webhook_address.hpp"
#include "modules/fn/jobs/webhook_secrets.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/request_body.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

constexpr std::uint32_t kWakeRetrySMax = 60;

std::string principal_text(const Principal& principal) {
  return to_text(Json{{"tenant", principal.tenant}, {"requestId", principal.request_id}});
}

Response with_retry_after(Response response, std::string_view seconds) {
  response.head.set("retry-after", seconds);
  return response;
}

Response storage_problem(const Principal& principal) {
  return with_retry_after(
      problem("storage_unavailable", "The list of jobs cannot be read.", principal.request_id),
      "1");
}

Response no_such_job(const Principal& principal) {
  return problem("job_not_found", "There is no such job.", principal.request_id);
}

Response secrets_response(const Result<WebhookSecrets>& secrets, ClockPort& clock,
                          const Principal& principal) {
  if (!secrets) return storage_problem(principal);
  Json answer = {{"success", true}, {"secret", written_secret(secrets->current)}};
  const auto now_ms = static_cast<std::uint64_t>(clock.now_ms());
  if (secrets->keys_at(now_ms).size() > 1) {
    answer["formerSecretUntil"] = timestamp(secrets->former_until_ms);
  }
  return json_response(200, to_text(answer));
}

/// The path of a route at the job's own door.
std::string door_of(JobRoute route, const PathParameters& parameters) {
  switch (route) {
    case JobRoute::kEvents:
      return "/job/events";
    case JobRoute::kSocket:
      return "/job/ws";
    case JobRoute::kCancel:
      return "/job/cancel";
    case JobRoute::kDeliveries:
      return "/job/deliveries";
    case JobRoute::kRedeliver:
      return "/job/deliveries/" + std::string(parameters.get("deliveryId")) + "/redeliver";
    default:
      return "/job";
  }
}

/// Why the Agent service cannot be given a call, whose JSON text this is.
std::optional<QueryFault> fault_of_agentic(std::string_view call) {
  const auto json = read_json(call);
  if (!json) return std::nullopt;
  auto query = agent_query(*json);
  if (query) return std::nullopt;
  return std::move(query.error());
}

bool changes(JobRoute route) { return route == JobRoute::kCancel || route == JobRoute::kRedeliver; }

}  // namespace

Task<Response> JobsFront::ask(std::string job_id, std::string method, std::string path,
                              std::string body, Principal principal) {
  FetchRequest request{.to = Destination::actor("job", job_id),
                       .method = std::move(method),
                       .url = std::move(path),
                       .principal = principal_text(principal),
                       .body = std::move(body)};
  if (!request.body.empty()) request.head.add("content-type", "application/json");
  auto answer = co_await fetch(ports_.fetch, std::move(request));
  if (!answer) {
    co_return with_retry_after(
        problem("destination_unavailable", "The job cannot be reached.", principal.request_id),
        "1");
  }
  Response response{answer->status, {}, std::move(answer->body)};
  for (const std::string_view name : {"content-type", "location", "retry-after"}) {
    if (const auto value = answer->head.find(name)) response.head.add(name, *value);
  }
  co_return response;
}

// Making ------------------------------------------------------------------------------------------

Task<bool> JobsFront::has_agent(Principal principal) {
  FetchRequest request{
      .to = Destination::service("agent"), .url = "/ready", .principal = principal_text(principal)};
  const auto answer = co_await fetch(ports_.fetch, std::move(request));
  // One that is only out of breath gets its session made by a later attempt.
  co_return answer || answer.error().kind != FailureKind::kNotFound;
}

Task<std::optional<Response>> JobsFront::check_room(Principal principal) {
  const std::uint64_t most = value_of(ports_.basics.config, kJobsQueuedMax);
  const SqlStatement count = count_queued_jobs(principal.tenant, most);
  const auto counted = co_await query(ports_.storage, count.sql, count.params);
  if (!counted) {
    ports_.basics.log.write(LogLevel::kWarning, "the queued jobs cannot be counted",
                            to_text(Json{{"requestId", principal.request_id},
                                         {"failure", name_of(counted.error().kind)},
                                         {"detail", counted.error().detail}}));
    co_return storage_problem(principal);
  }
  if (sql_number(counted->rows[0][0]) < most) co_return std::nullopt;
  co_return with_retry_after(
      problem("too_many_queued", "There are " + std::to_string(most) + " queued jobs already.",
              principal.request_id),
      "10");
}

Task<Response> JobsFront::create(std::string id, JobCreation creation, std::string call) {
  const Principal principal{creation.tenant, creation.request_id};
  const bool may_lead_inside = ports_.basics.config.get("fetch_private_addresses") == "allow";
  if (!creation.callback_url.empty() && !may_lead_inside && leads_inside(creation.callback_url)) {
    co_return problem("invalid_arguments", "The callback address is not a public one.",
                      principal.request_id,
                      {{"/options/callbackUrl", "must lead to the public internet"}});
  }
  if (creation.type == "agentic") {
    if (auto fault = fault_of_agentic(call)) {
      co_return problem(fault->code, fault->detail, principal.request_id, {fault->field});
    }
    if (!co_await has_agent(principal)) {
      co_return with_retry_after(problem("agent_unavailable", kNoAgent, principal.request_id),
                                 "60");
    }
  }
  if (auto refusal = co_await check_room(principal)) co_return std::move(*refusal);
  Response response =
      co_await ask(id, "POST", "/job/create", creation_text(creation, call), principal);
  if (response.status != 202) co_return response;
  if (creation.type == "code" || creation.type == "object") {
    const auto sent = co_await send(ports_.queue, std::string(kQueue), id);
    if (!sent) {
      // The job's own alarm starts it.
      ports_.basics.log.write(
          LogLevel::kWarning, "a job's message could not be sent",
          to_text(Json{{"jobId", id}, {"failure", name_of(sent.error().kind)}}));
      ports_.basics.metrics.add("fn_job_sends_lost", "{}", 1);
    }
  }
  co_return response;
}

// Finding -----------------------------------------------------------------------------------------

Task<Response> JobsFront::respond(JobRoute route, std::string query, PathParameters parameters,
                                  Principal principal,
                                  const std::optional<WorkIdentity>* identity) {
  if (route == JobRoute::kList) co_return co_await list(std::move(query), std::move(principal));
  if (route == JobRoute::kSecret) co_return co_await secret(std::move(principal));
  if (route == JobRoute::kRotateSecret) {
    const bool known = identity != nullptr && *identity;
    co_return co_await rotate_secret(std::move(principal), known ? (*identity)->digest : "");
  }
  std::string id(parameters.get("jobId"));
  if (!is_id(IdKind::kJob, id)) co_return no_such_job(principal);
  if (route == JobRoute::kRedeliver && !is_id(IdKind::kDelivery, parameters.get("deliveryId"))) {
    co_return problem("delivery_not_found", "There is no such delivery.", principal.request_id);
  }
  co_return co_await ask(std::move(id), changes(route) ? "POST" : "GET", door_of(route, parameters),
                         {}, std::move(principal));
}

Answer JobsFront::watch(JobRoute route, const Request& request, const PathParameters& parameters,
                        const Principal& principal) {
  const std::string_view id = parameters.get("jobId");
  if (!is_id(IdKind::kJob, id)) return no_such_job(principal);
  std::string path = door_of(route, parameters);
  if (route == JobRoute::kSocket && !request.query().empty()) {
    path.append("?").append(request.query());
  }
  return Forward{.to = Destination::actor("job", id),
                 .path = std::move(path),
                 .principal = request.principal,
                 .head = {}};
}

Task<Response> JobsFront::list(std::string query, Principal principal) {
  const auto page = read_page_query(query, IdKind::kJob, {"status"});
  if (!page) co_return problem("invalid_query", page.error(), principal.request_id);
  const std::string_view status = page->filter("status");
  if (!status.empty() && !job_status_of(status)) {
    co_return problem("invalid_query", "status is none that a job may have.", principal.request_id);
  }
  const SqlStatement statement = list_jobs(principal.tenant, *page);
  const auto rows = co_await skerry::query(ports_.storage, statement.sql, statement.params);
  if (!rows) co_return storage_problem(principal);
  co_return json_response(200, to_text(page->page(listed_jobs(*rows), "jobId")));
}

Task<Response> JobsFront::secret(Principal principal) {
  co_return secrets_response(
      co_await webhook_secrets(ports_.storage, ports_.basics, principal.tenant),
      ports_.basics.clock, principal);
}

Task<Response> JobsFront::rotate_secret(Principal principal, std::string rotation_id) {
  co_return secrets_response(
      co_await rotate_webhook_secret(ports_.storage, ports_.basics, principal.tenant,
                                     std::move(rotation_id)),
      ports_.basics.clock, principal);
}

Task<Response> JobsFront::call(JobRoute route, std::string arguments, Principal principal) {
  const auto json = read_json(arguments);
  if (!json) co_return json_problem(json.error(), principal.request_id);
  const Json* id = find_member(*json, "jobId");
  if (id == nullptr || !id->is_string() || json->size() != 1) {
    co_return problem("invalid_arguments", "The argument is an object with jobId alone.",
                      principal.request_id, {{"/jobId", "expected text"}});
  }
  PathParameters parameters;
  parameters.add("jobId", id->get<std::string>());
  co_return co_await respond(route, {}, std::move(parameters), std::move(principal));
}

// Queues ------------------------------------------------------------------------------------------

Task<QueueVerdict> JobsFront::on_message(QueueMessage message) {
  if (!is_id(IdKind::kJob, message.body)) {
    ports_.basics.log.write(LogLevel::kError, "a message names no job",
                            to_text(Json{{"message", message.id}}));
    co_return QueueVerdict::ack();
  }
  const Response answer = co_await ask(message.body, "POST", "/job/wake", {}, {});
  // Without such a job there is nothing to wake.
  if (answer.status < 300 || answer.status == 404) co_return QueueVerdict::ack();
  co_return QueueVerdict::retry(
      std::min<std::uint32_t>(1U << std::min(message.attempts, 6U), kWakeRetrySMax));
}

Task<Response> JobsFront::dead_letter(std::string body, std::string request_id) {
  const auto json = read_json(body);
  const Json* id = json ? find_member(*json, "jobId") : nullptr;
  if (id == nullptr || !id->is_string() ||
      !is_id(IdKind::kJob, id->get_ref<const std::string&>())) {
    co_return problem("invalid_arguments", "There is no jobId.", request_id);
  }
  const auto sent = co_await send(ports_.queue, std::string(kDeadQueue), id->get<std::string>());
  if (!sent) {
    co_return problem("unreachable", "The dead letters cannot be reached.", request_id);
  }
  co_return json_response(202, "{}");
}

}  // namespace skerry::fn
