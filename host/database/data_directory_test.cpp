#include "host/database/data_directory.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "host/database/sqlite_connection.hpp"
#include "host/database/testing/scratch_folder.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr std::string_view kShared[] = {"storage.sqlite"};

/// A folder that was set up with a database of some forty pages, and whose server has stopped.
std::string set_up(const ScratchFolder& folder) {
  auto directory = DataDirectory::open(folder.path());
  REQUIRE(directory);
  auto file = folder / "storage.sqlite";
  auto connection = SqliteConnection::open({.path = file});
  REQUIRE(connection);
  REQUIRE((*connection)->execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"));
  for (int i = 0; i < 40; ++i) {
    REQUIRE((*connection)->execute("INSERT INTO t (b) VALUES (hex(zeroblob(2000)))"));
  }
  REQUIRE((*directory)->record_databases(kShared));
  return file;
}

/// That the folder is refused for a reason which holds `why`, and that the file stays as it is.
void check_refused(const ScratchFolder& folder, const std::string& file, std::string_view why) {
  const auto before = content(file);
  const auto opened = DataDirectory::open(folder.path());
  REQUIRE_FALSE(opened);
  INFO(opened.error().detail);
  CHECK(opened.error().kind == FailureKind::kUnavailable);
  CHECK(opened.error().detail.find(file + " " + std::string(why)) != std::string::npos);
  CHECK(opened.error().detail.find('\n') == std::string::npos);
  CHECK(content(file) == before);
}

}  // namespace

TEST_CASE("a data directory is held by one at a time", "[data]") {
  ScratchFolder folder;
  const auto path = folder / "data/";
  {
    const auto first = DataDirectory::open(path);
    REQUIRE(first);
    const auto second = DataDirectory::open(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == FailureKind::kUnavailable);
    CHECK(second.error().detail.find("another skerry") != std::string::npos);
    CHECK((*first)->folder("actors") == folder / "data/actors");
  }
  CHECK(DataDirectory::open(path));
}

TEST_CASE("a format that is newer or damaged is refused and kept", "[data]") {
  ScratchFolder folder;
  for (const auto* format : {R"({"product":"skerry","format":2})", R"({"product":"skerry"})",
                             R"({"product":"other","format":1})", "", "{", "null",
                             R"({"product":"skerry","format":0})"}) {
    INFO(format);
    std::ofstream(folder / "format", std::ios::trunc) << format;
    const auto opened = DataDirectory::open(folder.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == FailureKind::kUnavailable);
    CHECK(content(folder / "format") == format);
  }
}

TEST_CASE("a folder with other files is not taken for new", "[data]") {
  ScratchFolder folder;
  std::ofstream(folder / "thesis.txt") << "mine";
  CHECK_FALSE(DataDirectory::open(folder.path()));
  CHECK_FALSE(fs::exists(folder / "format"));
}

TEST_CASE("a crash while the format was written is no obstacle", "[data]") {
  ScratchFolder folder;
  std::ofstream(folder / "format.new") << "{\"pro";
  CHECK(DataDirectory::open(folder.path()));
  CHECK(DataDirectory::open(folder.path()));
}

TEST_CASE("a database that was set up here must be there with what it held", "[data]") {
  ScratchFolder folder;
  const auto file = set_up(folder);
  REQUIRE(DataDirectory::open(folder.path()));
  SECTION("emptied") {
    fs::resize_file(file, 0);
    check_refused(folder, file, "is empty");
    CHECK(fs::file_size(file) == 0);
  }
  SECTION("missing") {
    fs::remove(file);
    check_refused(folder, file, "is missing");
    CHECK_FALSE(fs::exists(file));
  }
  SECTION("another database without tables") {
    fs::remove(file);
    REQUIRE(SqliteConnection::open({.path = file}));
    check_refused(folder, file, "holds no tables");
  }
  SECTION("cut") {
    fs::resize_file(file, 3 * 4'096);
    check_refused(folder, file, "");
  }
  SECTION("damaged after its first page") {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(4'096);
    stream << std::string(8 * 4'096, '\xa5');
    stream.close();
    check_refused(folder, file, "is damaged");
  }
}

TEST_CASE("databases and their logs are for their owner alone", "[data]") {
  ScratchFolder folder;
  const auto file = set_up(folder);
  const auto connection = SqliteConnection::open({.path = file, .exclusive = false});
  REQUIRE(connection);
  REQUIRE((*connection)->execute("INSERT INTO t (b) VALUES ('x')"));
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    INFO(suffix);
    CHECK(fs::status(file + suffix).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
  }
}

TEST_CASE("what lies in the log alone is part of a database", "[data]") {
  ScratchFolder folder;
  const auto file = set_up(folder);
  auto connection = SqliteConnection::open({.path = file});
  REQUIRE(connection);
  REQUIRE((*connection)->execute("INSERT INTO t (a, b) VALUES (1000, 'late')"));
  ScratchFolder copy;
  for (const auto* name : {"format", "storage.sqlite", "storage.sqlite-wal"}) {
    fs::copy_file(folder / name, copy / name);
  }
  REQUIRE(DataDirectory::open(copy.path()));
  const auto restored = SqliteConnection::open({.path = copy / "storage.sqlite"});
  REQUIRE(restored);
  auto query = (*restored)->prepare("SELECT b FROM t WHERE a = 1000");
  REQUIRE(query);
  REQUIRE(query->step() == true);
  CHECK(query->text(0) == "late");
}

TEST_CASE("the index of alarms may be missing, since it is rebuilt, not empty", "[data]") {
  ScratchFolder folder;
  constexpr std::string_view kAlarms[] = {"actors/alarms.sqlite"};
  {
    const auto directory = DataDirectory::open(folder.path());
    REQUIRE(directory);
    REQUIRE((*directory)->folder("actors"));
    REQUIRE((*directory)->record_databases(kAlarms));
  }
  CHECK(DataDirectory::open(folder.path()));
  std::ofstream(folder / "actors/alarms.sqlite").flush();
  CHECK_FALSE(DataDirectory::open(folder.path()));
  fs::remove_all(folder / "actors");
  CHECK_FALSE(DataDirectory::open(folder.path()));
}

}  // namespace skerry::host
