#include "modules/fn/schema/formats.hpp"

#include <catch2/catch.hpp>

using skerry::fn::schema::has_format;

TEST_CASE("texts have or lack a format", "[schema][formats]") {
  struct Case {
    std::string_view format;
    std::string_view text;
    bool good;
  };
  const Case cases[] = {
      {"date", "2028-02-29", true},
      {"date", "2026-02-29", false},
      {"date", "2026-2-9", false},
      {"time", "23:59:60Z", true},
      {"time", "22:59:60Z", false},
      {"time", "15:59:60-08:00", true},
      {"time", "12:00:00", false},
      {"date-time", "1990-12-31t15:59:59.123-08:00", true},
      {"date-time", "1990-12-31 15:59:59Z", false},
      {"duration", "P1Y2M3DT4H5M6S", true},
      {"duration", "P2W", true},
      {"duration", "P1Y1D", false},
      {"duration", "PT", false},
      {"email", "\"joe bloggs\"@example.com", true},
      {"email", "joe.@example.com", false},
      {"email", "joe@[IPv6:::1]", true},
      {"hostname", "a-b.example", true},
      {"hostname", "-a.example", false},
      {"hostname", "", false},
      {"ipv4", "127.0.0.1", true},
      {"ipv4", "127.0.0.01", false},
      {"ipv4", "127.0.0", false},
      {"ipv6", "::ffff:192.168.0.1", true},
      {"ipv6", "1:2:3:4:5:6:7:8:9", false},
      {"ipv6", "1::2::3", false},
      {"ipv6", "fe80::a%eth1", false},
      {"uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380", true},
      {"uuid", "2eb8aa08aa9811eab4aa73b441d16380", false},
      {"json-pointer", "/a~1b~0", true},
      {"json-pointer", "/a~2", false},
      {"relative-json-pointer", "1/a", true},
      {"relative-json-pointer", "01#", false},
      {"uri-template", "http://a/{b,c:3,d*}{?e}", true},
      {"uri-template", "http://a/{b", false},
      {"idn-hostname", "\uc2e4\ub840.\ud14c\uc2a4\ud2b8", true},
  };
  for (const Case& item : cases) {
    INFO(item.format << " " << item.text);
    CHECK(has_format(item.format, item.text) == item.good);
  }
  CHECK_FALSE(has_format("no such format", "x").has_value());
}
