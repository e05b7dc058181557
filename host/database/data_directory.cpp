#include "host/database/data_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "host/database/database_check.hpp"
#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormatFile = "format";
/// A format file on its way; a crash may leave it in a folder that is new.
constexpr const char* kFormatDraft = "format.new";
/// The index of alarms, which its store rebuilds from the actors' files when it is missing.
constexpr std::string_view kRebuiltDatabase = "actors/alarms.sqlite";

std::unexpected<Failure> unavailable(const std::string& path, const std::string& why) {
  return fail(FailureKind::kUnavailable, "data directory " + path + ": " + why);
}

Result<bool> is_new(const std::string& path) {
  std::error_code error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename() != kFormatDraft) return false;
  }
  if (error) return unavailable(path, error.message());
  return true;
}

Result<void> write_format(const std::string& path, const std::vector<std::string>& databases) {
  const auto draft = path + "/" + kFormatDraft;
  const std::string content =
      nlohmann::json{{"product", "skerry"}, {"format", kDataFormat}, {"databases", databases}}
          .dump() +
      "\n";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return unavailable(path, std::strerror(errno));
  const bool written =
      ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
      ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (!written) return unavailable(path, std::strerror(error));
  if (::rename(draft.c_str(), (path + "/" + kFormatFile).c_str()) != 0) {
    return unavailable(path, std::strerror(errno));
  }
  return sync_folder(path);
}

/// The databases that a format file names; none when it was written before they were.
std::optional<std::vector<std::string>> databases_in(const nlohmann::json& format) {
  std::vector<std::string> databases;
  if (!format.contains("databases")) return databases;
  if (!format["databases"].is_array()) return std::nullopt;
  for (const auto& name : format["databases"]) {
    if (!name.is_string()) return std::nullopt;
    databases.push_back(name.get<std::string>());
  }
  return databases;
}

Result<std::vector<std::string>> check_format(const std::string& path) {
  std::ifstream file(path + "/" + kFormatFile, std::ios::binary);
  if (!file) return unavailable(path, "holds files but no readable `format`; it is left as it is");
  const std::string content(std::istreambuf_iterator<char>(file), {});
  const auto json = nlohmann::json::parse(content, nullptr, false);
  if (!json.is_object() || !json.contains("format") || !json["format"].is_number_unsigned() ||
      !json.contains("product") || json["product"] != "skerry") {
    return unavailable(path, "its `format` is damaged; restore it from a backup");
  }
  const auto format = json["format"].get<std::uint64_t>();
  if (format > kDataFormat) {
    return unavailable(path, "written by a newer skerry (format " + std::to_string(format) +
                                 ", this one knows " + std::to_string(kDataFormat) + ")");
  }
  if (format < kDataFormat) {
    return unavailable(path, "its format " + std::to_string(format) + " is unknown");
  }
  auto databases = databases_in(json);
  if (!databases) return unavailable(path, "its `format` is damaged; restore it from a backup");
  return std::move(*databases);
}

Result<void> check_databases(const std::string& path, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const auto file = (fs::path(path) / name).string();
    std::error_code error;
    // Made anew from what lies beside it, unless that is gone too.
    if (name == kRebuiltDatabase && !fs::exists(file, error) &&
        fs::is_directory(fs::path(file).parent_path(), error)) {
      continue;
    }
    if (auto sound = check_database(file); !sound) return unavailable(path, sound.error().detail);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<DataDirectory>> DataDirectory::open(const std::string& path) {
  auto absolute = fs::absolute(path).lexically_normal();
  // A trailing slash would hide the parent.
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  if (auto created = create_folder(absolute.string()); !created) {
    return unavailable(path, created.error().detail);
  }
  const int lock = ::open(absolute.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return unavailable(path, std::strerror(errno));
  std::unique_ptr<DataDirectory> directory(new DataDirectory(absolute.string(), lock));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return unavailable(path,
                       errno == EWOULDBLOCK ? "another skerry is using it" : std::strerror(errno));
  }
  const auto empty = is_new(directory->path());
  if (!empty) return std::unexpected(empty.error());
  if (*empty) {
    if (auto written = write_format(directory->path(), {}); !written) {
      return std::unexpected(written.error());
    }
    return directory;
  }
  auto databases = check_format(directory->path());
  if (!databases) return std::unexpected(databases.error());
  directory->databases_ = std::move(*databases);
  if (auto sound = check_databases(directory->path(), directory->databases_); !sound) {
    return std::unexpected(sound.error());
  }
  return directory;
}

Result<void> DataDirectory::record_databases(std::span<const std::string_view> names) {
  std::vector<std::string> databases(names.begin(), names.end());
  if (databases == databases_) return {};
  if (auto written = write_format(path_, databases); !written) return written;
  databases_ = std::move(databases);
  return {};
}

DataDirectory::~DataDirectory() { ::close(lock_); }

Result<std::string> DataDirectory::folder(const std::string& name) const {
  auto below = path_ + "/" + name;
  if (auto created = create_folder(below); !created) return std::unexpected(created.error());
  return below;
}

}  // namespace skerry::host
