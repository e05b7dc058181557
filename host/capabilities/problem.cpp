#include "host/capabilities/problem.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "host/http/head.hpp"
#include "host/http/problem.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kRequestIdBytesMax = 128;

bool is_sane_token(std::string_view text) {
  return !text.empty() && text.size() <= kRequestIdBytesMax &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

}  // namespace

std::string_view field_of(std::string_view head, std::string_view name) {
  std::string_view found;
  bool seen = false;
  // A malformed line ends the search; what came before it counts.
  static_cast<void>(http::for_each_field(head, [&](std::string_view field, std::string_view value) {
    if (seen || field != name) return;
    found = value;
    seen = true;
  }));
  return found;
}

std::string with_path(std::string_view head, std::string_view path) {
  std::string result;
  result.reserve(head.size() + path.size());
  static_cast<void>(http::for_each_field(head, [&](std::string_view field, std::string_view value) {
    result.append(field).append(": ").append(field == ":path" ? path : value).append("\n");
  }));
  return result;
}

std::string request_id_of(const Inbound& request) {
  if (!request.principal.empty()) {
    const auto principal = nlohmann::json::parse(request.principal, nullptr, false);
    if (principal.is_object()) {
      const auto id = principal.find("requestId");
      if (id != principal.end() && id->is_string() &&
          is_sane_token(id->get_ref<const std::string&>())) {
        return id->get<std::string>();
      }
    }
  }
  const auto own = field_of(request.head, "x-request-id");
  return is_sane_token(own) ? std::string(own) : http::make_request_id();
}

void answer_problem(const Inbound& request, const HostProblem& problem) {
  const std::string id = request_id_of(request);
  const std::uint16_t status = find_problem(problem.code)->status;
  std::string head = request.answer_head + "content-type: application/problem+json\n";
  if (field_of(request.answer_head, "x-request-id").empty()) head += "x-request-id: " + id + "\n";
  if (status == 503) head += "retry-after: 1\n";
  request.exchange->respond(status, std::move(head),
                            problem_text(problem.code, problem.detail, id));
}

std::string call_answer(const Failure& failure) {
  const HostProblem problem = [&] {
    switch (failure.kind) {
      case FailureKind::kTrapped:
        return kModuleTrapped;
      case FailureKind::kTimedOut:
        return kDeadlinePassed;
      case FailureKind::kNotUtf8:
        return kBadText;
      case FailureKind::kOverloaded:
        return kOverloadedProblem;
      default:
        return kNoDestination;
    }
  }();
  return R"({"success":false,"error":)" +
         problem_text(problem.code, problem.detail, http::make_request_id()) + "}";
}

}  // namespace skerry::host
