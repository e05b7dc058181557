#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/signature.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/crypto@0.1.0";

std::string sha256(Guest&, std::string_view text) { return digest_hex(text); }

std::string hmac(Guest&, std::string_view key, std::string_view text) {
  return hexadecimal(hmac_sha256(key, text));
}

std::expected<bool, Failure> verify(Guest&, std::string_view algorithm, std::string_view key,
                                    std::string_view text, std::string_view signature) {
  return verify_signature(algorithm, key, text, signature);
}

}  // namespace

void add_crypto(Imports& imports) {
  imports.add<&sha256>(kInterface, "sha256");
  imports.add<&hmac>(kInterface, "hmac-sha256");
  imports.add<&verify>(kInterface, "verify");
}

}  // namespace skerry::host
