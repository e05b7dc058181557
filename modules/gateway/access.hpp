#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/gateway/settings.hpp"
#include "modules/sdk/crypto.hpp"
#include "modules/sdk/head.hpp"

namespace skerry::gateway {

/// Why a request is turned away: a code of the table of problems, and what the caller may know.
struct Refusal {
  std::string_view code;
  std::string detail;
};

/// Checks `:authority` against the names this server answers to (421), so that a web page whose
/// name was pointed at the server's address cannot reach it.
[[nodiscard]] std::optional<Refusal> check_host(const Head& head, const Settings& settings);

/// Checks a browser's `origin` (403): it must be allowed by configuration, or be this server's own.
[[nodiscard]] std::optional<Refusal> check_origin(const Head& head, const Settings& settings);

/// True when the request's origin is on the configured list, so that CORS fields are answered.
[[nodiscard]] bool is_allowed_cross_origin(const Head& head, const Settings& settings);

/// Who asks. `subject` is `anonymous` or `key:configured`.
struct Identity {
  std::string tenant;
  std::string subject;
};

/// Decides who is asking from `authorization: Bearer <key>`; 401 without a valid key where one is
/// needed, 503 where the server is closed. Compares in constant time.
[[nodiscard]] std::expected<Identity, Refusal> authenticate(const Head& head,
                                                            const Settings& settings,
                                                            CryptoPort& crypto);

/// The principal, as JSON, that services trust.
[[nodiscard]] std::string principal_of(const Identity& identity, std::string_view request_id);

}  // namespace skerry::gateway
