#include "modules/sdk/paging.hpp"

#include <catch2/catch.hpp>

namespace skerry {
namespace {

constexpr std::string_view kCursor = "01JDABCDEFGHJKMNPQRSTVWXYZ";

Json item(char last) {
  std::string id = "job_" + std::string(kCursor);
  id.back() = last;
  return Json{{"jobId", id}};
}

TEST_CASE("a list without parameters begins with the newest", "[paging]") {
  const auto query = read_page_query("", IdKind::kJob);
  REQUIRE(query);
  CHECK(query->limit() == limits::kPageItemsDefault);
  CHECK(query->before() > "job_7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  CHECK(query->filter("status").empty());
}

TEST_CASE("pages join: each goes on where the one before ended", "[paging]") {
  const auto query = read_page_query("limit=2", IdKind::kJob);
  REQUIRE(query);
  CHECK(query->rows_wanted() == 3);
  const Json page = query->page(Json::array({item('9'), item('8'), item('7')}), "jobId");
  REQUIRE(page["items"].size() == 2);
  REQUIRE(page["nextCursor"].is_string());
  const auto next =
      read_page_query("limit=2&cursor=" + page["nextCursor"].get<std::string>(), IdKind::kJob);
  REQUIRE(next);
  CHECK(next->before() == page["items"][1]["jobId"].get<std::string>());
  const Json last = next->page(Json::array({item('7')}), "jobId");
  CHECK(last["items"].size() == 1);
  CHECK(last["nextCursor"].is_null());
}

TEST_CASE("filters are those that a list knows", "[paging]") {
  const auto query = read_page_query("status=queued&limit=100", IdKind::kJob, {"status"});
  REQUIRE(query);
  CHECK(query->filter("status") == "queued");
  CHECK(query->limit() == 100);
  CHECK_FALSE(read_page_query("status=queued", IdKind::kJob));
}

TEST_CASE("what is no page is refused", "[paging]") {
  const std::string query = GENERATE(
      "limit=0", "limit=101", "limit=-1", "limit=", "limit=1e1", "limit=1.5", "limit=99999999999",
      "limit=2&limit=3", "cursor=", "cursor=abc", "cursor=job_01JDABCDEFGHJKMNPQRSTVWXYZ",
      "cursor=01jdabcdefghjkmnpqrstvwxyz", "cursor=%2e%2e%2fABCDEFGHJKMNPQRSTVWX", "offset=3",
      "limit=%zz", "status=%ff", "status=");
  INFO(query);
  CHECK_FALSE(read_page_query(query, IdKind::kJob, {"status"}));
}

TEST_CASE("RPC arguments say the same as a query", "[paging]") {
  const auto query = read_page_arguments(
      Json{{"limit", 5}, {"cursor", kCursor}, {"state", "pending"}}, IdKind::kTask, {"state"});
  REQUIRE(query);
  CHECK(query->limit() == 5);
  CHECK(query->before() == "task_" + std::string(kCursor));
  CHECK(query->filter("state") == "pending");
  CHECK_FALSE(read_page_arguments(Json{{"limit", "5"}}, IdKind::kTask));
  CHECK_FALSE(read_page_arguments(Json{{"limit", 5.5}}, IdKind::kTask));
  CHECK_FALSE(read_page_arguments(Json{{"cursor", nullptr}}, IdKind::kTask));
  CHECK_FALSE(read_page_arguments(Json{{"limits", 5}}, IdKind::kTask));
  CHECK_FALSE(read_page_arguments(Json::array(), IdKind::kTask));
}

}  // namespace
}  // namespace skerry
