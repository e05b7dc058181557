#include <simdjson.h>

#include <string>

#include "modules/sdk/percent.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

namespace {

bool is_text(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace

SKERRY_FUZZ_TARGET(input) {
  require(skerry::is_utf8(input) == is_text(input), "both ways to judge UTF-8 agree");
  if (const auto decoded = skerry::percent_decode(input)) {
    require(is_text(*decoded), "what is decoded is UTF-8");
    require(decoded->size() <= input.size(), "decoding adds nothing");
    const std::string encoded = skerry::percent_encode(*decoded);
    require(skerry::percent_decode(encoded) == *decoded, "what is encoded is decoded again");
    require(encoded.find_first_of("/?#&=+ ") == std::string::npos,
            "an encoded text is one segment");
  }
  if (const auto query = skerry::parse_query(input)) {
    std::string again;
    for (const auto& [name, value] : *query) {
      require(is_text(name) && is_text(value), "parameters are UTF-8");
      if (!again.empty()) again += '&';
      again += skerry::percent_encode(name) + "=" + skerry::percent_encode(value);
    }
    if (!query->empty()) require(skerry::parse_query(again) == *query, "a query is read again");
  }
}
