#include "randomness.hpp"

#include <bit>
#include <cstring>

#include "js_value.hpp"

namespace skerry::sandbox {
namespace {

/// Most bytes of one `getRandomValues`, by the Web Cryptography API.
constexpr std::size_t kRandomValuesBytesMax = 65'536;

static_assert(std::endian::native == std::endian::little, "words are copied as they lie");

Randomness* installed = nullptr;
void (*notify_touched)() = nullptr;

void quarter_round(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d) {
  a += b, d = std::rotl(d ^ a, 16);
  c += d, b = std::rotl(b ^ c, 12);
  a += b, d = std::rotl(d ^ a, 8);
  c += d, b = std::rotl(b ^ c, 7);
}

JSValue math_random(JSContext* context, JSValueConst, int, JSValueConst*) {
  notify_touched();
  std::uint64_t bits = 0;
  installed->stream().fill({reinterpret_cast<std::uint8_t*>(&bits), sizeof(bits)});
  return JS_NewFloat64(context, static_cast<double>(bits >> 11) * 0x1p-53);
}

bool holds_integers(int type) {
  return type >= JS_TYPED_ARRAY_UINT8C && type <= JS_TYPED_ARRAY_BIG_UINT64;
}

JSValue get_random_values(JSContext* context, JSValueConst, int count, JSValueConst* values) {
  notify_touched();
  if (count < 1 || !JS_IsObject(values[0]) || !holds_integers(JS_GetTypedArrayType(values[0]))) {
    return JS_ThrowTypeError(context, "getRandomValues needs a typed array of integers");
  }
  std::size_t offset = 0;
  std::size_t bytes = 0;
  const Value buffer(context, JS_GetTypedArrayBuffer(context, values[0], &offset, &bytes, nullptr));
  if (buffer.is_exception()) return JS_EXCEPTION;
  if (bytes > kRandomValuesBytesMax) {
    return JS_ThrowRangeError(context, "getRandomValues gives at most 65536 bytes at a time");
  }
  if (JS_IsImmutableArrayBuffer(buffer.get()) > 0) {
    return JS_ThrowTypeError(context, "the typed array's buffer is immutable");
  }
  std::size_t buffer_bytes = 0;
  std::uint8_t* const data = JS_GetArrayBuffer(context, &buffer_bytes, buffer.get());
  if (data == nullptr && bytes > 0) return JS_EXCEPTION;
  if (offset > buffer_bytes || bytes > buffer_bytes - offset) {
    return JS_ThrowTypeError(context, "the typed array is out of its buffer");
  }
  installed->stream().fill({data + offset, bytes});
  return JS_DupValue(context, values[0]);
}

JSValue random_uuid(JSContext* context, JSValueConst, int, JSValueConst*) {
  notify_touched();
  std::array<std::uint8_t, 16> bytes{};
  installed->stream().fill(bytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // version 4, RFC 9562
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  char text[36];
  std::size_t at = 0;
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) text[at++] = '-';
    text[at++] = "0123456789abcdef"[bytes[index] >> 4];
    text[at++] = "0123456789abcdef"[bytes[index] & 15];
  }
  return JS_NewStringLen(context, text, sizeof(text));
}

const JSCFunctionListEntry kCryptoMethods[] = {
    JS_CFUNC_DEF("getRandomValues", 1, get_random_values),
    JS_CFUNC_DEF("randomUUID", 0, random_uuid),
};

}  // namespace

void ChaChaStream::key(std::span<const std::uint8_t, kSeedBytes> seed) {
  input_ = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  std::memcpy(&input_[4], seed.data(), seed.size());
  for (std::size_t word = 12; word < input_.size(); ++word) input_[word] = 0;
  used_ = block_.size();
}

void ChaChaStream::fill(std::span<std::uint8_t> out) {
  for (std::uint8_t& byte : out) {
    if (used_ == block_.size()) next_block();
    byte = block_[used_++];
  }
}

void ChaChaStream::next_block() {
  std::array<std::uint32_t, 16> x = input_;
  for (int round = 0; round < 10; ++round) {
    quarter_round(x[0], x[4], x[8], x[12]);
    quarter_round(x[1], x[5], x[9], x[13]);
    quarter_round(x[2], x[6], x[10], x[14]);
    quarter_round(x[3], x[7], x[11], x[15]);
    quarter_round(x[0], x[5], x[10], x[15]);
    quarter_round(x[1], x[6], x[11], x[12]);
    quarter_round(x[2], x[7], x[8], x[13]);
    quarter_round(x[3], x[4], x[9], x[14]);
  }
  for (std::size_t word = 0; word < x.size(); ++word) x[word] += input_[word];
  std::memcpy(block_.data(), x.data(), block_.size());
  used_ = 0;
  if (++input_[12] == 0) ++input_[13];
}

bool Randomness::install(JSContext* context, void (*touched)()) {
  installed = this;
  notify_touched = touched;
  const Value global(context, JS_GetGlobalObject(context));
  const Value math(context, JS_GetPropertyStr(context, global.get(), "Math"));
  const JSValue random = JS_NewCFunction(context, math_random, "random", 0);
  const JSValue crypto = JS_NewObject(context);
  return !math.is_exception() && !JS_IsException(crypto) &&
         JS_DefinePropertyValueStr(context, math.get(), "random", random,
                                   JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) >= 0 &&
         JS_SetPropertyFunctionList(context, crypto, kCryptoMethods, 2) == 0 &&
         JS_DefinePropertyValueStr(context, global.get(), "crypto", crypto,
                                   JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) >= 0;
}

}  // namespace skerry::sandbox
