#include "modules/gateway/access.hpp"

#include <catch2/catch.hpp>

using namespace skerry;
using namespace skerry::gateway;

namespace {

Head head_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  Head head;
  for (const auto& [name, value] : fields) head.add(name, value);
  return head;
}

/// Not a hash: tests only need equal texts to stay equal and others different.
struct IdentityCrypto final : CryptoPort {
  std::string sha256(std::string_view text) override { return std::string(text); }
  std::string hmac_sha256(std::string_view, std::string_view text) override {
    return std::string(text);
  }
  Result<bool> verify(std::string_view, std::string_view, std::string_view,
                      std::string_view) override {
    return false;
  }
};

}  // namespace

TEST_CASE("only loopback and configured names are answered", "[access]") {
  const Settings settings{.hosts = {"api.example.com"}};
  for (const auto* name : {"localhost", "LOCALHOST:8787", "127.0.0.1:1", "[::1]:8787", "[::1]",
                           "localhost.", "localhost.:8787", "localhost:", "api.example.com",
                           "API.example.com:443", "api.example.com."}) {
    CHECK_FALSE(check_host(head_of({{":authority", name}}), settings));
  }
  for (const auto* name : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "",
                           "api.example.com.evil.example", "[::2]", "127.0.0.2", "localhost..", ".",
                           ":8787", "[::1].", "xlocalhost"}) {
    const auto refusal = check_host(head_of({{":authority", name}}), settings);
    REQUIRE(refusal);
    CHECK(refusal->code == "misdirected_request");
  }
  CHECK_FALSE(check_host(head_of({{":authority", "any.example"}}), {.hosts = {"*"}}));
}

TEST_CASE("a page of another origin is refused unless it is configured", "[access]") {
  const Settings settings{.cors_origins = {"https://app.example"}};
  const auto origin = [&](std::string_view value) {
    return check_origin(head_of({{":authority", "localhost:8787"}, {"origin", value}}), settings);
  };
  CHECK_FALSE(check_origin(head_of({{":authority", "localhost:8787"}}), settings));
  CHECK_FALSE(origin("https://app.example"));
  CHECK_FALSE(origin("http://localhost:8787"));
  CHECK(origin("http://localhost:9999")->code == "origin_not_allowed");
  CHECK(origin("https://app.example.evil")->code == "origin_not_allowed");
  CHECK(origin("null")->code == "origin_not_allowed");
}

TEST_CASE("on loopback only the port that is listened on is the server's own", "[access]") {
  const Settings settings{.listening_port = "8787"};
  const auto allowed = [&](std::string_view authority, std::string_view origin) {
    return !check_origin(head_of({{":authority", authority}, {"origin", origin}}), settings);
  };
  CHECK(allowed("localhost:8787", "http://localhost:8787"));
  CHECK(allowed("LOCALHOST:8787", "http://localhost:8787"));
  CHECK(allowed("localhost", "http://localhost:8787"));
  CHECK(allowed("[::1]:8787", "http://[::1]:8787"));
  CHECK_FALSE(allowed("localhost", "http://localhost"));
  CHECK_FALSE(allowed("localhost:80", "http://localhost"));
  CHECK_FALSE(allowed("localhost:9999", "http://localhost:9999"));
  CHECK_FALSE(allowed("localhost:8787", "https://localhost:8787"));
  CHECK_FALSE(allowed("localhost:8787", "http://127.0.0.1:8787"));
  CHECK_FALSE(allowed("localhost:8787", "http://[::1]:8787"));
  CHECK_FALSE(allowed("localhost:8787", "localhost:8787"));
  CHECK_FALSE(allowed("localhost:8787", "http://localhost:8787/"));
  CHECK_FALSE(allowed("localhost:8787", "null"));
  CHECK_FALSE(allowed("localhost:8787", ""));
  CHECK(allowed("api.example.com", "https://api.example.com"));
  const Settings at_80{.listening_port = "80"};
  CHECK_FALSE(
      check_origin(head_of({{":authority", "localhost"}, {"origin", "http://localhost"}}), at_80));
}

TEST_CASE("without a key the door is closed unless told otherwise", "[access]") {
  IdentityCrypto crypto;
  const Head head = head_of({{":authority", "x"}});
  CHECK(authenticate(head, {}, crypto).error().code == "authentication_not_configured");
  CHECK(authenticate(head, {.authentication = Authentication::kOpen}, crypto)->tenant == "default");
  CHECK(authenticate(head, {.authentication = Authentication::kOpenOnLoopback}, crypto));
}

TEST_CASE("a configured key is required even on loopback", "[access]") {
  IdentityCrypto crypto;
  const Settings settings{.authentication = Authentication::kOpenOnLoopback, .api_key = "sk_right"};
  const auto with = [&](std::string_view value) {
    return authenticate(head_of({{"authorization", value}}), settings, crypto);
  };
  CHECK(authenticate({}, settings, crypto).error().code == "unauthenticated");
  CHECK(with("Bearer sk_right"));
  CHECK(with("bearer sk_right"));
  CHECK_FALSE(with("Bearer sk_wrong"));
  CHECK_FALSE(with("Bearer sk_right2"));
  CHECK_FALSE(with("Bearer "));
  CHECK_FALSE(with("Basic sk_right"));
}
