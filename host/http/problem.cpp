#include "host/http/problem.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "host/random/random.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::host::http {
namespace {

/// The codes are those of the SDK's table, which has titles, causes and remedies.
struct Entry {
  std::uint16_t status;
  std::string_view code;
  std::string_view detail;
};

// In the order of Problem.
constexpr std::array kProblems = {
    Entry{400, "malformed_request", "the request is not well-formed HTTP/1.1"},
    Entry{400, "bad_path", "the request's target is not a path as RFC 3986 has it"},
    Entry{408, "slow_body", "the request's head or body took too long to arrive"},
    Entry{413, "body_too_large", "the declared body is too large"},
    Entry{414, "uri_too_long", "the request target is too long"},
    Entry{417, "expectation_failed", "only 100-continue can be expected"},
    Entry{426, "upgrade_required", "WebSocket version 13 is required"},
    Entry{431, "header_too_large", "the request's head is too large or has too many fields"},
    Entry{500, "internal_error", "the answer could not be sent"},
    Entry{501, "not_implemented", "this method or transfer coding is not implemented"},
    Entry{503, "overloaded", "too many connections, try again later"},
    Entry{503, "shutting_down", "the server is going down, ask again"},
    Entry{505, "http_version_not_supported", "only HTTP/1.0 and HTTP/1.1 are supported"},
};
static_assert(kProblems.size() == static_cast<std::size_t>(Problem::kVersionNotSupported) + 1);

class SystemClock final : public ClockPort {
 public:
  double now_ms() override { return milliseconds(std::chrono::system_clock::now()); }
  double monotonic_ms() override { return milliseconds(std::chrono::steady_clock::now()); }

 private:
  static double milliseconds(auto time) {
    return std::chrono::duration<double, std::milli>(time.time_since_epoch()).count();
  }
};

class SystemRandom final : public RandomPort {
 public:
  /// Without random numbers ids still differ from millisecond to millisecond.
  std::uint64_t next() override { return random_bits().value_or(0); }
};

const Entry& entry(Problem problem) { return kProblems[static_cast<std::size_t>(problem)]; }

}  // namespace

std::uint16_t problem_status(Problem problem) { return entry(problem).status; }

std::string_view problem_code(Problem problem) { return entry(problem).code; }

std::string write_problem(std::string_view code, std::string_view request_id) {
  const auto known = std::ranges::find(kProblems, code, &Entry::code);
  return problem_text(code, known == kProblems.end() ? std::string_view() : known->detail,
                      request_id);
}

std::string make_request_id() {
  SystemClock clock;
  SystemRandom random;
  return make_id(IdKind::kRequest, clock, random);
}

}  // namespace skerry::host::http
