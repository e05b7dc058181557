#include "modules/gateway/gateway.hpp"

#include <utility>

#include "modules/gateway/access.hpp"
#include "modules/gateway/openapi.hpp"
#include "modules/gateway/playground/playground.hpp"
#include "modules/gateway/routes.hpp"
#include "modules/sdk/duration.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::gateway {
namespace {

constexpr std::size_t kRequestIdBytesMax = 64;
constexpr std::string_view kVersion = "0.1.0";
/// What some route or other takes: the answer to `OPTIONS *`.
constexpr std::string_view kMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
/// How long one write tells that the database takes them.
constexpr double kWriteCheckMsMax = 1'000;

/// A client's request id is kept only when it is a plain token: it is repeated in headers and logs.
bool is_sane_token(std::string_view text) {
  if (text.empty() || text.size() > kRequestIdBytesMax) return false;
  for (const char character : text) {
    const bool plain = (character >= 'a' && character <= 'z') ||
                       (character >= 'A' && character <= 'Z') ||
                       (character >= '0' && character <= '9') || character == '-' ||
                       character == '_' || character == '.';
    if (!plain) return false;
  }
  return true;
}

/// The file of the playground that a request asks for, if it does.
const Asset* asset_of(const Request& request, const Route& route) {
  if (route.kind == RouteKind::kPlayground) return find_asset(route.path);
  const bool page = route.kind == RouteKind::kIndex && prefers_page(request.head.get("accept"));
  return page ? &playground_page() : nullptr;
}

}  // namespace

/// What is known of one request. Lives in the root task's frame, so that every task below it may
/// refer to it.
struct Gateway::Context {
  Request request;
  std::string request_id;
  double began_ms;
};

const Settings& Gateway::settings() {
  if (!settings_) settings_ = read_settings(ports_.basics.config);
  return *settings_;
}

Task<Answer> Gateway::on_request(Request request) {
  const double began_ms = ports_.basics.clock.monotonic_ms();
  std::string request_id = request_id_of(request.head);
  const Context context{std::move(request), std::move(request_id), began_ms};
  std::optional<Answer> answer = decide(context);
  if (answer) co_return std::move(*answer);
  const Route route = find_route(context.request.path());
  if (const Asset* const asset = asset_of(context.request, route)) {
    Head head = common_head(context);
    if (route.kind == RouteKind::kIndex) head.add("vary", "accept");
    co_return co_await serve_asset(asset, std::move(head), context.request);
  }
  if (route.kind == RouteKind::kOpenapi) {
    co_return co_await describe_routes(common_head(context), context.request_id);
  }
  co_return co_await check_readiness(common_head(context), context.request_id);
}

std::optional<Answer> Gateway::decide(const Context& context) {
  const Head& head = context.request.head;
  const std::string_view method = context.request.method();
  if (const auto refusal = check_host(head, settings())) {
    return refuse_in(context, refusal->code, refusal->detail);
  }
  if (const auto refusal = check_origin(head, settings())) {
    return refuse_in(context, refusal->code, refusal->detail);
  }
  if (method == "OPTIONS" && head.find("access-control-request-method")) {
    return answer_preflight(context);
  }
  const Route route = find_route(context.request.path());
  if (route.kind == RouteKind::kHealth) {
    if (method != "GET" && method != "HEAD") {
      return refuse_in(context, "method_not_allowed", "Only GET and HEAD.");
    }
    Response response = json_response(200, R"({"status":"ok"})");
    response.head = common_head(context).add("content-type", "application/json");
    return response;
  }
  const auto identity = authenticate(head, settings(), ports_.basics.crypto);
  // A page has no key yet when a browser asks for it, and holds nothing that is anybody's; a task's
  // page is for whom the task's own link authorises.
  const Asset* const asset = asset_of(context.request, route);
  const bool needs_no_key = asset != nullptr || route.kind == RouteKind::kTaskPage;
  if (!identity && (!needs_no_key || identity.error().code != "unauthenticated")) {
    return refuse_in(context, identity.error().code, identity.error().detail);
  }

  if (route.kind == RouteKind::kTaskPage) return forward_to_page(context, route);
  if (route.kind == RouteKind::kService) {
    std::string path(route.path);
    if (!context.request.query().empty()) path.append("?").append(context.request.query());
    Forward forward{Destination::service(std::string(route.service)), std::move(path),
                    principal_of(*identity, context.request_id), common_head(context)};
    return forward;
  }
  if (route.kind == RouteKind::kNotYet) {
    return refuse_in(context, "not_yet_available", "This service is not there yet.");
  }
  if (route.kind == RouteKind::kServer && method == "OPTIONS") {
    return Response{204, common_head(context).add("allow", kMethods), {}};
  }
  if (route.kind == RouteKind::kNone || route.kind == RouteKind::kServer) {
    return refuse_in(context, "not_found", "There is nothing at this path.");
  }
  if (method != "GET" && method != "HEAD") {
    return refuse_in(context, "method_not_allowed", "Only GET and HEAD.");
  }
  const bool later = route.kind == RouteKind::kReady || route.kind == RouteKind::kOpenapi;
  if (later || asset != nullptr) return std::nullopt;
  if (route.kind == RouteKind::kPlayground) {
    return refuse_in(context, "not_found", "The playground has no such file.");
  }

  return describe(context, route);
}

Answer Gateway::forward_to_page(const Context& context, const Route& route) {
  std::string path(route.path);
  if (!context.request.query().empty()) path.append("?").append(context.request.query());
  // Whoever sends a key as well gets no more than the link gives.
  Forward forward{Destination::service(std::string(route.service)), std::move(path),
                  principal_of({"", "link"}, context.request_id), common_head(context)};
  // The page's own: a second policy would forbid its style and forms.
  forward.head.remove("content-security-policy");
  return forward;
}

Answer Gateway::describe(const Context& context, const Route& route) {
  std::string body;
  if (route.kind == RouteKind::kProblem) {
    body = problem_page(route.path);
    if (body.empty()) return refuse_in(context, "not_found", "There is no problem of this code.");
  } else {
    Json index = {{"name", "skerry"}, {"version", kVersion}};
    index.update(route_index());
    body = to_text(index);
  }
  Response response{200, common_head(context), std::move(body)};
  response.head.add("content-type", "application/json");
  if (route.kind == RouteKind::kIndex) response.head.add("vary", "accept");
  return response;
}

Task<Answer> Gateway::check_readiness(Head head, std::string request_id) {
  const bool storage_ok = co_await check_storage();
  const auto fn = co_await ask_fn("/ready", std::move(request_id));
  const bool fn_ok = fn.has_value() && fn->status == 200;
  Json body = {{"status", storage_ok && fn_ok ? "ready" : "unavailable"},
               {"storage", storage_ok ? "ok" : "unavailable"},
               {"fn", fn_ok ? "ok" : "unavailable"}};
  const auto said = read_json(fn && !fn_ok ? fn->body : "");
  if (const Json* settings = said ? find_member(*said, "settings") : nullptr) {
    body["fn"] = "misconfigured";
    body["settings"] = *settings;
  }
  Response response{static_cast<std::uint16_t>(storage_ok && fn_ok ? 200 : 503), std::move(head),
                    to_text(body)};
  response.head.add("content-type", "application/json");
  if (response.status == 503) response.head.add("retry-after", "1");
  co_return response;
}

Task<bool> Gateway::check_storage() {
  const double now_ms = ports_.basics.clock.monotonic_ms();
  // Also while another request checks: requests do not wait for one another.
  if (storage_check_ && now_ms - storage_check_->began_ms < kWriteCheckMsMax) {
    co_return storage_check_->ok;
  }
  // Without a former answer many may check at once, the first time only.
  if (storage_check_) storage_check_->began_ms = now_ms;
  const Json written = json_number(ports_.basics.clock.now_ms());
  std::vector<SqlStatement> statements;
  statements.push_back(
      {"INSERT INTO readiness_checks (id, written_ms) VALUES (1, ?) "
       "ON CONFLICT (id) DO UPDATE SET written_ms = excluded.written_ms",
       Json::array({written})});
  statements.push_back({"SELECT written_ms FROM readiness_checks WHERE id = 1", Json::array()});
  const auto results = co_await batch(ports_.storage, std::move(statements));
  const bool ok = results && equal(results->back().rows, Json::array({Json::array({written})}));
  storage_check_ = StorageCheck{.began_ms = now_ms, .ok = ok};
  co_return ok;
}

Task<Answer> Gateway::describe_routes(Head head, std::string request_id) {
  const auto described = co_await ask_fn("/openapi.json", std::move(request_id));
  const auto part = described && described->status == 200
                        ? read_json(described->body, JsonLimits::for_hosts())
                        : read_json("");
  if (!part) {
    Response refusal =
        refuse_with(head, "destination_unavailable", "A service did not describe its routes.");
    refusal.head.add("retry-after", "1");
    co_return refusal;
  }
  Response response{200, std::move(head), to_text(openapi_document(*part, settings(), kVersion))};
  response.head.add("content-type", "application/json");
  co_return response;
}

Task<Result<FetchAnswer>> Gateway::ask_fn(std::string path, std::string request_id) {
  FetchRequest question;
  question.to = Destination::service("fn");
  question.url = std::move(path);
  question.principal = principal_of({"default", "gateway"}, request_id);
  co_return co_await fetch(ports_.fetch, std::move(question));
}

Answer Gateway::answer_preflight(const Context& context) {
  // `check_origin` let only configured origins and our own through; the latter need no CORS.
  Response response{204, common_head(context), {}};
  response.head.add("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE")
      .add("access-control-allow-headers",
           "authorization, content-type, idempotency-key, x-request-id, if-match, last-event-id")
      .add("access-control-max-age", "600");
  return response;
}

Response Gateway::refuse(std::string_view code, std::string_view detail, const Head& head,
                         std::string_view) {
  const double now_ms = ports_.basics.clock.monotonic_ms();
  return refuse_with(common_head(head, request_id_of(head), now_ms), code, detail);
}

Response Gateway::refuse_in(const Context& context, std::string_view code,
                            std::string_view detail) {
  return refuse_with(common_head(context), code, detail);
}

Response Gateway::refuse_with(const Head& own, std::string_view code, std::string_view detail) {
  Response response = problem(code, detail, own.get("x-request-id"));
  for (std::size_t index = 0; index < own.size(); ++index) {
    response.head.add(own[index].name, own[index].value);
  }
  if (code == "unauthenticated") response.head.add("www-authenticate", "Bearer");
  if (code == "method_not_allowed") response.head.add("allow", "GET, HEAD");
  return response;
}

std::string Gateway::request_id_of(const Head& head) {
  const std::string_view given = head.get("x-request-id");
  return is_sane_token(given)
             ? std::string(given)
             : make_id(IdKind::kRequest, ports_.basics.clock, ports_.basics.random);
}

Head Gateway::common_head(const Context& context) {
  return common_head(context.request.head, context.request_id, context.began_ms);
}

Head Gateway::common_head(const Head& request, std::string_view request_id, double began_ms) {
  Head head;
  head.add("x-request-id", request_id)
      .add("server-timing",
           "gateway;dur=" + milliseconds_text(ports_.basics.clock.monotonic_ms() - began_ms))
      .add("x-content-type-options", "nosniff")
      .add("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
      .add("referrer-policy", "no-referrer")
      .add("cache-control", "no-store");
  if (is_allowed_cross_origin(request, settings())) {
    head.add("access-control-allow-origin", request.get("origin"))
        .add("access-control-expose-headers",
             "x-request-id, server-timing, location, retry-after, idempotency-replayed")
        .add("vary", "origin");
  }
  return head;
}

}  // namespace skerry::gateway
