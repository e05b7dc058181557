#include <CLI/CLI.hpp>
#include <memory>

#include "host/cli/commands.hpp"
#include "host/cli/output.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kListDefault = 20;
constexpr std::size_t kListMax = 10'000;

struct Chosen {
  std::string id;
  std::string state;
  std::string assignee;
  std::string group;
  std::size_t limit = kListDefault;
  std::string response;
  std::string comment;
  std::string reason;
  bool claims = false;
};

int ask_about(const Chosen& chosen, const Place& place, const std::string& verb, const Json& body) {
  if (const auto fault = fault_of_id(IdKind::kTask, chosen.id)) return fail(*fault);
  const std::string path = "/fn/tasks/" + chosen.id;
  return with_door(place, [&](Door& door) {
    const DoorRequest request =
        verb.empty()
            ? DoorRequest{.path = path}
            : DoorRequest{.method = "POST", .path = path + "/" + verb, .body = to_text(body)};
    const auto answer = ask_json(door, request, place);
    if (!answer) return 1;
    const Json* job = find_member(*answer, "jobId");
    if (!verb.empty() && job != nullptr && job->is_string()) {
      door.see_through(job->get<std::string>());
    }
    return print_record(*answer, place);
  });
}

int complete(const Chosen& chosen, const Place& place) {
  const auto response = read_json_source("--response", chosen.response);
  if (!response) return fail(response.error());
  Json body = {{"response", *response}};
  if (!chosen.comment.empty()) body["comment"] = chosen.comment;
  if (chosen.claims) body["claim"] = true;
  return ask_about(chosen, place, "complete", body);
}

int reject(const Chosen& chosen, const Place& place) {
  Json body = {{"reason", chosen.reason}};
  if (chosen.claims) body["claim"] = true;
  return ask_about(chosen, place, "reject", body);
}

}  // namespace

void add_task_commands(CLI::App& program, Place& place, Action& action) {
  const auto chosen = std::make_shared<Chosen>();
  CLI::App* tasks = program.add_subcommand("tasks", "Work that waits for a person");
  tasks->require_subcommand(1);
  CLI::App* list = tasks->add_subcommand("list", "The tasks, newest first");
  list->add_option("--state", chosen->state, "Only those in this state")
      ->check(
          CLI::IsMember({"pending", "claimed", "completed", "rejected", "expired", "cancelled"}));
  list->add_option("--assignee", chosen->assignee, "Only those of this person");
  list->add_option("--group", chosen->group, "Only those of this group");
  list->add_option("--limit", chosen->limit, "How many at most")
      ->check(CLI::Range(std::size_t{1}, kListMax))
      ->capture_default_str();
  add_place_options(*list, place);
  list->callback([chosen, &place, &action] {
    action = [chosen, &place] {
      return print_list(
          place, "/fn/tasks",
          {{"state", chosen->state}, {"assignee", chosen->assignee}, {"group", chosen->group}},
          chosen->limit,
          {{"TASK", "taskId"},
           {"STATE", "state"},
           {"ASSIGNEE", "assignee", true},
           {"GROUP", "group", true},
           {"CREATED", "createdAt"},
           {"TITLE", "title", true}});
    };
  });
  const auto add = [&](const char* name, const char* help, auto act) {
    CLI::App* command = tasks->add_subcommand(name, help);
    command->add_option("task", chosen->id, "Its id, task_…")->required();
    add_place_options(*command, place);
    command->callback([chosen, &place, &action, act] {
      action = [chosen, &place, act] { return act(*chosen, place); };
    });
    return command;
  };
  add("show", "One task",
      [](const Chosen& task, const Place& at) { return ask_about(task, at, "", Json()); });
  add("claim", "Take a task on", [](const Chosen& task, const Place& at) {
    return ask_about(task, at, "claim", Json::object());
  });
  add("release", "Give a claimed task back", [](const Chosen& task, const Place& at) {
    return ask_about(task, at, "release", Json::object());
  });
  CLI::App* done = add("complete", "Answer a claimed task", complete);
  done->add_option("--response", chosen->response,
                   "The answer: JSON, @file, or - for standard input")
      ->required();
  done->add_option("--comment", chosen->comment, "A remark for the audit trail");
  done->add_flag("--claim", chosen->claims, "Claim it first");
  CLI::App* refused = add("reject", "Refuse a claimed task", reject);
  refused->add_option("--reason", chosen->reason, "Why")->required();
  refused->add_flag("--claim", chosen->claims, "Claim it first");
}

}  // namespace skerry::host
