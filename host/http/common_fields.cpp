#include "host/http/common_fields.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <format>

#include "host/http/head.hpp"
#include "host/http/problem.hpp"

namespace skerry::host::http {
namespace {

constexpr std::size_t kRequestIdBytesMax = 64;

struct CommonField {
  std::string_view name;
  /// Empty for those that differ from answer to answer.
  std::string_view value;
};

constexpr std::array kCommonFields = {
    CommonField{"x-request-id", {}},
    CommonField{"server-timing", {}},
    CommonField{"x-content-type-options", "nosniff"},
    CommonField{"content-security-policy", "default-src 'none'; frame-ancestors 'none'"},
    CommonField{"referrer-policy", "no-referrer"},
    CommonField{"cache-control", "no-store"},
};
constexpr std::size_t kRequestId = 0;
constexpr std::size_t kServerTiming = 1;

}  // namespace

bool is_sane_request_id(std::string_view text) {
  return !text.empty() && text.size() <= kRequestIdBytesMax &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

std::string missing_common_fields(std::string_view head, std::string_view request_id,
                                  std::chrono::nanoseconds elapsed) {
  std::array<bool, kCommonFields.size()> present{};
  // A malformed head is no answer, which is for its sender to notice.
  static_cast<void>(for_each_field(head, [&](std::string_view name, std::string_view) {
    for (std::size_t i = 0; i < kCommonFields.size(); ++i) {
      if (equals_ignoring_case(name, kCommonFields[i].name)) present[i] = true;
    }
  }));
  std::string missing;
  for (std::size_t i = 0; i < kCommonFields.size(); ++i) {
    if (present[i]) continue;
    missing.append(kCommonFields[i].name).append(": ");
    if (i == kRequestId) {
      missing += request_id.empty() ? make_request_id() : std::string(request_id);
    } else if (i == kServerTiming) {
      missing += std::format("host;dur={:.3f}",
                             std::chrono::duration<double, std::milli>(elapsed).count());
    } else {
      missing += kCommonFields[i].value;
    }
    missing.push_back('\n');
  }
  return missing;
}

}  // namespace skerry::host::http
