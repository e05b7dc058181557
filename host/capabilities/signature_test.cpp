#include "host/capabilities/signature.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "host/capabilities/base64.hpp"

namespace skerry::host {
namespace {

struct Signed {
  std::string algorithm;
  std::string key;
  std::string signature;
};

const std::string kText = "eyJhbGciOiJ4In0.eyJzdWIiOiJ1c2VyIn0";

// Made by Node's crypto, an implementation of others' wiring.
const Signed kSigned[] = {
    {"RS256",
     R"({"kty":"RSA","n":"yoM3Y2HItuM4jxkpV6YLr_TIp6n0FCt332ZkSuqwi7UgjUSxZqAT9U-spxy60M)"
     R"(5bWzHE34OsfdFArGaIo_WqvwN9Z51EC6mOYen5Q-AVX13biqsF8Ir-xzsrJ8TmJHg-VOKpcqVZ1XoGoN)"
     R"(dOeXaP69l_4bvh_FkiBKffoFmQnUr2mxP8xlp3EU7fzd5RsAwGLYIcY-eTjxIBnfqmoGzR2FNDAA6gvS)"
     R"(DfjbQZO1EpiRSjG1WSJMLnru31F5BiCSVj2l-ApIK-mpByHVjJGiyTuOJLP9Y4Jjb9wg6-Jd2-4QvnLF)"
     R"(LrfjjOJzbJrQNNqXCVzoCH_ujSrpe9b4kc4S7X-w","e":"AQAB"})",
     R"(L-XcuFGn2R6dvIWcQMXUXWnBejMfHDeOoVsfGj9ZVl3R--UPmD4LNvYb14fGCPvgqN92PDrc0RBiY_Uz)"
     R"(KsJgVZxzNJ6x9MQf79YkVm7K58bcJ0FgWhnEwYZIIY7E46Qb5Qa8yg7FmMdEtMhOGjB1M_1AXY6OMJz9)"
     R"(u3TDhUbXqYd5bny9Qujwzk9Cp7mo91xXrXd9ijiy9WMdZxBR7vgCp-QH4sGATtJ9fWM7A_sgyT559WJl)"
     R"(XDCS5LQb33JPQHpFmHBjlKXn5zxutrcjRpkbQKmcP9MCo6q-u2r2onkEyL0crhWsJlF0olum0SZokj3P)"
     R"(bAszisKm2ND2yd4al7H8PQ)"},
    {"ES256",
     R"({"kty":"EC","x":"SV8FMiteGuxfqnPIXvC4SHgpus4Di_HkkvOe6XEijus","y":"dCMv0EK-EAKhi)"
     R"(oPk49zhtRqQA9en7LPtAmmelT_3JaU","crv":"P-256"})",
     R"(-r0SowjcLDDwt3idG2OO0HlGJ_DCAsDnujmHQZHXdFdzuZHRvPxWg69fM4JFO4MGqaGAV4pYUCkg7wAy)"
     R"(kvRWEA)"},
    {"EdDSA", R"({"crv":"Ed25519","x":"G1L-QXOTWA9XWixu_HJUuV5bbyu89qXT14JQtU58arI","kty":"OKP"})",
     R"(GZn7Qo-cTKng341yGP9tBGJ1Brs80jTVbYMxdAmXtHVMP4z6fh1zhqn64UbqsWeyvf8cquiBWVLlWq-g)"
     R"(75qEBA)"},
    {"HS256", R"({"kty":"oct","k":"q-g8o6XG43lA1884LKxthgXSN4gSlrus6d3XaeFlelw"})",
     R"(NTsYsIWsNmMOF932tAcxHWTcW60DcZQBNA4uTYTMzD0)"}};

}  // namespace

TEST_CASE("signatures of every algorithm match their text and no other", "[signature]") {
  for (const Signed& made : kSigned) {
    INFO(made.algorithm);
    CHECK(verify_signature(made.algorithm, made.key, kText, made.signature) == true);
    CHECK(verify_signature(made.algorithm, made.key, kText + "x", made.signature) == false);
    std::string other = made.signature;
    other[10] = other[10] == 'A' ? 'B' : 'A';
    CHECK(verify_signature(made.algorithm, made.key, kText, other) == false);
    CHECK(verify_signature(made.algorithm, made.key, kText, "") == false);
    CHECK(verify_signature(made.algorithm, made.key, kText, "not base64url!") == false);
  }
}

TEST_CASE("a key serves the algorithm of its type only", "[signature]") {
  for (const Signed& made : kSigned) {
    for (const char* algorithm : {"RS256", "ES256", "EdDSA", "HS256", "none", ""}) {
      if (made.algorithm == algorithm) continue;
      const auto verified = verify_signature(algorithm, made.key, kText, made.signature);
      REQUIRE_FALSE(verified);
      CHECK(verified.error().kind == FailureKind::kInvalid);
    }
  }
}

TEST_CASE("malformed and weak keys are refused", "[signature]") {
  for (const char* key : {"", "[]", "{}", R"({"kty":"oct","k":""})", R"({"kty":"oct"})"}) {
    CHECK_FALSE(verify_signature("HS256", key, kText, "AAAA"));
  }
  CHECK_FALSE(verify_signature("RS256", R"({"kty":"RSA","n":"_w","e":"AQAB"})", kText, "AAAA"));
  CHECK_FALSE(
      verify_signature("ES256", R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})", kText, "AAAA"));
  CHECK_FALSE(verify_signature("EdDSA", R"({"kty":"OKP","crv":"Ed448","x":"AA"})", kText, "AAAA"));
}

TEST_CASE("HMAC-SHA-256 is that of RFC 4231", "[signature]") {
  CHECK(hexadecimal(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("base64 is taken strictly", "[base64]") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("Zg==") == "f");
  CHECK(decode_base64("Zm9v") == "foo");
  for (const char* bad : {"Z", "Zg", "Zg=", "Zm9v\n", "Z===", "Zm 9", "=Zm9", "Zg==Zg=="}) {
    CHECK_FALSE(decode_base64(bad));
  }
  CHECK(decode_base64url("-_8") == "\xfb\xff");
  CHECK_FALSE(decode_base64url("+/8"));
  CHECK_FALSE(decode_base64url("Zg=="));
  // One value has one spelling.
  CHECK_FALSE(decode_base64("Zh=="));
  CHECK_FALSE(decode_base64url("-_9"));
}

}  // namespace skerry::host
