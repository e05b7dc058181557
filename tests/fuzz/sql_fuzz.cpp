#include <simdjson.h>

#include <expected>
#include <memory>
#include <string>

#include "host/database/sql_statement_runner.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace skerry::host;
using skerry::fuzz::require;

namespace {

/// Enough to go through every branch, not enough to wait for.
constexpr SqlStatementRunner::Limits kLimits{.steps_max = 20'000, .result_bytes_max = 64 << 10};

std::unique_ptr<SqliteConnection> open() {
  auto connection = SqliteConnection::open({.path = ":memory:"}).value();
  for (const auto* sql :
       {"CREATE TABLE skerry_secret (value TEXT)", "INSERT INTO skerry_secret VALUES ('kept')",
        "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
        "INSERT INTO items VALUES (1, 'a'), (2, 'b')"}) {
    require(connection->execute(sql).has_value(), "the database can be prepared");
  }
  return connection;
}

void check_json(const std::expected<std::string, skerry::Failure>& result) {
  if (!result) return;
  simdjson::dom::parser parser;
  require(parser.parse(*result).error() == simdjson::SUCCESS, "a result is JSON");
  require(!result->contains("kept"), "the host's rows are not shown");
}

/// The host's own rows are as they were, and nothing else is attached.
void check_host(SqliteConnection& connection) {
  {
    auto row = connection.prepare("SELECT value FROM skerry_secret");
    require(row.has_value(), "the host's table is there");
    require(row->step().value_or(false) && row->text(0) == "kept", "the host's row is as it was");
  }
  auto databases = connection.prepare("SELECT count(*) FROM pragma_database_list");
  require(databases && databases->step().value_or(false) && databases->integer(0) <= 2,
          "no database is attached");
}

}  // namespace

// The first line is a statement, the second its parameters, the rest a batch.
SKERRY_FUZZ_TARGET(input) {
  const auto connection = open();
  SqlStatementRunner runner(*connection, kLimits);
  const std::string_view sql = skerry::fuzz::take_line(input);
  const std::string_view params = skerry::fuzz::take_line(input);
  if (!simdjson::validate_utf8(sql.data(), sql.size())) return;
  require(connection->execute("BEGIN").has_value(), "a transaction begins");
  check_json(runner.run(sql, params));
  connection->roll_back();
  check_host(*connection);
  require(connection->execute("BEGIN").has_value(), "a transaction begins");
  const bool reads_only = is_read_only_batch(input);
  check_json(runner.run_batch(input));
  if (reads_only && connection->in_transaction()) {
    require(!connection->has_written(), "what only reads writes nothing");
  }
  connection->roll_back();
  check_host(*connection);
}
