#include "modules/fn/http_rules.hpp"

#include <algorithm>
#include <string>

#include "modules/fn/functions/request_fields.hpp"
#include "modules/sdk/ascii.hpp"

namespace skerry::fn {
namespace {

std::string_view media_type(std::string_view value) {
  return trimmed(value.substr(0, value.find(';')));
}

/// `application/json`, with no other `charset` than UTF-8 (RFC 8259, 8.1).
bool is_json_in_utf8(std::string_view value) {
  const std::string text = lowered(value);
  if (media_type(text) != "application/json") return false;
  const auto charset = text.find("charset=");
  if (charset == std::string::npos) return true;
  std::string_view name = media_type(std::string_view(text).substr(charset + 8));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return name == "utf-8" || name == "utf8";
}

/// RFC 9110, 12.5.1, without weights other than zero: any form is as good as another.
bool accepts(std::string_view accept, std::string_view wanted) {
  const std::string family = std::string(wanted.substr(0, wanted.find('/'))).append("/*");
  if (trimmed(accept).empty()) return true;
  while (!accept.empty()) {
    const auto comma = accept.find(',');
    const std::string range = lowered(accept.substr(0, comma));
    const std::string_view type = media_type(range);
    const bool refused = range.find(";q=0") != std::string::npos &&
                         range.find_first_of("123456789", range.find(";q=0")) == std::string::npos;
    if (!refused && (type == "*/*" || type == family || type == wanted)) {
      return true;
    }
    accept = comma == std::string_view::npos ? std::string_view() : accept.substr(comma + 1);
  }
  return false;
}

/// What has no members.
struct Nothing {};

Problem plain(std::string_view code, std::string_view detail) {
  return {code, std::string(detail), {}, {}};
}

}  // namespace

bool is_blank(std::string_view body) { return trimmed(body, kJsonSpace).empty(); }

std::optional<Problem> check_accept(const Request& request, std::string_view media_type) {
  if (accepts(request.head.get("accept"), media_type)) return std::nullopt;
  return plain("not_acceptable", std::string("The answer is ").append(media_type).append("."));
}

std::optional<Problem> check_empty_request(const Request& request) {
  if (request.body && is_blank(*request.body)) return check_accept(request, "application/json");
  if (auto problem = check_json_request(request)) return problem;
  const auto body = read_body(*request.body);
  if (!body) return body.error();
  const auto read = read_fields(ObjectOf<Nothing>(), *body);
  return read ? std::nullopt : std::optional(read.error());
}

std::optional<Problem> check_json_request(const Request& request) {
  if (auto problem = check_accept(request, "application/json")) return problem;
  const std::string_view encoding = trimmed(request.head.get("content-encoding"));
  if (!encoding.empty() && lowered(encoding) != "identity") {
    return plain("unsupported_content_encoding", "The body must not be encoded.");
  }
  const auto types = request.head.all("content-type");
  if (types.size() > 1 || (!types.empty() && !is_json_in_utf8(types.front()))) {
    return plain("unsupported_media_type", "The body must be application/json in UTF-8.");
  }
  if (request.body) return std::nullopt;
  switch (request.body.error().kind) {
    case FailureKind::kLimitExceeded:
      return plain("body_too_large", "The body exceeds " + request.body.error().detail + ".");
    case FailureKind::kNotUtf8:
      return plain("invalid_utf8", "The body is not UTF-8.");
    case FailureKind::kTimedOut:
      return plain("slow_body", "The body did not arrive in time.");
    default:
      return plain("malformed_request", "The body did not arrive whole.");
  }
}

}  // namespace skerry::fn
