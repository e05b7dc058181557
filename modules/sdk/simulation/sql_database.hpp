#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "modules/sdk/failure.hpp"
#include "modules/sdk/json.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace skerry::simulation {

/// An SQLite database in memory with the contract's rules: parameters are null, numbers (bound as
/// doubles) and texts; integers beyond 2^53-1 are refused both ways; no transactions, attachments
/// or pragmas of the module's own; Cloudflare's limits.
class SqlDatabase {
 public:
  SqlDatabase();
  ~SqlDatabase();
  SqlDatabase(const SqlDatabase&) = delete;
  SqlDatabase& operator=(const SqlDatabase&) = delete;

  /// One statement; the result is one entry as `storage` describes it.
  [[nodiscard]] Result<Json> execute(std::string_view sql, const Json& params);
  /// `[{"sql", "params"}, …]` as one transaction.
  [[nodiscard]] Result<std::string> batch(std::string_view statements);

  void begin();
  void commit();
  void roll_back();

 private:
  [[nodiscard]] Result<Json> collect(sqlite3_stmt* statement);
  [[nodiscard]] Failure last_failure() const;
  void command(const char* sql);

  sqlite3* database_ = nullptr;
  bool trusted_ = false;
};

}  // namespace skerry::simulation
