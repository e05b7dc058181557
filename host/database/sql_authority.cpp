#include "host/database/sql_authority.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "host/database/limits.hpp"

namespace skerry::host {
namespace {

using namespace std::string_view_literals;

/// `data_version` changes nothing and FTS5 asks for it.
constexpr std::array kPragmasAllowed = {
    "data_version"sv,     "defer_foreign_keys"sv, "foreign_key_check"sv,
    "foreign_key_list"sv, "index_info"sv,         "index_list"sv,
    "index_xinfo"sv,      "table_info"sv,         "table_xinfo"sv,
};
constexpr std::array kFunctionsRefused = {"load_extension"sv, "fts3_tokenizer"sv};
constexpr std::array kVirtualTablesAllowed = {"fts5"sv, "fts5vocab"sv};
/// Tables that show what other statements do or how the file is laid out.
constexpr std::array kTablesRefused = {"sqlite_stmt"sv, "dbstat"sv, "bytecode"sv, "tables_used"sv,
                                       "pragma_table_list"sv};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, lower(name)) != names.end();
}

std::string_view view(const char* text) { return text == nullptr ? ""sv : std::string_view(text); }

int refuse(SqlAuthority& authority, std::string_view what, std::string_view name = {}) {
  authority.refused = what;
  if (!name.empty()) authority.refused.append(" ").append(name);
  return SQLITE_DENY;
}

int judge_pragma(SqlAuthority& authority, std::string_view name, std::string_view argument) {
  if (!among(kPragmasAllowed, name)) return refuse(authority, "PRAGMA", name);
  if (SqlAuthority::is_hidden(argument)) return refuse(authority, "the table", argument);
  if (lower(name) == "defer_foreign_keys") authority.defers_foreign_keys = true;
  return SQLITE_OK;
}

/// The names an action carries; both may be absent.
int judge_names(SqlAuthority& authority, std::string_view first, std::string_view second) {
  for (const auto name : {first, second}) {
    if (SqlAuthority::is_hidden(name)) return refuse(authority, "the name", name);
  }
  return SQLITE_OK;
}

int authorize(void* context, int action, const char* first_text, const char* second_text,
              const char* /*database*/, const char* /*trigger_or_view*/) {
  auto& authority = *static_cast<SqlAuthority*>(context);
  if (!authority.of_module) return SQLITE_OK;
  const auto first = view(first_text);
  const auto second = view(second_text);
  switch (action) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return refuse(authority, "transaction control:", first);
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      return refuse(authority, "ATTACH, DETACH and VACUUM");
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
      return refuse(authority, "temporary objects:", first);
    case SQLITE_CREATE_VTABLE:
      if (!among(kVirtualTablesAllowed, second))
        return refuse(authority, "virtual tables:", second);
      return judge_names(authority, first, {});
    case SQLITE_PRAGMA:
      return judge_pragma(authority, first, second);
    case SQLITE_FUNCTION:
      return among(kFunctionsRefused, second) ? refuse(authority, "the function", second)
                                              : SQLITE_OK;
    case SQLITE_READ:
      // The second argument is a column here, and a module may name its columns as it likes.
      if (among(kTablesRefused, first)) return refuse(authority, "the table", first);
      return judge_names(authority, first, {});
    case SQLITE_UPDATE:
      return judge_names(authority, first, {});
    case SQLITE_ALTER_TABLE:
      authority.alters = true;
      return judge_names(authority, first, second);
    default:
      return judge_names(authority, first, second);
  }
}

int on_progress(void* context) {
  auto& authority = *static_cast<SqlAuthority*>(context);
  if (!authority.of_module) return 0;
  if (authority.progress_left == 0) return 1;
  --authority.progress_left;
  return 0;
}

}  // namespace

void SqlAuthority::attach(sqlite3* connection) {
  sqlite3_set_authorizer(connection, authorize, this);
  sqlite3_progress_handler(connection, kProgressStep, on_progress, this);
}

bool SqlAuthority::allows_alteration(std::string_view sql) {
  if (!std::exchange(alters, false)) return true;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (!is_hidden(sql.substr(i))) continue;
    refused = "a host's name in ALTER TABLE";
    return false;
  }
  return true;
}

bool SqlAuthority::is_hidden(std::string_view name) {
  const auto text = lower(name.substr(0, 7));
  return text.starts_with("skerry_") || text.starts_with("_cf_");
}

void set_sql_limits(sqlite3* connection) {
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kSqlRowBytesMax);
  sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, kSqlStatementBytesMax);
  sqlite3_limit(connection, SQLITE_LIMIT_COLUMN, kSqlColumnsMax);
  sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, kSqlExpressionDepthMax);
  sqlite3_limit(connection, SQLITE_LIMIT_COMPOUND_SELECT, kSqlCompoundSelectsMax);
  sqlite3_limit(connection, SQLITE_LIMIT_VDBE_OP, kSqlProgramOperationsMax);
  sqlite3_limit(connection, SQLITE_LIMIT_FUNCTION_ARG, kSqlFunctionArgumentsMax);
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, kSqlLikePatternBytesMax);
  sqlite3_limit(connection, SQLITE_LIMIT_VARIABLE_NUMBER, kSqlParametersMax);
  sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, kSqlTriggerDepthMax);
  sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
}

}  // namespace skerry::host
