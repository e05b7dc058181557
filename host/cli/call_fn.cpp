#include "host/cli/call_fn.hpp"

#include <cstdio>
#include <format>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>

#include "host/capabilities/local_exchange.hpp"
#include "host/cli/folder_lock.hpp"

namespace skerry::host {
namespace {

struct Reply {
  std::uint16_t status = 0;
  std::string body;
};

/// A folder of this process's own, removed with it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "skerry-fn-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Sends one request to the public module and waits for its answer.
std::expected<Reply, std::string> ask(Installation& installation, std::string body) {
  const std::string head = std::format(
      ":method: POST\n:path: /fn\n:authority: localhost\n:peer: 127.0.0.1\n"
      "content-type: application/json\ncontent-length: {}\n",
      body.size());
  std::promise<std::expected<Reply, std::string>> promise;
  auto future = promise.get_future();
  Reply reply;
  installation.run_on_loop(0, [&] {
    auto exchange = LocalExchange::create(
        *installation.loops()[0], head, std::move(body),
        {.on_head = [&reply](std::uint16_t status, const std::string&) { reply.status = status; },
         .on_bytes = [&reply](const std::string& bytes) { reply.body += bytes; },
         .on_end =
             [&](std::expected<void, Failure> outcome) {
               if (outcome) {
                 promise.set_value(std::move(reply));
               } else {
                 promise.set_value(std::unexpected(outcome.error().detail));
               }
             }});
    installation.receive(std::move(exchange), 0);
  });
  return future.get();
}

int fail(const std::string& line) {
  std::fprintf(stderr, "skerry: %s\n", line.c_str());
  return 1;
}

}  // namespace

int call_fn(const std::string& description, const std::string& arguments,
            Installation::Options options, Configuration configuration) {
  nlohmann::ordered_json request = {{"description", description}};
  if (!arguments.empty()) {
    auto parsed = nlohmann::ordered_json::parse(arguments, nullptr, false);
    if (parsed.is_discarded()) return fail("--args is no JSON");
    request["args"] = std::move(parsed);
  }
  if (!is_utf8(description)) return fail("the description is not UTF-8");
  // A server that is running keeps its folder to itself; the call does not need it.
  std::optional<PrivateFolder> own;
  if (is_in_use(options.data_folder)) {
    options.data_folder = own.emplace().path();
    if (options.data_folder.empty()) return fail("cannot create a temporary folder");
  }
  options.loops = 1;
  options.engine.component_instances_max = 64;
  // Whoever may start a program may ask it.
  configuration.set("authentication", "open");
  const auto installation = Installation::open(options, std::move(configuration));
  if (!installation) return fail(installation.error());
  const auto reply = ask(**installation, request.dump());
  if (!reply) return fail(reply.error());
  const bool good = reply->status >= 200 && reply->status < 300;
  std::fprintf(good ? stdout : stderr, "%s\n", reply->body.c_str());
  return good ? 0 : 1;
}

}  // namespace skerry::host
