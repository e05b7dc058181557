#include "modules/fn/tasks/links.hpp"

#include <catch2/catch.hpp>

#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kTask = "task_01JDABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kOtherTask = "task_01JDABCDEFGHJKMNPQRSTVWXY0";

struct Signer {
  simulation::SimulatedHost host{1};
  CryptoPort& crypto = host.basics().crypto;
  TaskLink link{.generation = 3, .expires_ms = 1'795'388'400'000, .addressee = "Änn.<b>\"' &"};
  std::string token = link_token(crypto, kKey, kTask, link);
};

TEST_CASE("a link's token is read as it was made", "[task]") {
  Signer signer;
  CHECK(read_link_token(signer.crypto, kKey, kTask, signer.token) == signer.link);
  CHECK(signer.token.find_first_not_of("0123456789abcdef.") == std::string::npos);
  const TaskLink nobody{.generation = 1, .expires_ms = 2};
  CHECK(read_link_token(signer.crypto, kKey, kTask,
                        link_token(signer.crypto, kKey, kTask, nobody)) == nobody);
}

TEST_CASE("a token is for one task and one key", "[task]") {
  Signer signer;
  CHECK_FALSE(read_link_token(signer.crypto, kKey, kOtherTask, signer.token));
  CHECK_FALSE(
      read_link_token(signer.crypto, "fedcba9876543210fedcba9876543210", kTask, signer.token));
}

TEST_CASE("a token of which one character is another is none", "[task]") {
  Signer signer;
  for (std::size_t at = 0; at < signer.token.size(); ++at) {
    for (const char other : {'0', '9', 'a', '.', 'A', '%', '\0'}) {
      std::string tampered = signer.token;
      if (tampered[at] == other) continue;
      tampered[at] = other;
      CAPTURE(at, tampered);
      CHECK_FALSE(read_link_token(signer.crypto, kKey, kTask, tampered));
    }
    CHECK_FALSE(read_link_token(signer.crypto, kKey, kTask, signer.token.substr(0, at)));
    CHECK_FALSE(read_link_token(signer.crypto, kKey, kTask, signer.token.substr(at + 1)));
  }
  CHECK_FALSE(read_link_token(signer.crypto, kKey, kTask, signer.token + "0"));
  CHECK_FALSE(read_link_token(signer.crypto, kKey, kTask, std::string(1 << 20, 'a')));
}

}  // namespace
}  // namespace skerry::fn
