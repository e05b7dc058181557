#include "modules/fn/tasks/human_task.hpp"

#include "modules/fn/tasks/limits.hpp"
#include "modules/fn/tasks/task_fixture.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("a task is made with its job, shown whole, and listed at once", "[task]") {
  TaskFixture task;
  const auto& created = task.create_task(Json{{"priority", "high"}, {"assignee", "ann"}});
  REQUIRE(created.status == 202);
  const Json answer = *read_json(created.body);
  CHECK(answer["taskId"] == kTaskId);
  CHECK(answer["status"] == "waiting");
  CHECK(answer["link"]["addressee"] == "ann");
  CHECK(task.listed() == "pending");
  const Json shown = task.task();
  CHECK(shown["title"] == "Review the contract");
  CHECK(shown["instructions"] == "Review the contract\nof Ann\n\nCarefully.");
  CHECK(shown["args"] == Json{{"page", 3}});
  CHECK(shown["responseSchema"] == Json{{"type", "object"}});
  CHECK(shown["priority"] == "high");
  CHECK(shown["state"] == "pending");
  CHECK(shown["jobId"] == kJobId);
  CHECK(task.shown()["taskId"] == kTaskId);
}

TEST_CASE("a completed task makes its job succeed with the response", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.move("complete", TaskFixture::caller(), Json{{"response", 1}}) == 409);
  CHECK(task.move("claim", TaskFixture::caller()) == 200);
  CHECK(task.listed() == "claimed");
  CHECK(task.move("complete", TaskFixture::caller(),
                  Json{{"response", {{"fine", true}}}, {"comment", "read twice"}}) == 200);
  CHECK(task.last["response"] == Json{{"fine", true}});
  CHECK(task.listed() == "completed");
  const Json job = task.shown();
  CHECK(job["status"] == "succeeded");
  CHECK(job["result"] == Json{{"fine", true}});
  CHECK(task.audit() == Lines{"create by system :  > pending",
                              "claim by caller key:a: pending > claimed",
                              "complete by caller key:a: claimed > completed"});
  CHECK(task.task()["audit"][2]["comment"] == "read twice");
}

TEST_CASE("a rejected task fails its job with the reason", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.move("reject", TaskFixture::caller(), Json{{"comment", "Not mine."}}) == 409);
  CHECK(task.move("reject", TaskFixture::caller(),
                  Json{{"comment", "Not mine."}, {"claim", true}}) == 200);
  const Json job = task.shown();
  CHECK(job["status"] == "failed");
  CHECK(job["error"]["code"] == "task_rejected");
  CHECK(job["error"]["detail"] == "Not mine.");
  CHECK(task.audit().size() == 3);
}

TEST_CASE("a response is any JSON value, null too", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.move("complete", TaskFixture::caller(),
                  Json{{"response", nullptr}, {"claim", true}}) == 200);
  CHECK(task.shown()["status"] == "succeeded");
  CHECK(task.shown()["result"].is_null());
}

TEST_CASE("who claimed a task finishes it, and nobody else", "[task]") {
  TaskFixture task;
  task.create_task(Json{{"assignee", "ann"}});
  CHECK(task.move("claim", TaskFixture::link(1)) == 200);
  CHECK(task.move("claim", TaskFixture::link(1)) == 409);
  CHECK(task.move("complete", TaskFixture::caller(), Json{{"response", 1}}) == 409);
  CHECK(task.move("complete", TaskFixture::caller(), Json{{"response", 1}, {"claim", true}}) ==
        409);
  CHECK(task.move("complete", TaskFixture::link(1), Json{{"response", 1}}) == 200);
  CHECK(task.audit().back() == "complete by link ann: claimed > completed");
}

TEST_CASE("a caller takes a task back from who holds the link, not the other way round", "[task]") {
  TaskFixture task;
  task.create_task(Json{{"assignee", "ann"}});
  CHECK(task.move("claim", TaskFixture::caller()) == 200);
  CHECK(task.move("release", TaskFixture::link(1)) == 409);
  CHECK(task.move("release", TaskFixture::caller()) == 200);
  CHECK(task.move("claim", TaskFixture::link(2)) == 200);
  CHECK(task.move("release", TaskFixture::caller("key:b")) == 200);
  CHECK(task.state() == "pending");
  CHECK(task.move("release", TaskFixture::caller()) == 409);
}

TEST_CASE("a release revokes the link, and a link of another generation does nothing", "[task]") {
  TaskFixture task;
  task.create_task(Json{{"assignee", "ann"}});
  CHECK(task.move("claim", TaskFixture::link(2)) == 403);
  CHECK(task.last["code"] == "task_link_revoked");
  CHECK(task.move("claim", TaskFixture::link(1)) == 200);
  CHECK(task.move("release", TaskFixture::link(1)) == 200);
  CHECK(task.last["link"]["generation"] == 2);
  for (const char* move : {"claim", "complete", "reject", "release"}) {
    CHECK(task.move(move, TaskFixture::link(1), Json{{"claim", true}, {"response", 1}}) == 403);
  }
  CHECK(task.ask("GET", "/task/show", {}, TaskFixture::link(1)).status == 403);
  CHECK(task.ask("GET", "/task/show", {}, TaskFixture::link(2)).status == 200);
  CHECK(task.state() == "pending");
}

TEST_CASE("of two who complete a task at once one is told that it has ended", "[task]") {
  TaskFixture task;
  task.create_task();
  const auto body = R"({"response":1,"claim":true})";
  const OpId one = task.send("POST", "/task/complete", body, TaskFixture::caller("key:a"));
  const OpId two = task.send("POST", "/task/complete", body, TaskFixture::caller("key:b"));
  task.host.world.advance(0);
  const auto first = task.host.http.view(one).status;
  const auto second = task.host.http.view(two).status;
  CHECK(std::min(first, second) == 200);
  CHECK(std::max(first, second) == 409);
  CHECK(task.audit().size() == 3);
}

TEST_CASE("another tenant's task is none", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.ask("GET", "/task/show", {}, kOther).status == 404);
  for (const std::string_view move : kTaskMoveNames) {
    CHECK(task.move(move, kOther, Json{{"claim", true}, {"response", 1}}) == 404);
  }
  CHECK(task.audit().size() == 1);
}

TEST_CASE("a task expires with its job's time, in its index too", "[task]") {
  TaskFixture task;
  task.create_task(Json::object(), {}, 60'000);
  task.move("claim", TaskFixture::caller());
  task.host.world.advance(60'000);
  CHECK(task.shown()["status"] == "expired");
  CHECK(task.state() == "expired");
  CHECK(task.listed() == "expired");
  CHECK(task.move("complete", TaskFixture::caller(), Json{{"response", 1}}) == 409);
  CHECK(task.last["code"] == "expired");
  CHECK(task.audit().back() == "expire by system : claimed > expired");
  // Who watches a job reads to its own end.
  const auto events = task.events();
  CHECK(events.back() == "job.expired");
  CHECK(std::ranges::count(events, "task.expired") == 1);
}

TEST_CASE("cancelling the job closes the task", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.ask("POST", "/job/cancel").status == 200);
  CHECK(task.state() == "cancelled");
  CHECK(task.listed() == "cancelled");
  CHECK(task.move("claim", TaskFixture::caller()) == 409);
  CHECK(task.audit().back() == "cancel by system : pending > cancelled");
}

TEST_CASE("reminders are events, and deliveries where the job has a callback", "[task]") {
  TaskFixture task;
  std::vector<std::string> sent;
  task.host.fetch.script = [&](const simulation::NetworkRequest& request) {
    sent.push_back(request.body);
    return simulation::NetworkAnswer::text("");
  };
  const auto now = static_cast<std::uint64_t>(task.host.basics().clock.now_ms());
  const Json reminders =
      Json::array({timestamp(now + 20'000), timestamp(now + 10'000), timestamp(now + 10'000)});
  task.create_task(Json{{"reminders", reminders}, {"dueAt", timestamp(now + 30'000)}},
                   "https://example.com/hook");
  task.send("GET", "/job/ws", {}, kPrincipal, "upgrade: websocket\n");
  const auto count = [&] { return std::ranges::count(task.events(), "task.reminder"); };
  task.host.world.advance(9'999);
  CHECK(count() == 0);
  task.host.world.advance(2);
  CHECK(count() == 1);
  REQUIRE(sent.size() == 1);
  const Json body = *read_json(sent[0]);
  CHECK(body["type"] == "task.reminder");
  CHECK(body["data"]["taskId"] == kTaskId);
  CHECK_FALSE(sent[0].contains("link"));
  // Whoever watches hears of the delivery at once too.
  REQUIRE(task.host.sockets.sockets.size() == 1);
  const auto& heard = task.host.sockets.sockets.begin()->second.received;
  REQUIRE_FALSE(heard.empty());
  CHECK(read_json(heard.back())->at("type") == "delivery.succeeded");
  task.host.world.advance(10'000);
  CHECK(count() == 2);
  CHECK(task.task()["reminders"].size() == 2);
}

TEST_CASE("who is done is not reminded", "[task]") {
  TaskFixture task;
  const auto now = static_cast<std::uint64_t>(task.host.basics().clock.now_ms());
  task.create_task(Json{{"reminders", Json::array({timestamp(now + 10'000)})}});
  task.move("complete", TaskFixture::caller(), Json{{"response", 1}, {"claim", true}});
  task.host.world.advance(60'000);
  CHECK(std::ranges::count(task.events(), "task.reminder") == 0);
}

TEST_CASE("the index is repaired by the alarm when it could not be written", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(
      task.host.storage.database.execute("ALTER TABLE human_tasks RENAME TO away", Json::array()));
  CHECK(task.move("claim", TaskFixture::caller()) == 200);
  CHECK(
      task.host.storage.database.execute("ALTER TABLE away RENAME TO human_tasks", Json::array()));
  CHECK(task.listed() == "pending");
  task.host.world.advance(limits::kRepairBackoffMsMax);
  CHECK(task.listed() == "claimed");
}

TEST_CASE("a forgotten job takes its task out of the index", "[task]") {
  TaskFixture task;
  task.create_task();
  task.move("complete", TaskFixture::caller(), Json{{"response", 1}, {"claim", true}});
  task.host.world.advance(limits::kJobRetentionMs + limits::kMinuteMs);
  CHECK(task.listed().empty());
}

TEST_CASE("a task outlives the instance that keeps it, and a move is whole or not at all",
          "[task]") {
  TaskFixture task;
  const Json created = *read_json(task.create_task().body);
  task.host.world.crash();
  CHECK(equal(*read_json(task.create_task().body), created));
  CHECK(task.move("claim", TaskFixture::caller()) == 200);
  task.host.world.crash_in_next_event();
  task.send("POST", "/task/complete", R"({"response":1})", TaskFixture::caller());
  task.host.world.advance(limits::kMinuteMs);
  const bool done = task.state() == "completed";
  CHECK(task.shown()["status"] == (done ? "succeeded" : "waiting"));
  CHECK(task.audit().size() == (done ? 3 : 2));
  if (!done) CHECK(task.move("complete", TaskFixture::caller(), Json{{"response", 1}}) == 200);
  CHECK(task.listed() == "completed");
  CHECK(task.shown()["result"] == 1);
}

TEST_CASE("a move that is asked for again, as its answer was lost, is made once", "[task]") {
  TaskFixture task;
  task.create_task();
  CHECK(task.move("claim", TaskFixture::caller(), Json{{"moveId", "m1"}}) == 200);
  task.host.world.crash();
  CHECK(task.move("claim", TaskFixture::caller(), Json{{"moveId", "m1"}}) == 200);
  CHECK(task.last["state"] == "claimed");
  CHECK(task.move("claim", TaskFixture::caller(), Json{{"moveId", "m2"}}) == 409);
  const Json response = {{"response", 1}, {"moveId", "m3"}};
  CHECK(task.move("complete", TaskFixture::caller(), response) == 200);
  CHECK(task.move("complete", TaskFixture::caller(), response) == 200);
  CHECK(task.last["state"] == "completed");
  // What was refused is not made, and may be another time.
  CHECK(task.move("claim", TaskFixture::caller(), Json{{"moveId", "m2"}}) == 409);
  CHECK(task.audit().size() == 3);
}

TEST_CASE("a task is not claimed and released for ever", "[task]") {
  TaskFixture task;
  task.create_task();
  std::size_t claims = 0;
  while (claims < limits::kTaskAuditEntriesMax &&
         task.move("claim", TaskFixture::caller()) == 200) {
    task.move("release", TaskFixture::caller());
    ++claims;
  }
  CHECK(task.audit().size() <= limits::kTaskAuditEntriesMax + 2);
  CHECK(task.last["code"] == "conflict");
}

}  // namespace
}  // namespace skerry::fn
