#include "modules/fn/tasks/task_options.hpp"

#include <catch2/catch.hpp>

namespace skerry::fn {
namespace {

auto read(std::string_view text) { return task_option_fields().validate(*read_json(text)); }

TEST_CASE("a task's options are read", "[task]") {
  const auto options = read(R"({"title":"Look","instructions":"a\nb","priority":"urgent",
    "dueAt":"2026-11-23T00:00:00+01:00","assignee":"ann@example.com","group":"legal",
    "reminders":["2026-11-22T12:00:00Z"]})");
  REQUIRE(options);
  CHECK(options->priority == TaskPriority::kUrgent);
  CHECK(options->due_ms == 1'795'388'400'000);
  CHECK(options->assignee == "ann@example.com");
  CHECK(options->reminders_ms.size() == 1);
  CHECK(read("{}")->priority == TaskPriority::kNormal);
}

TEST_CASE("each option that is wrong is refused", "[task]") {
  const std::string long_name(limits::kTaskPersonCharactersMax + 1, 'a');
  for (const std::string& text :
       {std::string(R"({"title":""})"), std::string(R"({"title":7})"),
        std::string(R"({"priority":"asap"})"), std::string(R"({"dueAt":"tomorrow"})"),
        std::string(R"({"dueAt":1})"), std::string(R"({"assignee":"a\nb"})"),
        std::string(R"({"assignee":"a\u0007"})"), R"({"assignee":")" + long_name + R"("})",
        std::string(R"({"reminders":"2026-11-22T12:00:00Z"})"),
        std::string(R"({"reminders":["never"]})"), std::string(R"({"remind":[]})"),
        std::string(R"([])"), std::string(R"("x")")}) {
    CAPTURE(text);
    CHECK_FALSE(read(text));
  }
  Json reminders = Json::array();
  for (std::size_t index = 0; index <= limits::kTaskRemindersMax; ++index) {
    reminders.push_back("2026-11-22T12:00:00Z");
  }
  CHECK_FALSE(task_option_fields().validate(Json{{"reminders", reminders}}));
}

TEST_CASE("a call without options for a task has the defaults", "[task]") {
  CHECK_FALSE(task_options_of(Json{{"description", "x"}}).title);
  CHECK(task_options_of(*read_json(R"({"options":{"task":{"title":"T"}}})")).title == "T");
}

}  // namespace
}  // namespace skerry::fn
