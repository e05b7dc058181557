#include "host/http/common_fields.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry::host::http {

using namespace std::chrono_literals;

TEST_CASE("an answer gets every common field it lacks, and none twice", "[common]") {
  const std::string all = missing_common_fields("content-type: a/b\n", "mine", 1'500us);
  CHECK(all ==
        "x-request-id: mine\nserver-timing: host;dur=1.500\nx-content-type-options: nosniff\n"
        "content-security-policy: default-src 'none'; frame-ancestors 'none'\n"
        "referrer-policy: no-referrer\ncache-control: no-store\n");
  CHECK(missing_common_fields(all, "other", 1s).empty());
  const std::string rest = missing_common_fields("Cache-Control: max-age=60\n", "", 0s);
  CHECK(rest.starts_with("x-request-id: req_"));
  CHECK(rest.find("cache-control") == std::string::npos);
}

TEST_CASE("a request id may be repeated only when it is a short plain token", "[common]") {
  for (const char* sane : {"a", "req_0-9.Z"}) CHECK(is_sane_request_id(sane));
  CHECK(is_sane_request_id(std::string(64, 'a')));
  for (const char* odd : {"", "a b", "a\"", "a/b", "\xc3\xbc", "a\n"}) {
    CHECK_FALSE(is_sane_request_id(odd));
  }
  CHECK_FALSE(is_sane_request_id(std::string(65, 'a')));
}

}  // namespace skerry::host::http
