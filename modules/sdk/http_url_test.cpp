#include "modules/sdk/http_url.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry {
namespace {

TEST_CASE("absolute http and https URLs are URLs", "[http_url]") {
  for (const auto* url :
       {"http://example.com", "https://example.com/", "HTTPS://Example.COM:8443/a/b?c=d&e#f",
        "http://127.0.0.1:8080/x", "http://[::1]:80/", "http://[2001:db8::1]", "https://a/%20",
        "https://example.com?x=@", "https://example.com/@me:x",
        "http://example.com:", "https://xn--bcher-kva.example/", "https://a.example/#a?b/c"}) {
    INFO(url);
    CHECK_FALSE(fault_of_http_url(url));
  }
}

TEST_CASE("what is no absolute http or https URL is refused", "[http_url]") {
  for (const auto* url : {"",
                          "x",
                          "/callback",
                          "//example.com/",
                          "example.com",
                          "ftp://example.com/",
                          "file:///etc/passwd",
                          "javascript:alert(1)",
                          "http:example.com",
                          "http:/example.com",
                          "https://",
                          "https:///path",
                          "https://?x",
                          "https://:80/",
                          "http://[::1",
                          "http://[]/",
                          "http://[g::1]/",
                          "http://::1/",
                          " https://example.com",
                          "https://exa mple.com",
                          "https://example.com/a b",
                          "https://example.com\\@evil.example",
                          "https://example.com/\n",
                          "https://example.com/%",
                          "https://example.com/%2",
                          "https://example.com/%zz",
                          "https://example.com/<x>",
                          "https://b\u00fccher.example/",
                          "https://a/#b#c",
                          "https://example.com:65536/",
                          "https://example.com:-1/",
                          "https://example.com:8o/"}) {
    INFO(url);
    CHECK(fault_of_http_url(url));
  }
}

TEST_CASE("credentials are refused wherever they stand before the path", "[http_url]") {
  for (const auto* url : {"https://user@example.com/", "https://user:secret@example.com/",
                          "https://@example.com/", "http://a@b@example.com"}) {
    INFO(url);
    CHECK(fault_of_http_url(url) == "a URL must not hold credentials");
  }
}

}  // namespace
}  // namespace skerry
