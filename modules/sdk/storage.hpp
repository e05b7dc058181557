#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/json.hpp"
#include "modules/sdk/task.hpp"

namespace skerry {

/// One statement with its parameters: a JSON array of null, numbers and texts.
struct SqlStatement {
  std::string sql;
  Json params = Json::array();
};

/// What one statement gave. `rows` is an array of arrays, each as long as `columns`.
struct SqlRows {
  std::vector<std::string> columns;
  Json rows = Json::array();
  std::uint64_t rows_written = 0;
};

/// Starts batches on the installation's shared database (`storage` of the contract).
class StoragePort {
 public:
  virtual void batch(OpId op, std::string_view statements) = 0;

 protected:
  ~StoragePort() = default;
};

/// Runs statements in order as one transaction; one result a statement. Fails with `kConstraint`,
/// `kInvalid`, `kDenied`, `kLimitExceeded`, `kNumberOutOfRange` or `kUnavailable`, and then nothing
/// was written. A number among the parameters that is no double, or an integer beyond 2^53-1, is
/// refused by the host.
Task<Result<std::vector<SqlRows>>> batch(StoragePort& port, std::vector<SqlStatement> statements);

/// One statement alone.
Task<Result<SqlRows>> query(StoragePort& port, std::string sql, Json params = Json::array());

/// The boundary's form of statements, and of what they gave; used by the ports' implementations.
[[nodiscard]] std::string statements_to_text(const std::vector<SqlStatement>& statements);
[[nodiscard]] Result<std::vector<SqlRows>> rows_from_text(std::string_view text);
/// The same for a single entry.
[[nodiscard]] Result<SqlRows> row_set_from_text(std::string_view text);

}  // namespace skerry
