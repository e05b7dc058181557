#include "host/http/request_target.hpp"

#include "host/http/head.hpp"

namespace skerry::host::http {

std::expected<RequestTarget, Problem> split_target(std::string_view method,
                                                   std::string_view target) {
  if (method == "CONNECT") return std::unexpected(Problem::kNotImplemented);
  if (target.find('#') != std::string_view::npos) {
    return std::unexpected(Problem::kMalformedRequest);
  }
  if (target.starts_with('/')) return RequestTarget{target, {}};
  if (target == "*" && method == "OPTIONS") return RequestTarget{target, {}};
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = target.find_first_of("/?");
    const std::string_view authority = target.substr(0, end);
    if (!is_authority(authority)) break;
    return RequestTarget{end == std::string_view::npos ? "" : target.substr(end), authority};
  }
  return std::unexpected(Problem::kMalformedRequest);
}

}  // namespace skerry::host::http
