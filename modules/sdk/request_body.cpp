#include "modules/sdk/request_body.hpp"

#include <algorithm>
#include <string>

#include "modules/sdk/ascii.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {

namespace {

/// `application/json`, with no charset or UTF-8 (RFC 9110 section 8.3).
bool is_json_type(std::string_view field) {
  const std::string type = lowered(field);
  std::string_view rest = type;
  const std::string_view essence = trimmed(rest.substr(0, rest.find(';')));
  if (essence != "application/json") return false;
  while (rest.contains(';')) {
    rest.remove_prefix(rest.find(';') + 1);
    const std::string_view parameter = trimmed(rest.substr(0, rest.find(';')));
    if (!parameter.starts_with("charset=")) continue;
    const std::string_view charset = parameter.substr(std::string_view("charset=").size());
    if (charset != "utf-8" && charset != "\"utf-8\"" && charset != "utf8") return false;
  }
  return true;
}

}  // namespace

std::string_view problem_code(JsonErrorKind kind) {
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

Response json_problem(const JsonError& error, std::string_view request_id) {
  std::string detail = error.detail;
  if (error.offset_bytes) detail += " at byte " + std::to_string(*error.offset_bytes);
  return problem(problem_code(error.kind), detail, request_id);
}

Response body_problem(const Failure& failure, std::string_view request_id) {
  switch (failure.kind) {
    case FailureKind::kLimitExceeded:
      return problem("body_too_large", failure.detail, request_id);
    case FailureKind::kNotUtf8:
      return problem("invalid_utf8", "the body is not UTF-8", request_id);
    case FailureKind::kTimedOut:
      return problem("slow_body", "the body did not arrive in time", request_id);
    case FailureKind::kInvalid:
    case FailureKind::kUnreachable:
      return problem("malformed_request", "the body broke off", request_id);
    default:
      return problem("internal_error", "the body could not be read", request_id);
  }
}

std::expected<Json, Response> json_body(const Request& request, std::string_view request_id,
                                        JsonLimits limits) {
  const std::string encoding = lowered(trimmed(request.head.get("content-encoding")));
  if (!encoding.empty() && encoding != "identity") {
    return std::unexpected(
        problem("unsupported_content_encoding", "send the body uncompressed", request_id));
  }
  // Without a type the recipient may assume one (RFC 9110 section 8.3), and there is but one here.
  const auto types = request.head.all("content-type");
  if (types.size() > 1 || (!types.empty() && !is_json_type(types.front()))) {
    return std::unexpected(
        problem("unsupported_media_type", "expected application/json in UTF-8", request_id));
  }
  if (!request.body) return std::unexpected(body_problem(request.body.error(), request_id));
  auto json = read_json(*request.body, limits);
  if (!json) return std::unexpected(json_problem(json.error(), request_id));
  return std::move(*json);
}

}  // namespace skerry
