#include "host/cli/list_modules.hpp"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "host/cli/output.hpp"
#include "host/engine/component.hpp"

namespace skerry::host {

int list_modules(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".wasm") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::string text;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return fail("cannot read " + file.string());
    const std::string name = file.stem().string();
    text += std::format("{} {} {} bytes\n", name, digest_hex(bytes), bytes.size());
    for (const std::string_view core : core_modules(bytes)) {
      text += std::format("{}/core {} {} bytes\n", name, digest_hex(core), core.size());
    }
  }
  return print(text);
}

}  // namespace skerry::host
