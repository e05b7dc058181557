#include "modules/sdk/simulation/simulated_stores.hpp"

#include <algorithm>

namespace skerry::simulation {

void SimulatedStorage::batch(OpId op, std::string_view statements) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.effect([this, op, text = std::string(statements)] {
    Result<std::string> outcome = world_.chance(world_.failure_probability)
                                      ? fail(FailureKind::kUnavailable, "simulated")
                                      : database.batch(text);
    world_.deliver(world_.latency_ms(),
                   [op, outcome](Instance& instance) { instance.on_storage_result(op, outcome); });
  });
}

Result<std::string> SimulatedActorStorage::execute(std::string_view sql, std::string_view params) {
  const auto values = read_json(params, JsonLimits::for_hosts());
  if (!values) return fail(FailureKind::kInvalid, values.error().detail);
  auto rows = database.execute(sql, *values);
  if (!rows) return std::unexpected(std::move(rows.error()));
  return to_text(*rows);
}

bool SimulatedBlobs::is_key(std::string_view key) {
  constexpr std::size_t kKeyBytesMax = 512;
  if (key.empty() || key.size() > kKeyBytesMax) return false;
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!_.*'()/-").contains(c);
  };
  if (!std::ranges::all_of(key, allowed)) return false;
  while (true) {
    const std::string_view segment = key.substr(0, key.find('/'));
    if (segment.empty() || segment == "." || segment == "..") return false;
    if (segment.size() == key.size()) return true;
    key.remove_prefix(segment.size() + 1);
  }
}

void SimulatedBlobs::perform(OpId op, std::function<Result<std::string>()> action) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.effect([this, op, action = std::move(action)] {
    Result<std::string> outcome = world_.chance(world_.failure_probability)
                                      ? fail(FailureKind::kUnavailable, "simulated")
                                      : action();
    world_.deliver(world_.latency_ms(),
                   [op, outcome](Instance& instance) { instance.on_blobs_result(op, outcome); });
  });
}

void SimulatedBlobs::put(OpId op, std::string_view key, std::string_view content_type,
                         std::string_view text) {
  perform(op,
          [this, name = std::string(key),
           blob = Blob{std::string(content_type), std::string(text)}]() -> Result<std::string> {
            if (!is_key(name)) return fail(FailureKind::kInvalid, "key");
            blobs[name] = blob;
            return "{}";
          });
}

void SimulatedBlobs::get(OpId op, std::string_view key) {
  perform(op, [this, name = std::string(key)]() -> Result<std::string> {
    if (!is_key(name)) return fail(FailureKind::kInvalid, "key");
    const auto blob = blobs.find(name);
    if (blob == blobs.end()) return fail(FailureKind::kNotFound, "key");
    return blob->second.bytes;
  });
}

void SimulatedBlobs::list(OpId op, std::string_view prefix, std::string_view cursor,
                          std::uint32_t limit) {
  perform(op,
          [this, start = std::string(prefix), after = std::string(cursor),
           limit]() -> Result<std::string> {
            Json page{{"keys", Json::array()}, {"cursor", nullptr}};
            for (auto blob = blobs.upper_bound(after); blob != blobs.end(); ++blob) {
              if (!blob->first.starts_with(start)) continue;
              if (page["keys"].size() == limit) {
                page["cursor"] = page["keys"].back()["key"];
                break;
              }
              page["keys"].push_back({{"key", blob->first},
                                      {"bytes", blob->second.bytes.size()},
                                      {"contentType", blob->second.content_type}});
            }
            return to_text(page);
          });
}

void SimulatedBlobs::remove(OpId op, std::string_view key) {
  perform(op, [this, name = std::string(key)]() -> Result<std::string> {
    if (!is_key(name)) return fail(FailureKind::kInvalid, "key");
    blobs.erase(name);
    return "{}";
  });
}

void SimulatedBlobs::receive(OpId op, OpId request, std::string_view key,
                             std::string_view content_type, std::uint64_t bytes_max) {
  perform(op,
          [this, request, name = std::string(key), type = std::string(content_type),
           bytes_max]() -> Result<std::string> {
            if (!is_key(name)) return fail(FailureKind::kInvalid, "key");
            const std::string& body = request_bodies[request];
            if (body.size() > bytes_max) {
              return fail(FailureKind::kLimitExceeded, "bytes_max=" + std::to_string(bytes_max));
            }
            blobs[name] = {type, body};
            return to_text(Json{{"bytes", body.size()}});
          });
}

}  // namespace skerry::simulation
