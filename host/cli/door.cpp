#include "host/cli/door.hpp"

#include <chrono>
#include <format>
#include <future>
#include <thread>

#include "host/capabilities/journal.hpp"
#include "host/capabilities/local_exchange.hpp"
#include "host/cli/folder_lock.hpp"
#include "host/cli/installation.hpp"
#include "host/cli/machine.hpp"
#include "host/cli/model_settings.hpp"
#include "host/cli/ollama.hpp"
#include "host/cli/server_note.hpp"
#include "host/cli/settings.hpp"
#include "host/http/head.hpp"
#include "modules/sdk/http_url.hpp"

namespace skerry::host {
namespace {

/// How long a command waits for another one, or for a server that begins.
constexpr std::chrono::seconds kFolderWaitMax{30};
constexpr std::chrono::milliseconds kFolderPause{50};
/// Instances of a process that serves one command.
constexpr std::uint32_t kInstancesMax = 64;

/// A server, reached by HTTP.
class RemoteDoor final : public Door {
 public:
  RemoteDoor(std::string url, std::optional<std::string> api_key)
      : url_(std::move(url)), api_key_(std::move(api_key)) {
    while (url_.ends_with('/')) url_.pop_back();
  }

  std::expected<ClientAnswer, std::string> ask(const DoorRequest& request) override {
    ClientRequest http{.method = request.method,
                       .url = url_ + request.path,
                       .fields = request.fields,
                       .body = request.body,
                       .on_bytes = request.on_bytes};
    if (!request.body.empty()) http.fields.emplace_back("Content-Type: application/json");
    if (api_key_) http.fields.push_back("Authorization: Bearer " + *api_key_);
    auto answer = ask_http(http);
    if (!answer) return std::unexpected(std::format("{}: {}", url_, answer.error().detail));
    return std::move(*answer);
  }

  [[nodiscard]] std::string url() const override { return url_; }

 private:
  std::string url_;
  const std::optional<std::string> api_key_;
};

/// An installation of this process's own.
class LocalDoor final : public Door {
 public:
  LocalDoor(std::unique_ptr<Installation> installation, std::optional<std::string> api_key)
      : installation_(std::move(installation)), api_key_(std::move(api_key)) {}

  std::expected<ClientAnswer, std::string> ask(const DoorRequest& request) override;
  [[nodiscard]] std::string url() const override { return {}; }

 private:
  /// One request under way; everything happens on the loop.
  struct Asking {
    const DoorRequest& request;
    std::weak_ptr<LocalExchange> exchange = {};
    ClientAnswer answer = {};
    std::promise<std::expected<ClientAnswer, std::string>> done = {};

    void take(const std::string& bytes);
  };

  [[nodiscard]] std::string head_of(const DoorRequest& request) const;

  const std::unique_ptr<Installation> installation_;
  const std::optional<std::string> api_key_;
};

void LocalDoor::Asking::take(const std::string& bytes) {
  const auto open = exchange.lock();
  if (open != nullptr) open->taken(bytes.size());
  if (answer.status != 200 || !request.on_bytes) {
    answer.body += bytes;
  } else if (!request.on_bytes(bytes)) {
    if (open != nullptr) open->leave();
    done.set_value(std::move(answer));
  }
}

std::string LocalDoor::head_of(const DoorRequest& request) const {
  std::string head =
      std::format(":method: {}\n:path: {}\n:authority: localhost\n:peer: 127.0.0.1\n",
                  request.method, request.path);
  if (request.method != "GET") head += std::format("content-length: {}\n", request.body.size());
  if (!request.body.empty()) head += "content-type: application/json\n";
  for (const std::string& field : request.fields) {
    const auto colon = field.find(':');
    std::string name = field.substr(0, colon);
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    head += name + field.substr(colon) + "\n";
  }
  if (api_key_) head += "authorization: Bearer " + *api_key_ + "\n";
  return head;
}

std::expected<ClientAnswer, std::string> LocalDoor::ask(const DoorRequest& request) {
  Asking asking{.request = request};
  auto future = asking.done.get_future();
  installation_->run_on_loop(0, [&] {
    auto exchange = LocalExchange::create(
        *installation_->loops()[0], head_of(request), request.body,
        {.on_head = [&](std::uint16_t status,
                        const std::string&) { asking.answer.status = status; },
         .on_bytes = [&](const std::string& bytes) { asking.take(bytes); },
         .on_end =
             [&](std::expected<void, Failure> outcome) {
               if (outcome) {
                 asking.done.set_value(std::move(asking.answer));
               } else {
                 asking.done.set_value(std::unexpected(outcome.error().detail));
               }
             }});
    asking.exchange = exchange;
    installation_->receive(std::move(exchange), 0);
  });
  return future.get();
}

std::expected<std::unique_ptr<Door>, std::string> open_here(const Place& place,
                                                            Configuration configuration) {
  const auto modules = find_modules(place.modules_folder);
  if (!modules) return std::unexpected(modules.error());
  if (const auto models = check_models(configuration); !models) {
    std::string lines;
    for (const std::string& fault : models.error()) lines += (lines.empty() ? "" : "\n") + fault;
    return std::unexpected(lines);
  }
  static_cast<void>(look_for_ollama(place.environment, configuration));
  Installation::Options options;
  options.modules_folder = *modules;
  options.data_folder = place.data_folder;
  options.loops = 1;
  options.engine.component_instances_max = kInstancesMax;
  // A command's answer, which may be a problem, says all that whoever asked is to know.
  silence_log();
  // Whoever may start a program may ask it.
  configuration.set("authentication", "open");
  auto api_key = configuration.get("api_key");
  auto installation = Installation::open(options, std::move(configuration));
  if (!installation) return std::unexpected(installation.error());
  return std::make_unique<LocalDoor>(std::move(*installation), std::move(api_key));
}

}  // namespace

std::expected<std::unique_ptr<Door>, std::string> open_door(const Place& place) {
  const auto configuration = read_settings(place.environment, place.configuration_file);
  if (!configuration) return std::unexpected(configuration.error());
  const auto api_key = configuration->get("api_key");
  if (!place.server.empty()) {
    if (const auto fault = fault_of_http_url(place.server)) {
      return std::unexpected(std::format("--server: {}", *fault));
    }
    return std::make_unique<RemoteDoor>(place.server, api_key);
  }
  const auto until = std::chrono::steady_clock::now() + kFolderWaitMax;
  for (;;) {
    const bool late = std::chrono::steady_clock::now() >= until;
    if (!is_in_use(place.data_folder)) {
      auto door = open_here(place, *configuration);
      // Another command may have been quicker.
      if (door || late || !is_in_use(place.data_folder)) return door;
    } else if (const auto url = find_server(place.data_folder)) {
      return std::make_unique<RemoteDoor>(*url, api_key);
    } else if (late) {
      return std::unexpected(
          std::format("{} is held by a process that does not say where it listens; name its server "
                      "with --server, or wait for it to end",
                      place.data_folder.string()));
    }
    std::this_thread::sleep_for(kFolderPause);
  }
}

}  // namespace skerry::host
