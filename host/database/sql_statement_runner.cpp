#include "host/database/sql_statement_runner.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "host/database/sql_values.hpp"

namespace skerry::host {
namespace {

/// Puts a connection under the authorizer, with a budget of steps, for one statement.
class ModuleScope {
 public:
  ModuleScope(SqliteConnection& connection, std::uint64_t steps_max)
      : authority_(connection.authority()) {
    authority_.of_module = true;
    authority_.alters = false;
    authority_.refused.clear();
    authority_.progress_left = steps_max / SqlAuthority::kProgressStep;
  }
  ~ModuleScope() { authority_.of_module = false; }
  ModuleScope(const ModuleScope&) = delete;
  ModuleScope& operator=(const ModuleScope&) = delete;

 private:
  SqlAuthority& authority_;
};

/// A statement that writes and returns rows has written everything before its first row is seen, so
/// a failure while reading them must be undone from outside.
class StatementSavepoint {
 public:
  explicit StatementSavepoint(SqliteConnection& connection) : connection_(connection) {}

  Result<void> open() {
    auto opened = connection_.execute("SAVEPOINT skerry_statement");
    is_open_ = opened.has_value();
    return opened;
  }
  Result<void> keep() {
    if (!std::exchange(is_open_, false)) return {};
    return connection_.execute("RELEASE skerry_statement");
  }
  ~StatementSavepoint() {
    if (!is_open_ || !connection_.in_transaction()) return;
    // Should this fail, SQLite has ended the transaction, which the caller looks at.
    (void)connection_.execute("ROLLBACK TO skerry_statement");
    (void)connection_.execute("RELEASE skerry_statement");
  }
  StatementSavepoint(const StatementSavepoint&) = delete;
  StatementSavepoint& operator=(const StatementSavepoint&) = delete;

 private:
  SqliteConnection& connection_;
  bool is_open_ = false;
};

Result<void> append_rows(SqliteConnection& connection, sqlite3_stmt* statement, std::string& out,
                         std::size_t bytes_max) {
  out += R"({"columns":)";
  if (auto done = append_columns(out, statement); !done) return done;
  out += R"(,"rows":[)";
  const auto written_before = sqlite3_total_changes64(connection.get());
  bool first = true;
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) break;
    if (code != SQLITE_ROW) return std::unexpected(connection.failure(code));
    if (!std::exchange(first, false)) out += ',';
    if (auto done = append_row(out, statement); !done) return done;
    if (out.size() > bytes_max) return fail_limit("sql_result_bytes_max", bytes_max);
  }
  out += R"(],"rowsWritten":)";
  out += std::to_string(sqlite3_total_changes64(connection.get()) - written_before);
  out += '}';
  return {};
}

Result<void> run_one(SqliteConnection& connection, const SqlStatementRunner::Limits& limits,
                     std::string_view sql, simdjson::dom::array params, std::string& out) {
  StatementSavepoint savepoint(connection);
  const ModuleScope scope(connection, limits.steps_max);
  auto statement = connection.prepare_for_module(sql);
  if (!statement) return std::unexpected(statement.error());
  if (auto bound = bind_parameters(statement->get(), params); !bound) return bound;
  if (sqlite3_stmt_readonly(statement->get()) == 0 && sqlite3_column_count(statement->get()) > 0) {
    connection.authority().of_module = false;
    auto opened = savepoint.open();
    connection.authority().of_module = true;
    if (!opened) return opened;
  }
  if (auto done = append_rows(connection, statement->get(), out, limits.result_bytes_max); !done) {
    return done;
  }
  *statement = SqliteStatement();
  connection.authority().of_module = false;
  return savepoint.keep();
}

Failure in_statement(Failure failure, std::size_t index) {
  // The detail of a limit has a fixed form.
  if (failure.kind != FailureKind::kLimitExceeded) {
    failure.detail = "statement " + std::to_string(index) + ": " + failure.detail;
  }
  return failure;
}

bool begins_with_select(std::string_view sql) {
  constexpr std::string_view kSelect = "select";
  const auto start =
      std::ranges::find_if(sql, [](unsigned char c) { return std::isspace(c) == 0; });
  const std::string_view word(start, sql.end());
  return word.size() > kSelect.size() &&
         std::ranges::equal(kSelect, word.substr(0, kSelect.size()), {}, {},
                            [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

Result<simdjson::dom::array> parse_array(simdjson::dom::parser& parser, std::string_view json,
                                         const char* what) {
  if (json.size() > kSqlBatchBytesMax) return fail_limit("sql_batch_bytes_max", kSqlBatchBytesMax);
  simdjson::dom::array array;
  if (const auto code = parser.parse(json.data(), json.size()).get(array)) {
    return std::unexpected(json_failure(code, what));
  }
  return array;
}

}  // namespace

Result<std::string> SqlStatementRunner::run(std::string_view sql, std::string_view params) {
  if (!simdjson::validate_utf8(sql.data(), sql.size())) {
    return fail(FailureKind::kNotUtf8, "SQL text");
  }
  simdjson::dom::parser parser;
  const auto array = parse_array(parser, params.empty() ? "[]" : params, "params");
  if (!array) return std::unexpected(array.error());
  std::string out;
  if (auto done = run_one(connection_, limits_, sql, *array, out); !done) {
    return std::unexpected(done.error());
  }
  return out;
}

Result<std::string> SqlStatementRunner::run_batch(std::string_view statements) {
  simdjson::dom::parser parser;
  const auto array = parse_array(parser, statements, "statements");
  if (!array) return std::unexpected(array.error());
  std::string out = "[";
  std::size_t index = 0;
  for (const auto entry : *array) {
    if (index >= kSqlBatchStatementsMax) {
      return fail_limit("sql_batch_statements_max", kSqlBatchStatementsMax);
    }
    std::string_view sql;
    if (entry["sql"].get(sql) != simdjson::SUCCESS) {
      return std::unexpected(in_statement({FailureKind::kInvalid, "no text \"sql\""}, index));
    }
    simdjson::dom::parser none_parser;
    simdjson::dom::array params;
    const auto found = entry["params"];
    if (found.error() == simdjson::NO_SUCH_FIELD) {
      const auto none = parse_array(none_parser, "[]", "params");
      if (!none) return std::unexpected(none.error());
      params = *none;
    } else if (found.get(params) != simdjson::SUCCESS) {
      return std::unexpected(
          in_statement({FailureKind::kInvalid, "\"params\" is no array"}, index));
    }
    if (index > 0) out += ',';
    if (auto done = run_one(connection_, limits_, sql, params, out); !done) {
      return std::unexpected(in_statement(std::move(done.error()), index));
    }
    ++index;
  }
  out += ']';
  return out;
}

Result<void> SqlStatementRunner::run_script(std::string_view script) {
  const ModuleScope scope(connection_, limits_.steps_max);
  const char* rest = script.data();
  const char* const end = rest + script.size();
  while (rest != end) {
    sqlite3_stmt* statement = nullptr;
    const char* const start = rest;
    const int code = sqlite3_prepare_v2(connection_.get(), rest, static_cast<int>(end - rest),
                                        &statement, &rest);
    if (code != SQLITE_OK) return std::unexpected(connection_.failure(code));
    if (statement == nullptr) return {};
    const std::string_view sql(start, static_cast<std::size_t>(rest - start));
    int stepped = connection_.authority().allows_alteration(sql) ? SQLITE_ROW : SQLITE_AUTH;
    while (stepped == SQLITE_ROW) stepped = sqlite3_step(statement);
    auto failure = connection_.failure(stepped);
    sqlite3_finalize(statement);
    if (stepped != SQLITE_DONE) {
      failure.detail += " in " + excerpt(sql);
      return std::unexpected(std::move(failure));
    }
  }
  return {};
}

bool is_read_only_batch(std::string_view statements) {
  if (statements.size() > kSqlBatchBytesMax) return false;
  simdjson::dom::parser parser;
  simdjson::dom::array array;
  if (parser.parse(statements.data(), statements.size()).get(array) != simdjson::SUCCESS) {
    return false;
  }
  return std::ranges::all_of(array, [](simdjson::dom::element entry) {
    std::string_view sql;
    return entry["sql"].get(sql) == simdjson::SUCCESS && begins_with_select(sql);
  });
}

}  // namespace skerry::host
