#include <string>

#include "modules/fn/call.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/percent.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fn::CallKind;
using skerry::fuzz::require;

namespace {

void check(std::string_view input, CallKind kind) {
  const auto call = skerry::fn::read_call(input, kind);
  const auto json = skerry::read_json(input);
  if (call) {
    require(json && json->is_object(), "a call is a JSON object");
    require(!call->description.empty() && skerry::is_utf8(call->description),
            "a call has a description");
    require(call->options.confidence_threshold >= 0 && call->options.confidence_threshold <= 1,
            "a threshold is a probability");
    const skerry::Json* args = skerry::find_member(*json, "args");
    if (call->args) require(args != nullptr && *args == *call->args, "arguments are as sent");
    return;
  }
  require(!call.error().code.empty(), "a refusal has a code");
  for (const auto& error : call.error().errors) {
    require(skerry::is_utf8(error.detail) && skerry::is_utf8(error.pointer),
            "what is said about a fault is UTF-8");
  }
}

}  // namespace

SKERRY_FUZZ_TARGET(input) {
  check(input, CallKind::kExecute);
  check(input, CallKind::kClassify);
}
