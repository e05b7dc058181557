#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/task.hpp"

namespace skerry {

/// Objects by key (`blobs` of the contract).
class BlobsPort {
 public:
  virtual void put(OpId op, std::string_view key, std::string_view content_type,
                   std::string_view text) = 0;
  virtual void get(OpId op, std::string_view key) = 0;
  virtual void list(OpId op, std::string_view prefix, std::string_view cursor,
                    std::uint32_t limit) = 0;
  virtual void remove(OpId op, std::string_view key) = 0;
  virtual void receive(OpId op, OpId request, std::string_view key, std::string_view content_type,
                       std::uint64_t bytes_max) = 0;

 protected:
  ~BlobsPort() = default;
};

struct BlobEntry {
  std::string key;
  std::uint64_t bytes = 0;
  std::string content_type;
};

struct BlobPage {
  std::vector<BlobEntry> keys;
  std::optional<std::string> cursor;
};

/// Keys are 1 to 512 bytes of `A-Z a-z 0-9 ! _ . * ' ( ) / -` without empty, `.` or `..` segments;
/// others are `kInvalid`. A host's operation cannot be undone by cancelling the wait.
Task<Result<void>> put_blob(BlobsPort& port, std::string key, std::string content_type,
                            std::string text);
/// `kNotFound` when there is none, `kNotUtf8` when it is no text.
Task<Result<std::string>> get_blob(BlobsPort& port, std::string key);
/// In key order, from `cursor` on (empty for the first page).
Task<Result<BlobPage>> list_blobs(BlobsPort& port, std::string prefix, std::string cursor,
                                  std::uint32_t limit);
/// Deleting what is not there succeeds.
Task<Result<void>> delete_blob(BlobsPort& port, std::string key);
/// Stores a request's unread body without passing it through the module; returns its bytes.
Task<Result<std::uint64_t>> receive_blob(BlobsPort& port, OpId request, std::string key,
                                         std::string content_type, std::uint64_t bytes_max);

}  // namespace skerry
