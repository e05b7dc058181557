#include <string>

#include "modules/fn/matching/matching.hpp"
#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/tokens.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/percent.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

// A line of description, a line of context, and arguments as JSON. Texts that are not UTF-8 never
// reach the matcher.
SKERRY_FUZZ_TARGET(input) {
  if (!skerry::is_utf8(input)) return;
  const std::string_view description = skerry::fuzz::take_line(input);
  const std::string_view context = skerry::fuzz::take_line(input);
  const auto tokens = skerry::fn::tokenise(description);
  require(tokens.size() <= skerry::fn::kTokensMax + 1, "tokens are bounded");
  for (const auto& token : tokens) require(skerry::is_utf8(token.text), "tokens are UTF-8");
  require(skerry::is_utf8(skerry::fn::fold_name(description)), "a folded name is UTF-8");
  const auto args = skerry::read_json(input);
  const skerry::Json* given = args ? &*args : nullptr;
  const auto outcome = skerry::fn::match(description, context, given);
  if (outcome) {
    require(outcome->function != nullptr && outcome->arguments.is_array(), "a match names a call");
    require(outcome->confidence >= 0 && outcome->confidence <= 1, "confidence is a probability");
    require(skerry::is_utf8(outcome->explanation), "an explanation is UTF-8");
  } else {
    require(outcome.error().nearest.size() <= 3, "at most three are near");
    require(skerry::is_utf8(outcome.error().message), "a refusal is UTF-8");
  }
  const auto again = skerry::fn::match(description, context, given);
  require(again.has_value() == outcome.has_value(), "matching is pure");
  if (again) require(again->function == outcome->function, "matching is pure");
}
