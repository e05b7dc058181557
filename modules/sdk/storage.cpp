#include "modules/sdk/storage.hpp"

#include "modules/sdk/actor_storage.hpp"

namespace skerry {

namespace {

Result<SqlRows> row_set(Json& entry) {
  if (!entry.is_object() || !entry.contains("columns") || !entry.contains("rows") ||
      !entry["columns"].is_array() || !entry["rows"].is_array()) {
    return fail(FailureKind::kUnavailable, "the database's answer has an unknown shape");
  }
  SqlRows rows;
  for (const Json& column : entry["columns"]) {
    rows.columns.push_back(column.is_string() ? column.get_ref<const std::string&>() : "");
  }
  rows.rows = std::move(entry["rows"]);
  const auto written = entry.find("rowsWritten");
  if (written != entry.end() && written->is_number()) {
    rows.rows_written = written->get<std::uint64_t>();
  }
  return rows;
}

}  // namespace

std::string statements_to_text(const std::vector<SqlStatement>& statements) {
  Json list = Json::array();
  for (const SqlStatement& statement : statements) {
    list.push_back(Json{{"sql", statement.sql}, {"params", statement.params}});
  }
  return to_text(list);
}

Result<std::vector<SqlRows>> rows_from_text(std::string_view text) {
  auto list = read_json(text, JsonLimits::for_hosts());
  if (!list || !list->is_array()) {
    return fail(FailureKind::kUnavailable, "the database's answer is no JSON array");
  }
  std::vector<SqlRows> results;
  results.reserve(list->size());
  for (Json& entry : *list) {
    auto rows = row_set(entry);
    if (!rows) return std::unexpected(std::move(rows.error()));
    results.push_back(std::move(*rows));
  }
  return results;
}

Result<SqlRows> row_set_from_text(std::string_view text) {
  auto entry = read_json(text, JsonLimits::for_hosts());
  if (!entry) return fail(FailureKind::kUnavailable, "the database's answer is no JSON");
  return row_set(*entry);
}

namespace {

Task<Result<std::vector<SqlRows>>> run_batch(StoragePort* port,
                                             std::vector<SqlStatement> statements) {
  const std::string text = statements_to_text(statements);
  auto outcome = co_await operation<OperationKind::kStorage>(
      [&](OpId op) { port->batch(op, text); }, [](OpId) {});
  if (!outcome) co_return std::unexpected(std::move(outcome.error()));
  auto results = rows_from_text(*outcome);
  if (results && results->size() != statements.size()) {
    co_return fail(FailureKind::kUnavailable, "the database answered another number of statements");
  }
  co_return results;
}

Task<Result<SqlRows>> only_result(Task<Result<std::vector<SqlRows>>> running) {
  auto results = co_await std::move(running);
  if (!results) co_return std::unexpected(std::move(results.error()));
  co_return std::move(results->front());
}

}  // namespace

Task<Result<std::vector<SqlRows>>> batch(StoragePort& port, std::vector<SqlStatement> statements) {
  return run_batch(&port, std::move(statements));
}

Task<Result<SqlRows>> query(StoragePort& port, std::string sql, Json params) {
  std::vector<SqlStatement> statements;
  statements.push_back({std::move(sql), std::move(params)});
  return only_result(batch(port, std::move(statements)));
}

Result<SqlRows> execute(ActorStoragePort& port, std::string_view sql, const Json& params) {
  auto text = port.execute(sql, to_text(params));
  if (!text) return std::unexpected(std::move(text.error()));
  return row_set_from_text(*text);
}

}  // namespace skerry
