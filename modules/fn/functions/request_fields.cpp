#include "modules/fn/functions/request_fields.hpp"

#include "modules/sdk/request_body.hpp"

namespace skerry::fn {

std::expected<Json, Problem> read_body(std::string_view body) {
  auto json = read_json(body);
  if (!json) {
    return std::unexpected(Problem{problem_code(json.error().kind), json.error().detail, {}, {}});
  }
  return std::move(*json);
}

Problem problem_of(InvalidValue invalid) {
  const bool unknown = invalid.only_unknown_fields;
  return {
      unknown ? "unknown_field" : "invalid_arguments",
      unknown ? "The body has fields that are not known." : "The body is not what the route takes.",
      std::move(invalid.errors),
      {}};
}

}  // namespace skerry::fn
