#include "modules/sdk/blobs.hpp"

#include "modules/sdk/json.hpp"

namespace skerry {

namespace {

std::unexpected<Failure> unknown_shape() {
  return fail(FailureKind::kUnavailable, "the store's answer has an unknown shape");
}

template <class Start>
Task<Result<std::string>> blob_operation(Start start) {
  co_return co_await operation<OperationKind::kBlobs>(std::move(start), [](OpId) {});
}

Result<void> without_text(Result<std::string> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  return {};
}

bool is_natural(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_number_integer() && member->get<std::int64_t>() >= 0;
}

}  // namespace

Task<Result<void>> put_blob(BlobsPort& port, std::string key, std::string content_type,
                            std::string text) {
  co_return without_text(
      co_await blob_operation([&](OpId op) { port.put(op, key, content_type, text); }));
}

Task<Result<std::string>> get_blob(BlobsPort& port, std::string key) {
  co_return co_await blob_operation([&](OpId op) { port.get(op, key); });
}

Task<Result<BlobPage>> list_blobs(BlobsPort& port, std::string prefix, std::string cursor,
                                  std::uint32_t limit) {
  const auto text = co_await blob_operation([&](OpId op) { port.list(op, prefix, cursor, limit); });
  if (!text) co_return std::unexpected(text.error());
  const auto json = read_json(*text, JsonLimits::for_hosts());
  if (!json || !json->is_object() || !json->contains("keys")) co_return unknown_shape();
  BlobPage page;
  for (const Json& entry : (*json)["keys"]) {
    if (!entry.is_object() || !entry.contains("key") || !entry["key"].is_string() ||
        !is_natural(entry, "bytes")) {
      co_return unknown_shape();
    }
    const auto type = entry.find("contentType");
    page.keys.push_back({entry["key"].get<std::string>(), entry["bytes"].get<std::uint64_t>(),
                         type != entry.end() && type->is_string() ? type->get<std::string>() : ""});
  }
  const auto next = json->find("cursor");
  if (next != json->end() && next->is_string()) page.cursor = next->get<std::string>();
  co_return page;
}

Task<Result<void>> delete_blob(BlobsPort& port, std::string key) {
  co_return without_text(co_await blob_operation([&](OpId op) { port.remove(op, key); }));
}

Task<Result<std::uint64_t>> receive_blob(BlobsPort& port, OpId request, std::string key,
                                         std::string content_type, std::uint64_t bytes_max) {
  const auto text = co_await blob_operation(
      [&](OpId op) { port.receive(op, request, key, content_type, bytes_max); });
  if (!text) co_return std::unexpected(text.error());
  const auto json = read_json(*text, JsonLimits::for_hosts());
  if (!json || !json->is_object() || !is_natural(*json, "bytes")) co_return unknown_shape();
  co_return (*json)["bytes"].get<std::uint64_t>();
}

}  // namespace skerry
