#include "modules/fn/schema/schema.hpp"

namespace skerry::fn {
namespace {

struct Draft {
  std::string_view uri;
  std::string_view name;
};

constexpr Draft kDrafts[] = {
    {"https://json-schema.org/draft/2020-12/schema", "2020-12"},
    {"https://json-schema.org/draft/2019-09/schema", "2019-09"},
    {"http://json-schema.org/draft-07/schema", "7"},
};

Problem invalid_schema(std::string detail) {
  return {"invalid_schema", "schema cannot be used.", {{"/schema", std::move(detail)}}, {}};
}

}  // namespace

std::optional<std::string_view> schema_draft(const Json& schema) {
  const Json* named = find_member(schema, "$schema");
  if (named == nullptr) return kDrafts[0].name;
  if (!named->is_string()) return std::nullopt;
  std::string_view uri = named->get_ref<const std::string&>();
  if (uri.ends_with('#')) uri.remove_suffix(1);
  for (const Draft& draft : kDrafts) {
    if (uri == draft.uri) return draft.name;
  }
  return std::nullopt;
}

std::string schema_check_arguments(const Json& schema, const Json& value) {
  return to_text(Json::array({schema, value, std::string(schema_draft(schema).value_or(""))}));
}

std::optional<Problem> problem_of_schema_report(const Json& report) {
  const Json* result = find_member(report, "result");
  if (result == nullptr || !result->is_object()) {
    return invalid_schema("The check was stopped at its limit of work, memory or nesting.");
  }
  if (const Json* error = find_member(*result, "schemaError"); error && error->is_string()) {
    return invalid_schema(error->get<std::string>());
  }
  const Json* valid = find_member(*result, "valid");
  if (valid != nullptr && valid->is_boolean() && valid->get<bool>()) return std::nullopt;
  Problem problem{"result_does_not_match_schema", "The result does not satisfy schema.", {}, {}};
  const Json* errors = find_member(*result, "errors");
  if (errors == nullptr || !errors->is_array()) return problem;
  for (const Json& error : *errors) {
    const Json* pointer = find_member(error, "pointer");
    const Json* detail = find_member(error, "detail");
    if (pointer == nullptr || !pointer->is_string() || !detail || !detail->is_string()) continue;
    problem.errors.push_back({"/result" + pointer->get<std::string>(), detail->get<std::string>()});
  }
  return problem;
}

}  // namespace skerry::fn
