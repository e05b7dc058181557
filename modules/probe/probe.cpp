#include "modules/probe/probe.hpp"

#include <utility>

#include "modules/sdk/problems.hpp"

namespace skerry::probe {
namespace {

constexpr std::string_view kActorPrefix = "/actor/";
constexpr std::string_view kServicePrefix = "/service/";
constexpr std::string_view kDeadLetters = "probe-dead";

/// `/actor/<name>/<rest>` and `/service/<name>/<rest>` are forwarded as `/<rest>`.
std::optional<Forward> forward_of(const Request& request) {
  const std::string_view path = request.path();
  const bool actor = path.starts_with(kActorPrefix);
  if (!actor && !path.starts_with(kServicePrefix)) return std::nullopt;
  const std::string_view rest = path.substr(actor ? kActorPrefix.size() : kServicePrefix.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view name = rest.substr(0, slash);
  std::string target(rest.substr(slash));
  if (!request.query().empty()) target.append("?").append(request.query());
  Forward forward{
      actor ? Destination::actor("probe-actor", name) : Destination::service(std::string(name)),
      std::move(target),
      R"({"tenant":"probe","subject":"forwarded"})",
      {}};
  forward.head.add("x-forwarded-by", "probe");
  return forward;
}

}  // namespace

Task<Answer> Probe::on_request(Request request) {
  if (auto forward = forward_of(request)) co_return std::move(*forward);
  co_return co_await routes_.answer(std::move(request));
}

Task<std::string> Probe::on_call(RpcCall call) {
  auto arguments = read_json(call.arguments);
  if (!arguments) {
    co_return R"({"success":false,"error":)" +
        problem_text("invalid_json", arguments.error().detail) + "}";
  }
  if (call.method != "run" && call.method != "echo") {
    co_return R"({"success":false,"error":)" +
        problem_text("not_found", "There is no such method.") + "}";
  }
  Json results = Json::array();
  if (call.method == "run") results = co_await routes_.steps().run(std::move(*arguments));
  co_return to_text(Json{{"success", true},
                         {"method", call.method},
                         {"principal", call.principal},
                         {"bytes", call.arguments.size()},
                         {"results", std::move(results)}});
}

Task<bool> Probe::note(Json instructions, QueueMessage message) {
  std::vector<SqlStatement> statements;
  statements.push_back(
      {"CREATE TABLE IF NOT EXISTS probe_messages ("
       "mark TEXT, queue TEXT, attempts INTEGER, body TEXT)"});
  statements.push_back(
      {"INSERT INTO probe_messages VALUES (?, ?, ?, ?)",
       Json::array({text_of(instructions, "mark"), std::move(message.queue),
                    static_cast<double>(message.attempts), std::move(message.body)})});
  const auto written = co_await batch(ports_.storage, std::move(statements));
  co_return written.has_value();
}

Task<bool> Probe::apply(Json instructions) {
  FetchRequest request{.to = Destination::actor("probe-actor", text_of(instructions, "actor")),
                       .method = "POST",
                       .url = "/ledger/apply",
                       .body = to_text(Json{{"entry", text_of(instructions, "apply")}})};
  const auto answer = co_await fetch(ports_.fetch, std::move(request));
  co_return answer && answer->status == 200;
}

Task<QueueVerdict> Probe::on_message(QueueMessage message) {
  // `{"mark": …, "failures": n, "retryDelayS": s, "trap": bool}`: fails n times, then succeeds. As
  // a dead letter it fails no more.
  const auto body = read_json(message.body);
  const Json instructions = body ? *body : Json::object();
  if (find_member(instructions, "apply") != nullptr) {
    if (!co_await apply(instructions)) co_return QueueVerdict::retry(0);
  } else if (!co_await note(instructions, message)) {
    co_return QueueVerdict::retry(1);
  }
  const double failures =
      message.queue == kDeadLetters ? 0 : number_of(instructions, "failures", 0);
  if (static_cast<double>(message.attempts) > failures) co_return QueueVerdict::ack();
  if (find_member(instructions, "trap") != nullptr) __builtin_trap();
  co_return QueueVerdict::retry(
      static_cast<std::uint32_t>(number_of(instructions, "retryDelayS", 0)));
}

}  // namespace skerry::probe
