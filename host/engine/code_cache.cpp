#include "host/engine/code_cache.hpp"

#include <openssl/evp.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <format>
#include <fstream>
#include <iterator>

namespace skerry::host {
namespace {

/// A cached file begins with the SHA-256 of the code that follows.
constexpr std::size_t kDigestBytes = 32;

std::string sha256(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  return digest;
}

}  // namespace

std::string digest_hex(std::string_view bytes) {
  std::string text;
  for (const char byte : sha256(bytes)) {
    text += std::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

std::optional<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad()) return std::nullopt;
  return bytes;
}

std::optional<std::string> read_cached_code(const std::filesystem::path& file) {
  auto bytes = read_file(file);
  if (!bytes || bytes->size() <= kDigestBytes) return std::nullopt;
  const std::string_view code = std::string_view(*bytes).substr(kDigestBytes);
  if (sha256(code) != std::string_view(*bytes).substr(0, kDigestBytes)) return std::nullopt;
  return std::string(code);
}

void write_cached_code(const std::filesystem::path& file, std::string_view code) {
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  // A name of its own, so that processes starting together do not write into one another's file.
  const std::filesystem::path draft = file.string() + std::format(".{}", getpid());
  {
    std::ofstream stream(draft, std::ios::binary | std::ios::trunc);
    stream << sha256(code);
    stream.write(code.data(), static_cast<std::streamsize>(code.size()));
    stream.close();
    if (!stream) {
      std::filesystem::remove(draft, ignored);
      return;
    }
  }
  std::filesystem::rename(draft, file, ignored);
}

void return_compilers_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace skerry::host
