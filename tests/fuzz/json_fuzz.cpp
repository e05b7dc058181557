#include <simdjson.h>

#include <string>

#include "modules/sdk/json.hpp"
#include "modules/sdk/json_pointer.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::Json;
using skerry::fuzz::require;

namespace {

/// Every value of a document is where its pointer says.
void check_pointers(const Json& document, const Json& value, const std::string& pointer) {
  require(skerry::resolve_pointer(document, pointer) == &value, "a pointer names its value");
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      check_pointers(document, member, skerry::pointer_to(pointer, name));
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      check_pointers(document, value[i], skerry::pointer_to(pointer, i));
    }
  }
}

}  // namespace

// The first line is a pointer, the rest the text.
SKERRY_FUZZ_TARGET(input) {
  const std::string_view pointer = skerry::fuzz::take_line(input);
  const auto json = skerry::read_json(input);
  if (!json) {
    require(!json.error().detail.empty(), "an error says what is wrong");
    require(json.error().offset_bytes.value_or(0) <= input.size(), "an error is inside the text");
    return;
  }
  simdjson::dom::parser parser;
  require(parser.parse(input.data(), input.size()).error() == simdjson::SUCCESS ||
              input.contains('e') || input.contains('E') || input.size() > 15,
          "what is read is JSON to another parser, but for numbers of its own range");
  const std::string text = skerry::to_text(*json);
  const auto again = skerry::read_json(text, skerry::JsonLimits::for_hosts());
  require(again && skerry::equal(*json, *again), "what is written is read again");
  require(skerry::to_text(*again) == text, "writing is stable");
  check_pointers(*json, *json, "");
  static_cast<void>(skerry::resolve_pointer(*json, pointer));
}
