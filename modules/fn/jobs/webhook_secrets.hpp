#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// What a tenant's webhooks are signed with.
struct WebhookSecrets {
  /// Keys as text: 48 hexadecimal digits, so that they cross every boundary as they are.
  std::string current;
  /// Signs beside the current one until its time is over; empty for none.
  std::string former;
  std::uint64_t former_until_ms = 0;

  /// The keys that sign at a time, the current one first.
  [[nodiscard]] std::vector<std::string> keys_at(std::uint64_t now_ms) const;
};

/// A key as its owner gets it: `whsec_` and base64, as Standard Webhooks writes secrets.
[[nodiscard]] std::string written_secret(std::string_view key);

/// The tenant's secrets; made when there are none yet.
[[nodiscard]] Task<Result<WebhookSecrets>> webhook_secrets(StoragePort& storage, Basics basics,
                                                           const std::string& tenant);
/// A new current secret; the one before stays valid for `kFormerSecretMs`. A rotation whose id made
/// the current secret is not made again: its secrets are read. An empty id is no rotation's.
[[nodiscard]] Task<Result<WebhookSecrets>> rotate_webhook_secret(StoragePort& storage,
                                                                 Basics basics,
                                                                 const std::string& tenant,
                                                                 std::string rotation_id);

}  // namespace skerry::fn
