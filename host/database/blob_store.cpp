#include "host/database/blob_store.hpp"

#include <simdjson.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "host/database/blob_shared.hpp"

namespace skerry::host {
namespace {

bool is_key_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("!_.*'()/-").contains(c);
}

Result<void> check_key(std::string_view key) {
  if (is_blob_key(key)) return {};
  return fail(FailureKind::kInvalid, "a blob key is 1 to 512 of A-Z a-z 0-9 ! _ . * ' ( ) / -");
}

Result<void> check_content_type(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (plain && text.size() <= kBlobContentTypeBytesMax) return {};
  return fail(FailureKind::kInvalid, "a content type is at most 256 visible ASCII characters");
}

/// Keys that begin with a prefix are at least it and less than this; keys are ASCII below 0x7F.
std::string prefix_end(std::string prefix) {
  if (prefix.empty()) return "\x7f";
  ++prefix.back();
  return prefix;
}

Result<std::string> list_json(SqliteConnection& connection, const std::string& prefix,
                              const std::string& cursor, std::uint32_t limit) {
  auto query = connection.prepare(
      "SELECT key, bytes, content_type FROM blobs "
      "WHERE key >= ?1 AND key < ?2 AND key > ?3 ORDER BY key LIMIT ?4");
  if (!query) return std::unexpected(query.error());
  const auto end = prefix_end(prefix);
  query->bind(1, prefix).bind(2, end).bind(3, cursor).bind(4, std::int64_t{limit} + 1);
  auto keys = nlohmann::json::array();
  nlohmann::json next = nullptr;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    if (keys.size() == limit) {
      next = keys.back()["key"];
      break;
    }
    keys.push_back(
        {{"key", query->text(0)}, {"bytes", query->integer(1)}, {"contentType", query->text(2)}});
  }
  return nlohmann::json{{"keys", std::move(keys)}, {"cursor", std::move(next)}}.dump();
}

/// The whole of an opened blob, as text.
Result<std::string> read_text(BlobFile& file) {
  if (file.info.bytes > kBlobTextBytesMax) {
    return fail_limit("blob_text_bytes_max", kBlobTextBytesMax);
  }
  std::string text;
  for (;;) {
    const auto chunk = file.read_some();
    if (!chunk) return chunk;
    if (chunk->empty()) break;
    text += *chunk;
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return fail(FailureKind::kNotUtf8, "blob " + file.info.key);
  }
  return text;
}

}  // namespace

bool is_blob_key(std::string_view key) {
  if (key.empty() || key.size() > kBlobKeyBytesMax) return false;
  if (!std::ranges::all_of(key, is_key_character)) return false;
  for (std::size_t start = 0; start <= key.size();) {
    const auto end = std::min(key.find('/', start), key.size());
    const auto segment = key.substr(start, end - start);
    if (segment.empty() || segment == "." || segment == "..") return false;
    start = end + 1;
  }
  return true;
}

BlobStore::BlobStore(std::unique_ptr<Shared> shared) : shared_(std::move(shared)) {}

Result<std::unique_ptr<BlobStore>> BlobStore::open(BlobStoreOptions options, Executor& executor) {
  auto shared = std::make_unique<Shared>(std::move(options), executor);
  if (auto ready = shared->open(); !ready) return std::unexpected(ready.error());
  return std::unique_ptr<BlobStore>(new BlobStore(std::move(shared)));
}

BlobStore::~BlobStore() { shared_->wait_until_unused(); }

void BlobStore::put(std::string key, std::string content_type, std::string text,
                    PutCallback callback) {
  if (text.size() > kBlobTextBytesMax) {
    shared_->post([callback = std::move(callback)] {
      callback(fail_limit("blob_text_bytes_max", kBlobTextBytesMax));
    });
    return;
  }
  const std::uint64_t bytes = text.size();
  BlobInfo info{key, bytes, content_type};
  open_writer(std::move(key), std::move(content_type), bytes,
              [text = std::move(text), info = std::move(info),
               callback = std::move(callback)](Result<std::unique_ptr<BlobWriter>> opened) mutable {
                if (!opened) {
                  callback(std::unexpected(std::move(opened.error())));
                  return;
                }
                const std::shared_ptr<BlobWriter> writer = std::move(*opened);
                writer->append(
                    std::move(text), [writer, info = std::move(info),
                                      callback = std::move(callback)](Result<void> appended) {
                      if (!appended) {
                        callback(std::unexpected(std::move(appended.error())));
                        return;
                      }
                      writer->finish([writer, info, callback](Result<std::uint64_t> bytes) {
                        if (bytes) {
                          callback(info);
                        } else {
                          callback(std::unexpected(std::move(bytes.error())));
                        }
                      });
                    });
              });
}

void BlobStore::get(std::string key, TextCallback callback) {
  shared_->post([shared = shared_.get(), key = std::move(key), callback = std::move(callback)] {
    if (auto valid = check_key(key); !valid) {
      callback(std::unexpected(std::move(valid.error())));
      return;
    }
    auto file = shared->open_content(key);
    callback(file ? read_text(**file) : std::unexpected(std::move(file.error())));
  });
}

void BlobStore::list(std::string prefix, std::string cursor, std::uint32_t limit,
                     TextCallback callback) {
  shared_->post([shared = shared_.get(), prefix = std::move(prefix), cursor = std::move(cursor),
                 limit, callback = std::move(callback)] {
    const bool valid = prefix.size() <= kBlobKeyBytesMax &&
                       std::ranges::all_of(prefix, is_key_character) &&
                       (cursor.empty() || is_blob_key(cursor)) && limit > 0;
    if (!valid) {
      callback(fail(FailureKind::kInvalid, "prefix, cursor or limit of a list"));
      return;
    }
    callback(shared->query([&](SqliteConnection& connection) {
      return list_json(connection, prefix, cursor, std::min(limit, kBlobListMax));
    }));
  });
}

void BlobStore::remove(std::string key, DoneCallback callback) {
  if (auto valid = check_key(key); !valid) {
    shared_->post([valid = std::move(valid), callback = std::move(callback)] { callback(valid); });
    return;
  }
  shared_->remove_row(std::move(key), std::move(callback));
}

void BlobStore::open_writer(std::string key, std::string content_type, std::uint64_t bytes_max,
                            WriterCallback callback) {
  shared_->post([shared = shared_.get(), key = std::move(key),
                 content_type = std::move(content_type), bytes_max,
                 callback = std::move(callback)] {
    auto valid = check_key(key);
    if (valid) valid = check_content_type(content_type);
    if (!valid) {
      callback(std::unexpected(std::move(valid.error())));
      return;
    }
    auto state = std::make_shared<BlobWriter::State>(*shared, BlobInfo{key, 0, content_type},
                                                     std::min(bytes_max, kBlobBytesMax));
    if (auto opened = state->open(); !opened) {
      callback(std::unexpected(std::move(opened.error())));
      return;
    }
    callback(std::unique_ptr<BlobWriter>(new BlobWriter(std::move(state))));
  });
}

void BlobStore::open_reader(std::string key, ReaderCallback callback) {
  shared_->post([shared = shared_.get(), key = std::move(key), callback = std::move(callback)] {
    if (auto valid = check_key(key); !valid) {
      callback(std::unexpected(std::move(valid.error())));
      return;
    }
    auto file = shared->open_content(key);
    if (!file) {
      callback(std::unexpected(std::move(file.error())));
      return;
    }
    auto state = std::make_shared<BlobReader::State>(*shared, std::move(*file));
    callback(std::unique_ptr<BlobReader>(new BlobReader(std::move(state))));
  });
}

// --- BlobWriter

BlobWriter::~BlobWriter() {
  auto& shared = state_->shared;
  shared.post([state = std::move(state_)]() mutable { state.reset(); });
}

void BlobWriter::append(std::string bytes, Callback callback) {
  state_->shared.post([state = state_, bytes = std::move(bytes), callback = std::move(callback)] {
    callback(state->append(bytes));
  });
}

void BlobWriter::finish(FinishCallback callback) {
  state_->shared.post([state = state_, callback = std::move(callback)] {
    if (auto synced = state->close(); !synced) {
      callback(std::unexpected(std::move(synced.error())));
      return;
    }
    state->shared.add_row(state, callback);
  });
}

// --- BlobReader

BlobReader::~BlobReader() {
  auto& shared = state_->shared;
  shared.post([state = std::move(state_)]() mutable { state.reset(); });
}

const BlobInfo& BlobReader::info() const { return state_->file->info; }

void BlobReader::read(Callback callback) {
  state_->shared.post(
      [state = state_, callback = std::move(callback)] { callback(state->file->read_some()); });
}

}  // namespace skerry::host
