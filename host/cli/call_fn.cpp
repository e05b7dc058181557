#include "host/cli/call_fn.hpp"

#include <cstdio>
#include <format>
#include <future>
#include <optional>

#include "host/capabilities/local_exchange.hpp"
#include "host/cli/folder_lock.hpp"
#include "host/cli/output.hpp"
#include "modules/sdk/json.hpp"

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
std::expected<Reply, std::string> ask(Installation& installation,
                                      const std::optional<std::string>& api_key, std::string body) {
  std::string head = std::format(
      ":method: POST\n:path: /fn\n:authority: localhost\n:peer: 127.0.0.1\n"
      "content-type: application/json\ncontent-length: {}\n",
      body.size());
  if (api_key) head += "authorization: Bearer " + *api_key + "\n";
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

}  // namespace

int call_fn(const std::string& description, const std::optional<std::string>& arguments,
            Installation::Options options, Configuration configuration) {
  if (!is_utf8(description)) return fail("the description is not UTF-8");
  Json request = {{"description", description}};
  if (arguments) {
    if (arguments->find_first_not_of(" \t\r\n") == std::string::npos) {
      return fail("--args is empty: give JSON, such as {} or [1,2], or leave it out");
    }
    auto parsed = read_json(*arguments);
    if (!parsed) return fail("--args is no JSON: " + parsed.error().detail);
    request["args"] = std::move(*parsed);
  }
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
  const auto api_key = configuration.get("api_key");
  const auto installation = Installation::open(options, std::move(configuration));
  if (!installation) return fail(installation.error());
  const auto reply = ask(**installation, api_key, to_text(request));
  if (!reply) return fail(reply.error());
  const bool good = reply->status >= 200 && reply->status < 300;
  if (good) return print(reply->body + "\n");
  if (reply->body.empty()) return fail(std::format("the answer is an empty {}", reply->status));
  std::fprintf(stderr, "%s\n", reply->body.c_str());
  return 1;
}

}  // namespace skerry::host
