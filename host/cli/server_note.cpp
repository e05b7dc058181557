#include "host/cli/server_note.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <format>
#include <fstream>
#include <utility>

#include "modules/sdk/http_url.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kFile = "server.json";
constexpr std::size_t kNoteBytesMax = 256U << 10;

bool is_alive(pid_t process) { return kill(process, 0) == 0 || errno == EPERM; }

}  // namespace

std::expected<ServerNote, std::string> ServerNote::leave(const std::filesystem::path& folder,
                                                         const std::string& url,
                                                         const Json& providers) {
  const std::filesystem::path file = folder / kFile;
  const std::filesystem::path draft = folder / (std::string(kFile) + ".new");
  Json note = {{"url", url}, {"process", getpid()}, {"providers", providers}};
  std::string text = to_text(note) + "\n";
  if (text.size() > kNoteBytesMax) {
    note.erase("providers");
    text = to_text(note) + "\n";
  }
  std::ofstream stream(draft, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(draft, file, error);
  if (!stream || error) return std::unexpected(std::format("cannot write {}", file.string()));
  return ServerNote(file);
}

ServerNote::ServerNote(ServerNote&& other) noexcept : file_(std::exchange(other.file_, {})) {}

ServerNote::~ServerNote() {
  std::error_code ignored;
  if (!file_.empty()) std::filesystem::remove(file_, ignored);
}

std::optional<RunningServer> find_server(const std::filesystem::path& folder) {
  std::ifstream stream(folder / kFile, std::ios::binary);
  std::string text(kNoteBytesMax, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  const auto note = read_json(text);
  if (!note) return std::nullopt;
  const Json* url = find_member(*note, "url");
  const Json* process = find_member(*note, "process");
  if (url == nullptr || !url->is_string() || process == nullptr || !process->is_number_integer() ||
      *process <= 0 || !is_alive(process->get<pid_t>())) {
    return std::nullopt;
  }
  const auto& text_of_url = url->get_ref<const std::string&>();
  if (fault_of_http_url(text_of_url)) return std::nullopt;
  const Json* providers = find_member(*note, "providers");
  const bool says = providers != nullptr && providers->is_array();
  return RunningServer{.url = text_of_url, .providers = says ? *providers : Json()};
}

}  // namespace skerry::host
