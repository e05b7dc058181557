#include "host/cli/door.hpp"

#include <atomic>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>
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
#include "host/cli/output.hpp"
#include "host/cli/patience.hpp"
#include "host/cli/server_note.hpp"
#include "host/cli/settings.hpp"
#include "host/cli/terminal.hpp"
#include "host/http/head.hpp"
#include "modules/sdk/http_url.hpp"

namespace skerry::host {
namespace {

/// How long a command waits for another one, or for a server that begins.
constexpr std::chrono::seconds kFolderWaitMax{30};
constexpr std::chrono::milliseconds kFolderPause{50};
/// Instances of a process that serves one command.
constexpr std::uint32_t kInstancesMax = 64;
/// How long a command's end waits for what the command has caused.
constexpr std::chrono::milliseconds kSettleMax{2'000};
/// The actors that jobs are.
constexpr std::string_view kJobs = "job";
constexpr const char* kStopped = "stopped by a signal";

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
  void work_on(const std::string& /*job*/) override {}
  void see_through(const std::string& /*job*/) override {}

 private:
  std::string url_;
  const std::optional<std::string> api_key_;
};

/// An installation of this process's own.
///
/// A signal that ends the process closes it in order first: attempts that are cut off then are
/// known to say nothing of their work, and whoever waits for the process learns of the signal as
/// usual.
class LocalDoor final : public Door {
 public:
  LocalDoor(std::unique_ptr<Installation> installation, std::optional<std::string> api_key);
  ~LocalDoor() override;
  LocalDoor(const LocalDoor&) = delete;
  LocalDoor& operator=(const LocalDoor&) = delete;

  std::expected<ClientAnswer, std::string> ask(const DoorRequest& request) override;
  [[nodiscard]] std::string url() const override { return {}; }
  void work_on(const std::string& job) override;
  void see_through(const std::string& job) override;

 private:
  /// One request under way; everything happens on the loop.
  struct Asking {
    const DoorRequest& request;
    std::weak_ptr<LocalExchange> exchange = {};
    ClientAnswer answer = {};
    std::promise<std::expected<ClientAnswer, std::string>> done = {};

    void leave();
  };

  [[nodiscard]] std::string head_of(const DoorRequest& request) const;
  void begin(Asking& asking);
  void take(Asking& asking, const std::string& bytes);
  void end(Asking& asking, std::expected<ClientAnswer, std::string> outcome);
  void watch_signals();
  /// Ends the request under way, and refuses all others.
  void stop(int signal);

  std::unique_ptr<Installation> installation_;
  const std::optional<std::string> api_key_;
  // Of the loop.
  std::unique_ptr<boost::asio::signal_set> signals_;
  Asking* asking_ = nullptr;
  /// What ended the process's work; 0 for nothing.
  std::atomic<int> signal_ = 0;
};

LocalDoor::LocalDoor(std::unique_ptr<Installation> installation, std::optional<std::string> api_key)
    : installation_(std::move(installation)), api_key_(std::move(api_key)) {
  installation_->run_on_loop(0, [this] { watch_signals(); });
}

LocalDoor::~LocalDoor() {
  if (signal_ == 0) installation_->settle(kSettleMax);
  installation_->run_on_loop(0, [this] { signals_.reset(); });
  installation_.reset();
  if (signal_ != 0) static_cast<void>(std::raise(signal_));
}

void LocalDoor::watch_signals() {
  signals_ = std::make_unique<boost::asio::signal_set>(installation_->loops()[0]->context());
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now = {};
    // Whoever started the process may want it to outlive the terminal, as `nohup` does.
    const bool ignored = sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
    if (!ignored) signals_->add(signal);
  }
  signals_->async_wait([this](const boost::system::error_code& error, int signal) {
    if (!error) stop(signal);
  });
}

void LocalDoor::stop(int signal) {
  signal_ = signal;
  // A second one ends the process at once.
  signals_->clear();
  if (asking_ == nullptr) return;
  asking_->leave();
  end(*asking_, std::unexpected(kStopped));
}

void LocalDoor::work_on(const std::string& job) {
  installation_->attend({std::string(kJobs), job});
  // The one that makes a new job's first attempt begin.
  installation_->take_messages();
}

void LocalDoor::see_through(const std::string& job) {
  installation_->attend({std::string(kJobs), job});
}

void LocalDoor::Asking::leave() {
  if (const auto open = exchange.lock()) open->leave();
}

void LocalDoor::begin(Asking& asking) {
  if (signal_ != 0) return end(asking, std::unexpected(kStopped));
  asking_ = &asking;
  auto exchange = LocalExchange::create(
      *installation_->loops()[0], head_of(asking.request), asking.request.body,
      {.on_head = [&](std::uint16_t status, const std::string&) { asking.answer.status = status; },
       .on_bytes = [this, &asking](const std::string& bytes) { take(asking, bytes); },
       .on_end =
           [this, &asking](std::expected<void, Failure> outcome) {
             if (outcome) return end(asking, std::move(asking.answer));
             end(asking, std::unexpected(outcome.error().detail));
           }});
  asking.exchange = exchange;
  installation_->receive(std::move(exchange), 0);
}

void LocalDoor::take(Asking& asking, const std::string& bytes) {
  if (const auto open = asking.exchange.lock()) open->taken(bytes.size());
  if (asking.answer.status != 200 || !asking.request.on_bytes) {
    asking.answer.body += bytes;
  } else if (!asking.request.on_bytes(bytes)) {
    asking.leave();
    end(asking, std::move(asking.answer));
  }
}

void LocalDoor::end(Asking& asking, std::expected<ClientAnswer, std::string> outcome) {
  asking_ = nullptr;
  asking.done.set_value(std::move(outcome));
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
  installation_->run_on_loop(0, [&] { begin(asking); });
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
  options.does_all_that_is_due = false;
  options.engine.component_instances_max = kInstancesMax;
  // A command's answer, which may be a problem, says all that whoever asked is to know.
  silence_log();
  // Whoever may start a program may ask it.
  configuration.set("authentication", "open");
  auto api_key = configuration.get("api_key");
  std::expected<std::unique_ptr<Installation>, std::string> installation;
  {
    const Patience patience(kSilenceMax, [] {
      if (terminal_of(stderr).is_terminal) note(kCompiling);
    });
    installation = Installation::open(options, std::move(configuration));
  }
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
    } else if (const auto server = find_server(place.data_folder)) {
      return std::make_unique<RemoteDoor>(server->url, api_key);
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
