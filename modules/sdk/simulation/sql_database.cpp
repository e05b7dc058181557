#include "modules/sdk/simulation/sql_database.hpp"

#include <sqlite3.h>

#include <cmath>

#include "modules/sdk/assert.hpp"

namespace skerry::simulation {

namespace {

constexpr double kSafeIntegerMax = 9007199254740991.0;
constexpr std::size_t kParametersMax = 100;
constexpr std::size_t kStatementBytesMax = 100'000;
constexpr int kRowBytesMax = 2'000'000;

/// What Cloudflare refuses. The database's own commands run while `trusted` is set.
int authorize(void* trusted, int action, const char*, const char*, const char*, const char*) {
  if (*static_cast<bool*>(trusted)) return SQLITE_OK;
  switch (action) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_PRAGMA:
      return SQLITE_DENY;
    default:
      return SQLITE_OK;
  }
}

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

Result<void> bind(sqlite3_stmt* statement, int index, const Json& value) {
  if (value.is_null()) {
    sqlite3_bind_null(statement, index);
  } else if (value.is_number()) {
    const auto number = value.get<double>();
    if (!std::isfinite(number) ||
        (std::trunc(number) == number && std::fabs(number) > kSafeIntegerMax)) {
      return fail(FailureKind::kNumberOutOfRange, "parameter " + std::to_string(index));
    }
    sqlite3_bind_double(statement, index, number);
  } else if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
  } else {
    return fail(FailureKind::kInvalid,
                "parameter " + std::to_string(index) + " is not null, number or text");
  }
  return {};
}

Result<void> bind_all(sqlite3_stmt* statement, const Json& params) {
  if (!params.is_array()) return fail(FailureKind::kInvalid, "params is no array");
  if (params.size() > kParametersMax) {
    return fail(FailureKind::kLimitExceeded, "parameters_max=" + std::to_string(kParametersMax));
  }
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(params.size())) {
    return fail(FailureKind::kInvalid, "the number of parameters does not fit the statement");
  }
  for (std::size_t index = 0; index < params.size(); ++index) {
    auto bound = bind(statement, static_cast<int>(index) + 1, params[index]);
    if (!bound) return bound;
  }
  return {};
}

Result<Json> column(sqlite3_stmt* statement, int index) {
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_NULL:
      return Json(nullptr);
    case SQLITE_INTEGER: {
      const sqlite3_int64 value = sqlite3_column_int64(statement, index);
      if (std::fabs(static_cast<double>(value)) > kSafeIntegerMax) {
        return fail(FailureKind::kNumberOutOfRange, "column " + std::to_string(index));
      }
      return Json(static_cast<std::int64_t>(value));
    }
    case SQLITE_FLOAT:
      return json_number(sqlite3_column_double(statement, index));
    case SQLITE_TEXT:
      return Json(std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, index)),
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, index))));
    default:
      return fail(FailureKind::kInvalid, "column " + std::to_string(index) + " is a blob");
  }
}

}  // namespace

SqlDatabase::SqlDatabase() {
  SKERRY_ASSERT(sqlite3_open(":memory:", &database_) == SQLITE_OK);
  sqlite3_extended_result_codes(database_, 1);
  sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, kRowBytesMax);
  command("PRAGMA foreign_keys = ON");
  sqlite3_set_authorizer(database_, authorize, &trusted_);
}

SqlDatabase::~SqlDatabase() { sqlite3_close(database_); }

void SqlDatabase::command(const char* sql) {
  trusted_ = true;
  SKERRY_ASSERT(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  trusted_ = false;
}

void SqlDatabase::begin() { command("BEGIN"); }
void SqlDatabase::commit() { command("COMMIT"); }
void SqlDatabase::roll_back() {
  // `INSERT OR ROLLBACK` has ended the transaction already.
  if (sqlite3_get_autocommit(database_) == 0) command("ROLLBACK");
}

Failure SqlDatabase::last_failure() const {
  constexpr int kPrimaryMask = 0xff;
  const std::string text = sqlite3_errmsg(database_);
  switch (sqlite3_errcode(database_) & kPrimaryMask) {
    case SQLITE_CONSTRAINT:
      return {FailureKind::kConstraint, text};
    case SQLITE_AUTH:
      return {FailureKind::kDenied, text};
    case SQLITE_TOOBIG:
      return {FailureKind::kLimitExceeded, "row_bytes_max=" + std::to_string(kRowBytesMax)};
    default:
      return {FailureKind::kInvalid, text};
  }
}

Result<Json> SqlDatabase::execute(std::string_view sql, const Json& params) {
  if (sql.size() > kStatementBytesMax) {
    return fail(FailureKind::kLimitExceeded,
                "statement_bytes_max=" + std::to_string(kStatementBytesMax));
  }
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  if (sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &raw, &tail) !=
      SQLITE_OK) {
    return std::unexpected(last_failure());
  }
  const Statement statement(raw);
  if (raw == nullptr) return fail(FailureKind::kInvalid, "no statement");
  const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
  if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return fail(FailureKind::kInvalid, "more than one statement");
  }
  if (auto bound = bind_all(raw, params); !bound) return std::unexpected(std::move(bound.error()));
  return collect(raw);
}

Result<Json> SqlDatabase::collect(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  Json entry{{"columns", Json::array()}, {"rows", Json::array()}, {"rowsWritten", 0}};
  for (int index = 0; index < columns; ++index) {
    entry["columns"].push_back(sqlite3_column_name(statement, index));
  }
  const int changes_before = sqlite3_total_changes(database_);
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    Json row = Json::array();
    for (int index = 0; index < columns; ++index) {
      auto value = column(statement, index);
      if (!value) return std::unexpected(std::move(value.error()));
      row.push_back(std::move(*value));
    }
    entry["rows"].push_back(std::move(row));
  }
  if (step != SQLITE_DONE) return std::unexpected(last_failure());
  entry["rowsWritten"] = sqlite3_total_changes(database_) - changes_before;
  return entry;
}

Result<std::string> SqlDatabase::batch(std::string_view statements) {
  const auto list = read_json(statements, JsonLimits::for_hosts());
  if (!list || !list->is_array()) return fail(FailureKind::kInvalid, "statements is no array");
  Json results = Json::array();
  begin();
  for (const Json& statement : *list) {
    const Json* sql = find_member(statement, "sql");
    const Json* params = find_member(statement, "params");
    Result<Json> result = fail(FailureKind::kInvalid, "a statement needs sql and params");
    if (sql != nullptr && sql->is_string() && params != nullptr) {
      result = execute(sql->get_ref<const std::string&>(), *params);
    }
    if (!result) {
      roll_back();
      return std::unexpected(std::move(result.error()));
    }
    results.push_back(std::move(*result));
  }
  commit();
  return to_text(results);
}

}  // namespace skerry::simulation
