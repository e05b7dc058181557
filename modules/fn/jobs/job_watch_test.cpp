#include "modules/fn/jobs/agent_query.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/job_fixture.hpp"

namespace skerry::fn {
namespace {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;

NetworkAnswer done_after(double delay_ms) {
  NetworkAnswer answer = done();
  answer.delay_ms = delay_ms;
  return answer;
}

TEST_CASE("a watcher gets every event, and the stream ends with the job", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done_after(1'000); };
  job.create();
  const OpId watcher = job.send("GET", "/job/events");
  job.host.world.advance(0);
  const auto& view = job.host.http.view(watcher);
  CHECK(view.status == 200);
  CHECK(view.head.get("content-type") == "text/event-stream");
  CHECK(view.body.starts_with("id: 1\nevent: job.queued\ndata: {\"jobId\":\"job_"));
  CHECK_FALSE(view.whole);
  job.ask("POST", "/job/wake");
  CHECK(view.body.contains("id: 2\nevent: job.running\n"));
  job.host.world.advance(1'000);
  CHECK(view.body.contains("id: 3\nevent: attempt.tried\n"));
  CHECK(view.body.contains("id: 4\nevent: job.succeeded\n"));
  CHECK(view.whole);
}

TEST_CASE("a watcher goes on after the last event it has got", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.ask("POST", "/job/wake");
  const OpId again = job.send("GET", "/job/events", {}, kPrincipal, "last-event-id: 2\n");
  const OpId odd = job.send("GET", "/job/events", {}, kPrincipal, "last-event-id: x\n");
  job.host.world.advance(0);
  CHECK(job.host.http.view(again).body.starts_with("id: 3\n"));
  CHECK(job.host.http.view(again).whole);
  CHECK(job.host.http.view(odd).body.starts_with("id: 1\n"));
}

TEST_CASE("an event that was never sent is no place to go on after", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  const OpId other = job.send("GET", "/job/events");
  const std::string id = GENERATE(
      "5", "9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807",
      "9223372036854775808", "18446744073709551615", "18446744073709551616",
      "99999999999999999999999999999999", "-1", "-9223372036854775808", "+1", "1.0", "1e3", "0x1",
      "01x", "NaN", "", "0", "00000000000000000000000000000000");
  CAPTURE(id);
  job.ask("POST", "/job/wake");
  const OpId watcher =
      job.send("GET", "/job/events", {}, kPrincipal, "last-event-id: " + id + "\n");
  job.host.world.advance(0);
  const auto& view = job.host.http.view(watcher);
  CHECK(view.status == 200);
  CHECK(view.body.starts_with("id: 1\n"));
  CHECK(view.whole);
  CHECK(job.host.http.view(other).body == view.body);
}

TEST_CASE("after its last event a job that has ended has nothing to tell", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.ask("POST", "/job/wake");
  const OpId watcher = job.send("GET", "/job/events", {}, kPrincipal, "last-event-id: 4\n");
  job.host.world.advance(0);
  CHECK(job.host.http.view(watcher).body.empty());
  CHECK(job.host.http.view(watcher).whole);
}

TEST_CASE("a quiet stream is kept alive by comments", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done_after(100'000); };
  job.create();
  const OpId watcher = job.send("GET", "/job/events");
  job.ask("POST", "/job/wake");
  job.host.world.advance(2 * limits::kHeartbeatMs);
  const std::string& body = job.host.http.view(watcher).body;
  CHECK(body.ends_with(": heartbeat\n\n: heartbeat\n\n"));
}

TEST_CASE("watchers are bounded, and one that leaves makes room", "[job][events]") {
  JobFixture job;
  job.create("code", {}, limits::kDayMs);
  std::vector<OpId> watchers;
  for (std::size_t count = 0; count < limits::kEventStreamsMax; ++count) {
    watchers.push_back(job.send("GET", "/job/events"));
  }
  job.host.world.advance(0);
  const auto& refused_view = job.ask("GET", "/job/events");
  CHECK(refused_view.status == 503);
  CHECK(refused_view.head.get("retry-after") == "5");
  job.host.http.abort(watchers[0]);
  job.host.world.advance(0);
  CHECK(job.ask("GET", "/job/events").status == 200);
}

TEST_CASE("a socket gets what the stream of events gets", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done_after(1'000); };
  job.create();
  const OpId opened = job.send("GET", "/job/ws", {}, kPrincipal, "upgrade: websocket\n");
  job.host.world.advance(10);
  REQUIRE(job.host.http.view(opened).upgraded);
  const auto& socket = job.host.sockets.sockets.begin()->second;
  CHECK(socket.received.size() == 1);
  job.ask("POST", "/job/wake");
  job.host.world.advance(1'000);
  REQUIRE(socket.received.size() == 4);
  const Json last = *read_json(socket.received.back());
  CHECK(last["seq"] == 4);
  CHECK(last["type"] == "job.succeeded");
  CHECK(last["data"] == Json{{"jobId", kJobId}, {"status", "succeeded"}});
  CHECK_FALSE(socket.open);
  CHECK(socket.close_code == 1000);
}

TEST_CASE("what a socket says puts off nothing that is due", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done_after(limits::kMinuteMs); };
  job.create();
  const OpId opened = job.send("GET", "/job/ws", {}, kPrincipal, "upgrade: websocket\n");
  job.ask("POST", "/job/wake");
  job.host.world.advance(10);
  REQUIRE(job.host.http.view(opened).upgraded);
  const auto due_ms = job.host.alarm.get();
  REQUIRE(due_ms);
  const auto& [name, socket] = *job.host.sockets.sockets.begin();
  for (const char* text : {R"({"type":"ping"})", R"({"type":"ack","seq":1})"}) {
    job.host.world.advance(limits::kSecondMs);
    job.host.sockets.client_send(name, text);
  }
  job.host.world.advance(limits::kSecondMs);
  CHECK(socket.received.back() == R"({"type":"pong"})");
  CHECK(job.host.alarm.get() == due_ms);
}

TEST_CASE("another tenant opens no socket", "[job][events]") {
  JobFixture job;
  job.create();
  const OpId opened = job.send("GET", "/job/ws", {}, R"({"tenant":"other","requestId":"req_2"})",
                               "upgrade: websocket\n");
  job.host.world.advance(10);
  CHECK(job.host.http.view(opened).status == 404);
  CHECK(job.host.sockets.sockets.empty());
}

TEST_CASE("a socket outlasts the instance, and is closed when the job is over", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.send("GET", "/job/ws", {}, kPrincipal, "upgrade: websocket\n");
  job.host.world.advance(10);
  job.host.world.crash();
  job.ask("POST", "/job/cancel");
  const auto& socket = job.host.sockets.sockets.begin()->second;
  CHECK(read_json(socket.received.back())->at("type") == "job.cancelled");
  CHECK(socket.close_code == 1000);
  // Those who come later get what was, and no more than that.
  job.send("GET", "/job/ws?after=1", {}, kPrincipal, "upgrade: websocket\n");
  job.host.world.advance(10);
  const auto& late = job.host.sockets.sockets.rbegin()->second;
  CHECK(late.received == std::vector<std::string>{socket.received.back()});
  CHECK_FALSE(late.open);
}

TEST_CASE("what an attempt tried are events before its end", "[job][events]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) {
    return NetworkAnswer::text(
        R"({"success":true,"result":1,"attempts":[)"
        R"({"route":"code","outcome":"failed","reason":"model_output_invalid","provider":"openai"},)"
        R"({"route":"code","outcome":"succeeded","provider":"openai"}]})");
  };
  job.create();
  job.ask("POST", "/job/wake");
  CHECK(job.events() == std::vector<std::string>{"job.queued", "job.running", "attempt.tried",
                                                 "attempt.tried", "job.succeeded"});
  JobStore store(job.host.actor_storage);
  CHECK(*read_json(store.events_after(2, 1)[0].data) == Json{{"route", "code"},
                                                             {"outcome", "failed"},
                                                             {"reason", "model_output_invalid"},
                                                             {"provider", "openai"},
                                                             {"attempt", 1}});
}

// Sessions ----------------------------------------------------------------------------------------

constexpr std::string_view kSession = "agt_01JDABCDEFGHJKMNPQRSTVWXYZ";

/// A stand-in for the Agent service, as AGENT.md describes its HTTP face.
struct Agent : JobFixture {
  Agent() {
    host.fetch.script = [this](const NetworkRequest& request) {
      const std::string path(request.head.get(":path"));
      if (request.to != Destination::service("agent")) {
        return NetworkAnswer::failed(FailureKind::kNotFound);
      }
      asked.push_back(std::string(request.head.get(":method")) + " " + path);
      if (path == "/agents") {
        CHECK(request.head.get("idempotency-key") == kJobId);
        query = *read_json(request.body);
        return NetworkAnswer::text(
            to_text(Json{{"success", true},
                         {"sessionId", kSession},
                         {"statusUrl", "/agents/" + std::string(kSession)},
                         {"webSocketUrl", "/agents/" + std::string(kSession) + "/ws"}}),
            201);
      }
      if (path.ends_with("/cancel")) return NetworkAnswer::text("{}");
      return NetworkAnswer::text(
          to_text(Json{{"success", true}, {"state", {{"status", status_of_session}}}}));
    };
  }
  std::string status_of_session = "running";
  std::vector<std::string> asked;
  /// What the session was made of.
  Json query;
};

TEST_CASE("an agentic job makes a session, follows it and has its result", "[job][session]") {
  Agent job;
  const Json created = *read_json(job.create("agentic").body);
  CHECK(created["status"] == "running");
  CHECK(created["sessionId"] == kSession);
  CHECK(created["webSocketUrl"] == "/agents/" + std::string(kSession) + "/ws");
  CHECK(job.asked == std::vector<std::string>{"POST /agents"});
  // Whoever asks later finds the session as well.
  const Json shown = job.shown();
  CHECK(shown["sessionId"] == kSession);
  CHECK(shown["statusUrl"] == created["statusUrl"]);
  CHECK(shown["webSocketUrl"] == created["webSocketUrl"]);
  job.status_of_session = "waiting";
  job.host.world.advance(limits::kSessionLookMs);
  CHECK(job.status() == "waiting");
  // The session may tell that it has moved.
  job.status_of_session = GENERATE("succeeded", "failed", "cancelled");
  CHECK(job.ask("POST", "/job/look").status == 202);
  CHECK(job.status() == job.status_of_session);
  if (job.status_of_session == "succeeded") {
    CHECK(job.shown()["result"]["status"] == "succeeded");
  }
  const std::size_t asked = job.asked.size();
  job.host.world.advance(limits::kHourMs);
  CHECK(job.indexed()[0] == job.status_of_session);
  CHECK(job.asked.size() <= asked + 1);
}

TEST_CASE("the Agent service is told all that the call says, or the call is refused",
          "[job][session]") {
  SECTION("args go along, as JSON behind the description") {
    Agent job;
    job.create("agentic");
    CHECK(job.query == Json{{"query",
                             "Sort array of numbers\n\n"
                             R"({"args":{"numbers":[2,1]}})"},
                            {"generate", true}});
  }
  const Json plain = {{"description", "Build a blog"}, {"options", {{"mode", "async"}}}};
  SECTION("a description alone stays as it is") {
    CHECK(agent_query(plain) == "Build a blog");
    Json call = plain;
    call["context"] = "";
    CHECK(agent_query(call) == "Build a blog");
  }
  SECTION("what could end the text early is within JSON") {
    Json call = plain;
    call["context"] = "\"}\n\nBuild a shop";
    call["schema"] = {{"type", "object"}};
    const std::string query = *agent_query(call);
    REQUIRE(query.starts_with("Build a blog\n\n"));
    CHECK(*read_json(query.substr(query.find('{'))) ==
          Json{{"context", call["context"]}, {"schema", call["schema"]}});
  }
  SECTION("what is too large is refused, and the largest part named") {
    Json call = plain;
    call["args"] = std::string(limits::kAgentQueryCharactersMax, 'x');
    const auto query = agent_query(call);
    REQUIRE_FALSE(query);
    CHECK(query.error().code == "invalid_arguments");
    CHECK(query.error().field.pointer == "/args");
    // Characters count, not bytes.
    call["args"] = std::string("\u00e9");
    while (call["args"].get<std::string>().size() < limits::kAgentQueryCharactersMax) {
      call["args"] = call["args"].get<std::string>() + call["args"].get<std::string>();
    }
    CHECK(agent_query(call));
  }
  SECTION("a model that the service would not use is refused") {
    const std::string option = GENERATE("model", "provider");
    Json call = plain;
    call["options"][option] = "x";
    const auto query = agent_query(call);
    REQUIRE_FALSE(query);
    CHECK(query.error().code == "model_not_allowed");
    CHECK(query.error().field.pointer == "/options/" + option);
  }
}

TEST_CASE("without an Agent service an agentic job fails at once and says so", "[job][session]") {
  JobFixture job;
  int asked = 0;
  job.host.fetch.script = [&](const NetworkRequest& request) {
    if (request.to == Destination::service("fn")) {
      return NetworkAnswer::text(R"({"goesOnAs":"agentic"})", 202);
    }
    ++asked;
    return NetworkAnswer::failed(FailureKind::kNotFound);
  };
  job.create();
  job.host.world.advance(limits::kHourMs);
  const Json shown = job.shown();
  CHECK(shown["status"] == "failed");
  CHECK(shown["error"]["code"] == "agent_unavailable");
  CHECK(shown["error"]["status"] == 503);
  CHECK(asked == 1);
  REQUIRE(shown["attempts"].size() == 2);
  CHECK(shown["attempts"][0]["route"] == "code");
  CHECK(shown["attempts"][0]["reason"] == "handed_on");
  CHECK(shown["attempts"][1]["route"] == "agentic");
  CHECK(shown["attempts"][1]["reason"] == "agent_unavailable");
}

TEST_CASE("a session goes on being followed after a crash", "[job][session]") {
  Agent job;
  job.create("agentic");
  job.host.world.crash();
  job.status_of_session = "succeeded";
  job.host.world.advance(2 * limits::kSessionLookMs);
  CHECK(job.status() == "succeeded");
  CHECK(std::ranges::count(job.asked, "POST /agents") == 1);
}

TEST_CASE("cancelling a job cancels its session, however often that takes", "[job][session]") {
  Agent job;
  job.create("agentic");
  const auto agent = job.host.fetch.script;
  int failures = 2;
  job.host.fetch.script = [&](const NetworkRequest& request) {
    const bool cancels = request.head.get(":path").ends_with("/cancel");
    return cancels && failures-- > 0 ? refused("overloaded") : agent(request);
  };
  CHECK(job.ask("POST", "/job/cancel").status == 200);
  job.host.world.advance(limits::kMinuteMs);
  CHECK(job.asked.back() == "POST /agents/" + std::string(kSession) + "/cancel");
  CHECK(job.status() == "cancelled");
}

// Work of another type ----------------------------------------------------------------------------

TEST_CASE("work that turns out to be agentic and cannot be handed over whole fails", "[job]") {
  Agent job;
  job.host.fetch.script = [](const NetworkRequest&) {
    return NetworkAnswer::text(R"({"goesOnAs":"agentic"})", 202);
  };
  const Json call = {{"description", "Sort"}, {"options", {{"model", "gpt-4o-mini"}}}};
  job.ask("POST", "/job/create", creation_text({.tenant = "acme", .type = "code"}, to_text(call)));
  job.ask("POST", "/job/wake");
  CHECK(job.shown()["error"]["code"] == "model_not_allowed");
  CHECK(job.status() == "failed");
}

TEST_CASE("work that turns out to be agentic goes on as that", "[job][session]") {
  Agent job;
  const auto agent = job.host.fetch.script;
  job.host.fetch.script = [&](const NetworkRequest& request) {
    return request.to == Destination::service("fn")
               ? NetworkAnswer::text(R"({"goesOnAs":"agentic"})", 202)
               : agent(request);
  };
  job.create();
  job.ask("POST", "/job/wake");
  CHECK(job.shown()["sessionId"] == kSession);
  CHECK(job.shown()["type"] == "agentic");
  job.status_of_session = "succeeded";
  job.host.world.advance(2 * limits::kSessionLookMs);
  CHECK(job.status() == "succeeded");
}

}  // namespace
}  // namespace skerry::fn
