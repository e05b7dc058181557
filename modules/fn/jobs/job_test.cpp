#include "modules/fn/jobs/job.hpp"

#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/jobs/job_fixture.hpp"

namespace skerry::fn {
namespace {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;
using Types = std::vector<std::string>;

TEST_CASE("a job that is woken does its work and keeps the result", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest& request) {
    CHECK(request.to == Destination::service("fn"));
    CHECK(request.head.get(":path") == "/internal/run");
    CHECK(request.principal.contains(R"("tenant":"acme")"));
    const auto order = read_order(request.body);
    REQUIRE(order);
    CHECK(order->type == "code");
    CHECK(order->classification == Json{{"type", "code"}});
    CHECK(order->call_id == kCallId);
    CHECK(order->tokens_spent == 0);
    CHECK(order->call["options"]["mode"] == "async");
    CHECK(order->call["args"]["numbers"] == Json::array({2, 1}));
    // The caller named no type.
    CHECK_FALSE(order->call.contains("type"));
    return done();
  };
  const auto& created = job.create();
  CHECK(created.status == 202);
  CHECK(created.head.get("location") == "/fn/jobs/" + std::string(kJobId));
  CHECK(equal(*read_json(created.body), Json{{"success", true},
                                             {"jobId", kJobId},
                                             {"callId", kCallId},
                                             {"type", "code"},
                                             {"status", "queued"},
                                             {"classification", {{"type", "code"}}}}));
  CHECK(job.indexed() == Json::array({"queued", nullptr}));
  CHECK(job.ask("POST", "/job/wake").status == 202);
  const Json shown = job.shown();
  CHECK(shown["status"] == "succeeded");
  CHECK(shown["result"] == Json::array({1, 2}));
  CHECK(shown["callId"] == kCallId);
  CHECK(shown["attempts"].size() == 1);
  CHECK(shown["attempts"][0]["outcome"] == "succeeded");
  CHECK(job.indexed() == Json::array({"succeeded", nullptr}));
  CHECK(job.events() == Types{"job.queued", "job.running", "attempt.tried", "job.succeeded"});
}

TEST_CASE("a job whose queue message was lost starts by its alarm", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.host.world.advance(limits::kWakeWaitMs - 1);
  CHECK(job.status() == "queued");
  job.host.world.advance(1);
  CHECK(job.status() == "succeeded");
}

TEST_CASE("repeated messages and a repeated creation change nothing", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.ask("POST", "/job/wake");
  const Types before = job.events();
  CHECK(job.ask("POST", "/job/wake").status == 202);
  CHECK(job.create().status == 202);
  job.host.world.advance(limits::kMinuteMs);
  CHECK(job.events() == before);
  CHECK(job.host.fetch.requests.size() == 1);
}

TEST_CASE("what may pass is tried again, what will not is not", "[job]") {
  JobFixture job;
  int calls = 0;
  SECTION("a busy service") {
    const std::string code =
        GENERATE("rate_limited", "model_output_invalid", "overloaded", "timed_out");
    job.host.fetch.script = [&](const NetworkRequest&) {
      return ++calls < 3 ? refused(code) : done();
    };
    job.create();
    job.ask("POST", "/job/wake");
    CHECK(job.status() == "queued");
    job.host.world.advance(2 * limits::kMinuteMs);
    CHECK(job.status() == "succeeded");
    CHECK(calls == 3);
    CHECK(job.shown()["attempts"].size() == 3);
  }
  SECTION("a host that ends again and again") {
    job.host.fetch.script = [&](const NetworkRequest&) {
      return ++calls <= 8 ? refused("shutting_down") : done();
    };
    job.create();
    job.host.world.advance(10 * limits::kMinuteMs);
    CHECK(job.status() == "succeeded");
    CHECK(calls == 9);
  }
  SECTION("a host that never stays") {
    job.host.fetch.script = [&](const NetworkRequest&) {
      ++calls;
      return refused("shutting_down");
    };
    job.create();
    job.host.world.advance(limits::kHourMs);
    CHECK(job.status() == "failed");
    CHECK(job.shown()["attempts"].size() == limits::kAttemptsBegunMax);
  }
  SECTION("a service that cannot be reached") {
    job.host.fetch.script = [&](const NetworkRequest&) {
      return ++calls == 1 ? NetworkAnswer::failed(FailureKind::kUnreachable) : done();
    };
    job.create();
    job.host.world.advance(limits::kMinuteMs);
    CHECK(job.status() == "succeeded");
  }
  SECTION("a refusal") {
    const std::string code =
        GENERATE("no_matching_function", "code_threw", "internal_error", "sandbox_failed");
    job.host.fetch.script = [&](const NetworkRequest&) {
      ++calls;
      return refused(code);
    };
    job.create();
    job.host.world.advance(limits::kHourMs);
    CHECK(calls == 1);
    const Json shown = job.shown();
    CHECK(shown["status"] == "failed");
    CHECK(shown["error"]["code"] == code);
    CHECK(job.indexed() == Json::array({"failed", code}));
  }
}

TEST_CASE("a job whose work traps is tried once more, and then failed for good", "[job]") {
  JobFixture job;
  int calls = 0;
  SECTION("it traps whenever it is run") {
    int dead_letters = 0;
    job.host.fetch.script = [&](const NetworkRequest& request) {
      if (request.head.get(":path") == "/internal/dead-letter") {
        ++dead_letters;
        return NetworkAnswer::text("{}");
      }
      // What another failure between them was does not matter.
      return refused(++calls == 2 ? "overloaded" : "module_trapped");
    };
    job.create();
    job.host.world.advance(limits::kHourMs);
    CHECK(calls == 3);
    const Json shown = job.shown();
    CHECK(shown["status"] == "failed");
    CHECK(shown["error"]["code"] == "module_trapped");
    CHECK(job.indexed() == Json::array({"failed", "module_trapped"}));
    CHECK(dead_letters == 1);
  }
  SECTION("it was in the instance that another request trapped") {
    job.host.fetch.script = [&](const NetworkRequest&) {
      return ++calls == 1 ? refused("module_trapped") : done();
    };
    job.create();
    job.host.world.advance(limits::kHourMs);
    CHECK(job.status() == "succeeded");
  }
}

TEST_CASE("Retry-After is kept to, within the job's time", "[job]") {
  JobFixture job;
  int calls = 0;
  job.host.fetch.script = [&](const NetworkRequest&) {
    NetworkAnswer answer = refused("rate_limited");
    answer.head.add("retry-after", "120");
    return ++calls == 1 ? answer : done();
  };
  job.create();
  job.ask("POST", "/job/wake");
  job.host.world.advance(119 * limits::kSecondMs);
  CHECK(calls == 1);
  job.host.world.advance(2 * limits::kSecondMs);
  CHECK(calls == 2);
}

TEST_CASE("after the last attempt a job is failed, says why and goes to the dead letters",
          "[job]") {
  JobFixture job;
  int dead_letters = 0;
  job.host.fetch.script = [&](const NetworkRequest& request) {
    if (request.head.get(":path") != "/internal/dead-letter") return refused("model_unavailable");
    CHECK(*read_json(request.body) == Json{{"jobId", kJobId}});
    // The first is lost, and sent again.
    return ++dead_letters == 1 ? NetworkAnswer::failed(FailureKind::kUnreachable)
                               : NetworkAnswer::text("{}");
  };
  job.create();
  job.host.world.advance(limits::kHourMs);
  const Json shown = job.shown();
  CHECK(shown["status"] == "failed");
  CHECK(shown["error"]["code"] == "model_unavailable");
  CHECK(shown["attempts"].size() == limits::kAttemptsMax);
  CHECK(dead_letters == 2);
  CHECK(job.events().back() == "chores.repaired");
}

TEST_CASE("cancelling reaches the work at once, and again changes nothing", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = done();
    answer.delay_ms = 60'000;
    return answer;
  };
  job.create();
  job.ask("POST", "/job/wake");
  CHECK(job.status() == "running");
  CHECK(job.host.fetch.under_way() == 1);
  CHECK(job.ask("POST", "/job/cancel").status == 200);
  CHECK(job.host.fetch.under_way() == 0);
  CHECK(job.host.fetch.cancelled == 1);
  CHECK(job.ask("POST", "/job/cancel").status == 200);
  const Json shown = job.shown();
  CHECK(shown["status"] == "cancelled");
  CHECK(shown["error"]["code"] == "cancelled");
  job.host.world.advance(limits::kHourMs);
  CHECK(job.events() == Types{"job.queued", "job.running", "job.cancelled"});
  CHECK(job.indexed() == Json::array({"cancelled", "cancelled"}));
}

TEST_CASE("what has ended otherwise cannot be cancelled", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.ask("POST", "/job/wake");
  CHECK(job.ask("POST", "/job/cancel").status == 409);
  CHECK(job.status() == "succeeded");
}

TEST_CASE("a job that is told to come back when its time is over fails at once, and says why",
          "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = refused("overloaded");
    answer.head.add("retry-after", "900");
    return answer;
  };
  job.create("code", {}, 20'000);
  job.ask("POST", "/job/wake");
  CHECK(job.status() == "failed");
  CHECK(job.shown()["error"]["code"] == "overloaded");
  CHECK(job.shown()["attempts"].size() == 1);
}

TEST_CASE("a job whose time is over has expired, whatever it was doing", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = done();
    answer.delay_ms = 200'000;
    return answer;
  };
  job.create("code", {}, 20'000);
  job.ask("POST", "/job/wake");
  job.host.world.advance(20'000);
  CHECK(job.host.fetch.under_way() == 0);
  CHECK(job.status() == "expired");
  CHECK(job.shown()["error"]["code"] == "expired");
  CHECK(job.indexed()[0] == "expired");
}

TEST_CASE("an attempt that was lost with its instance is noticed and made again", "[job]") {
  JobFixture job;
  int calls = 0;
  job.host.fetch.script = [&](const NetworkRequest&) {
    NetworkAnswer answer = done();
    answer.delay_ms = ++calls == 1 ? 100'000 : 0;
    return answer;
  };
  job.create();
  job.ask("POST", "/job/wake");
  job.host.world.crash();
  job.host.world.advance(2 * limits::kWatchdogMs);
  const Json shown = job.shown();
  CHECK(shown["status"] == "succeeded");
  CHECK(shown["attempts"][0]["outcome"] == "interrupted");
  CHECK(shown["attempts"][1]["outcome"] == "succeeded");
}

TEST_CASE("an index that could not be written is repaired", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.host.world.failure_probability = 1;
  CHECK(job.create().status == 202);
  CHECK(job.indexed().is_null());
  job.host.world.failure_probability = 0;
  job.host.world.advance(limits::kMinuteMs);
  CHECK(job.indexed() == Json::array({"succeeded", nullptr}));
  const Types events = job.events();
  CHECK(std::ranges::contains(events, "chores.repaired"));
}

TEST_CASE("nobody else sees a job, and an id without one leaves nothing behind", "[job]") {
  JobFixture job;
  CHECK(job.ask("GET", "/job").status == 404);
  CHECK(job.host.actor.destroyed);
  CHECK(job.host.alarm.get() == std::nullopt);
  job.create();
  const std::string path = GENERATE("/job", "/job/events", "/job/cancel", "/job/deliveries",
                                    "/job/look", "/job/deliveries/dlv_1/redeliver");
  const auto& view = job.ask("POST", path, {}, R"({"tenant":"other"})");
  CHECK(view.status == 404);
  CHECK(view.body.contains("job_not_found"));
  CHECK(job.status() == "queued");
}

TEST_CASE("a job is forgotten when its time of keeping is over", "[job]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) { return done(); };
  job.create();
  job.ask("POST", "/job/wake");
  job.host.world.advance(limits::kJobRetentionMs - 1);
  CHECK_FALSE(job.host.actor.destroyed);
  job.host.world.failure_probability = 1;
  job.host.world.advance(1);
  CHECK_FALSE(job.host.actor.destroyed);
  job.host.world.failure_probability = 0;
  job.host.world.advance(limits::kRepairBackoffMsMax);
  CHECK(job.host.actor.destroyed);
  CHECK(job.indexed().is_null());
}

}  // namespace
}  // namespace skerry::fn
