#include <filesystem>
#include <string>

#include "host/database/blob_store.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

// Whatever is taken for a key names a file below the folder, and one only.
SKERRY_FUZZ_TARGET(input) {
  if (!skerry::host::is_blob_key(input)) return;
  require(!input.empty() && input.size() <= 512, "a key has 1 to 512 bytes");
  const std::filesystem::path path = std::filesystem::path("/folder") / std::string(input);
  require(path.lexically_normal() == path, "a key has one spelling");
  require(path.string() == "/folder/" + std::string(input), "a key stays below its folder");
}
