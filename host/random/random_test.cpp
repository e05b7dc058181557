#include "host/random/random.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace skerry::host {

TEST_CASE("numbers do not repeat, on one thread or across threads", "[random]") {
  std::mutex mutex;
  std::set<std::uint64_t> seen;
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kDraws = 1'000;  // several buffers
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (std::size_t draw = 0; draw < kDraws; ++draw) {
        const auto bits = random_bits();
        const std::scoped_lock lock(mutex);
        if (bits) seen.insert(*bits);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(seen.size() == kThreads * kDraws);
}

TEST_CASE("about half of the bits are set", "[random]") {
  int set = 0;
  for (int draw = 0; draw < 10'000; ++draw) set += std::popcount(random_bits().value_or(0));
  // 320,000 expected, with a standard deviation of 400.
  CHECK(set > 316'000);
  CHECK(set < 324'000);
}

}  // namespace skerry::host
