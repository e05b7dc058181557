#include "modules/sdk/base64.hpp"

#include <catch2/catch.hpp>

namespace skerry {
namespace {

TEST_CASE("base64 is that of RFC 4648", "[base64]") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfb") == "//77");
}

TEST_CASE("hexadecimal digits become bytes", "[base64]") {
  CHECK(bytes_of_hex("00ff7a") == std::string("\0\xffz", 3));
  CHECK(bytes_of_hex("").empty());
}

}  // namespace
}  // namespace skerry
