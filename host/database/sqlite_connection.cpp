#include "host/database/sqlite_connection.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "host/database/invariant.hpp"
#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

constexpr std::uint64_t kPageBytes = 4'096;
constexpr int kBusyTimeoutMs = 5'000;
constexpr std::size_t kExcerptBytes = 120;

struct LimitMessage {
  std::string_view fragment;
  const char* limit;
  int value;
};

/// Limits that SQLite reports as plain errors, known only by their text.
constexpr std::array kLimitMessages = {
    LimitMessage{"too many SQL variables", "sql_parameters_max", kSqlParametersMax},
    LimitMessage{"variable number must be between", "sql_parameters_max", kSqlParametersMax},
    LimitMessage{"pattern too complex", "sql_like_pattern_bytes_max", kSqlLikePatternBytesMax},
    LimitMessage{"too many columns", "sql_columns_max", kSqlColumnsMax},
    LimitMessage{"too many terms in compound", "sql_compound_selects_max", kSqlCompoundSelectsMax},
    LimitMessage{"too many terms in", "sql_columns_max", kSqlColumnsMax},
    LimitMessage{"columns in result set", "sql_columns_max", kSqlColumnsMax},
    LimitMessage{"too many arguments on function", "sql_function_arguments_max",
                 kSqlFunctionArgumentsMax},
    LimitMessage{"Expression tree is too large", "sql_expression_depth_max",
                 kSqlExpressionDepthMax},
    LimitMessage{"parser stack overflow", "sql_expression_depth_max", kSqlExpressionDepthMax},
    LimitMessage{"too many levels of trigger", "sql_trigger_depth_max", kSqlTriggerDepthMax},
};

std::string limit_text(const char* name, std::uint64_t value) {
  return std::string(name) + "=" + std::to_string(value);
}

Failure plain_error(std::string message) {
  for (const auto& entry : kLimitMessages) {
    if (message.find(entry.fragment) != std::string::npos) {
      return {FailureKind::kLimitExceeded,
              limit_text(entry.limit, static_cast<std::uint64_t>(entry.value))};
    }
  }
  return {FailureKind::kInvalid, std::move(message)};
}

}  // namespace

void initialize_sqlite() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Debian's build reserves 20 pages for every page cache at once, most of which a small actor
    // never needs. Refused when the process has used SQLite already, which costs only memory.
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
    // Its account of all memory has one lock that every thread takes with each piece it allocates.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    require(sqlite3_initialize() == SQLITE_OK, "sqlite3_initialize");
  });
}

const std::string& empty_database() {
  static const std::string image = [] {
    initialize_sqlite();
    sqlite3* memory = nullptr;
    require(sqlite3_open(":memory:", &memory) == SQLITE_OK, "a database in memory");
    // What is written does not matter, only that the first page is.
    const std::string script =
        "PRAGMA page_size=" + std::to_string(kPageBytes) + ";PRAGMA user_version=0";
    require(sqlite3_exec(memory, script.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
            "an empty database");
    sqlite3_int64 bytes = 0;
    unsigned char* pages = sqlite3_serialize(memory, "main", &bytes, 0);
    require(pages != nullptr && bytes == static_cast<sqlite3_int64>(kPageBytes), "one page");
    std::string page(reinterpret_cast<const char*>(pages), kPageBytes);
    sqlite3_free(pages);
    sqlite3_close(memory);
    // https://sqlite.org/fileformat.html: the versions to write and read by; 2 is the log.
    page[18] = 2;
    page[19] = 2;
    return page;
  }();
  return image;
}

std::string excerpt(std::string_view sql) {
  if (sql.size() <= kExcerptBytes) return std::string(sql);
  auto end = kExcerptBytes;
  // Never split a character.
  while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0u) == 0x80u) --end;
  return std::string(sql.substr(0, end)) + "...";
}

// --- SqliteStatement

SqliteStatement& SqliteStatement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(statement_, index, text.empty() ? "" : text.data(), text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

SqliteStatement& SqliteStatement::bind_null(int index) {
  sqlite3_bind_null(statement_, index);
  return *this;
}

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto* handle = sqlite3_db_handle(statement_);
  return fail(FailureKind::kUnavailable, std::string(sqlite3_errmsg(handle)) + " (" +
                                             std::to_string(sqlite3_extended_errcode(handle)) +
                                             ") in " + excerpt(sqlite3_sql(statement_)));
}

Result<void> SqliteStatement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
  }
}

std::int64_t SqliteStatement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqliteStatement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void SqliteStatement::release() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  statement_ = nullptr;
}

// --- SqliteConnection

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const SqliteOptions& options) {
  initialize_sqlite();
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(options));
  if (!options.read_only && options.vfs.empty() && options.path != ":memory:") {
    create_private_file(options.path);
  }
  const int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW |
      (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(options.path.c_str(), &connection->handle_, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  if (code != SQLITE_OK) return std::unexpected(connection->failure(code));
  if (const auto ready = connection->set_up(); !ready) return std::unexpected(ready.error());
  return connection;
}

Result<void> SqliteConnection::set_up() {
  set_sql_limits(handle_);
  authority_.attach(handle_);
  sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
  for (const auto& [option, value] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        std::pair{SQLITE_DBCONFIG_ENABLE_FKEY, 1}, std::pair{SQLITE_DBCONFIG_DQS_DDL, 0},
        std::pair{SQLITE_DBCONFIG_DQS_DML, 0},
        std::pair{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}}) {
    sqlite3_db_config(handle_, option, value, nullptr);
  }
  const auto pages = options_.bytes_max / kPageBytes;
  // The page size comes before anything that creates the file, the locking mode before anything
  // that looks at the write-ahead log.
  std::string pragmas = "PRAGMA page_size=" + std::to_string(kPageBytes) + ";";
  if (options_.exclusive) pragmas += "PRAGMA locking_mode=EXCLUSIVE;";
  pragmas += "PRAGMA cache_size=-" + std::to_string(options_.cache_kib) + ";PRAGMA temp_store=2;";
  if (!options_.read_only) {
    const bool full = options_.sync == SqliteSync::kFull;
    // Nothing goes into the log before the commit. SQLite 3.40 leaves a frame without its checksum
    // there when pages that went early, and went again, are rolled back to a savepoint: what is
    // committed after that frame is gone when the process is.
    pragmas += "PRAGMA cache_spill=OFF;";
    // EXTRA while the file is created: a rollback journal whose removal did not survive a power cut
    // must not meet a write-ahead log.
    pragmas += std::string("PRAGMA synchronous=") + (full ? "EXTRA;" : "OFF;") +
               "PRAGMA journal_mode=WAL;PRAGMA synchronous=" + (full ? "FULL;" : "OFF;") +
               "PRAGMA wal_autocheckpoint=" + std::to_string(options_.checkpoint_pages) +
               ";PRAGMA max_page_count=" + std::to_string(pages) + ";";
  }
  const int code = sqlite3_exec(handle_, pragmas.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(failure(code));
  return {};
}

SqliteConnection::~SqliteConnection() {
  for (const auto& entry : cache_) sqlite3_finalize(entry.statement);
  if (handle_ != nullptr) sqlite3_close_v2(handle_);
}

Result<sqlite3_stmt*> SqliteConnection::compile(std::string_view sql, bool of_module) {
  if (sql.find('\0') != std::string_view::npos) {
    return fail(FailureKind::kInvalid, "a NUL in SQL");
  }
  if (sql.size() > kSqlStatementBytesMax) {
    return fail_limit("sql_statement_bytes_max", kSqlStatementBytesMax);
  }
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &tail);
  if (code != SQLITE_OK) return std::unexpected(failure(code));
  if (statement == nullptr) return fail(FailureKind::kInvalid, "no statement: " + excerpt(sql));
  if (!of_module) return statement;
  if (!authority_.allows_alteration(sql)) {
    sqlite3_finalize(statement);
    return std::unexpected(failure(SQLITE_AUTH));
  }

  // What is left may be blanks and comments. SQLite decides what those are.
  const auto rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (rest.empty()) return statement;
  sqlite3_stmt* second = nullptr;
  const int rest_code =
      sqlite3_prepare_v2(handle_, rest.data(), static_cast<int>(rest.size()), &second, nullptr);
  const bool several = rest_code != SQLITE_OK || second != nullptr;
  sqlite3_finalize(second);
  if (several) {
    sqlite3_finalize(statement);
    return fail(FailureKind::kInvalid, "more than one statement: " + excerpt(sql));
  }
  return statement;
}

Result<SqliteStatement> SqliteConnection::cached(std::string_view sql, bool of_module) {
  const auto found = std::ranges::find_if(cache_, [&](const Cached& entry) {
    return entry.of_module == of_module && entry.sql == sql && !sqlite3_stmt_busy(entry.statement);
  });
  if (found != cache_.end()) {
    cache_.splice(cache_.begin(), cache_, found);
    return SqliteStatement(found->statement);
  }
  auto statement = compile(sql, of_module);
  if (!statement) return std::unexpected(statement.error());
  const int bytes = sqlite3_stmt_status(*statement, SQLITE_STMTSTATUS_MEMUSED, 0);
  cache_.push_front(
      {std::string(sql), of_module, *statement, static_cast<std::size_t>(bytes) + sql.size()});
  trim_cache();
  return SqliteStatement(*statement);
}

void SqliteConnection::trim_cache() {
  std::size_t bytes = 0;
  std::size_t kept = 0;
  // The first is about to be used, whatever its size.
  for (auto entry = cache_.begin(); entry != cache_.end();) {
    bytes += entry->bytes;
    const bool over = ++kept > kStatementsCachedMax || bytes > kStatementsCachedBytesMax;
    if (over && kept > 1 && !sqlite3_stmt_busy(entry->statement)) {
      sqlite3_finalize(entry->statement);
      entry = cache_.erase(entry);
    } else {
      ++entry;
    }
  }
}

Result<SqliteStatement> SqliteConnection::prepare(std::string_view sql) {
  return cached(sql, false);
}

Result<SqliteStatement> SqliteConnection::prepare_for_module(std::string_view sql) {
  require(authority_.of_module, "module SQL is compiled under the authorizer");
  return cached(sql, true);
}

Result<void> SqliteConnection::execute(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  return statement->run();
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

bool SqliteConnection::has_written() const {
  return sqlite3_txn_state(handle_, "main") == SQLITE_TXN_WRITE;
}

bool SqliteConnection::has_deferred_violations() const {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current != 0;
}

void SqliteConnection::roll_back() {
  // Fails only when SQLite has already done it.
  if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteConnection::shrink() { sqlite3_db_release_memory(handle_); }

Result<void> SqliteConnection::sync_once(const std::function<Result<void>()>& work) {
  if (options_.sync == SqliteSync::kOff) return work();
  const auto run = [&](const char* pragma) -> Result<void> {
    const int code = sqlite3_exec(handle_, pragma, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return std::unexpected(failure(code));
    return {};
  };
  if (auto off = run("PRAGMA synchronous=OFF"); !off) return off;
  // Pages must not get into the file before the log that would restore them is safe.
  sqlite3_wal_autocheckpoint(handle_, 0);
  if (auto done = work(); !done) return done;
  sqlite3_file* log = nullptr;
  int code =
      sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
  // The first sync of a log takes its folder along.
  if (code == SQLITE_OK) code = log->pMethods->xSync(log, SQLITE_SYNC_FULL);
  if (code != SQLITE_OK) return std::unexpected(failure(code));
  if (auto full = run("PRAGMA synchronous=FULL"); !full) return full;
  sqlite3_wal_autocheckpoint(handle_, options_.checkpoint_pages);
  return {};
}

Failure SqliteConnection::failure(int code) const {
  const std::string message =
      handle_ == nullptr ? sqlite3_errstr(code) : std::string(sqlite3_errmsg(handle_));
  const auto unavailable = [&](const char* what) {
    return Failure{FailureKind::kUnavailable, std::string(what) + ": " + options_.path + ": " +
                                                  message + " (" + std::to_string(code) + ")"};
  };
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return {FailureKind::kConstraint, message};
    case SQLITE_AUTH:
      return {FailureKind::kDenied, "not allowed: " + authority_.refused};
    case SQLITE_TOOBIG:
      return {FailureKind::kLimitExceeded, limit_text("sql_row_bytes_max", kSqlRowBytesMax)};
    case SQLITE_INTERRUPT:
      return {FailureKind::kLimitExceeded, limit_text("sql_steps_max", kSqlStepsMax)};
    case SQLITE_FULL:
      return {FailureKind::kLimitExceeded,
              limit_text("database_bytes_max", options_.bytes_max) + " or the disk is full"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return unavailable("damaged database");
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_SCHEMA:
      // A refused function is a plain error to SQLite.
      if (authority_.of_module && !authority_.refused.empty()) return failure(SQLITE_AUTH);
      return plain_error(message);
    default:
      return unavailable("database");
  }
}

}  // namespace skerry::host
