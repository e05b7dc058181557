#include "host/cli/list_modules.hpp"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "host/cli/output.hpp"
#include "host/cli/terminal.hpp"
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
    const std::string name = clean(file.stem().string());
    text += std::format("{} {} {} bytes\n", name, digest_hex(bytes), bytes.size());
    const auto cores = core_modules(bytes);
    for (std::size_t i = 0; i < cores.size(); ++i) {
      const std::string number = cores.size() == 1 ? "" : std::format("-{}", i + 1);
      text += std::format("{}/core{} {} {} bytes\n", name, number, digest_hex(cores[i]),
                          cores[i].size());
    }
  }
  return print(text);
}

}  // namespace skerry::host
