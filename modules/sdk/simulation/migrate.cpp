#include "modules/sdk/simulation/migrate.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "modules/sdk/assert.hpp"

namespace skerry::simulation {
namespace {

/// Applies a file, each statement for itself. Comments have lines of their own.
void apply(SqlDatabase& database, const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::string statement;
  while (std::getline(file, line)) {
    if (line.find_first_not_of(' ') == line.find("--")) continue;
    statement.append(line).append("\n");
    if (!line.ends_with(';')) continue;
    SKERRY_ASSERT(database.execute(statement, Json::array()).has_value());
    statement.clear();
  }
  SKERRY_ASSERT(statement.find_first_not_of('\n') == std::string::npos);
}

}  // namespace

void migrate(SqlDatabase& database) {
  namespace fs = std::filesystem;
  std::map<std::string, fs::path> files;
  for (const auto& module : fs::directory_iterator(SKERRY_SOURCE_DIR "/modules")) {
    const fs::path folder = module.path() / "migrations";
    if (!fs::is_directory(folder)) continue;
    for (const auto& file : fs::directory_iterator(folder)) {
      files.emplace(file.path().filename().string(), file.path());
    }
  }
  SKERRY_ASSERT(!files.empty());
  for (const auto& [name, path] : files) apply(database, path);
}

}  // namespace skerry::simulation
