#include "modules/fn/jobs/webhook_secrets.hpp"

#include <utility>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/base64.hpp"

namespace skerry::fn {
namespace {

/// 192 bits; Standard Webhooks asks for 24 to 64 bytes, and the digits are 48.
std::string new_key(RandomPort& random) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr int kDraws = 3;
  std::string key;
  for (int draw = 0; draw < kDraws; ++draw) {
    std::uint64_t bits = random.next();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4) key += kDigits[bits & 15];
  }
  return key;
}

SqlStatement make_secret(std::string_view tenant, std::string key, double now_ms) {
  return {
      "INSERT INTO webhook_secrets (tenant, secret, rotated_ms) VALUES (?, ?, ?) "
      "ON CONFLICT (tenant) DO NOTHING",
      Json::array({std::string(tenant), std::move(key), static_cast<std::uint64_t>(now_ms)})};
}

SqlStatement read_secrets(std::string_view tenant) {
  return {"SELECT secret, former_secret, former_until_ms FROM webhook_secrets WHERE tenant = ?",
          Json::array({std::string(tenant)})};
}

Task<Result<WebhookSecrets>> secrets_after(StoragePort* storage,
                                           std::vector<SqlStatement> statements) {
  const auto done = co_await batch(*storage, std::move(statements));
  if (!done) co_return std::unexpected(done.error());
  const Json& rows = done->back().rows;
  if (rows.empty()) co_return fail(FailureKind::kUnavailable, "no secret of a webhook");
  co_return WebhookSecrets{sql_text(rows[0][0]), sql_text(rows[0][1]),
                           sql_optional_number(rows[0][2]).value_or(0)};
}

}  // namespace

std::vector<std::string> WebhookSecrets::keys_at(std::uint64_t now_ms) const {
  std::vector<std::string> keys = {current};
  if (!former.empty() && now_ms < former_until_ms) keys.push_back(former);
  return keys;
}

std::string written_secret(std::string_view key) { return "whsec_" + base64(key); }

Task<Result<WebhookSecrets>> webhook_secrets(StoragePort& storage, Basics basics,
                                             const std::string& tenant) {
  return secrets_after(
      &storage,
      {make_secret(tenant, new_key(basics.random), basics.clock.now_ms()), read_secrets(tenant)});
}

Task<Result<WebhookSecrets>> rotate_webhook_secret(StoragePort& storage, Basics basics,
                                                   const std::string& tenant,
                                                   std::string rotation_id) {
  const double now_ms = basics.clock.now_ms();
  const Json id = rotation_id.empty() ? Json() : Json(std::move(rotation_id));
  SqlStatement rotate = {
      "UPDATE webhook_secrets SET former_secret = secret, former_until_ms = ?, secret = ?, "
      "rotated_ms = ?, rotation_id = ? WHERE tenant = ? AND (? IS NULL OR rotation_id IS NOT ?)",
      Json::array({static_cast<std::uint64_t>(now_ms) + limits::kFormerSecretMs,
                   new_key(basics.random), static_cast<std::uint64_t>(now_ms), id, tenant, id,
                   id})};
  return secrets_after(&storage, {make_secret(tenant, new_key(basics.random), now_ms),
                                  std::move(rotate), read_secrets(tenant)});
}

}  // namespace skerry::fn
