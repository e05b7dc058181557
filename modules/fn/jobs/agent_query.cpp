#include "modules/fn/jobs/agent_query.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "modules/fn/jobs/limits.hpp"

namespace skerry::fn {
namespace {

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// The option that names who does the work, if the call has one.
std::optional<std::string> option_in(const Json& call) {
  const Json* options = find_member(call, "options");
  if (options == nullptr) return std::nullopt;
  for (const std::string_view name : {"model", "provider"}) {
    if (find_member(*options, name) != nullptr) return "/options/" + std::string(name);
  }
  return std::nullopt;
}

}  // namespace

std::expected<std::string, QueryFault> agent_query(const Json& call) {
  if (auto pointer = option_in(call)) {
    return std::unexpected(QueryFault{"model_not_allowed",
                                      "The Agent service chooses its own models.",
                                      {std::move(*pointer), "not for work of the type agentic"}});
  }
  std::string query;
  if (const Json* description = find_member(call, "description")) {
    query = description->get<std::string>();
  }
  Json data = Json::object();
  std::string largest = "/description";
  std::size_t largest_bytes = query.size();
  for (const std::string name : {"context", "args", "schema"}) {
    const Json* part = find_member(call, name);
    const bool blank = part == nullptr || (part->is_string() && name == "context" &&
                                           part->get_ref<const std::string&>().empty());
    if (blank) continue;
    if (const std::size_t bytes = to_text(*part).size(); bytes > largest_bytes) {
      largest = "/" + name;
      largest_bytes = bytes;
    }
    data[name] = *part;
  }
  if (!data.empty()) query.append("\n\n").append(to_text(data));
  if (characters_in(query) <= limits::kAgentQueryCharactersMax) return query;
  return std::unexpected(
      QueryFault{"invalid_arguments",
                 "The call is too large for the Agent service.",
                 {std::move(largest), "with the rest of the call more than " +
                                          std::to_string(limits::kAgentQueryCharactersMax) +
                                          " characters, which the Agent service takes"}});
}

}  // namespace skerry::fn
