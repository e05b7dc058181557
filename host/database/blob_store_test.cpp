#include "host/database/blob_store.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/database/testing/scratch_folder.hpp"
#include "host/database/worker_pool.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

std::size_t files_below(const std::string& folder) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    files += static_cast<std::size_t>(entry.is_regular_file());
  }
  return files;
}

struct World {
  ScratchFolder folder;
  InlineExecutor executor;
  std::unique_ptr<BlobStore> store;

  World() { restart(); }
  void restart() {
    store.reset();
    auto opened = BlobStore::open({.folder = folder.path()}, executor);
    REQUIRE(opened);
    store = std::move(*opened);
  }
  Result<BlobInfo> put(std::string key, std::string text) {
    Result<BlobInfo> outcome;
    store->put(std::move(key), "text/plain", std::move(text),
               [&](auto done) { outcome = std::move(done); });
    return outcome;
  }
  Result<std::string> get(std::string key) {
    Result<std::string> outcome;
    store->get(std::move(key), [&](auto done) { outcome = std::move(done); });
    return outcome;
  }
  Result<std::string> list(std::string prefix, std::string cursor, std::uint32_t limit) {
    Result<std::string> outcome;
    store->list(std::move(prefix), std::move(cursor), limit,
                [&](auto done) { outcome = std::move(done); });
    return outcome;
  }
  Result<void> remove(std::string key) {
    Result<void> outcome;
    store->remove(std::move(key), [&](auto done) { outcome = std::move(done); });
    return outcome;
  }
  std::unique_ptr<BlobWriter> writer(std::string key, std::uint64_t bytes_max) {
    Result<std::unique_ptr<BlobWriter>> outcome;
    store->open_writer(std::move(key), "application/octet-stream", bytes_max,
                       [&](auto opened) { outcome = std::move(opened); });
    REQUIRE(outcome);
    return std::move(*outcome);
  }
};

}  // namespace

TEST_CASE("a blob is read back as it was put, also after a restart", "[blobs]") {
  World world;
  const auto put = world.put("a/b", "hello");
  REQUIRE(put);
  CHECK(put->bytes == 5);
  CHECK(world.get("a/b") == "hello");
  REQUIRE(world.put("a/b", "replaced"));
  REQUIRE(world.put("empty", ""));
  world.restart();
  CHECK(world.get("a/b") == "replaced");
  CHECK(world.get("empty") == "");
  CHECK(world.get("a").error().kind == FailureKind::kNotFound);
  CHECK(files_below(world.folder / "content") == 2);
  CHECK(files_below(world.folder / "incoming") == 0);
}

TEST_CASE("a deleted blob is gone with its file", "[blobs]") {
  World world;
  REQUIRE(world.put("a", "x"));
  REQUIRE(world.remove("a"));
  REQUIRE(world.remove("a"));
  CHECK(world.get("a").error().kind == FailureKind::kNotFound);
  CHECK(files_below(world.folder / "content") == 0);
}

TEST_CASE("blobs are listed in the order of their keys, page by page", "[blobs]") {
  World world;
  for (const auto* key : {"b/2", "b/10", "a", "b/1", "c", "b-", "B"}) REQUIRE(world.put(key, key));
  CHECK(world.list("b/", "", 2) ==
        R"({"cursor":"b/10","keys":[{"bytes":3,"contentType":"text/plain","key":"b/1"},)"
        R"({"bytes":4,"contentType":"text/plain","key":"b/10"}]})");
  CHECK(world.list("b/", "b/10", 2) ==
        R"({"cursor":null,"keys":[{"bytes":3,"contentType":"text/plain","key":"b/2"}]})");
  CHECK(world.list("", "b/2", 10) ==
        R"({"cursor":null,"keys":[{"bytes":1,"contentType":"text/plain","key":"c"}]})");
  CHECK(world.list("zz", "", 10) == R"({"cursor":null,"keys":[]})");
  CHECK(world.list("%", "", 10).error().kind == FailureKind::kInvalid);
  CHECK(world.list("", "", 0).error().kind == FailureKind::kInvalid);
}

TEST_CASE("keys are exactly what the contract allows", "[blobs]") {
  for (const auto* good : {"a", "a/b/c", "A-Z_0.9!*'()", "...", "a/.b", "a..b"}) {
    INFO(good);
    CHECK(is_blob_key(good));
  }
  CHECK(is_blob_key(std::string(512, 'a')));
  for (const auto* bad : {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a b", "a\\b",
                          "\u00e9", "a%2e", "a\n", "a:b"}) {
    INFO(bad);
    CHECK_FALSE(is_blob_key(bad));
  }
  CHECK_FALSE(is_blob_key(std::string(513, 'a')));
  World world;
  CHECK(world.put("../x", "x").error().kind == FailureKind::kInvalid);
  CHECK(world.get("/etc/passwd").error().kind == FailureKind::kInvalid);
  CHECK(world.remove("..").error().kind == FailureKind::kInvalid);
}

TEST_CASE("a blob over its limit, or left unfinished, stores nothing", "[blobs]") {
  World world;
  {
    const auto writer = world.writer("big", 10);
    Result<void> appended;
    writer->append("1234567890", [&](auto done) { appended = std::move(done); });
    CHECK(appended);
    writer->append("x", [&](auto done) { appended = std::move(done); });
    REQUIRE_FALSE(appended);
    CHECK(appended.error().detail == "blob_bytes_max=10");
    bool finished = true;
    writer->finish([&](const auto& done) { finished = done.has_value(); });
    CHECK_FALSE(finished);
  }
  {
    const auto writer = world.writer("unfinished", 10);
    writer->append("1234", [](const auto& done) { CHECK(done); });
  }
  CHECK(world.get("big").error().kind == FailureKind::kNotFound);
  CHECK(world.get("unfinished").error().kind == FailureKind::kNotFound);
  CHECK(files_below(world.folder / "incoming") == 0);
}

TEST_CASE("what a crash left is swept or put in its place", "[blobs]") {
  World world;
  REQUIRE(world.put("kept", "content"));
  world.store.reset();
  std::ofstream(world.folder / "incoming/half-0-0") << "half";
  // As if the process had ended after the commit and before the file was moved.
  fs::path content;
  for (const auto& entry : fs::recursive_directory_iterator(world.folder / "content")) {
    if (entry.is_regular_file()) content = entry.path();
  }
  fs::rename(content, fs::path(world.folder / "incoming") / content.filename());
  world.restart();
  CHECK(world.get("kept") == "content");
  CHECK(files_below(world.folder / "incoming") == 0);
  CHECK(files_below(world.folder / "content") == 1);
}

TEST_CASE("a missing or shortened content is damage, not an empty blob", "[blobs]") {
  World world;
  REQUIRE(world.put("a", "content"));
  for (const auto& entry : fs::recursive_directory_iterator(world.folder / "content")) {
    if (entry.is_regular_file()) fs::resize_file(entry.path(), 3);
  }
  CHECK(world.get("a").error().kind == FailureKind::kUnavailable);
  fs::remove_all(world.folder / "content");
  CHECK(world.get("a").error().kind == FailureKind::kUnavailable);
}

TEST_CASE("bytes that are not UTF-8 are no text", "[blobs]") {
  World world;
  const auto writer = world.writer("raw", 10);
  writer->append("\xff\xfe", [](const auto& done) { CHECK(done); });
  writer->finish([](const auto& bytes) { CHECK(bytes == std::uint64_t{2}); });
  CHECK(world.get("raw").error().kind == FailureKind::kNotUtf8);
}

TEST_CASE("a reader keeps the content that it opened", "[blobs]") {
  World world;
  REQUIRE(world.put("a", "old"));
  Result<std::unique_ptr<BlobReader>> reader;
  world.store->open_reader("a", [&](auto opened) { reader = std::move(opened); });
  REQUIRE(reader);
  REQUIRE(world.put("a", "new"));
  REQUIRE(world.remove("a"));
  CHECK((*reader)->info().bytes == 3);
  (*reader)->read([](const auto& chunk) { CHECK(chunk == "old"); });
  (*reader)->read([](const auto& chunk) { CHECK(chunk == ""); });
}

TEST_CASE("fifty megabytes pass in pieces", "[blobs]") {
  World world;
  constexpr std::size_t kPieces = 800;
  const std::string piece(kBlobChunkBytes, 'p');
  {
    const auto writer = world.writer("large", kPieces * piece.size());
    for (std::size_t i = 0; i < kPieces; ++i) {
      writer->append(piece, [](const auto& done) { REQUIRE(done); });
    }
    writer->finish([&](const auto& bytes) { CHECK(bytes == kPieces * piece.size()); });
  }
  CHECK(world.get("large").error().kind == FailureKind::kLimitExceeded);
  Result<std::unique_ptr<BlobReader>> reader;
  world.store->open_reader("large", [&](auto opened) { reader = std::move(opened); });
  REQUIRE(reader);
  std::size_t total = 0;
  for (bool more = true; more;) {
    (*reader)->read([&](const Result<std::string>& chunk) {
      REQUIRE(chunk);
      REQUIRE(chunk->size() <= kBlobChunkBytes);
      total += chunk->size();
      more = !chunk->empty();
    });
  }
  CHECK(total == kPieces * piece.size());
}

TEST_CASE("many writers of one key leave one of their blobs", "[blobs]") {
  ScratchFolder folder;
  WorkerPool pool(3);
  {
    auto store = BlobStore::open({.folder = folder.path()}, pool);
    REQUIRE(store);
    std::atomic<int> left = 100;
    std::promise<void> all;
    for (int i = 0; i < 50; ++i) {
      (*store)->put("k", "", "text " + std::to_string(i), [&](const auto& done) {
        CHECK(done);
        if (--left == 0) all.set_value();
      });
      (*store)->get("k", [&](const auto& text) {
        if (!text) CHECK(text.error().kind == FailureKind::kNotFound);
        if (--left == 0) all.set_value();
      });
    }
    all.get_future().wait();
  }
  CHECK(files_below(folder / "content") == 1);
  CHECK(files_below(folder / "incoming") == 0);
}

}  // namespace skerry::host
