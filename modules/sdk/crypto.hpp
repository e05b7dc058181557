#pragma once

#include <string>
#include <string_view>

#include "modules/sdk/failure.hpp"

namespace skerry {

class CryptoPort {
 public:
  /// SHA-256 (FIPS 180-4) of the text's bytes, in lower-case hexadecimal.
  virtual std::string sha256(std::string_view text) = 0;
  /// HMAC-SHA-256 (RFC 2104) in lower-case hexadecimal; the key is the text's bytes.
  virtual std::string hmac_sha256(std::string_view key, std::string_view text) = 0;
  /// Verifies a JWS signature (RFC 7515) with a JWK; `signature` is base64url. False when it does
  /// not match, a failure when key or algorithm make no sense.
  virtual Result<bool> verify(std::string_view algorithm, std::string_view key,
                              std::string_view text, std::string_view signature) = 0;

 protected:
  ~CryptoPort() = default;
};

}  // namespace skerry
