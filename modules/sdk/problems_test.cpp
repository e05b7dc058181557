#include "modules/sdk/problems.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "modules/sdk/json.hpp"

namespace skerry {
namespace {

TEST_CASE("every problem has a unique code in order, a proper status and its texts", "[problems]") {
  const auto kinds = problem_kinds();
  REQUIRE(kinds.size() > 50);
  CHECK(std::ranges::is_sorted(kinds, std::ranges::less_equal{}, &ProblemKind::code));
  for (const ProblemKind& kind : kinds) {
    INFO(kind.code);
    CHECK(kind.status >= 400);
    CHECK(kind.status < 600);
    CHECK_FALSE(kind.title.empty());
    CHECK(kind.cause.ends_with('.'));
    CHECK(kind.remedy.ends_with('.'));
    CHECK(find_problem(kind.code) == &kind);
    const bool plain = kind.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
                       std::string_view::npos;
    CHECK(plain);
  }
  CHECK(find_problem("no_such_code") == nullptr);
  CHECK(find_problem("") == nullptr);
  CHECK(find_problem("zzz") == nullptr);
}

TEST_CASE("a problem has the members of RFC 9457 and ours", "[problems]") {
  const Response response = problem("invalid_arguments", "args does not match schema", "req_1",
                                    {{"/args/numbers/0", "expected number, found string"}});
  CHECK(response.status == 422);
  CHECK(response.head.get("content-type") == "application/problem+json");
  CHECK(response.body ==
        R"({"type":"/problems/invalid_arguments","title":"Invalid arguments","status":422,)"
        R"("code":"invalid_arguments","detail":"args does not match schema","requestId":"req_1",)"
        R"("errors":[{"pointer":"/args/numbers/0","detail":"expected number, found string"}]})");
}

TEST_CASE("members that are empty are left out, and bad text cannot break the JSON", "[problems]") {
  const auto json = read_json(problem_text("not_found", "a \xff \"quoted\"\n"));
  REQUIRE(json.has_value());
  CHECK(find_member(*json, "requestId") == nullptr);
  CHECK(find_member(*json, "errors") == nullptr);
  CHECK((*json)["detail"] == "a \xef\xbf\xbd \"quoted\"\n");
}

TEST_CASE("each problem has a page and a line of the documentation", "[problems]") {
  const std::string markdown = problems_markdown();
  for (const ProblemKind& kind : problem_kinds()) {
    CHECK(markdown.contains("| `" + std::string(kind.code) + "` |"));
    const auto page = read_json(problem_page(kind.code));
    REQUIRE(page.has_value());
    CHECK((*page)["remedy"] == std::string(kind.remedy));
  }
  CHECK(problem_page("nothing").empty());
}

TEST_CASE("docs/errors.md is what sdk_print_problems prints", "[problems][docs]") {
  std::ifstream file(SKERRY_SOURCE_DIR "/docs/errors.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  CHECK(page == problems_markdown());
}

TEST_CASE("the codes that the API names are there with its status", "[problems]") {
  const std::pair<std::string_view, int> expected[] = {{"invalid_json", 400},
                                                       {"invalid_utf8", 400},
                                                       {"duplicate_key", 400},
                                                       {"invalid_arguments", 422},
                                                       {"unknown_field", 422},
                                                       {"body_too_large", 413},
                                                       {"slow_body", 408},
                                                       {"unsupported_media_type", 415},
                                                       {"not_acceptable", 406},
                                                       {"not_found", 404},
                                                       {"method_not_allowed", 405},
                                                       {"misdirected_request", 421},
                                                       {"origin_not_allowed", 403},
                                                       {"unauthenticated", 401},
                                                       {"uri_too_long", 414},
                                                       {"authentication_not_configured", 503},
                                                       {"no_matching_function", 422},
                                                       {"result_not_json", 422},
                                                       {"code_threw", 422},
                                                       {"result_does_not_match_schema", 422},
                                                       {"timed_out", 504},
                                                       {"not_yet_available", 501},
                                                       {"module_trapped", 500},
                                                       {"overloaded", 503},
                                                       {"upgrade_required", 426},
                                                       {"header_too_large", 431},
                                                       {"idempotency_mismatch", 422},
                                                       {"number_out_of_range", 422},
                                                       {"model_not_allowed", 422},
                                                       {"unsupported_schema_draft", 422},
                                                       {"model_output_invalid", 502},
                                                       {"task_rejected", 422},
                                                       {"precondition_failed", 412},
                                                       {"rate_limited", 429}};
  for (const auto& [code, status] : expected) {
    INFO(code);
    REQUIRE(find_problem(code) != nullptr);
    CHECK(find_problem(code)->status == status);
  }
}

}  // namespace
}  // namespace skerry
