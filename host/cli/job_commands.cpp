#include <CLI/CLI.hpp>
#include <cstdio>
#include <format>
#include <memory>
#include <thread>

#include "host/cli/commands.hpp"
#include "host/cli/event_stream.hpp"
#include "host/cli/job_waiting.hpp"
#include "host/cli/output.hpp"
#include "host/cli/terminal.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kListDefault = 20;
constexpr std::size_t kListMax = 10'000;
/// A stream that breaks off is continued, after a pause, this often in a row without an event.
constexpr int kResumptionsMax = 5;
constexpr std::chrono::milliseconds kResumptionPause{500};

struct Chosen {
  std::string id;
  std::string status;
  std::size_t limit = kListDefault;
};

int run_on_job(const Chosen& chosen, const Place& place, const std::string& method,
               const std::string& rest) {
  if (const auto fault = fault_of_id(IdKind::kJob, chosen.id)) return fail(*fault);
  return with_door(place, [&](Door& door) {
    const auto answer =
        ask_json(door, {.method = method, .path = "/fn/jobs/" + chosen.id + rest}, place);
    if (!answer) return 1;
    if (method != "GET") door.see_through(chosen.id);
    return print_record(*answer, place);
  });
}

/// One line: for programs the event as JSON, for people its time, type and what it says.
int print_event(const StreamEvent& event, const Place& place) {
  const auto data = read_json(event.data, JsonLimits::for_hosts());
  if (wants_json(place)) {
    const Json shown = {
        {"id", event.id}, {"type", event.type}, {"data", data.value_or(event.data)}};
    return print_json(to_text(shown) + "\n");
  }
  const Json* at = data ? find_member(*data, "at") : nullptr;
  Json rest = data.value_or(Json(event.data));
  if (rest.is_object()) {
    rest.erase("at");
    rest.erase("jobId");
  }
  const std::string says = rest.is_object() && rest.empty() ? "" : readable(rest);
  const Terminal terminal = terminal_of(stdout);
  const std::string line = std::format("{}{}{}  {}", at == nullptr ? "" : readable(*at),
                                       at == nullptr ? "" : "  ", clean(event.type), says);
  return print(fit(line, terminal.columns) + "\n");
}

/// Prints the events until the stream ends. Nothing when it could not be had, which has been said.
std::optional<bool> follow(Door& door, const Chosen& chosen, EventStream& stream,
                           const Place& place) {
  bool any = false;
  bool printable = true;
  DoorRequest request{.path = "/fn/jobs/" + chosen.id + "/events",
                      .fields = {"Accept: text/event-stream"},
                      .on_bytes = [&](std::string_view bytes) {
                        const auto events = stream.feed(bytes);
                        printable = events.has_value();
                        if (!events) static_cast<void>(fail("an event is too large"));
                        for (const StreamEvent& event : events.value_or({})) {
                          any = true;
                          printable = printable && print_event(event, place) == 0;
                        }
                        return printable;
                      }};
  if (!stream.last_id().empty()) request.fields.push_back("Last-Event-ID: " + stream.last_id());
  const auto answer = door.ask(request);
  if (!printable) return std::nullopt;
  // A connection that is lost is had again; a refusal is one.
  if (answer && answer->status != 200) {
    static_cast<void>(fail_with(*answer, place));
    return std::nullopt;
  }
  return any;
}

int watch_job(const Chosen& chosen, const Place& place) {
  if (const auto fault = fault_of_id(IdKind::kJob, chosen.id)) return fail(*fault);
  return with_door(place, [&](Door& door) {
    if (door.url().empty()) {
      const auto job = ask_json(door, {.path = "/fn/jobs/" + chosen.id}, place);
      if (!job) return 1;
      const Json* type = find_member(*job, "type");
      if (type != nullptr && *type == "human" && !is_final_status(status_of_job(*job))) {
        return fail(
            std::format("{} waits for a person, who could not answer while this command "
                        "holds the folder; skerry tasks list names the task",
                        chosen.id));
      }
    }
    door.work_on(chosen.id);
    EventStream stream;
    for (int empty = 0; empty < kResumptionsMax;) {
      const auto any = follow(door, chosen, stream, place);
      if (!any) return 1;
      const auto job = ask_json(door, {.path = "/fn/jobs/" + chosen.id}, place);
      if (!job) {
        note_left_alone(door, chosen.id);
        return 1;
      }
      const std::string status = status_of_job(*job);
      if (is_final_status(status)) return status == "succeeded" ? 0 : 1;
      empty = *any ? 0 : empty + 1;
      stream.restart();
      std::this_thread::sleep_for(kResumptionPause);
    }
    return fail("the job's events break off again and again");
  });
}

}  // namespace

void add_job_commands(CLI::App& program, Place& place, Action& action) {
  const auto chosen = std::make_shared<Chosen>();
  CLI::App* jobs = program.add_subcommand("jobs", "Work that goes on by itself");
  jobs->require_subcommand(1);
  CLI::App* list = jobs->add_subcommand("list", "The jobs, newest first");
  list->add_option("--status", chosen->status, "Only those in this status")
      ->check(CLI::IsMember(
          {"queued", "running", "waiting", "succeeded", "failed", "cancelled", "expired"}));
  list->add_option("--limit", chosen->limit, "How many at most")
      ->check(CLI::Range(std::size_t{1}, kListMax))
      ->capture_default_str();
  add_place_options(*list, place);
  list->callback([chosen, &place, &action] {
    action = [chosen, &place] {
      return print_list(place, "/fn/jobs", {{"status", chosen->status}}, chosen->limit,
                        {{"JOB", "jobId"},
                         {"STATUS", "status"},
                         {"TYPE", "type"},
                         {"CREATED", "createdAt"},
                         {"DESCRIPTION", "description", true}});
    };
  });
  const auto add = [&](const char* name, const char* help, auto act) {
    CLI::App* command = jobs->add_subcommand(name, help);
    command->add_option("job", chosen->id, "Its id, job_…")->required();
    add_place_options(*command, place);
    command->callback([chosen, &place, &action, act] {
      action = [chosen, &place, act] { return act(*chosen, place); };
    });
  };
  add("show", "One job, with result, attempts and timings",
      [](const Chosen& job, const Place& at) { return run_on_job(job, at, "GET", ""); });
  add("cancel", "Stop a job",
      [](const Chosen& job, const Place& at) { return run_on_job(job, at, "POST", "/cancel"); });
  add("watch", "A job's events until it ends; exit status 0 when it succeeds", watch_job);
}

}  // namespace skerry::host
