#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// HMAC-SHA-256 (RFC 2104), 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// Lower-case hexadecimal.
[[nodiscard]] std::string hexadecimal(std::string_view bytes);

/// Verifies a JWS signature (RFC 7515, RFC 7518, RFC 8037). `algorithm` is RS256, ES256, EdDSA
/// (Ed25519) or HS256, `key` a JWK (RFC 7517) of the type that belongs to it, `signature`
/// base64url. False when the signature does not match or is malformed; `kInvalid` for another
/// algorithm, or a key that is malformed, of another type, or too weak (RSA below 2048 bits, an
/// empty secret).
[[nodiscard]] std::expected<bool, Failure> verify_signature(std::string_view algorithm,
                                                            std::string_view key,
                                                            std::string_view text,
                                                            std::string_view signature);

}  // namespace skerry::host
