#include "host/cli/settings.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <vector>

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

/// A configuration file that goes with its test.
class File {
 public:
  explicit File(std::string_view text) {
    path_ = (fs::temp_directory_path() / "skerry-settings-XXXXXX").string();
    const int file = mkstemp(path_.data());
    REQUIRE(file >= 0);
    ::close(file);
    std::ofstream(path_) << text;
  }
  ~File() { fs::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::expected<Configuration, std::string> read(std::vector<const char*> environment,
                                               std::string_view file = "{}") {
  environment.push_back(nullptr);
  return read_settings(environment.data(), File(file).path());
}

std::string error_of(const std::expected<Configuration, std::string>& outcome) {
  return outcome ? "(none)" : outcome.error();
}

}  // namespace

TEST_CASE("settings come from the file and the environment, which wins", "[settings]") {
  const auto both = read({"SKERRY_HOSTS=b.example", "PATH=/bin", "SKERRY_MODULES_DIR=/x"},
                         R"({"hosts": "a.example", "api_key": "k", "authentication": "open"})");
  REQUIRE(both);
  CHECK(both->get("hosts") == "b.example");
  CHECK(both->get("api-key") == "k");
  CHECK(both->get("authentication") == "open");
  CHECK_FALSE(both->get("cors_origins"));
  CHECK_FALSE(both->get("modules_dir"));
}

TEST_CASE("lists are texts with commas, or lists in the file", "[settings]") {
  const auto lists = read(
      {}, R"({"hosts": ["a.example", "[::2]", "*"], "cors_origins": " https://a , http://b:81"})");
  REQUIRE(lists);
  CHECK(lists->get("hosts") == "a.example,[::2],*");
  CHECK(lists->get("cors_origins") == "https://a,http://b:81");
}

TEST_CASE("what the file must not hold is named, and where", "[settings]") {
  struct Case {
    const char* text;
    const char* named;
  };
  const auto bad = GENERATE(
      Case{R"({"hosst": "a"})", "no setting \"hosst\"; did you mean hosts?"},
      Case{R"({"api-key": "a"})", "no setting \"api-key\"; did you mean api_key?"},
      Case{R"({"API_KEY": "a"})", "did you mean api_key?"},
      Case{R"({"elephants": "a"})", "no setting \"elephants\""},
      Case{R"({"hosts": "a", "hosts": "b"})", "duplicate key \"hosts\""},
      Case{R"({"hosts": 5})", "hosts: expected text or a list of texts, found number"},
      Case{R"({"hosts": ["a", 5]})", "hosts: expected a list of texts, found number"},
      Case{R"({"hosts": null})", "hosts: expected"}, Case{R"({"hosts": {}})", "hosts: expected"},
      Case{R"({"api_key": 5})", "api_key: expected text, found number"},
      Case{R"({"api_key": true})", "api_key: expected text"},
      Case{R"({"api_key": ["k"]})", "api_key: expected text"},
      Case{R"({"api_key": ""})", "api_key: must not be empty"},
      Case{R"({"api_key": "k\n"})", "api_key: must be visible ASCII"},
      Case{R"({"authentication": "opne"})", "authentication: must be open or closed"},
      Case{R"({"authentication": "open-on-loopback"})", "authentication: must be open or closed"},
      Case{R"({"fetch_private_addresses": "yes"})", "must be allow or refuse"},
      Case{R"({"public_url": "example.com"})", "public_url: must be scheme://host[:port]"},
      Case{R"({"public_url": "https://example.com/fn"})", "public_url: must be scheme"},
      Case{R"({"public_url": "javascript:void 0"})", "public_url: must be scheme"},
      Case{R"({"task_link_key": ""})", "task_link_key: must not be empty"},
      Case{R"({"task_link_key": "0123456789abcdef0123456789abcde"})",
           "task_link_key: must have at least 32 characters"},
      Case{R"({"fetch_proxy": "proxy:1"})", "fetch_proxy: must be a URL"},
      Case{R"({"fetch_proxy": "ftp://proxy:1"})", "fetch_proxy: must be a URL of http, https"},
      Case{R"({"fetch_proxy": "http://"})", "fetch_proxy: must be a URL of http, https"},
      Case{R"({"hosts": "*.x.com"})", "hosts: \"*.x.com\""},
      Case{R"({"hosts": "a.example,,b.example"})", "hosts: has an empty entry"},
      Case{R"({"hosts": ["a.example", ""]})", "hosts: has an empty entry"},
      Case{R"({"hosts": "a.example:80"})", "hosts: \"a.example:80\""},
      Case{R"({"hosts": "https://a.example"})", "hosts: \"https://a.example\""},
      Case{R"({"cors_origins": "https://a.example/"})", "cors_origins: \"https://a.example/\""},
      Case{R"({"cors_origins": "null"})", "cors_origins: \"null\""},
      Case{R"({"cors_origins": "*"})", "cors_origins: \"*\""},
      Case{R"({"cors_origins": "https://A.example"})", "cors_origins"},
      Case{"[1]", "is no JSON object"}, Case{"", "malformed JSON"}, Case{"{", "malformed JSON"},
      Case{"{\"hosts\": \"\xff\"}", "not UTF-8"});
  const File file(bad.text);
  const char* const empty[] = {nullptr};
  const std::string error = error_of(read_settings(empty, file.path()));
  INFO(error);
  CHECK(error.starts_with("configuration " + file.path() + ": "));
  CHECK(error.find(bad.named) != std::string::npos);
}

TEST_CASE("variables that are no settings, or cannot be, are named", "[settings]") {
  CHECK(error_of(read({"SKERRY_HOSST=a"})) ==
        "there is no environment variable SKERRY_HOSST; did you mean SKERRY_HOSTS?");
  CHECK(error_of(read({"SKERRY_api_key=a"})).find("did you mean SKERRY_API_KEY?") !=
        std::string::npos);
  CHECK(error_of(read({"SKERRY_API_KEY="})).starts_with("SKERRY_API_KEY: must not be empty"));
  CHECK(error_of(read({"SKERRY_API_KEY=a", "SKERRY_API_KEY=b"})).find("twice") !=
        std::string::npos);
  CHECK(error_of(read({"SKERRY_API_KEY=\xff"})).find("not UTF-8") != std::string::npos);
  CHECK(error_of(read({"SKERRY_LISTENING_PORT=80"})).starts_with("there is no environment"));
}

TEST_CASE("a key is not shown in what is said about it", "[settings]") {
  CHECK(error_of(read({"SKERRY_API_KEY=se cret"})).find("cret") == std::string::npos);
}

TEST_CASE("a proxy speaks HTTP or SOCKS", "[settings]") {
  const char* const proxy =
      GENERATE("http://proxy:1", "https://u:p@proxy", "socks5://[::1]:9", "SOCKS5H://proxy");
  CHECK(read({}, std::string(R"({"fetch_proxy": ")") + proxy + "\"}"));
}

TEST_CASE("a list in the environment has no empty entries", "[settings]") {
  CHECK(error_of(read({"SKERRY_HOSTS="})) == "SKERRY_HOSTS: has an empty entry");
  CHECK(error_of(read({"SKERRY_HOSTS=a.example,"})) == "SKERRY_HOSTS: has an empty entry");
}

TEST_CASE("a file without end is not read, nor one that is too large", "[settings]") {
  const char* const empty[] = {nullptr};
  CHECK(error_of(read_settings(empty, "/dev/zero")) ==
        "configuration /dev/zero: is no regular file");
  CHECK(error_of(read_settings(empty, "/")) == "configuration /: is no regular file");
  constexpr std::size_t kAllowed = 64u << 10;
  CHECK(read({}, "{}" + std::string(kAllowed - 2, ' ')));
  CHECK(error_of(read({}, "{}" + std::string(kAllowed - 1, ' '))).find("larger than 65536") !=
        std::string::npos);
}

TEST_CASE("a file that is not there is named", "[settings]") {
  const char* const empty[] = {nullptr};
  CHECK(error_of(read_settings(empty, "/nowhere/at.all")) ==
        "configuration /nowhere/at.all: cannot be read");
}

TEST_CASE("limits are whole numbers within their bounds", "[settings]") {
  const auto both = read({"SKERRY_SANDBOX_WORK_MS=5000"}, R"({"job_retention_days": 7})");
  REQUIRE(both);
  CHECK(both->get("sandbox_work_ms") == "5000");
  CHECK(both->get("job_retention_days") == "7");
  CHECK(error_of(read({"SKERRY_SANDBOX_WORK_MS=10001"})) ==
        "SKERRY_SANDBOX_WORK_MS: must be a whole number from 1 to 10000");
  for (const char* wrong : {"SKERRY_JOBS_QUEUED_MAX=", "SKERRY_JOBS_QUEUED_MAX=many",
                            "SKERRY_JOBS_QUEUED_MAX=-1", "SKERRY_JOBS_QUEUED_MAX=0"}) {
    CHECK_FALSE(read({wrong}));
  }
  CHECK_FALSE(read({}, R"({"job_retention_days": 1.5})"));
  CHECK_FALSE(read({}, R"({"job_retention_days": true})"));
}

TEST_CASE("models are set by the names that others chose", "[settings]") {
  const auto both = read({"OPENAI_BASE_URL=http://127.0.0.1:1/v1", "OPENAI_ORGANIZATION=o"},
                         R"({"ANTHROPIC_API_KEY": "k", "openai_base_url": "http://b/",
                             "AI_PROVIDERS": ["compatible", "local"], "model_code": "a,b",
                             "AI_PRICES": {"a": {"input": 1, "output": 2.5}}})");
  REQUIRE(both);
  CHECK(both->get("openai_base_url") == "http://127.0.0.1:1/v1");
  CHECK(both->get("anthropic_api_key") == "k");
  CHECK(both->get("ai_providers") == "compatible,local");
  CHECK(both->get("model_code") == "a,b");
  CHECK(both->get("ai_prices") == R"({"a":{"input":1,"output":2.5}})");
  CHECK_FALSE(both->get("openai_organization"));
}

TEST_CASE("settings of models that cannot be are named, without their values", "[settings]") {
  CHECK(error_of(read({"SKERRY_OPENAI_API_KEY=a"})) ==
        "there is no environment variable SKERRY_OPENAI_API_KEY; did you mean OPENAI_API_KEY?");
  CHECK(error_of(read({"OPENAI_API_KEY=\xff secret"})) ==
        "an environment variable OPENAI_API_KEY is not UTF-8");
  CHECK(error_of(read({"OPENAI_API_KEY=a", "OPENAI_API_KEY=b"})) ==
        "OPENAI_API_KEY: is in the environment twice");
  const auto file_error = [](std::string_view text) { return error_of(read({}, text)); };
  CHECK(file_error(R"({"OPENAI_API_KEY": "a", "openai_api_key": "b"})").contains("is there twice"));
  CHECK(file_error(R"({"OPENAI_API_KEI": "a"})").contains("did you mean openai_api_key?"));
  CHECK(file_error(R"({"Openai_api_key": "a"})").contains("did you mean openai_api_key?"));
  CHECK(file_error(R"({"OPENAI_API_KEY": ["secret"]})")
            .ends_with("OPENAI_API_KEY: expected text, found array"));
  CHECK(file_error(R"({"AI_PRICES": [1]})").contains("expected an object or its text"));
  CHECK(file_error(R"({"AI_TOKENS_PER_CALL": 5})").contains("expected text, found number"));
}

TEST_CASE("every setting is documented, with its name in the environment", "[settings]") {
  const auto page = [](const char* name) {
    std::ifstream stream(std::string(SKERRY_SOURCE_DIR "/docs/") + name);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const std::string own = page("configuration.md");
  const std::string models = page("ai.md");
  for (const Setting& setting : all_settings()) {
    if (setting.name == "probe_setting") continue;
    INFO(setting.name);
    if (setting.variable.starts_with("SKERRY_")) {
      CHECK(own.contains("| `" + setting.name + "` |"));
    } else {
      CHECK(models.contains("`" + setting.variable + "`"));
    }
  }
}

}  // namespace skerry::host
