#include "host/database/data_directory.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "host/database/testing/scratch_folder.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
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

}  // namespace skerry::host
