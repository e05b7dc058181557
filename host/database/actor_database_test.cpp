#include "host/database/actor_database.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "host/database/actor_store.hpp"
#include "host/database/testing/actor_world.hpp"
#include "host/database/testing/scratch_folder.hpp"
#include "host/database/worker_pool.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

void create_notes(ActorDatabase& actor) {
  REQUIRE(actor.begin_event());
  REQUIRE(actor.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE)", ""));
  REQUIRE(actor.end_event());
  REQUIRE(commit(actor));
}

}  // namespace

TEST_CASE("an actor that writes nothing leaves no file", "[actor]") {
  ActorWorld world;
  {
    const auto actor = world.actor("quiet");
    CHECK(query(*actor, "SELECT 1 AS one") ==
          R"j({"columns":["one"],"rows":[[1]],"rowsWritten":0})j");
    bool called = false;
    CHECK_FALSE(actor->commit([&](const auto&) { called = true; }));
    CHECK_FALSE(called);
  }
  CHECK_FALSE(fs::exists(world.store->file_of({"job", "quiet"})));
}

TEST_CASE("what an event wrote is there after its actor was opened again", "[actor]") {
  ActorWorld world;
  {
    const auto actor = world.actor("a/b c");
    create_notes(*actor);
    REQUIRE(actor->begin_event());
    REQUIRE(actor->execute("INSERT INTO notes (text) VALUES (?)", R"j(["first"])j"));
    REQUIRE(actor->end_event());
    CHECK(actor->commit([](const auto& done) { CHECK(done); }));
  }
  world.restart();
  const auto actor = world.actor("a/b c");
  CHECK(query(*actor, "SELECT text FROM notes") ==
        R"j({"columns":["text"],"rows":[["first"]],"rowsWritten":0})j");
}

TEST_CASE("an undone event leaves nothing, its neighbours stay", "[actor]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  create_notes(*actor);
  for (const auto* text : {"one", "two", "three"}) {
    REQUIRE(actor->begin_event());
    REQUIRE(
        actor->execute("INSERT INTO notes (text) VALUES (?)", "[\"" + std::string(text) + "\"]"));
    REQUIRE(actor->set_alarm(std::string(text) == "two" ? 2 : 1));
    REQUIRE(actor->add_socket(text));
    if (std::string(text) == "two") {
      REQUIRE(actor->undo_event());
    } else {
      REQUIRE(actor->end_event());
    }
  }
  REQUIRE(commit(*actor));
  CHECK(query(*actor, "SELECT text FROM notes ORDER BY id") ==
        R"j({"columns":["text"],"rows":[["one"],["three"]],"rowsWritten":0})j");
  REQUIRE(actor->begin_event());
  CHECK(actor->get_alarm().value() == std::optional<std::uint64_t>(1));
  CHECK(actor->sockets().value() == std::vector<std::string>{"one", "three"});
}

TEST_CASE("what an undone event wrote harms no later commit when the process ends", "[actor]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  create_notes(*actor);
  // More pages than the cache has, some of them several times: what would go into the log early.
  REQUIRE(actor->begin_event());
  for (const char* sql :
       {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
        "INSERT INTO notes SELECT i, hex(randomblob(500)) FROM n",
        "CREATE TABLE others AS SELECT * FROM notes", "UPDATE others SET text = text || 'x'",
        "UPDATE others SET text = text || 'y'", "UPDATE others SET text = text || 'z'"}) {
    REQUIRE(actor->execute(sql, ""));
  }
  REQUIRE(actor->undo_event());
  for (int note = 1; note <= 3; ++note) {
    REQUIRE(actor->begin_event());
    REQUIRE(actor->execute("INSERT INTO notes VALUES (?1, 'kept ' || ?1)",
                           "[" + std::to_string(note) + "]"));
    REQUIRE(actor->end_event());
    REQUIRE(commit(*actor));
  }
  // What a process leaves that ends without a word.
  const ScratchFolder left;
  fs::copy(world.folder.path(), left.path() + "/left", fs::copy_options::recursive);
  auto store = ActorStore::open({.folder = left.path() + "/left"}, world.executor);
  REQUIRE(store);
  auto again = (*store)->open_actor_now({"job", "a"});
  REQUIRE(again);
  CHECK(query(**again, "SELECT count(*) FROM notes WHERE text LIKE 'kept%'").find("[[3]]") !=
        std::string::npos);
}

TEST_CASE("what was not committed is gone", "[actor]") {
  ActorWorld world;
  {
    const auto actor = world.actor("a");
    create_notes(*actor);
    REQUIRE(actor->begin_event());
    REQUIRE(actor->execute("INSERT INTO notes (text) VALUES ('lost')", ""));
    REQUIRE(actor->end_event());
  }
  const auto actor = world.actor("a");
  CHECK(query(*actor, "SELECT count(*) FROM notes") ==
        R"j({"columns":["count(*)"],"rows":[[0]],"rowsWritten":0})j");
}

TEST_CASE("the host's own tables cannot be read or written", "[actor]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  REQUIRE(actor->begin_event());
  for (const auto* sql :
       {"SELECT * FROM skerry_alarm", "SELECT * FROM SKERRY_actor", "DELETE FROM skerry_sockets",
        "INSERT INTO skerry_alarm VALUES (1, 2, 3)", "UPDATE skerry_actor SET name = 'x'",
        "DROP TABLE skerry_alarm", "CREATE TABLE skerry_mine (a)", "CREATE TABLE _cf_KV (a)",
        "ALTER TABLE skerry_alarm RENAME TO mine", "CREATE INDEX i ON skerry_alarm (at_ms)",
        "CREATE TRIGGER t AFTER DELETE ON skerry_alarm BEGIN SELECT 1; END",
        "PRAGMA table_info(skerry_alarm)", "SELECT * FROM pragma_table_info('skerry_alarm')",
        "WITH x AS (SELECT at_ms FROM main.skerry_alarm) SELECT * FROM x",
        "SELECT (SELECT name FROM \"skerry_actor\")"}) {
    INFO(sql);
    const auto result = actor->execute(sql, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == FailureKind::kDenied);
  }
  REQUIRE(actor->execute("CREATE TABLE mine (a)", ""));
  for (int i = 0; i < 2; ++i) {
    // Twice: a refused statement must not come out of the cache.
    const auto renamed = actor->execute("ALTER TABLE mine RENAME TO skerry_next", "");
    REQUIRE_FALSE(renamed);
    CHECK(renamed.error().kind == FailureKind::kDenied);
  }
  REQUIRE(actor->execute("CREATE VIEW spy AS SELECT * FROM skerry_alarm", ""));
  CHECK(actor->execute("SELECT * FROM spy", "").error().kind == FailureKind::kDenied);
}

TEST_CASE("a destroyed actor begins anew and has no alarm", "[actor]") {
  ActorWorld world;
  auto actor = world.actor("a");
  create_notes(*actor);
  REQUIRE(actor->begin_event());
  REQUIRE(actor->set_alarm(10));
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  bool erased = false;
  world.store->destroy(std::move(actor),
                       [&](const Result<void>& done) { erased = done.has_value(); });
  CHECK(erased);
  CHECK_FALSE(world.store->next_alarm_ms());
  CHECK_FALSE(fs::exists(world.store->file_of({"job", "a"})));
  const auto again = world.actor("a");
  create_notes(*again);
}

TEST_CASE("a damaged file is reported and left as it is", "[actor]") {
  ActorWorld world;
  const auto file = world.store->file_of({"job", "a"});
  {
    const auto actor = world.actor("a");
    create_notes(*actor);
  }
  std::string content;
  SECTION("garbage") { content = std::string(10'000, 'x'); }
  SECTION("emptied, although its log is there") {
    std::ofstream(file + "-wal", std::ios::binary) << std::string(5'000, 'w');
  }
  SECTION("another actor's file") {
    create_notes(*world.actor("b"));
    std::ifstream other(world.store->file_of({"job", "b"}), std::ios::binary);
    content.assign(std::istreambuf_iterator<char>(other), {});
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
  const auto opened = world.store->open_actor_now({"job", "a"});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == FailureKind::kUnavailable);
  CHECK(opened.error().detail.find("damaged") != std::string::npos);
  std::ifstream after(file, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(after), {}) == content);
}

TEST_CASE("a transaction that SQLite gave up is never taken for committed", "[actor]") {
  ActorWorld world;
  auto actor = world.actor("a");
  create_notes(*actor);
  REQUIRE(actor->begin_event());
  REQUIRE(actor->execute("INSERT INTO notes VALUES (1, 'a')", ""));
  REQUIRE(actor->end_event());
  REQUIRE(actor->begin_event());
  const auto result = actor->execute("INSERT OR ROLLBACK INTO notes VALUES (1, 'b')", "");
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == FailureKind::kConstraint);
  CHECK(actor->undo_event().error().kind == FailureKind::kUnavailable);
}

TEST_CASE("deferred foreign keys fail the event that broke them", "[actor]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  REQUIRE(actor->begin_event());
  REQUIRE(actor->execute("CREATE TABLE p (id INTEGER PRIMARY KEY)", ""));
  REQUIRE(actor->execute("CREATE TABLE c (p INTEGER REFERENCES p (id))", ""));
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  REQUIRE(actor->begin_event());
  REQUIRE(actor->execute("PRAGMA defer_foreign_keys = ON", ""));
  REQUIRE(actor->execute("INSERT INTO c VALUES (7)", ""));
  CHECK(actor->end_event().error().kind == FailureKind::kConstraint);
  REQUIRE(actor->undo_event());
  REQUIRE(actor->begin_event());
  CHECK(actor->execute("INSERT INTO c VALUES (7)", "").error().kind == FailureKind::kConstraint);
  REQUIRE(actor->end_event());
}

TEST_CASE("names of actors become no paths", "[actor]") {
  ActorWorld world;
  for (const auto& name : {std::string("../../etc/passwd"), std::string("a\0b", 3)}) {
    const auto file = world.store->file_of({"job", name});
    CHECK(file.starts_with(world.folder.path() + "/job/"));
    CHECK(file.find("..") == std::string::npos);
    CHECK(world.store->open_actor_now({"job", name}));
  }
  for (const auto& bad :
       {ActorIdentity{"..", "a"}, ActorIdentity{"", "a"}, ActorIdentity{"job", ""},
        ActorIdentity{"job", std::string(513, 'x')}, ActorIdentity{"job", "\xff"}}) {
    CHECK(world.store->open_actor_now(bad).error().kind == FailureKind::kInvalid);
  }
}

TEST_CASE("commits happen off the caller's thread", "[actor]") {
  ScratchFolder folder;
  WorkerPool pool(2);
  auto store = ActorStore::open({.folder = folder.path()}, pool);
  REQUIRE(store);
  std::promise<std::unique_ptr<ActorDatabase>> opened;
  (*store)->open_actor(
      {"job", "a"}, [&](auto result) { opened.set_value(result ? std::move(*result) : nullptr); });
  auto actor = opened.get_future().get();
  REQUIRE(actor != nullptr);
  REQUIRE(actor->begin_event());
  REQUIRE(actor->execute("CREATE TABLE t (a)", ""));
  REQUIRE(actor->set_alarm(5));
  REQUIRE(actor->end_event());
  std::promise<std::pair<bool, std::thread::id>> committed;
  REQUIRE(actor->commit([&](const Result<void>& done) {
    committed.set_value({done.has_value(), std::this_thread::get_id()});
  }));
  const auto [done, thread] = committed.get_future().get();
  CHECK(done);
  CHECK(thread != std::this_thread::get_id());
  actor.reset();
}

TEST_CASE("an actor that was let go can be opened again at once", "[actor]") {
  ScratchFolder folder;
  WorkerPool pool(3);
  const auto store = ActorStore::open({.folder = folder.path()}, pool);
  REQUIRE(store);
  constexpr int kTimes = 40;
  for (int i = 0; i < kTimes; ++i) {
    std::promise<std::unique_ptr<ActorDatabase>> opened;
    (*store)->open_actor({"job", "a"}, [&](auto result) {
      opened.set_value(result ? std::move(*result) : nullptr);
    });
    const auto actor = opened.get_future().get();
    REQUIRE(actor != nullptr);
    if (i > 0) {
      CHECK(query(*actor, "SELECT count(*) AS n FROM t") ==
            R"({"columns":["n"],"rows":[[)" + std::to_string(i) + R"(]],"rowsWritten":0})");
    }
    REQUIRE(actor->begin_event());
    REQUIRE(actor->execute("CREATE TABLE IF NOT EXISTS t (a)", ""));
    REQUIRE(actor->execute("INSERT INTO t VALUES (1)", ""));
    REQUIRE(actor->end_event());
    std::promise<bool> committed;
    REQUIRE(actor->commit([&](const auto& done) { committed.set_value(done.has_value()); }));
    REQUIRE(committed.get_future().get());
  }
}

TEST_CASE("a resident actor takes little memory", "[actor]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  create_notes(*actor);
  REQUIRE(actor->begin_event());
  for (int i = 0; i < 500; ++i) {
    REQUIRE(actor->execute("INSERT INTO notes (text) VALUES (?)",
                           "[\"" + std::string(200, 'x') + std::to_string(i) + "\"]"));
  }
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  CHECK(actor->memory_bytes() < 64 * 1'024);
}

}  // namespace skerry::host
