#include "modules/fn/matching/table.hpp"

#include <algorithm>

namespace skerry::fn::table {
namespace {

constexpr std::size_t kByteValues = 256;
constexpr std::size_t kCodeBits = 12;
constexpr std::uint32_t kCodeMask = (1U << kCodeBits) - 1;

void append(const Texts& texts, std::size_t code, std::string& out) {
  // The depth of pairs is bounded by packing.py, which makes them.
  while (code >= kByteValues) {
    const auto& [first, second] = texts.pairs[code - kByteValues];
    append(texts, first, out);
    code = second;
  }
  out += static_cast<char>(code);
}

}  // namespace

std::string Texts::operator[](std::size_t text) const {
  std::string out;
  for (std::size_t code = starts[text]; code < starts[text + 1]; ++code) {
    const std::size_t byte = code * kCodeBits / 8;
    const std::uint32_t two = codes[byte] | static_cast<std::uint32_t>(codes[byte + 1]) << 8U;
    append(*this, (code % 2 == 0 ? two : two >> 4U) & kCodeMask, out);
  }
  return out;
}

std::string Function::id() const {
  return std::string(kIdPrefix).append(catalogue().id_digits(number));
}

std::string Function::source() const { return catalogue().sources[number]; }

const Function* Catalogue::find(std::string_view id) const {
  if (!id.starts_with(kIdPrefix)) return nullptr;
  id.remove_prefix(kIdPrefix.size());
  const auto function = std::ranges::find_if(
      functions, [&](const Function& candidate) { return id == id_digits(candidate.number); });
  return function == functions.end() ? nullptr : &*function;
}

}  // namespace skerry::fn::table
