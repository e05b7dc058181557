#include "modules/fn/tasks/task_options.hpp"

#include <array>

#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

constexpr std::array<std::string_view, 4> kPriorities = {"low", "normal", "high", "urgent"};

/// A name in one line: it is shown in lists and kept in audit trails.
struct PersonName {
  using Value = std::string;

  Text rule{.characters_max = limits::kTaskPersonCharactersMax};

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    rule.read(from, into, errors, pointer);
    if (into.find_first_of("\n\t") != std::string::npos) {
      errors.add(pointer, "a name has one line");
    }
  }
  [[nodiscard]] Json schema() const {
    Json schema = rule.schema();
    schema["allOf"] = Json::array({Json{{"pattern", "^[^\\t\\n]*$"}}});
    return schema;
  }
};

}  // namespace

std::string_view name_of(TaskPriority priority) {
  return kPriorities[static_cast<std::size_t>(priority)];
}

void TimeText::read(const Json& from, Value& into, ValidationErrors& errors,
                    const std::string& pointer) const {
  if (!from.is_string()) return errors.add(pointer, type_mismatch("string", from));
  const auto at_ms = read_timestamp(from.get_ref<const std::string&>());
  if (!at_ms) return errors.add(pointer, "expected a time such as 2026-11-22T23:00:00Z");
  into = *at_ms;
}

Json TimeText::schema() const {
  // From 1970 on.
  return Json{{"type", "string"},
              {"format", "date-time"},
              {"pattern",
               "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]"
               "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?"
               "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"}};
}

ObjectOf<TaskOptions> task_option_fields() {
  EnumOf<TaskPriority> priorities;
  for (std::size_t index = 0; index < kPriorities.size(); ++index) {
    priorities.words.emplace_back(kPriorities[index], static_cast<TaskPriority>(index));
  }
  ObjectOf<TaskOptions> fields;
  fields
      .optional("title", &TaskOptions::title,
                Text{.characters_max = limits::kTaskTitleCharactersMax},
                "Its heading; by default the beginning of the description.")
      .optional("instructions", &TaskOptions::instructions,
                Text{.characters_max = limits::kTaskInstructionsCharactersMax},
                "What the person reads; by default description and context.")
      .optional("priority", &TaskOptions::priority, std::move(priorities),
                "How urgent it is; normal by default.")
      .optional("dueAt", &TaskOptions::due_ms, TimeText{},
                "When it should be done. Nothing ends then: options.timeoutMs says when it "
                "expires.")
      .optional("assignee", &TaskOptions::assignee, PersonName{},
                "Who is to do it; its link is addressed to them.")
      .optional("group", &TaskOptions::group, PersonName{}, "Which group is to do it.")
      .optional(
          "reminders", &TaskOptions::reminders_ms,
          ListOf<TimeText>{.item = {}, .items_min = 0, .items_max = limits::kTaskRemindersMax},
          "When reminders are sent while the task is open.");
  return fields;
}

TaskOptions task_options_of(const Json& call) {
  const Json* options = find_member(call, "options");
  const Json* task = options == nullptr ? nullptr : find_member(*options, "task");
  if (task == nullptr) return {};
  auto read = task_option_fields().validate(*task);
  return read ? std::move(*read) : TaskOptions{};
}

}  // namespace skerry::fn
