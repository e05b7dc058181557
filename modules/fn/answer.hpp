#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/ai/usage.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/code_route.hpp"
#include "modules/fn/object_route.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

[[nodiscard]] Json to_json(const Classification& classification);
/// The classification that this text describes; nothing when it is none.
[[nodiscard]] std::optional<Classification> classification_in(const Json& json);
[[nodiscard]] Json to_json(const Timings& timings);

/// The members of a code call's answer that are the same whenever it is answered again, as JSON
/// text without the braces around it.
[[nodiscard]] std::string stable_members(const ClassifiedCall& call, const CodeResult& result);
/// The same for an object call; says who made the data, or that it is made up.
[[nodiscard]] std::string stable_members(const ClassifiedCall& call, const ObjectResult& result);

/// What models took: `{"inputTokens", "outputTokens", "costUsd"?}`.
[[nodiscard]] Json to_json(const ai::Usage& usage);

/// Adds `attempts` and `usage`, where there were any, to the members of an answer or problem.
void add_trace(Json& members, const CallTrace& trace);

/// What models took for an answer, as a member of it with the comma before; empty where none was
/// asked.
[[nodiscard]] std::string usage_member(const ai::Usage& usage);

/// The whole answer.
[[nodiscard]] std::string answer_text(std::string_view id, std::string_view stable, bool cached,
                                      const Timings& timings);

/// A problem as JSON text with its extension members.
[[nodiscard]] std::string problem_text_of(const Problem& problem, std::string_view request_id);

}  // namespace skerry::fn
