#include "host/fetch/curl_fetch.hpp"

#include <curl/curl.h>

#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "host/fetch/curl_transfer.hpp"

namespace skerry::host {

/// The thread that libcurl runs on, and its way in.
struct CurlFetch::Core {
  using Command = std::function<void(Core&)>;

  explicit Core(const Options& the_options) : options(the_options), multi(curl_multi_init()) {
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, kFetchConnectionsMax);
  }

  ~Core() { curl_multi_cleanup(multi); }

  void post(Command command) {
    const std::lock_guard lock(mutex);
    commands.push_back(std::move(command));
    curl_multi_wakeup(multi);
  }

  void run() {
    constexpr int kPollMs = 1'000;
    for (;;) {
      std::vector<Command> due;
      {
        const std::lock_guard lock(mutex);
        due.swap(commands);
      }
      for (const auto& command : due) command(*this);
      // Not once more around: the wake-up that brought this is used up.
      if (stopping) break;
      int running = 0;
      curl_multi_perform(multi, &running);
      collect();
      curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
    }
    for (const auto& [id, transfer] : transfers) curl_multi_remove_handle(multi, transfer->easy());
    transfers.clear();
  }

  void collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      void* self = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &self);
      static_cast<CurlTransfer*>(self)->end(code);
      std::erase_if(transfers, [&](const auto& entry) {
        if (entry.second.get() != self) return false;
        curl_multi_remove_handle(multi, entry.second->easy());
        return true;
      });
    }
  }

  void add(std::uint64_t id, std::shared_ptr<CurlTransfer> transfer) {
    if (auto prepared = transfer->prepare(options); !prepared) {
      return transfer->fail(prepared.error());
    }
    curl_multi_add_handle(multi, transfer->easy());
    transfers[id] = std::move(transfer);
  }

  void remove(std::uint64_t id) {
    const auto found = transfers.find(id);
    if (found == transfers.end()) return;
    curl_multi_remove_handle(multi, found->second->easy());
    transfers.erase(found);
  }

  void taken(std::uint64_t id, std::size_t bytes) {
    const auto found = transfers.find(id);
    if (found != transfers.end()) found->second->taken(bytes);
  }

  const Options options;
  CURLM* const multi;
  std::mutex mutex;
  std::vector<Command> commands;
  std::uint64_t next_id = 1;
  bool stopping = false;
  std::map<std::uint64_t, std::shared_ptr<CurlTransfer>> transfers;
  std::thread thread;
};

namespace {

/// The loop's side of a request.
template <typename Core>
class Handle final : public FetchPort::Transfer {
 public:
  Handle(std::shared_ptr<Core> core, std::uint64_t id, std::shared_ptr<FetchState> state)
      : core_(std::move(core)), id_(id), state_(std::move(state)) {}

  ~Handle() override {
    state_->dropped = true;
    core_->post([id = id_](Core& core) { core.remove(id); });
  }

  void taken(std::size_t bytes) override {
    core_->post([id = id_, bytes](Core& core) { core.taken(id, bytes); });
  }

 private:
  const std::shared_ptr<Core> core_;
  const std::uint64_t id_;
  const std::shared_ptr<FetchState> state_;
};

}  // namespace

CurlFetch::CurlFetch(const Options& options) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(kReady);
  core_ = std::make_shared<Core>(options);
  core_->thread = std::thread([core = core_.get()] { core->run(); });
}

CurlFetch::~CurlFetch() {
  core_->post([](Core& core) { core.stopping = true; });
  core_->thread.join();
}

std::unique_ptr<FetchPort::Transfer> CurlFetch::start(EventLoop& loop, std::string head,
                                                      std::string body, Reader reader) {
  auto state = std::make_shared<FetchState>(loop, std::move(reader));
  std::uint64_t id = 0;
  {
    const std::lock_guard lock(core_->mutex);
    id = core_->next_id++;
  }
  auto transfer = std::make_shared<CurlTransfer>(state, std::move(head), std::move(body));
  core_->post([id, transfer](Core& core) { core.add(id, transfer); });
  return std::make_unique<Handle<Core>>(core_, id, std::move(state));
}

}  // namespace skerry::host
