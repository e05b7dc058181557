#include "modules/probe/routes.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include "modules/sdk/problems.hpp"

namespace skerry::probe {
namespace {

constexpr std::uint64_t kHangMs = 120'000;

std::uint64_t count_of(std::string_view query, std::string_view name, std::string_view fallback) {
  return std::strtoull(query_value(query, name, fallback).c_str(), nullptr, 10);
}

/// Counts a request whose frames were destroyed before it was answered.
class AbortCounter {
 public:
  explicit AbortCounter(std::uint64_t& count) : count_(&count) {}
  AbortCounter(const AbortCounter&) = delete;
  AbortCounter& operator=(const AbortCounter&) = delete;
  ~AbortCounter() {
    if (count_ != nullptr) ++*count_;
  }
  void done() { count_ = nullptr; }

 private:
  std::uint64_t* count_;
};

Json fields_of(const Head& head) {
  Json fields = Json::object();
  for (std::size_t index = 0; index < head.size(); ++index) {
    fields[std::string(head[index].name)] = std::string(head[index].value);
  }
  return fields;
}

}  // namespace

std::string query_value(std::string_view query, std::string_view name, std::string_view fallback) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const auto equals = pair.find('=');
    if (pair.substr(0, equals) == name) {
      return std::string(equals == std::string_view::npos ? std::string_view()
                                                          : pair.substr(equals + 1));
    }
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
  }
  return std::string(fallback);
}

Task<Answer> Routes::answer(Request request) {
  const std::string path(request.path());
  if (path == "/run") co_return co_await run(std::move(request));
  if (path == "/echo") co_return co_await echo(std::move(request));
  if (path == "/stream") co_return co_await stream(std::move(request));
  if (path == "/hang") co_return co_await hang(std::move(request));
  if (path == "/aborted") {
    co_return json_response(200, to_text(Json{{"aborted", aborted_}}));
  }
  if (path == "/status") {
    const auto status = static_cast<std::uint16_t>(count_of(request.query(), "code", "200"));
    Response response = text_response(status, query_value(request.query(), "body", ""));
    if (request.query().contains("header")) response.head.add("x-probe", "yes");
    co_return response;
  }
  if (path.starts_with("/blob/")) {
    if (request.method() == "PUT") co_return co_await receive(std::move(request));
    BlobResponse response{200, {}, path.substr(1)};
    response.head.add("content-type", "application/octet-stream");
    co_return response;
  }
  co_return problem("not_found", "the probe has no such route");
}

Task<Answer> Routes::run(Request request) {
  const std::uint64_t bytes_max = limits::kBodyBytesMax;
  const auto body = co_await read_body(*request.exchange, bytes_max);
  if (!body) co_return json_response(200, to_text(Json{{"body", failure_json(body.error())}}));
  auto steps = read_json(*body);
  if (!steps) co_return problem("invalid_json", steps.error().detail);
  AbortCounter counter(aborted_);
  Json results = co_await steps_.run(std::move(*steps));
  counter.done();
  co_return json_response(200, to_text(Json{{"results", std::move(results)}}));
}

Task<Answer> Routes::echo(Request request) {
  const std::uint64_t bytes_max =
      count_of(request.query(), "bytesMax", std::to_string(limits::kBodyBytesMax));
  const auto body = co_await read_body(*request.exchange, bytes_max);
  Json json = {{"method", request.method()},
               {"path", request.path()},
               {"query", request.query()},
               {"head", fields_of(request.head)},
               {"principal", request.principal}};
  if (!body) {
    json["body"] = failure_json(body.error());
  } else if (request.query().contains("onlySize")) {
    json["bytes"] = body->size();
  } else {
    json["body"] = *body;
  }
  co_return json_response(200, to_text(json));
}

Task<Answer> Routes::stream(Request request) {
  const std::string query(request.query());
  const std::uint64_t pieces = count_of(query, "pieces", "3");
  const std::uint64_t bytes = count_of(query, "bytes", "10");
  const std::uint64_t delay_ms = count_of(query, "delayMs", "0");
  AbortCounter counter(aborted_);
  Head head;
  head.add("content-type", "text/plain; charset=utf-8");
  ResponseStream stream(*request.exchange, 200, head);
  for (std::uint64_t index = 0; index < pieces; ++index) {
    if (delay_ms > 0) co_await sleep(ports_.timers, delay_ms);
    if (query.contains("bytewise")) {
      // The bytes of é, € and 😀, one at a time: a host that hands pieces on would break each.
      static constexpr std::array kBytes = {
          "ww==", "qQ==", "4g==", "gg==", "rA==", "8A==", "nw==", "mA==", "gA=="};
      co_await stream.write_base64(kBytes[index % kBytes.size()]);
    } else if (query.contains("base64")) {
      co_await stream.write_base64("/+Dw");  // Bytes that are no UTF-8: ff e0 f0.
    } else if (query.contains("multibyte")) {
      // Two, three and four bytes a character: a host that cuts by bytes would break one.
      co_await stream.write("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    } else {
      co_await stream.write(
          std::string(static_cast<std::size_t>(bytes), static_cast<char>('a' + index % 26)));
    }
  }
  counter.done();
  if (query.contains("break")) {
    {
      const ResponseStream broken(std::move(stream));
    }
    co_return Answered{};
  }
  co_return stream.finish();
}

Task<Answer> Routes::hang(Request /*request*/) {
  AbortCounter counter(aborted_);
  co_await sleep(ports_.timers, kHangMs);
  counter.done();
  co_return text_response(200, "woke up");
}

Task<Answer> Routes::receive(Request request) {
  const std::uint64_t bytes_max = count_of(request.query(), "bytesMax", "104857600");
  const auto bytes =
      co_await receive_blob(ports_.blobs, request.id(), std::string(request.path().substr(1)),
                            std::string(request.head.get("content-type")), bytes_max);
  if (!bytes) co_return json_response(200, to_text(failure_json(bytes.error())));
  co_return json_response(201, to_text(Json{{"bytes", *bytes}}));
}

}  // namespace skerry::probe
