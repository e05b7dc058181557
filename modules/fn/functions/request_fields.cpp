#include "modules/fn/functions/request_fields.hpp"

namespace skerry::fn {
namespace {

std::string_view code_of(JsonErrorKind kind) {
  switch (kind) {
    case JsonErrorKind::kMalformed:
      return "invalid_json";
    case JsonErrorKind::kNotUtf8:
    case JsonErrorKind::kLoneSurrogate:
      return "invalid_utf8";
    case JsonErrorKind::kDuplicateKey:
      return "duplicate_key";
    case JsonErrorKind::kTooDeep:
      return "json_too_deep";
    case JsonErrorKind::kTooLarge:
      return "body_too_large";
    case JsonErrorKind::kNumberOutOfRange:
      return "number_out_of_range";
  }
  __builtin_trap();
}

}  // namespace

std::expected<Json, Problem> read_body(std::string_view body) {
  auto json = read_json(body);
  if (!json) {
    return std::unexpected(Problem{code_of(json.error().kind), json.error().detail, {}, {}});
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
