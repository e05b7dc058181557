#include "host/random/random.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstddef>
#include <utility>

namespace skerry::host {
namespace {

class RandomBuffer {
 public:
  std::optional<std::uint64_t> next() {
    if (left_ == 0) {
      if (RAND_bytes(reinterpret_cast<unsigned char*>(values_.data()), sizeof values_) != 1) {
        return std::nullopt;
      }
      left_ = values_.size();
    }
    // Nobody who reads memory later learns what was given away.
    return std::exchange(values_[--left_], 0);
  }

 private:
  std::array<std::uint64_t, 64> values_{};
  std::size_t left_ = 0;
};

}  // namespace

std::optional<std::uint64_t> random_bits() {
  thread_local RandomBuffer buffer;
  return buffer.next();
}

}  // namespace skerry::host
