#pragma once

#include <string>
#include <string_view>

#include "modules/fn/classification/classification.hpp"
#include "modules/fn/code_route.hpp"
#include "modules/fn/object_route.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Time spent on one call.
struct Timings {
  double classify_ms = 0;
  double generate_ms = 0;
  double execute_ms = 0;
  double total_ms = 0;
};

[[nodiscard]] Json to_json(const Classification& classification);

/// The members of a code call's answer that are the same whenever it is answered again, as JSON
/// text without the braces around it.
[[nodiscard]] std::string stable_members(const Classification& classification,
                                         const CodeResult& result);
/// The same for an object call; says that the data is made up by the local provider.
[[nodiscard]] std::string stable_members(const Classification& classification,
                                         const ObjectResult& result);

/// The whole answer.
[[nodiscard]] std::string answer_text(std::string_view id, std::string_view stable, bool cached,
                                      const Timings& timings);

/// A problem as JSON text with its extension members.
[[nodiscard]] std::string problem_text_of(const Problem& problem, std::string_view request_id);

}  // namespace skerry::fn
