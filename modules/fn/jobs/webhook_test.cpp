#include "modules/fn/jobs/webhook.hpp"

#include <algorithm>

#include "modules/fn/jobs/job_fixture.hpp"
#include "modules/fn/jobs/webhook_address.hpp"
#include "modules/fn/jobs/webhook_secrets.hpp"
#include "modules/sdk/base64.hpp"

namespace skerry::fn {
namespace {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;

constexpr std::string_view kHook = "https://hooks.example.com/skerry?x=1";

/// A job whose work is done at once and whose receiver answers what `receiver` says.
struct Hooked : JobFixture {
  Hooked() {
    host.fetch.script = [this](const NetworkRequest& request) {
      if (request.to != Destination::internet()) return done();
      received.push_back(request);
      return receiver();
    };
  }
  Json deliveries() { return read_json(ask("GET", "/job/deliveries").body)->at("items"); }

  std::vector<NetworkRequest> received;
  std::function<NetworkAnswer()> receiver = [] { return NetworkAnswer::text("", 204); };
};

TEST_CASE("the signature is that of Standard Webhooks", "[webhook]") {
  simulation::SimulatedHost host(1);
  // The vector that the specification's own libraries are tested with.
  const std::string key = bytes_of_hex("31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0");
  CHECK(webhook_signature(host.crypto, {key}, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                          R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(webhook_signature(host.crypto, {key, "k"}, "msg_1", 1, "").find(" v1,") !=
        std::string::npos);
  CHECK(written_secret("abc") == "whsec_YWJj");
}

TEST_CASE("addresses inside are recognised however they are written", "[webhook]") {
  const std::string host = GENERATE(
      "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0x7f000001", "10.1.2.3",
      "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
      "198.18.0.1", "224.0.0.1", "255.255.255.255", "localhost", "LOCALHOST", "localhost.",
      "a.localhost", "db.internal", "metadata.google.internal", "printer.local", "[::1]", "[::]",
      "[::ffff:10.0.0.1]", "[::ffff:8.8.8.8]", "[fe80::1]", "[fd00::1]", "[64:ff9b::a00:1]",
      "[2002:7f00:1::]", "[2001:db8::1]", "[2001::1]", "%31%32%37.0.0.1", "1.2.3.4.5", "127.0.0.1.",
      "256.1.1.1", "[::1", "%ef%bc%91.0.0.1");
  INFO(host);
  CHECK(leads_inside("http://" + host + "/"));
  CHECK(leads_inside("https://" + host + ":8080/path"));
}

TEST_CASE("public addresses and names are not", "[webhook]") {
  const std::string host =
      GENERATE("example.com", "8.8.8.8", "172.32.0.1", "100.128.0.1", "[2606:4700::1111]",
               "[2a00:1450:4001:81c::200e]", "localhost.example.com", "internal.example",
               "1e100.net", "xn--bcher-kva.example", "0x7f.example");
  INFO(host);
  CHECK_FALSE(leads_inside("https://" + host + "/"));
  CHECK_FALSE(leads_inside("https://" + host));
}

TEST_CASE("the end of a job is reported, signed with the tenant's secret", "[webhook]") {
  Hooked job;
  job.create("code", kHook);
  job.ask("POST", "/job/wake");
  REQUIRE(job.received.size() == 1);
  const NetworkRequest& request = job.received[0];
  CHECK(request.head.get(":method") == "POST");
  CHECK(request.principal.empty());
  const Json body = *read_json(request.body);
  CHECK(body["type"] == "job.succeeded");
  CHECK(body["data"]["jobId"] == kJobId);
  CHECK(body["data"]["result"] == Json::array({1, 2}));
  const auto row = job.host.storage.database.execute("SELECT tenant, secret FROM webhook_secrets",
                                                     Json::array());
  CHECK(row->at("rows")[0][0] == "acme");
  const std::string key = row->at("rows")[0][1].get<std::string>();
  CHECK(key.size() == 48);
  const std::string id(request.head.get("webhook-id"));
  const std::string at(request.head.get("webhook-timestamp"));
  CHECK(request.head.get("webhook-signature") ==
        webhook_signature(job.host.crypto, {key}, id, std::stoull(at), request.body));
  const Json listed = job.deliveries();
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["deliveryId"] == id);
  CHECK(listed[0]["state"] == "delivered");
  CHECK(listed[0]["attempts"][0]["status"] == 204);
  CHECK(job.events().back() == "delivery.succeeded");
}

TEST_CASE("a delivery that failed is repeated under its id, and given up at last", "[webhook]") {
  Hooked job;
  job.receiver = [] { return NetworkAnswer::text("secret words of the receiver", 500); };
  SECTION("until it is taken") {
    job.receiver = [&] { return NetworkAnswer::text("", job.received.size() < 3 ? 503 : 200); };
    job.create("code", kHook);
    job.host.world.advance(limits::kHourMs);
    CHECK(job.received.size() == 3);
    CHECK(job.deliveries()[0]["state"] == "delivered");
    CHECK(job.received[0].head.get("webhook-id") == job.received[2].head.get("webhook-id"));
  }
  SECTION("a bounded number of times") {
    job.create("code", kHook);
    job.host.world.advance(7 * limits::kDayMs);
    CHECK(job.received.size() == limits::kDeliveryAttemptsMax);
    const Json listed = job.deliveries();
    CHECK(listed[0]["state"] == "failed");
    CHECK_FALSE(to_text(listed).contains("secret words"));
  }
  SECTION("a redirect is not followed") {
    job.receiver = [] {
      NetworkAnswer answer = NetworkAnswer::text("", 302);
      answer.head.add("location", "http://127.0.0.1/");
      return answer;
    };
    job.create("code", kHook);
    job.ask("POST", "/job/wake");
    CHECK(job.deliveries()[0]["attempts"][0]["reason"] == "redirected");
    CHECK(job.deliveries()[0]["state"] == "pending");
  }
  SECTION("a receiver that is gone is believed") {
    job.receiver = [] { return NetworkAnswer::text("", 410); };
    job.create("code", kHook);
    job.host.world.advance(limits::kDayMs);
    CHECK(job.received.size() == 1);
    CHECK(job.deliveries()[0]["state"] == "failed");
  }
  SECTION("one that never answers is dropped") {
    job.receiver = [] {
      NetworkAnswer answer = NetworkAnswer::text("");
      answer.delay_ms = 1e9;
      return answer;
    };
    job.create("code", kHook);
    job.ask("POST", "/job/wake");
    job.host.world.advance(limits::kDeliveryTimeoutMs);
    CHECK(job.deliveries()[0]["attempts"][0]["reason"] == "timed_out");
    CHECK(job.host.fetch.under_way() == 0);
  }
}

TEST_CASE("a delivery may be asked for again", "[webhook]") {
  Hooked job;
  job.create("code", kHook);
  job.ask("POST", "/job/wake");
  const std::string id = job.deliveries()[0]["deliveryId"].get<std::string>();
  CHECK(job.ask("POST", "/job/deliveries/" + id + "/redeliver").status == 202);
  CHECK(job.received.size() == 2);
  CHECK(job.received[0].body == job.received[1].body);
  CHECK(job.deliveries()[0]["attempts"].size() == 2);
  CHECK(job.ask("POST", "/job/deliveries/dlv_01JDABCDEFGHJKMNPQRSTVWXYZ/redeliver").status == 404);
}

TEST_CASE("no request leaves for an address inside, unless that is configured", "[webhook]") {
  Hooked job;
  job.create("code", "http://169.254.169.254/latest/meta-data");
  job.ask("POST", "/job/wake");
  CHECK(job.received.empty());
  CHECK(job.deliveries()[0]["state"] == "failed");
  CHECK(job.deliveries()[0]["attempts"][0]["reason"] == "address_not_allowed");
  const std::string id = job.deliveries()[0]["deliveryId"].get<std::string>();
  job.host.config.values["fetch_private_addresses"] = "allow";
  job.ask("POST", "/job/deliveries/" + id + "/redeliver");
  CHECK(job.received.size() == 1);
}

TEST_CASE("a rotated secret signs beside the former one for a time", "[webhook]") {
  const WebhookSecrets secrets{"new", "old", 1'000};
  CHECK(secrets.keys_at(999) == std::vector<std::string>{"new", "old"});
  CHECK(secrets.keys_at(1'000) == std::vector<std::string>{"new"});
}

}  // namespace
}  // namespace skerry::fn
