#include "host/cli/list_modules.hpp"

#include <algorithm>
#include <cstdio>
#include <format>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "host/engine/component.hpp"

namespace skerry::host {

int list_modules(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".wasm") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
      std::fprintf(stderr, "skerry: cannot read %s\n", file.c_str());
      return 1;
    }
    const std::string name = file.stem().string();
    std::string text = std::format("{} {} {} bytes\n", name, digest_hex(bytes), bytes.size());
    for (const std::string_view core : core_modules(bytes)) {
      text += std::format("{}/core {} {} bytes\n", name, digest_hex(core), core.size());
    }
    std::fputs(text.c_str(), stdout);
  }
  return 0;
}

}  // namespace skerry::host
