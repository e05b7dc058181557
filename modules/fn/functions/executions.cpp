#include "modules/fn/functions/executions.hpp"

#include <algorithm>
#include <utility>

#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kSweep =
    "DELETE FROM executions WHERE id IN "
    "(SELECT id FROM executions WHERE at_ms <= ? ORDER BY at_ms LIMIT ?)";

/// One statement for as many rows as wait, up to its limit.
SqlStatement insert_of(std::deque<Execution>& waiting) {
  SqlStatement statement{
      "INSERT INTO executions (id, tenant, type, tier, confidence, at_ms) VALUES ", Json::array()};
  const std::size_t count = std::min(waiting.size(), limits::kExecutionsWrittenMax);
  for (std::size_t index = 0; index < count; ++index) {
    const Execution& execution = waiting.front();
    statement.sql.append(index == 0 ? "(?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?)");
    const std::uint64_t at_ms = id_time_ms(IdKind::kCall, execution.id).value_or(0);
    for (Json value : {Json(execution.id), Json(execution.tenant), Json(name_of(execution.type)),
                       Json(execution.tier), Json(execution.confidence),
                       json_number(static_cast<double>(at_ms))}) {
      statement.params.push_back(std::move(value));
    }
    waiting.pop_front();
  }
  // A job that is asked for again under its Idempotency-Key is the same.
  statement.sql.append(" ON CONFLICT (id) DO NOTHING");
  return statement;
}

std::string text_in(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace

Task<void> Executions::record(std::vector<Execution> made) {
  for (Execution& execution : made) {
    basics_.metrics.add("fn_executions",
                        to_text(Json{{"type", name_of(execution.type)}, {"tier", execution.tier}}),
                        1);
    if (waiting_.size() >= limits::kExecutionsWaitingMax) {
      basics_.metrics.add("fn_executions_dropped", "{}", 1);
      continue;
    }
    waiting_.push_back(std::move(execution));
  }
  if (writing_) co_return;
  const Writing writing(writing_);
  for (std::size_t write = 0; write < limits::kExecutionWritesMax && !waiting_.empty(); ++write) {
    co_await write_waiting();
  }
}

Task<void> Executions::write_waiting() {
  std::vector<SqlStatement> statements;
  statements.push_back(insert_of(waiting_));
  statements.push_back(
      {std::string(kSweep),
       Json::array({json_number(basics_.clock.now_ms() - limits::kExecutionRetentionMs),
                    limits::kExecutionsSweptMax})});
  const auto written = co_await batch(storage_, std::move(statements));
  if (!written) log_failure(written.error(), "executions were not written");
}

Task<std::expected<Executions::Correction, Problem>> Executions::correct(std::string tenant,
                                                                         std::string id,
                                                                         WorkType type) {
  const Problem not_found{"call_not_found", "There is no such call.", {}, {}};
  if (!is_id(IdKind::kCall, id)) co_return std::unexpected(not_found);
  // What this instance has answered and not yet written is known all the same.
  if (!waiting_.empty() && !writing_) co_await record({});
  std::vector<SqlStatement> statements;
  statements.push_back(
      {"SELECT type, tier, corrected_type FROM executions WHERE id = ? AND tenant = ?",
       Json::array({id, tenant})});
  statements.push_back(
      {"UPDATE executions SET corrected_type = ?, corrected_ms = ? WHERE id = ? AND tenant = ?",
       Json::array({name_of(type), json_number(basics_.clock.now_ms()), std::move(id),
                    std::move(tenant)})});
  const auto results = co_await batch(storage_, std::move(statements));
  if (!results) {
    log_failure(results.error(), "a correction was not written");
    co_return std::unexpected(
        Problem{"storage_unavailable", "The database did not take the correction.", {}, {}});
  }
  const Json& rows = results->front().rows;
  if (rows.empty() || rows[0].size() != 3) co_return std::unexpected(not_found);
  const auto found = work_type_named(text_in(rows[0][0]));
  if (!found) co_return std::unexpected(not_found);
  Correction correction{*found, text_in(rows[0][1]), !rows[0][2].is_null()};
  basics_.metrics.add("fn_feedback",
                      to_text(Json{{"type", name_of(correction.type)},
                                   {"corrected", name_of(type)},
                                   {"tier", correction.tier},
                                   {"repeated", correction.repeated ? "true" : "false"}}),
                      1);
  co_return correction;
}

void Executions::log_failure(const Failure& failure, const char* what) {
  basics_.log.write(LogLevel::kWarning, what,
                    to_text(Json{{"failure", name_of(failure.kind)}, {"detail", failure.detail}}));
}

}  // namespace skerry::fn
