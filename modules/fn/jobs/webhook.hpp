#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/deliveries.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// The field `webhook-signature` of Standard Webhooks: for each key `v1,` and the base64 of
/// HMAC-SHA-256 over `<id>.<timestamp>.<body>`, separated by spaces.
[[nodiscard]] std::string webhook_signature(CryptoPort& crypto,
                                            const std::vector<std::string>& keys,
                                            std::string_view id, std::uint64_t timestamp_s,
                                            std::string_view body);

struct WebhookPorts {
  FetchPort* fetch;
  StoragePort* storage;
  TimersPort* timers;
  Basics basics;
};

/// One attempt at a delivery: 2xx is a success, 410 a refusal for good, anything else, a redirect
/// too, a failure. Nothing of the answer but its status is read. An address inside (`leads_inside`)
/// is refused for good unless `fetch_private_addresses` is `allow`.
[[nodiscard]] Task<DeliveryOutcome> send_webhook(WebhookPorts ports, Delivery delivery,
                                                 std::string tenant);

}  // namespace skerry::fn
