#include "host/database/sql_statement_runner.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>

namespace skerry::host {
namespace {

struct World {
  std::unique_ptr<SqliteConnection> connection;
  SqlStatementRunner::Limits limits;

  World() {
    auto opened = SqliteConnection::open({.path = ":memory:"});
    REQUIRE(opened);
    connection = std::move(*opened);
    REQUIRE(connection->execute("BEGIN"));
  }
  Result<std::string> run(std::string_view sql, std::string_view params = {}) {
    return SqlStatementRunner(*connection, limits).run(sql, params);
  }
  std::string rows(std::string_view sql, std::string_view params = {}) {
    const auto result = run(sql, params);
    INFO(sql << " " << (result ? *result : result.error().detail));
    REQUIRE(result);
    const auto start = result->find("\"rows\":") + 7;
    return result->substr(start, result->find(",\"rowsWritten\"") - start);
  }
  Failure failure(std::string_view sql, std::string_view params = {}) {
    const auto result = run(sql, params);
    INFO(sql);
    REQUIRE_FALSE(result);
    return result.error();
  }
};

std::string json(const std::string& text) { return "[\"" + text + "\"]"; }

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("values go through a statement unchanged", "[sql]") {
  World world;
  for (const auto* value :
       {"null", "0", "1", "-1", "1.5", "-0.1", "9007199254740991", "-9007199254740991", "1e+300",
        "1.8446744073709552e+19", "9.007199254740992e+15", "5e-324", "\"\"", "\"text\"",
        "\"\\u0000 and \\\" and \\n\"", "\"\u00e9 \u6f22 \U0001F600\""}) {
    CHECK(world.rows("SELECT ?", "[" + std::string(value) + "]") ==
          "[[" + std::string(value) + "]]");
  }
  CHECK(world.rows("SELECT ?", "[2.0]") == "[[2]]");
  CHECK(world.rows("SELECT ?", "[-0.0]") == "[[0]]");
  CHECK(world.rows("SELECT typeof(?), typeof(?)", "[1, \"1\"]") == R"([["real","text"]])");
}

TEST_CASE("numbers that no double holds are refused both ways", "[sql]") {
  World world;
  for (const auto* value : {"9007199254740992", "-9007199254740992", "9223372036854775807",
                            "18446744073709551615", "99999999999999999999", "1e999"}) {
    INFO(value);
    CHECK(world.failure("SELECT ?", "[" + std::string(value) + "]").kind ==
          FailureKind::kNumberOutOfRange);
  }
  CHECK(world.rows("SELECT 9007199254740991, -9007199254740991") ==
        "[[9007199254740991,-9007199254740991]]");
  for (const auto* sql : {"SELECT 9007199254740992", "SELECT -9007199254740992", "SELECT 9e999",
                          "SELECT -9e999", "SELECT 9223372036854775807"}) {
    CHECK(world.failure(sql).kind == FailureKind::kNumberOutOfRange);
  }
}

TEST_CASE("parameters are data, never SQL", "[sql]") {
  World world;
  (void)world.rows("CREATE TABLE users (name TEXT, admin INTEGER)");
  (void)world.rows("INSERT INTO users VALUES ('root', 1)");
  for (const auto* text : {"' OR 1=1 --", "x'; DROP TABLE users; --", "\\u0000' OR '1'='1", "?1",
                           ") UNION SELECT 'x', 1 --"}) {
    CHECK(world.rows("SELECT * FROM users WHERE name = ?", json(text)) == "[]");
    (void)world.rows("INSERT INTO users VALUES (?, 0)", json(text));
    CHECK(world.rows("SELECT admin FROM users WHERE name = ?", json(text)) == "[[0]]");
  }
  CHECK(world.rows("SELECT count(*) FROM users WHERE admin = 1") == "[[1]]");
}

TEST_CASE("parameters of other kinds or numbers are invalid", "[sql]") {
  World world;
  for (const auto* params : {"[true]", "[{}]", "[[1]]", "[]", "[1, 2]", "{}", "1", "[1", "[1,]"}) {
    INFO(params);
    CHECK(world.failure("SELECT ?", params).kind == FailureKind::kInvalid);
  }
  CHECK(world.failure("SELECT ?", "[\"\xff\"]").kind == FailureKind::kNotUtf8);
  CHECK(world.failure("SELECT '\xff'").kind == FailureKind::kNotUtf8);
  CHECK(world.failure(std::string_view("SELECT 1\0", 9)).kind == FailureKind::kInvalid);
}

TEST_CASE("results that are no text or number are named", "[sql]") {
  World world;
  CHECK(world.failure("SELECT x'00'").kind == FailureKind::kInvalid);
  CHECK(world.failure("SELECT CAST(x'ff' AS TEXT)").kind == FailureKind::kNotUtf8);
}

TEST_CASE("exactly one statement is run", "[sql]") {
  World world;
  CHECK(world.rows("SELECT 1; -- and a comment\n /* or two */ ;") == "[[1]]");
  for (const auto* sql :
       {"", "  ", "-- nothing", ";", "SELECT 1; SELECT 2", "SELECT 1; nonsense"}) {
    INFO(sql);
    CHECK(world.failure(sql).kind == FailureKind::kInvalid);
  }
}

TEST_CASE("a statement's sizes are limited like Cloudflare's", "[sql][limits]") {
  World world;
  const auto exceeds = [](const Failure& failure, const char* limit) {
    INFO(failure.detail);
    CHECK(failure.kind == FailureKind::kLimitExceeded);
    CHECK(failure.detail.starts_with(std::string(limit) + "="));
  };
  SECTION("100 parameters") {
    const auto statement = [](int n) { return "SELECT 1 IN (?" + repeat(",?", n - 1) + ")"; };
    const auto params = [](int n) { return "[1" + repeat(",1", n - 1) + "]"; };
    for (const int n : {99, 100}) CHECK(world.rows(statement(n), params(n)) == "[[1]]");
    exceeds(world.failure(statement(101), params(101)), "sql_parameters_max");
    exceeds(world.failure("SELECT ?101", "[]"), "sql_parameters_max");
  }
  SECTION("100 columns") {
    for (const int n : {99, 100}) (void)world.rows("SELECT 1" + repeat(",1", n - 1));
    exceeds(world.failure("SELECT 1" + repeat(",1", 100)), "sql_columns_max");
    std::string table = "CREATE TABLE t (c0";
    for (int i = 1; i <= 100; ++i) table += ",c" + std::to_string(i);
    exceeds(world.failure(table + ")"), "sql_columns_max");
  }
  SECTION("100,000 bytes of SQL") {
    const auto statement = [](int bytes) {
      return "SELECT 1 --" + std::string(static_cast<std::size_t>(bytes) - 11, 'x');
    };
    for (const int n : {99'999, 100'000}) CHECK(world.rows(statement(n)) == "[[1]]");
    exceeds(world.failure(statement(100'001)), "sql_statement_bytes_max");
  }
  SECTION("2,000,000 bytes of text") {
    for (const std::size_t n : {1'999'999u, 2'000'000u}) {
      CHECK(world.rows("SELECT length(?)", json(std::string(n, 'x'))) ==
            "[[" + std::to_string(n) + "]]");
    }
    exceeds(world.failure("SELECT length(?)", json(std::string(2'000'001, 'x'))),
            "sql_row_bytes_max");
    const std::string full(2'000'000, 'x');
    CHECK(world.rows("SELECT length(? || '')", json(full)) == "[[2000000]]");
    exceeds(world.failure("SELECT length(? || 'x')", json(full)), "sql_row_bytes_max");
    exceeds(world.failure("SELECT length(zeroblob(2000001))"), "sql_row_bytes_max");
  }
  SECTION("2,000,000 bytes a row, its header included") {
    (void)world.rows("CREATE TABLE t (a, b)");
    const std::string half(1'000'000, 'x');
    exceeds(world.failure("INSERT INTO t VALUES (?, ?)", R"([")" + half + R"(",")" + half + "\"]"),
            "sql_row_bytes_max");
    (void)world.rows("INSERT INTO t VALUES (?, ?)",
                     R"([")" + half + R"(",")" + half.substr(16) + "\"]");
  }
  SECTION("50 bytes of a LIKE pattern") {
    for (const std::size_t n : {49u, 50u}) {
      CHECK(world.rows("SELECT 'x' LIKE ?", json(std::string(n, '%'))) == "[[1]]");
    }
    exceeds(world.failure("SELECT 'x' LIKE ?", json(std::string(51, '%'))),
            "sql_like_pattern_bytes_max");
    exceeds(world.failure("SELECT 'x' GLOB ?", json(std::string(51, '*'))),
            "sql_like_pattern_bytes_max");
  }
  SECTION("32 arguments of a function") {
    for (const int n : {31, 32}) (void)world.rows("SELECT max(1" + repeat(",1", n - 1) + ")");
    exceeds(world.failure("SELECT max(1" + repeat(",1", 32) + ")"), "sql_function_arguments_max");
  }
  SECTION("depth of an expression") {
    (void)world.rows("SELECT 1" + repeat("+1", 98));
    exceeds(world.failure("SELECT 1" + repeat("+1", 101)), "sql_expression_depth_max");
  }
  SECTION("terms of a compound SELECT") {
    (void)world.rows("SELECT 1" + repeat(" UNION ALL SELECT 1", 4));
    exceeds(world.failure("SELECT 1" + repeat(" UNION ALL SELECT 1", 5)),
            "sql_compound_selects_max");
  }
  SECTION("bytes of a result") {
    world.limits.result_bytes_max = 200;
    (void)world.rows("SELECT ?", json(std::string(100, 'x')));
    exceeds(world.failure("SELECT ?", json(std::string(200, 'x'))), "sql_result_bytes_max");
  }
}

TEST_CASE("a statement's work is bounded", "[sql][limits]") {
  World world;
  world.limits.steps_max = 100'000;
  const auto* endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";
  const auto failure = world.failure(std::string(endless) + "SELECT max(i) FROM n");
  CHECK(failure.kind == FailureKind::kLimitExceeded);
  CHECK(failure.detail.starts_with("sql_steps_max="));
  CHECK(world.connection->in_transaction());
  (void)world.rows("CREATE TABLE t (i)");
  CHECK(world.failure("INSERT INTO t " + std::string(endless) + "SELECT i FROM n").kind ==
        FailureKind::kLimitExceeded);
  // SQLite gives the whole transaction up then, and the caller can see it.
  CHECK_FALSE(world.connection->in_transaction());
}

TEST_CASE("statements that reach beyond the database are denied", "[sql]") {
  World world;
  for (const auto* sql : {"BEGIN",
                          "COMMIT",
                          "ROLLBACK",
                          "SAVEPOINT x",
                          "RELEASE x",
                          "END",
                          "ROLLBACK TO x",
                          "ATTACH 'x.db' AS x",
                          "DETACH main",
                          "SELECT load_extension('x')",
                          "PRAGMA journal_mode = DELETE",
                          "PRAGMA writable_schema = ON",
                          "PRAGMA synchronous = OFF",
                          "PRAGMA foreign_keys = OFF",
                          "PRAGMA user_version = 7",
                          "PRAGMA table_list",
                          "PRAGMA max_page_count = 1",
                          "PRAGMA temp_store_directory = 'x'",
                          "SELECT * FROM pragma_table_list",
                          "CREATE TEMP TABLE t (a)",
                          "CREATE TEMPORARY VIEW v AS SELECT 1",
                          "CREATE VIRTUAL TABLE r USING rtree(a, b, c)",
                          "SELECT * FROM dbstat",
                          "SELECT * FROM sqlite_stmt"}) {
    INFO(sql);
    CHECK(world.failure(sql).kind == FailureKind::kDenied);
  }
  CHECK_FALSE(world.run("VACUUM INTO 'copy.db'"));
  CHECK_FALSE(world.run("VACUUM"));
  CHECK_FALSE(world.run("UPDATE sqlite_schema SET sql = 'x'"));
  CHECK(world.connection->in_transaction());
}

TEST_CASE("what D1 and Durable Objects allow is allowed", "[sql]") {
  World world;
  (void)world.rows("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
  CHECK(world.rows("PRAGMA table_info(t)") ==
        R"([[0,"a","INTEGER",0,null,1],[1,"b","TEXT",0,null,0]])");
  (void)world.rows("PRAGMA defer_foreign_keys = ON");
  (void)world.rows("CREATE VIRTUAL TABLE words USING fts5(word)");
  (void)world.rows("INSERT INTO words VALUES ('hello world')");
  CHECK(world.rows("SELECT word FROM words WHERE words MATCH 'world'") == R"([["hello world"]])");
  CHECK(world.rows("SELECT value FROM json_each('[1,2]')") == "[[1],[2]]");
  CHECK(world.rows("INSERT INTO t (b) VALUES ('x') RETURNING a, b") == R"([[1,"x"]])");
  CHECK(world.rows("SELECT name FROM sqlite_schema WHERE name = 't'") == R"([["t"]])");
}

TEST_CASE("rows that were written are counted", "[sql]") {
  World world;
  (void)world.run("CREATE TABLE t (a)");
  const auto ends_with = [&](std::string_view sql, const char* end) {
    const auto result = world.run(sql);
    REQUIRE(result);
    CHECK(result->ends_with(end));
  };
  ends_with("INSERT INTO t VALUES (1), (2), (3)", "\"rowsWritten\":3}");
  ends_with("UPDATE t SET a = 5 WHERE a > 1", "\"rowsWritten\":2}");
  ends_with("SELECT * FROM t", "\"rowsWritten\":0}");
  ends_with("DELETE FROM t", "\"rowsWritten\":3}");
}

TEST_CASE("a statement whose rows cannot be returned has written nothing", "[sql]") {
  World world;
  (void)world.run("CREATE TABLE t (a)");
  CHECK(world.failure("INSERT INTO t VALUES (1) RETURNING 9007199254740992").kind ==
        FailureKind::kNumberOutOfRange);
  CHECK(world.rows("SELECT count(*) FROM t") == "[[0]]");
}

TEST_CASE("constraints and mistakes are told apart", "[sql]") {
  World world;
  (void)world.run(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT NOT NULL UNIQUE, c CHECK (c > 0))");
  (void)world.run("CREATE TABLE f (p INTEGER REFERENCES p (id))");
  (void)world.run("INSERT INTO p VALUES (1, 'a', 1)");
  for (const auto* sql : {"INSERT INTO p VALUES (1, 'b', 1)", "INSERT INTO p VALUES (2, 'a', 1)",
                          "INSERT INTO p VALUES (2, NULL, 1)", "INSERT INTO p VALUES (2, 'b', 0)",
                          "INSERT INTO f VALUES (9)"}) {
    INFO(sql);
    CHECK(world.failure(sql).kind == FailureKind::kConstraint);
  }
  for (const auto* sql :
       {"SELEKT 1", "SELECT * FROM nowhere", "SELECT \"no column\"", "INSERT INTO p VALUES (1)"}) {
    INFO(sql);
    CHECK(world.failure(sql).kind == FailureKind::kInvalid);
  }
}

}  // namespace skerry::host
