#include "modules/probe/probe_actor.hpp"

#include <utility>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::probe {

void ProbeActor::prepare() {
  for (const std::string_view sql :
       {"CREATE TABLE IF NOT EXISTS noted (seq INTEGER PRIMARY KEY, event TEXT, detail TEXT)",
        "CREATE TABLE IF NOT EXISTS stored (event TEXT PRIMARY KEY, steps TEXT)"}) {
    SKERRY_ASSERT(execute(*ports_.actor_storage, sql).has_value());
  }
}

void ProbeActor::note(std::string_view event, std::string_view detail) {
  prepare();
  const auto written =
      execute(*ports_.actor_storage, "INSERT INTO noted (event, detail) VALUES (?, ?)",
              Json::array({std::string(event), std::string(detail)}));
  SKERRY_ASSERT(written.has_value());
}

Task<Json> ProbeActor::run_stored(std::string event) {
  const auto rows = execute(*ports_.actor_storage, "SELECT steps FROM stored WHERE event = ?",
                            Json::array({event}));
  if (!rows || rows->rows.empty() || !rows->rows[0][0].is_string()) co_return Json();
  auto steps = read_json(rows->rows[0][0].get_ref<const std::string&>());
  if (!steps) co_return Json();
  co_return co_await routes_.steps().run(std::move(*steps));
}

Task<Answer> ProbeActor::on_request(Request request) {
  if (request.path() == "/socket") {
    if (request.head.get("upgrade").empty()) {
      co_return problem("upgrade_required", "this route is a WebSocket");
    }
    prepare();
    (void)accept(*ports_.sockets, *request.exchange);
    co_return Answered{};
  }
  if (Ledger::serves(request.path())) co_return co_await ledger_.answer(std::move(request));
  constexpr std::string_view kOn = "/on/";
  if (request.path().starts_with(kOn)) {
    // Stores the steps that an event will run.
    std::string event(request.path().substr(kOn.size()));
    const auto body = co_await read_body(*request.exchange, limits::kBodyBytesMax);
    if (!body) co_return json_response(200, to_text(failure_json(body.error())));
    prepare();
    const auto written = execute(*ports_.actor_storage,
                                 "INSERT INTO stored VALUES (?, ?) ON CONFLICT (event) DO UPDATE "
                                 "SET steps = excluded.steps",
                                 Json::array({std::move(event), *body}));
    SKERRY_ASSERT(written.has_value());
    co_return json_response(200, R"({"stored":true})");
  }
  if (request.path() == "/noted") {
    prepare();
    const auto rows =
        execute(*ports_.actor_storage, "SELECT event, detail FROM noted ORDER BY seq");
    SKERRY_ASSERT(rows.has_value());
    co_return json_response(200, to_text(Json{{"noted", rows->rows}}));
  }
  co_return co_await routes_.answer(std::move(request));
}

Task<void> ProbeActor::on_alarm(std::uint32_t attempt) {
  if (ledger_.exists()) co_return co_await ledger_.on_alarm(attempt);
  note("alarm", std::to_string(attempt));
  (void)co_await run_stored(attempt == 1 ? "alarm" : "alarm-again");
}

Task<void> ProbeActor::on_socket_open(std::string /*socket*/) {
  note("open", "");
  (void)co_await run_stored("open");
}

Task<void> ProbeActor::on_socket_message(std::string socket, std::string text) {
  constexpr std::string_view kAfter = "after:";
  if (text.starts_with(kAfter)) co_return replay(socket, text.substr(kAfter.size()));
  note("message", text);
  const Json results = co_await run_stored("message");
  ports_.sockets->send(socket, to_text(Json{{"echo", text}, {"results", results}}));
}

void ProbeActor::replay(std::string_view socket, std::string_view after) {
  prepare();
  const auto rows = execute(*ports_.actor_storage,
                            "SELECT seq, detail FROM noted WHERE event = 'message' "
                            "AND seq > CAST(? AS INTEGER) ORDER BY seq",
                            Json::array({std::string(after)}));
  SKERRY_ASSERT(rows.has_value());
  for (const Json& row : rows->rows) {
    ports_.sockets->send(socket, to_text(Json{{"seq", row[0]}, {"text", row[1]}}));
  }
}

Task<void> ProbeActor::on_socket_close(std::string /*socket*/, std::uint16_t code,
                                       std::string reason) {
  note("close", std::to_string(code) + " " + reason);
  (void)co_await run_stored("close");
}

}  // namespace skerry::probe
