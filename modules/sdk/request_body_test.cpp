#include "modules/sdk/request_body.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry {
namespace {

Request request_with(std::string_view type, Result<std::string> body) {
  Request request;
  if (!type.empty()) request.head.add("content-type", type);
  request.body = std::move(body);
  return request;
}

/// The problem's code, or the value read.
std::string outcome(const Request& request) {
  const auto json = json_body(request, "req_1");
  if (json) return to_text(*json);
  const auto problem = read_json(json.error().body).value();
  CHECK(problem["requestId"] == "req_1");
  return std::to_string(json.error().status) + " " + problem["code"].get<std::string>();
}

TEST_CASE("bodies are JSON in UTF-8, however the type is spelled", "[request-body]") {
  const std::string type =
      GENERATE("application/json", "Application/JSON", "application/json; charset=utf-8",
               "application/json;charset=\"UTF-8\"", "application/json ; profile=x");
  CHECK(outcome(request_with(type, "{\"a\":1}")) == "{\"a\":1}");
}

TEST_CASE("a body without a type is taken for JSON, one with an empty type is not",
          "[request-body]") {
  Request request = request_with("", "{}");
  CHECK(outcome(request) == "{}");
  request.head.add("content-type", "");
  CHECK(outcome(request) == "415 unsupported_media_type");
}

TEST_CASE("other types and encodings are 415", "[request-body]") {
  const std::string type = GENERATE("text/plain", "application/jsonp", "application/json+x",
                                    "application/json; charset=latin1");
  CHECK(outcome(request_with(type, "{}")) == "415 unsupported_media_type");

  Request encoded = request_with("application/json", "{}");
  encoded.head.add("content-encoding", "gzip");
  CHECK(outcome(encoded) == "415 unsupported_content_encoding");
  encoded.head.set("content-encoding", "identity");
  CHECK(outcome(encoded) == "{}");
}

TEST_CASE("each way a body can be bad has its own problem", "[request-body]") {
  const auto bad = [](Result<std::string> body) {
    return outcome(request_with("application/json", std::move(body)));
  };
  CHECK(bad("{") == "400 invalid_json");
  CHECK(bad("") == "400 invalid_json");
  CHECK(bad(R"({"a":1,"a":2})") == "400 duplicate_key");
  CHECK(bad(R"("\ud800")") == "400 invalid_utf8");
  CHECK(bad("1e999") == "422 number_out_of_range");
  CHECK(bad(std::string(200, '[')) == "422 json_too_deep");
  CHECK(bad(std::string(limits::kBodyBytesMax + 1, ' ')) == "413 body_too_large");
  CHECK(bad(fail(FailureKind::kLimitExceeded, "body_bytes_max=1")) == "413 body_too_large");
  CHECK(bad(fail(FailureKind::kNotUtf8, "")) == "400 invalid_utf8");
  CHECK(bad(fail(FailureKind::kTimedOut, "")) == "408 slow_body");
  CHECK(bad(fail(FailureKind::kUnreachable, "")) == "400 malformed_request");
}

TEST_CASE("malformed JSON says where", "[request-body]") {
  const auto json = json_body(request_with("application/json", "{\"a\":}"), "req_1");
  REQUIRE_FALSE(json.has_value());
  CHECK(read_json(json.error().body)->at("detail").get<std::string>().ends_with("at byte 5"));
}

}  // namespace
}  // namespace skerry
