#include "modules/sdk/problems.hpp"

#include <algorithm>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/problem_table.hpp"

namespace skerry {

namespace {

Json to_json(const ProblemKind& kind, std::string_view detail) {
  return Json{{"type", "/problems/" + std::string(kind.code)},
              {"title", kind.title},
              {"status", kind.status},
              {"code", kind.code},
              {"detail", detail}};
}

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kProblemTable; }

const ProblemKind* find_problem(std::string_view code) {
  const auto kind = std::ranges::lower_bound(kProblemTable, code, {}, &ProblemKind::code);
  return kind != std::end(kProblemTable) && kind->code == code ? &*kind : nullptr;
}

std::string problem_text(std::string_view code, std::string_view detail,
                         std::string_view request_id, const std::vector<FieldError>& errors) {
  const ProblemKind* kind = find_problem(code);
  SKERRY_ASSERT(kind != nullptr);
  Json body = to_json(*kind, detail);
  if (!request_id.empty()) body["requestId"] = request_id;
  if (!errors.empty()) {
    Json& list = body["errors"] = Json::array();
    for (const FieldError& error : errors) {
      list.push_back(Json{{"pointer", error.pointer}, {"detail", error.detail}});
    }
  }
  return to_text(body);
}

Response problem(std::string_view code, std::string_view detail, std::string_view request_id,
                 const std::vector<FieldError>& errors) {
  Response response{200, {}, problem_text(code, detail, request_id, errors)};
  response.status = find_problem(code)->status;
  response.head.add("content-type", "application/problem+json");
  return response;
}

std::string problem_page(std::string_view code) {
  const ProblemKind* kind = find_problem(code);
  if (kind == nullptr) return {};
  return to_text(Json{{"code", kind->code},
                      {"status", kind->status},
                      {"title", kind->title},
                      {"cause", kind->cause},
                      {"remedy", kind->remedy}});
}

std::string problems_markdown() {
  std::string text =
      "# Errors\n\n"
      "Every error is `application/problem+json` (RFC 9457) with one of these codes. A code never\n"
      "changes its meaning. `GET /problems/<code>` answers with the same text. This page is made\n"
      "from `modules/sdk/problem_table.hpp` by `sdk_print_problems`.\n\n"
      "| code | status | title | cause | remedy |\n|---|---|---|---|---|\n";
  for (const ProblemKind& kind : kProblemTable) {
    text += "| `" + std::string(kind.code) + "` | " + std::to_string(kind.status) + " | ";
    text += std::string(kind.title) + " | " + std::string(kind.cause) + " | ";
    text += std::string(kind.remedy) + " |\n";
  }
  return text;
}

}  // namespace skerry
