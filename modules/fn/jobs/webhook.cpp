#include "modules/fn/jobs/webhook.hpp"

#include <utility>

#include "modules/fn/jobs/limits.hpp"
#include "modules/fn/jobs/webhook_address.hpp"
#include "modules/fn/jobs/webhook_secrets.hpp"
#include "modules/sdk/base64.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn {
namespace {

constexpr std::uint16_t kGone = 410;

DeliveryOutcome outcome_of(const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::kDenied:
      return {.refused_for_good = true, .reason = "address_not_allowed"};
    case FailureKind::kTimedOut:
      return {.reason = "timed_out"};
    default:
      return {.reason = "unreachable"};
  }
}

DeliveryOutcome outcome_of(std::uint16_t status) {
  if (status >= 200 && status < 300) return {.delivered = true, .status = status};
  if (status >= 300 && status < 400) return {.status = status, .reason = "redirected"};
  return {.refused_for_good = status == kGone, .status = status, .reason = "refused"};
}

/// The status alone: what the receiver says further is dropped unread.
Task<Result<std::uint16_t>> status_of(FetchPort* port, FetchRequest request) {
  const auto answer = co_await fetch_stream(*port, std::move(request));
  if (!answer) co_return std::unexpected(answer.error());
  co_return answer->status();
}

}  // namespace

std::string webhook_signature(CryptoPort& crypto, const std::vector<std::string>& keys,
                              std::string_view id, std::uint64_t timestamp_s,
                              std::string_view body) {
  const std::string content =
      std::string(id) + "." + std::to_string(timestamp_s) + "." + std::string(body);
  std::string signature;
  for (const std::string& key : keys) {
    if (!signature.empty()) signature += ' ';
    signature += "v1," + base64(bytes_of_hex(crypto.hmac_sha256(key, content)));
  }
  return signature;
}

Task<DeliveryOutcome> send_webhook(WebhookPorts ports, Delivery delivery, std::string tenant) {
  const bool may_lead_inside = ports.basics.config.get("fetch_private_addresses") == "allow";
  if (!may_lead_inside && leads_inside(delivery.url)) {
    co_return DeliveryOutcome{.refused_for_good = true, .reason = "address_not_allowed"};
  }
  const auto secrets = co_await webhook_secrets(*ports.storage, ports.basics, tenant);
  if (!secrets) co_return DeliveryOutcome{.reason = "storage_unavailable"};
  const auto now_ms = static_cast<std::uint64_t>(ports.basics.clock.now_ms());
  const std::uint64_t now_s = now_ms / limits::kSecondMs;
  FetchRequest request{.method = "POST", .url = delivery.url};
  request.head.add("content-type", "application/json")
      .add("user-agent", "Skerry-Webhooks/1")
      .add("webhook-id", delivery.id)
      .add("webhook-timestamp", std::to_string(now_s))
      .add("webhook-signature", webhook_signature(ports.basics.crypto, secrets->keys_at(now_ms),
                                                  delivery.id, now_s, delivery.body));
  request.body = std::move(delivery.body);
  const auto status = co_await with_timeout(
      *ports.timers, status_of(ports.fetch, std::move(request)), limits::kDeliveryTimeoutMs);
  co_return status ? outcome_of(*status) : outcome_of(status.error());
}

}  // namespace skerry::fn
