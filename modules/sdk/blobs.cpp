#include "modules/sdk/blobs.hpp"

#include <type_traits>

#include "modules/sdk/json.hpp"

namespace skerry {

namespace {

std::unexpected<Failure> unknown_shape() {
  return fail(FailureKind::kUnavailable, "the store's answer has an unknown shape");
}

Result<void> without_text(Result<std::string> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  return {};
}

bool is_natural(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_number_integer() && member->get<std::int64_t>() >= 0;
}

Result<BlobPage> page_from_text(const Result<std::string>& text) {
  if (!text) return std::unexpected(text.error());
  const auto json = read_json(*text, JsonLimits::for_hosts());
  if (!json || !json->is_object() || !json->contains("keys")) return unknown_shape();
  BlobPage page;
  for (const Json& entry : (*json)["keys"]) {
    if (!entry.is_object() || !entry.contains("key") || !entry["key"].is_string() ||
        !is_natural(entry, "bytes")) {
      return unknown_shape();
    }
    const auto type = entry.find("contentType");
    page.keys.push_back({entry["key"].get<std::string>(), entry["bytes"].get<std::uint64_t>(),
                         type != entry.end() && type->is_string() ? type->get<std::string>() : ""});
  }
  const auto next = json->find("cursor");
  if (next != json->end() && next->is_string()) page.cursor = next->get<std::string>();
  return page;
}

Result<std::uint64_t> bytes_from_text(const Result<std::string>& text) {
  if (!text) return std::unexpected(text.error());
  const auto json = read_json(*text, JsonLimits::for_hosts());
  if (!json || !json->is_object() || !is_natural(*json, "bytes")) return unknown_shape();
  return (*json)["bytes"].get<std::uint64_t>();
}

/// Waits for the result of what `start` starts, and reads it.
template <class Start, class Read>
auto blob_operation(Start start, Read read)
    -> Task<std::invoke_result_t<Read, Result<std::string>>> {
  co_return read(co_await operation<OperationKind::kBlobs>(std::move(start), [](OpId) {}));
}

}  // namespace

Task<Result<void>> put_blob(BlobsPort& port, std::string key, std::string content_type,
                            std::string text) {
  return blob_operation([store = &port, key = std::move(key), type = std::move(content_type),
                         text = std::move(text)](OpId op) { store->put(op, key, type, text); },
                        without_text);
}

Task<Result<std::string>> get_blob(BlobsPort& port, std::string key) {
  return blob_operation([store = &port, key = std::move(key)](OpId op) { store->get(op, key); },
                        [](Result<std::string> text) { return text; });
}

Task<Result<BlobPage>> list_blobs(BlobsPort& port, std::string prefix, std::string cursor,
                                  std::uint32_t limit) {
  return blob_operation([store = &port, prefix = std::move(prefix), cursor = std::move(cursor),
                         limit](OpId op) { store->list(op, prefix, cursor, limit); },
                        page_from_text);
}

Task<Result<void>> delete_blob(BlobsPort& port, std::string key) {
  return blob_operation([store = &port, key = std::move(key)](OpId op) { store->remove(op, key); },
                        without_text);
}

Task<Result<std::uint64_t>> receive_blob(BlobsPort& port, OpId request, std::string key,
                                         std::string content_type, std::uint64_t bytes_max) {
  return blob_operation(
      [store = &port, request, key = std::move(key), type = std::move(content_type),
       bytes_max](OpId op) { store->receive(op, request, key, type, bytes_max); },
      bytes_from_text);
}

}  // namespace skerry
