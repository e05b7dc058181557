#include "modules/sdk/instance.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/sdk/json.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry {
namespace {

using simulation::ClientView;
using simulation::SimulatedHost;

/// Does what the path says, waiting as long as nobody ends it.
class Waiter final : public Module {
 public:
  explicit Waiter(SimulatedHost& host) : host_(host) {}

  Task<Answer> on_request(Request request) override {
    if (request.path() == "/body") {
      auto body = co_await read_body(*request.exchange, 10);
      co_return text_response(200, body ? *body : std::string(name_of(body.error().kind)));
    }
    if (request.path() == "/base64") {
      ResponseStream stream(*request.exchange, 200, Head());
      co_await stream.write_base64("AAEC");
      co_return stream.finish();
    }
    if (request.path() == "/forward") {
      co_return Forward{Destination::actor("job", "j/1"), "/x", R"({"tenant":"t"})", Head()};
    }
    if (request.path() == "/blob") co_return BlobResponse{200, Head(), "a/b"};
    if (request.path() == "/store") co_return co_await store(request.id());
    co_await sleep(host_.timers, 1000);
    co_return text_response(200, "");
  }

  Task<std::string> on_call(RpcCall call) override {
    if (call.method == "wait") co_await sleep(host_.timers, 1000);
    co_return R"({"success":true,"got":)" + call.arguments + "}";
  }

  Task<QueueVerdict> on_message(QueueMessage) override { co_return QueueVerdict::ack(); }

 private:
  Task<Answer> store(OpId request) {
    std::string log;
    const auto note = [&log](const auto& result) {
      log += result ? "ok " : std::string(name_of(result.error().kind)) + " ";
    };
    note(co_await put_blob(host_.blobs, "a/one", "text/plain", "1"));
    note(co_await put_blob(host_.blobs, "a/two", "text/plain", "22"));
    note(co_await put_blob(host_.blobs, "a/../b", "text/plain", "x"));
    note(co_await get_blob(host_.blobs, "a/none"));
    const auto page = co_await list_blobs(host_.blobs, "a/", "", 1);
    log += page->keys.at(0).key + " then " + page->cursor.value_or("nothing") + " ";
    const auto rest = co_await list_blobs(host_.blobs, "a/", *page->cursor, 5);
    log += std::to_string(rest->keys.at(0).bytes) + " " + rest->cursor.value_or("nothing") + " ";
    note(co_await delete_blob(host_.blobs, "a/one"));
    const auto received = co_await receive_blob(host_.blobs, request, "a/r", "text/plain", 100);
    log += std::to_string(received.value_or(0)) + " ";
    note(co_await receive_blob(host_.blobs, request, "a/r", "text/plain", 1));
    co_return text_response(200, log);
  }

  SimulatedHost& host_;
};

std::string code_of(const ClientView& view) {
  const auto body = read_json(view.body);
  const Json* code = body ? find_member(*body, "code") : nullptr;
  return std::to_string(view.status) + " " + (code == nullptr ? "" : code->get<std::string>());
}

TEST_CASE("a head that a client made too large or malformed is answered, not trapped on",
          "[instance][limits]") {
  SimulatedHost host(1);
  host.load<Waiter>(host);
  std::string fields;
  for (std::size_t i = 0; i < limits::kHeadFieldsMax; ++i) fields += "a: b\n";
  const OpId many = host.http.send({.path = "/blob", .fields = fields});
  const OpId large =
      host.http.send({.path = "/blob", .fields = "a: " + std::string(70'000, 'x') + "\n"});
  const OpId broken = host.http.send({.path = "/blob", .fields = "a: \r\n"});
  host.world.run();
  CHECK(code_of(host.http.view(many)) == "431 header_too_large");
  CHECK(code_of(host.http.view(large)) == "431 header_too_large");
  CHECK(code_of(host.http.view(broken)) == "400 malformed_request");
}

TEST_CASE("the bodies in flight are limited together, and room comes back", "[instance][limits]") {
  SimulatedHost host(2);
  host.load<Waiter>(host);
  const std::string body(limits::kBodyBytesMax, 'x');
  std::vector<OpId> requests;
  for (int i = 0; i < 5; ++i) requests.push_back(host.http.send({.path = "/", .body = body}));
  const OpId small = host.http.send({.path = "/", .body = ""});
  host.world.advance(1);
  int refused = 0;
  for (const OpId request : requests) {
    refused += code_of(host.http.view(request)) == "503 overloaded";
  }
  CHECK(refused == 1);
  CHECK(host.http.view(small).status == 0);

  host.http.abort(small);
  host.world.run();
  const OpId again = host.http.send({.path = "/", .body = body});
  host.world.run();
  CHECK(host.http.view(again).status == 200);
}

TEST_CASE("calls and messages beyond the limit are refused in their own way",
          "[instance][limits]") {
  SimulatedHost host(3);
  host.load<Waiter>(host);
  for (std::size_t i = 0; i < limits::kRequestsInFlightMax; ++i) {
    host.http.send({.path = "/", .body = ""});
  }
  host.world.advance(1);
  const OpId call = host.rpc.call("now", "[1]");
  host.world.advance(1);
  const auto reply = read_json(host.rpc.reply_to(call).value());
  REQUIRE(reply.has_value());
  CHECK(reply->at("success") == false);
  CHECK(reply->at("error").at("code") == "overloaded");
  host.world.run();
  const OpId later = host.rpc.call("wait", "[2]");
  host.world.run();
  CHECK(host.rpc.reply_to(later) == R"({"success":true,"got":[2]})");
}

TEST_CASE("bodies on demand are read once, within their limit", "[instance][body]") {
  SimulatedHost host(4);
  host.http.bodies_on_demand = true;
  host.load<Waiter>(host);
  const OpId fits = host.http.send({.path = "/body", .body = "0123456789"});
  const OpId larger = host.http.send({.path = "/body", .body = "0123456789x"});
  const OpId gone = host.http.send({.path = "/body", .body = "x"});
  host.http.abort(gone);
  host.world.run();
  CHECK(host.http.view(fits).body == "0123456789");
  CHECK(host.http.view(larger).body == "limit-exceeded");
  CHECK(host.world.instance().counts().scopes == 0);
}

TEST_CASE("an answer may be a forward, a blob or bytes", "[instance]") {
  SimulatedHost host(5);
  host.load<Waiter>(host);
  const OpId forward = host.http.send({.path = "/forward"});
  const OpId blob = host.http.send({.path = "/blob"});
  const OpId bytes = host.http.send({.path = "/base64"});
  host.world.run();
  REQUIRE(host.http.view(forward).forwarded.has_value());
  CHECK(host.http.view(forward).forwarded->to == Destination::actor("job", "j/1"));
  CHECK(host.http.view(forward).forwarded->principal == R"({"tenant":"t"})");
  CHECK(host.http.view(blob).blob_key == "a/b");
  CHECK(host.http.view(bytes).body == "AAEC");
  CHECK(host.http.view(bytes).whole);
}

TEST_CASE("blobs are put, listed by page, received and deleted", "[blobs]") {
  SimulatedHost host(6);
  host.load<Waiter>(host);
  host.world.latency_ms_max = 3;
  host.blobs.request_bodies[2] = "received";
  const OpId request = host.http.send({.path = "/store"});
  REQUIRE(request == 2);
  host.world.run();
  CHECK(host.http.view(request).body ==
        "ok ok invalid not-found a/one then a/one 2 nothing ok 8 limit-exceeded ");
  CHECK(host.blobs.blobs.at("a/r").bytes == "received");
  CHECK_FALSE(host.blobs.blobs.contains("a/one"));
}

TEST_CASE("outcomes for what nobody waits for are counted and do nothing", "[instance]") {
  SimulatedHost host(7);
  host.load<Waiter>(host);
  Instance& instance = host.world.instance();
  instance.on_timer(1);
  instance.on_storage_result(3, std::string("[]"));
  instance.on_fetch_chunk(5, "text");
  instance.on_fetch_end(5, {});
  instance.on_fetch_head(5, 200, "");
  instance.on_report(7, std::string("{}"));
  instance.on_queued(9, {});
  instance.on_blobs_result(11, std::string(""));
  instance.on_fetch_whole(13, 200, "", "");
  CHECK(instance.counts().late_deliveries == 9);
  // Neither an abort nor a drain that crosses the end of its request is late.
  instance.on_abort(2);
  instance.on_drain(2);
  instance.on_sent(2);
  CHECK(instance.counts().late_deliveries == 9);
}

}  // namespace
}  // namespace skerry
