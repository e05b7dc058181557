#include "modules/fn/tasks/human_task.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "modules/fn/jobs/backoff.hpp"
#include "modules/fn/jobs/deliveries.hpp"
#include "modules/fn/tasks/limits.hpp"
#include "modules/fn/tasks/task_index.hpp"
#include "modules/fn/tasks/task_view.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kDoor = "/task/";
constexpr Backoff kIndexBackoff{limits::kRepairBackoffMs, limits::kRepairBackoffMsMax};

Response no_such_task(std::string_view request_id) {
  return problem("task_not_found", "There is no such task.", request_id);
}

/// The first characters of a text's first line that is not blank.
std::string heading_of(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  text = text.substr(0, text.find('\n'));
  std::size_t characters = limits::kTaskTitleCharactersMax;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins_character = (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80;
    if (begins_character && characters-- == 0) break;
  }
  return std::string(text.substr(0, end));
}

std::optional<TaskMove> move_of(std::string_view path) {
  path.remove_prefix(std::min(kDoor.size(), path.size()));
  const auto found = std::ranges::find(kTaskMoveNames, path);
  if (found == kTaskMoveNames.end()) return std::nullopt;
  return static_cast<TaskMove>(found - kTaskMoveNames.begin());
}

}  // namespace

Job::MakeTaskDoor human_tasks(HumanTask::Ports ports) {
  return [ports](TaskHost& host) -> std::unique_ptr<TaskDoor> {
    return std::make_unique<HumanTask>(host, ports);
  };
}

// Its beginning and end ---------------------------------------------------------------------------

void HumanTask::create() {
  const JobRecord job = host_.job();
  const auto call = read_json(host_.store().call(), JsonLimits::for_hosts());
  const TaskOptions options = call ? task_options_of(*call) : TaskOptions{};
  std::string instructions = job.description;
  if (const std::string context = call ? text_member(*call, "context") : ""; !context.empty()) {
    instructions.append("\n\n").append(context);
  }
  const std::uint64_t now = now_ms();
  const TaskRecord task{
      .title = options.title.value_or(heading_of(job.description)),
      .instructions = options.instructions.value_or(std::move(instructions)),
      .priority = options.priority,
      .due_ms = options.due_ms,
      .assignee = options.assignee.value_or(""),
      .group = options.group.value_or(""),
      .created_ms = now,
      .expires_ms = job.deadline_ms,
      .updated_ms = now,
      .index_due_ms = now,
  };
  store_.create(task, options.reminders_ms);
  store_.add_audit({.at_ms = now,
                    .action = "create",
                    .by = {},
                    .from = {},
                    .to = std::string(name_of(task.state))});
  host_.add_event("task.pending", task_summary(job, task));
}

TaskRecord HumanTask::task() {
  auto task = store_.load();
  SKERRY_ASSERT(task.has_value());
  return std::move(*task);
}

Json HumanTask::accepted() {
  return Json{{"taskId", task_id_of(host_.job().id)}, {"link", link_json(task())}};
}

Json HumanTask::members() { return Json{{"taskId", task_id_of(host_.job().id)}}; }

std::vector<SqlStatement> HumanTask::forget() { return {unindex_task(task_id_of(host_.job().id))}; }

void HumanTask::on_job_ended(JobStatus status) {
  auto task = store_.load();
  if (!task || !is_open(task->state)) return;
  const bool expired = status == JobStatus::kExpired;
  enter(*task, expired ? "expire" : "cancel", expired ? TaskState::kExpired : TaskState::kCancelled,
        {}, {});
  // Nobody waits for this change, so that the alarm tells the index at once.
  task->index_due_ms = now_ms();
  store_.save(*task);
}

// What people do ----------------------------------------------------------------------------------

std::variant<TaskPerson, Response> HumanTask::who_asks(const Request& request,
                                                       const TaskRecord& task) {
  const Principal principal = read_principal(request.principal);
  const auto json = read_json(request.principal);
  const Json* link = json ? find_member(*json, "link") : nullptr;
  if (link == nullptr) {
    // Another tenant's task is none.
    if (principal.tenant != host_.job().tenant) return no_such_task(principal.request_id);
    return TaskPerson{TaskPerson::Kind::kCaller, json ? text_member(*json, "subject") : ""};
  }
  const Json* generation = find_member(*link, "generation");
  if (generation == nullptr || !generation->is_number_integer() ||
      generation->get<std::uint64_t>() != task.generation) {
    return problem("task_link_revoked", "The task was released, and its link with it.",
                   principal.request_id);
  }
  return TaskPerson{TaskPerson::Kind::kLink, text_member(*link, "addressee")};
}

Task<Answer> HumanTask::on_request(Request request) {
  const std::string request_id = read_principal(request.principal).request_id;
  const std::string path(request.path());
  const auto move = move_of(path);
  std::string body = "{}";
  if (move) {
    auto read = co_await read_body(*request.exchange, limits::kJobCreationBytesMax);
    if (!read) co_return problem("internal_error", "The body could not be read.", request_id);
    if (!read->empty()) body = std::move(*read);
  }
  // From here on nothing waits until all is done: what was checked still holds.
  const auto task = store_.load();
  if (!task) co_return no_such_task(request_id);
  auto who = who_asks(request, *task);
  if (auto* refusal = std::get_if<Response>(&who)) co_return std::move(*refusal);
  if (!move) {
    if (path != "/task/show") co_return no_such_task(request_id);
    co_return shown();
  }
  auto json = read_json(body, JsonLimits::for_hosts());
  if (!json || !json->is_object()) {
    co_return problem("internal_error", "The body could not be read.", request_id);
  }
  const Json* claim = find_member(*json, "claim");
  Asked asked{.move = *move,
              .who = std::get<TaskPerson>(std::move(who)),
              .claims_too = claim != nullptr && claim->is_boolean() && claim->get<bool>(),
              .response = {},
              .comment = text_member(*json, "comment")};
  if (const Json* response = find_member(*json, "response")) asked.response = *response;
  const std::string move_id = text_member(*json, "moveId");
  // Asked for a second time when the first answer was lost.
  const bool made = !move_id.empty() && store_.has_made(move_id);
  auto refusal = made ? std::nullopt : act(asked, request_id);
  if (!made && !refusal && !move_id.empty()) store_.note_made(move_id);
  Response answer = refusal ? std::move(*refusal) : shown();
  co_await write_index();
  co_return answer;
}

std::optional<Response> HumanTask::act(const Asked& asked, std::string_view request_id) {
  TaskRecord task = this->task();
  const std::uint64_t now = now_ms();
  if (is_open(task.state) && task.expires_ms <= now) {
    // The alarm has not come yet.
    enter(task, "expire", TaskState::kExpired, {}, {});
    host_.expire("Nobody finished the task in time.");
  }
  if (task.state == TaskState::kExpired) {
    return problem("expired", "The task has expired.", request_id);
  }
  if (auto why = objection(task.standing(), asked.move, asked.who, asked.claims_too)) {
    return problem("conflict", *why, request_id);
  }
  const bool claims = task.state == TaskState::kPending;
  if (claims && store_.audit_size() >= limits::kTaskAuditEntriesMax) {
    return problem("conflict", "The task was claimed and released too often.", request_id);
  }
  if (claims) {
    task.claimed_by = asked.who;
    task.claimed_ms = now;
    const bool alone = asked.move == TaskMove::kClaim;
    enter(task, name_of(TaskMove::kClaim), TaskState::kClaimed, asked.who,
          alone ? std::string_view(asked.comment) : std::string_view());
    if (alone) return std::nullopt;
  }
  if (asked.move == TaskMove::kRelease) {
    task.claimed_by = {};
    task.claimed_ms.reset();
    ++task.generation;
  }
  enter(task, name_of(asked.move), state_after(asked.move), asked.who, asked.comment);
  if (asked.move == TaskMove::kComplete) host_.succeed(asked.response);
  if (asked.move == TaskMove::kReject) host_.fail("task_rejected", asked.comment);
  return std::nullopt;
}

void HumanTask::enter(TaskRecord& task, std::string_view action, TaskState state,
                      const TaskPerson& who, std::string_view comment) {
  const std::uint64_t now = now_ms();
  store_.add_audit({.at_ms = now,
                    .action = std::string(action),
                    .by = who,
                    .from = std::string(name_of(task.state)),
                    .to = std::string(name_of(state)),
                    .comment = std::string(comment)});
  task.state = state;
  task.updated_ms = now;
  if (!is_open(state)) task.ended_ms = now;
  ++task.version;
  // Whoever changes it writes the index too; the alarm is for when that fails.
  task.index_due_ms = now + limits::kTaskIndexRepairMs;
  store_.save(task);
  Json data = task_summary(host_.job(), task);
  data["by"] = person_json(who);
  host_.add_event(action == name_of(TaskMove::kRelease) ? std::string("task.released")
                                                        : "task." + std::string(name_of(state)),
                  data);
  host_.arm();
}

Response HumanTask::shown() {
  const JobRecord job = host_.job();
  const TaskRecord task = this->task();
  Json answer = {{"success", true}};
  answer.update(task_json(job, task,
                          {.audit = store_.audit(),
                           .reminders = store_.reminders(),
                           .call = host_.store().call(),
                           .answer = host_.store().answer()}));
  if (is_open(task.state)) answer["link"] = link_json(task);
  return json_response(200, to_text(answer));
}

// What is due -------------------------------------------------------------------------------------

std::optional<std::uint64_t> HumanTask::due_ms() {
  const auto task = store_.load();
  if (!task) return std::nullopt;
  std::optional<std::uint64_t> due;
  if (is_open(task->state)) due = store_.next_reminder_ms();
  if (task->version > task->indexed_version) {
    due = std::min(due.value_or(task->index_due_ms), task->index_due_ms);
  }
  return due;
}

Task<void> HumanTask::on_due() {
  const std::uint64_t now = now_ms();
  send_reminders(now);
  const auto task = store_.load();
  if (task && task->version > task->indexed_version && task->index_due_ms <= now) {
    co_await write_index();
  }
}

void HumanTask::send_reminders(std::uint64_t now_ms) {
  const auto task = store_.load();
  if (!task || !is_open(task->state)) return;
  const JobRecord job = host_.job();
  for (auto next = store_.next_reminder_ms(); next && *next <= now_ms;
       next = store_.next_reminder_ms()) {
    store_.mark_sent(*next, now_ms);
    const Json summary = task_summary(job, *task);
    host_.add_event("task.reminder", summary);
    if (job.callback_url.empty()) continue;
    Deliveries(host_.store(), ports_.basics)
        .add(job.callback_url,
             to_text(Json{
                 {"type", "task.reminder"}, {"timestamp", timestamp(now_ms)}, {"data", summary}}));
  }
}

Task<void> HumanTask::write_index() {
  const auto before = store_.load();
  if (!before || before->version <= before->indexed_version) co_return;
  SqlStatement statement = index_task(host_.job(), *before);
  const auto written =
      co_await query(ports_.storage, std::move(statement.sql), std::move(statement.params));
  auto task = store_.load();
  if (!task) co_return;
  if (written) {
    task->indexed_version = std::max(task->indexed_version, before->version);
    task->index_failures = 0;
  } else {
    ++task->index_failures;
    task->index_due_ms = now_ms() + backoff_bound_ms(kIndexBackoff, task->index_failures);
  }
  store_.save(*task);
  host_.arm();
}

}  // namespace skerry::fn
