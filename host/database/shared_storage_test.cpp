#include "host/database/shared_storage.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/database/testing/scratch_folder.hpp"
#include "host/database/worker_pool.hpp"

namespace skerry::host {
namespace {

struct World {
  ScratchFolder folder;
  WorkerPool pool{3};
  std::unique_ptr<SharedStorage> storage;

  World() { restart(); }
  ~World() { storage.reset(); }
  void restart() {
    storage.reset();
    auto opened = SharedStorage::open({.path = folder / "shared.sqlite"}, pool);
    REQUIRE(opened);
    storage = std::move(*opened);
  }
  Result<std::string> batch(std::string statements) {
    std::promise<Result<std::string>> done;
    storage->batch(std::move(statements), [&](auto result) { done.set_value(std::move(result)); });
    return done.get_future().get();
  }
};

}  // namespace

TEST_CASE("a batch is one transaction", "[storage]") {
  World world;
  REQUIRE(world.batch(R"j([{"sql": "CREATE TABLE t (a INTEGER PRIMARY KEY, b)"}])j"));
  const auto done = world.batch(
      R"j([{"sql": "INSERT INTO t VALUES (?, ?)", "params": [1, "x"]},
          {"sql": "SELECT * FROM t"}])j");
  REQUIRE(done);
  CHECK(*done == R"j([{"columns":[],"rows":[],"rowsWritten":1},)j"
                 R"j({"columns":["a","b"],"rows":[[1,"x"]],"rowsWritten":0}])j");
  const auto failed = world.batch(
      R"j([{"sql": "INSERT INTO t VALUES (2, 'y')"}, {"sql": "INSERT INTO t VALUES (1, 'z')"}])j");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == FailureKind::kConstraint);
  CHECK(failed.error().detail.starts_with("statement 1: "));
  world.restart();
  CHECK(world.batch(R"j([{"sql": "SELECT count(*) AS n FROM t"}])j") ==
        R"j([{"columns":["n"],"rows":[[1]],"rowsWritten":0}])j");
}

TEST_CASE("batches in one group do not disturb each other", "[storage]") {
  World world;
  REQUIRE(world.batch(R"j([{"sql": "CREATE TABLE t (a INTEGER PRIMARY KEY)"},
                          {"sql": "CREATE TABLE c (a INTEGER REFERENCES t (a))"}])j"));
  constexpr int kBatches = 400;
  std::atomic<int> good = 0;
  std::atomic<int> bad = 0;
  std::promise<void> all;
  for (int i = 0; i < kBatches; ++i) {
    std::string sql = "INSERT INTO t VALUES (" + std::to_string(i) + ")";
    const char* spoiler[] = {"SELECT 1", "INSERT OR ROLLBACK INTO t VALUES (0)",
                             "INSERT INTO t VALUES (0)", "PRAGMA defer_foreign_keys = ON"};
    std::string batch = R"j([{"sql": ")j" + sql + R"j("}, {"sql": ")j" + spoiler[i % 4] +
                        R"j("}, {"sql": "INSERT INTO c VALUES ()j" +
                        (i % 4 == 3 ? "-1" : std::to_string(i)) + R"j()"}])j";
    world.storage->batch(batch, [&](const auto& result) {
      (result ? good : bad)++;
      if (good + bad == kBatches) all.set_value();
    });
  }
  all.get_future().wait();
  CHECK(good == kBatches / 4);
  CHECK(world.batch(R"j([{"sql": "SELECT count(*), sum(a % 4) FROM t"}])j") ==
        R"j([{"columns":["count(*)","sum(a % 4)"],"rows":[[100,0]],"rowsWritten":0}])j");
}

TEST_CASE("a query does not wait behind the writer and cannot write", "[storage]") {
  World world;
  REQUIRE(world.batch(R"j([{"sql": "CREATE TABLE t (a)"}])j"));
  CHECK(world.batch(R"j([{"sql": "  select count(*) AS n FROM t"}])j") ==
        R"j([{"columns":["n"],"rows":[[0]],"rowsWritten":0}])j");
  const auto none = world.batch(R"j([{"sql": "SELECT * FROM missing"}])j");
  REQUIRE_FALSE(none);
  CHECK(none.error().kind == FailureKind::kInvalid);
}

TEST_CASE("malformed batches are named failures", "[storage]") {
  World world;
  const std::pair<const char*, FailureKind> cases[] = {
      {"", FailureKind::kInvalid},
      {"{}", FailureKind::kInvalid},
      {"[{}]", FailureKind::kInvalid},
      {"[1]", FailureKind::kInvalid},
      {R"j([{"sql": 1}])j", FailureKind::kInvalid},
      {R"j([{"sql": "SELECT 1", "params": {}}])j", FailureKind::kInvalid},
      {R"j([{"sql": ""}])j", FailureKind::kInvalid},
      {R"j([{"sql": "SELECT 1; SELECT 2"}])j", FailureKind::kInvalid},
      {"[{\"sql\": \"SELECT '\xff'\"}]", FailureKind::kNotUtf8},
      {R"j([{"sql": "BEGIN"}])j", FailureKind::kDenied},
  };
  for (const auto& [statements, kind] : cases) {
    INFO(statements);
    const auto result = world.batch(statements);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == kind);
  }
  CHECK(world.batch("[]") == "[]");
}

TEST_CASE("migrations are applied once, in order, and stop at a bad one", "[storage]") {
  World world;
  const std::vector<Migration> good = {
      {"0001_a.sql", "CREATE TABLE a (x);\n-- a comment\nINSERT INTO a VALUES (1);\n"},
      {"0002_b.sql", "INSERT INTO a VALUES (2)"}};
  REQUIRE(world.storage->migrate(good));
  REQUIRE(world.storage->migrate(good));
  CHECK(
      world.batch(R"j([{"sql": "SELECT x FROM a"}, {"sql": "SELECT name FROM d1_migrations"}])j") ==
      R"j([{"columns":["x"],"rows":[[1],[2]],"rowsWritten":0},)j"
      R"j({"columns":["name"],"rows":[["0001_a.sql"],["0002_b.sql"]],"rowsWritten":0}])j");

  auto bad = good;
  bad.push_back({"0003_c.sql", "INSERT INTO a VALUES (3); INSERT INTO nowhere VALUES (1);"});
  const auto failed = world.storage->migrate(bad);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == FailureKind::kInvalid);
  CHECK(failed.error().detail.find("0003_c.sql") != std::string::npos);
  bad[2].sql = "COMMIT; ATTACH 'x' AS y;";
  CHECK_FALSE(world.storage->migrate(bad));
  CHECK(world.batch(R"j([{"sql": "SELECT count(*) AS n FROM a"}])j") ==
        R"j([{"columns":["n"],"rows":[[2]],"rowsWritten":0}])j");
}

TEST_CASE("migrations are read from modules' folders in order of their names", "[storage]") {
  ScratchFolder folder;
  namespace fs = std::filesystem;
  fs::create_directories(folder / "fn/migrations");
  CHECK(read_migrations(folder.path()).error().kind == FailureKind::kInvalid);
  fs::create_directories(folder / "agent/migrations");
  fs::create_directories(folder / "none");
  std::ofstream(folder / "fn/migrations/0002_fn.sql") << "SELECT 2";
  std::ofstream(folder / "agent/migrations/0001_agent.sql") << "SELECT 1";
  std::ofstream(folder / "fn/migrations/readme.md") << "not SQL";
  const auto read = read_migrations(folder.path());
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK(read->front().name == "0001_agent.sql");
  CHECK(read->back().sql == "SELECT 2");
  std::ofstream(folder / "fn/migrations/0001_agent.sql") << "SELECT 3";
  CHECK(read_migrations(folder.path()).error().kind == FailureKind::kInvalid);
}

TEST_CASE("a damaged shared database is reported and left as it is", "[storage]") {
  ScratchFolder folder;
  WorkerPool pool(1);
  const auto path = folder / "shared.sqlite";
  const std::string garbage(8'192, 'g');
  std::ofstream(path, std::ios::binary) << garbage;
  const auto opened = SharedStorage::open({.path = path}, pool);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == FailureKind::kUnavailable);
  std::ifstream after(path, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(after), {}) == garbage);
}

}  // namespace skerry::host
